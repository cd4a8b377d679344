"""All doors of what is printed."""

from mandat.web.routing import Route, Site

ROUTES: tuple[Route, ...] = (
    Route("GET", "/surat/santunan/<token>/<month>.pdf", "paying.paper:download"),
    Route("GET", "/surat/anak/<token>.pdf", "children.paper:download"),
    Route("GET", "/surat/jaminan/<token>/surat.pdf", "guarantee.paper:download"),
    Route("GET", "/surat/jaminan/<token>/kode.svg", "guarantee.paper:picture"),
    Route("GET", "/surat/ktp/kartu/<token>/ucapan.pdf", "cards.paper:greeting"),
    Route("GET", "/surat/ktp/kartu/<token>/undangan.pdf", "cards.paper:invitation"),
    Route("GET", "/surat/ktp/<token>/<day>.pdf", "cards.paper:route"),
    Route("GET", "/surat/ktp/<token>/<day>/ucapan.pdf", "cards.paper:greetings"),
    Route("GET", "/surat/ktp/<token>/<day>/undangan.pdf", "cards.paper:invitations"),
)

SITE = Site(ROUTES, own_failure="staff.renewal:failure")
