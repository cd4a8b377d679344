"""All doors of what is printed."""

from mandat.web.routing import Route, Site

ROUTES: tuple[Route, ...] = (
    Route("GET", "/surat/santunan/<token>/<month>.pdf", "paying.paper:download"),
    Route("GET", "/surat/anak/<token>.pdf", "children.paper:download"),
    Route("GET", "/surat/jaminan/<token>/surat.pdf", "guarantee.paper:download"),
    Route("GET", "/surat/jaminan/<token>/kode.svg", "guarantee.paper:picture"),
)

SITE = Site(ROUTES, own_failure="staff.renewal:failure")
