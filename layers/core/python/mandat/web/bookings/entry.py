"""/pinjam/ubah/<token>/jadwal.ics: the loan as an entry of the citizen's own calendar."""

from aws_lambda_powertools.event_handler import Response

from mandat.bookings.calendar_file import Entry, calendar_file, uid_of
from mandat.errors import NotFoundError
from mandat.platform.ids import show_reference
from mandat.web.bookings.changing import told_by
from mandat.web.render import page_headers
from mandat.web.visit import Visit

KIND = "text/calendar; charset=utf-8"


def download(visit: Visit, token: str) -> Response[str]:
    """The same entry as in the mails (one UID), without a person.

    Only of a loan that is agreed: before, nothing is certain enough for a calendar.
    """
    told = told_by(visit, token)
    if not told.on_calendar:
        raise NotFoundError("no_file")
    booking, case = told.booking, told.case
    entry = Entry(
        uid=uid_of(case.id),
        revision=booking.revision,
        at=case.changed_at,
        start=booking.loan.start,
        end=booking.loan.end,
        summary=f"{', '.join(told.things)} ({show_reference(case.id)})",
    )
    made = calendar_file(entry)
    headers = {
        **dict(page_headers()),
        "Content-Disposition": f'attachment; filename="{made.name}"',
    }
    return Response(200, KIND, made.text, headers=headers)
