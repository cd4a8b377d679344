"""/t/santunan/<token>/<month>.csv: the month for the bank, without a NIK."""

import csv
import io

from aws_lambda_powertools.event_handler import Response

from mandat.errors import LinkExpiredError, NotFoundError
from mandat.text.words import show_time
from mandat.web.papers.cells import KIND, MARK, harmless
from mandat.web.paying.pay_list import Entry, PayList, pay_list_of
from mandat.web.paying.wording import HOW, STATUS
from mandat.web.render import page_headers
from mandat.web.visit import Visit

COLUMNS = (
    "No",
    "Nama",
    "Kelurahan",
    "NIK",
    "Bulan",
    "Rupiah",
    "Status",
    "Cara",
    "Dibayar",
    "Nomor",
)


def download(visit: Visit, token: str, month: str) -> Response[str]:
    """A link whose time is over is renewed on the page of the list."""
    try:
        one = listed(visit, token, month)
    except LinkExpiredError:
        return visit.redirect(f"/t/santunan/{token}")
    name = f'attachment; filename="santunan-{one.month}.csv"'
    headers = {**dict(page_headers()), "Content-Disposition": name}
    return Response(200, KIND, table(one), headers=headers)


def listed(visit: Visit, token: str, month: str) -> PayList:
    """The list of exactly that month. Raises NotFoundError for one that has not come."""
    one = pay_list_of(visit, token, month)
    if one.month != month:
        raise NotFoundError("no_file")
    return one


def table(one: PayList) -> str:
    """Rupiah are digits only: a sum can be made of them."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for place, each in enumerate(one.entries, 1):
        rows.writerow([harmless(text) for text in _cells(place, each, one)])
    return MARK + written.getvalue()


def _cells(place: int, each: Entry, one: PayList) -> list[str]:
    payment, visit = each.payment, one.visit
    return [
        str(place),
        each.name,
        each.village,
        f"••••{each.last4}" if each.last4 else "",
        payment.month,
        str(payment.amount),
        visit.say(STATUS[payment.status]),
        visit.say(HOW[payment.how]) if payment.how else "",
        show_time(payment.paid_at, visit.locale) if payment.paid_at else "",
        payment.case_id,
    ]
