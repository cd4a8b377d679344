"""All doors of what the city lends."""

from mandat.web.routing import Route, Site

ROUTES: tuple[Route, ...] = ()

SITE = Site(ROUTES)
