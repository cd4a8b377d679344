"""The addresses behind a post's link."""

from mandat.web.routing import Route, Site
from mandat.web.staff.act import send_form, show_case, show_form
from mandat.web.staff.renewal import ASK, failure, renew_case, renew_worklist
from mandat.web.staff.worklist import show_worklist

# The worklist first: an action's address would fit it as well.
ROUTES = (
    Route("GET", "/t/daftar/<token>", show_worklist),
    Route("GET", f"/t/daftar/<token>/{ASK}", show_worklist),
    Route("POST", f"/t/daftar/<token>/{ASK}", renew_worklist),
    Route("POST", f"/t/<token>/{ASK}", renew_case),
    Route("GET", "/t/<token>", show_case),
    Route("GET", "/t/<token>/<action>", show_form),
    Route("POST", "/t/<token>/<action>", send_form),
)

site = Site(ROUTES, failure)
