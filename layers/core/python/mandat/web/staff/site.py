"""The addresses behind a post's link."""

from mandat.web.merging import page as merging
from mandat.web.posts import forms, page, takeover
from mandat.web.recording import doors
from mandat.web.routing import Route, Site
from mandat.web.staff.act import send_form, show_case, show_form
from mandat.web.staff.renewal import (
    ASK,
    failure,
    renew_case,
    renew_post,
    renew_recording,
    renew_worklist,
)
from mandat.web.staff.reports import renew_reports, show_reports
from mandat.web.staff.worklist import show_worklist

# Worklist and post first: an action's address would fit them as well.
ROUTES = (
    Route("GET", "/t/jabatan/<token>", page.show_post),
    Route("GET", f"/t/jabatan/<token>/{ASK}", page.show_post),
    Route("POST", f"/t/jabatan/<token>/{ASK}", renew_post),
    Route("GET", "/t/jabatan/<token>/wakil", forms.show_delegation),
    Route("POST", "/t/jabatan/<token>/wakil", forms.send_delegation),
    Route("GET", "/t/jabatan/<token>/akhiri/<serial>", forms.show_end),
    Route("POST", "/t/jabatan/<token>/akhiri/<serial>", forms.send_end),
    Route("GET", "/t/jabatan/<token>/serah", page.show_below),
    Route("GET", "/t/jabatan/<token>/serah/<post>", forms.show_handover),
    Route("POST", "/t/jabatan/<token>/serah/<post>", forms.send_handover),
    Route("GET", "/j/<token>", takeover.show),
    Route("POST", "/j/<token>", takeover.answer),
    Route("GET", "/t/catat/<token>", doors.show),
    Route("POST", "/t/catat/<token>", doors.send),
    Route("GET", f"/t/catat/<token>/{ASK}", doors.show),
    Route("POST", f"/t/catat/<token>/{ASK}", renew_recording),
    Route("GET", "/t/laporan/<token>", show_reports),
    Route("GET", f"/t/laporan/<token>/{ASK}", show_reports),
    Route("POST", f"/t/laporan/<token>/{ASK}", renew_reports),
    Route("GET", "/t/daftar/<token>", show_worklist),
    Route("GET", f"/t/daftar/<token>/{ASK}", show_worklist),
    Route("POST", f"/t/daftar/<token>/{ASK}", renew_worklist),
    Route("POST", f"/t/<token>/{ASK}", renew_case),
    Route("GET", "/t/<token>", show_case),
    Route("GET", "/t/<token>/gabung", merging.show),
    Route("POST", "/t/<token>/gabung", merging.send),
    Route("GET", "/t/<token>/<action>", show_form),
    Route("POST", "/t/<token>/<action>", send_form),
)

site = Site(ROUTES, failure)
