"""/t/ktp/<token>/<day>.csv: the route of a lurah's day, without a NIK."""

import csv
import io

from aws_lambda_powertools.event_handler import Response

from mandat.errors import LinkExpiredError, NotFoundError
from mandat.web.cards.card_list import CardList, card_list_of
from mandat.web.cards.entries import Entry
from mandat.web.cards.wording import STATUS
from mandat.web.papers.cells import KIND, MARK, harmless
from mandat.web.phones import show_phone
from mandat.web.render import page_headers
from mandat.web.visit import Visit

COLUMNS = ("No", "Nama", "Kelurahan", "RT/RW", "Alamat", "Telepon", "Status", "Nomor")


def download(visit: Visit, token: str, day: str) -> Response[str]:
    """A link whose time is over is renewed on the page of the list."""
    try:
        one = listed(visit, token, day)
    except LinkExpiredError:
        return visit.redirect(f"/t/ktp/{token}")
    name = f'attachment; filename="antar-ktp-{day}.csv"'
    headers = {**dict(page_headers()), "Content-Disposition": name}
    return Response(200, KIND, table(one), headers=headers)


def listed(visit: Visit, token: str, day: str) -> CardList:
    """The lurah's list of today. Raises NotFoundError for another day, or for another post."""
    one = dated(visit, token, day)
    if one.makes:
        raise NotFoundError("no_file")
    return one


def dated(visit: Visit, token: str, day: str) -> CardList:
    """The list of today. Raises NotFoundError for another day."""
    one = card_list_of(visit, token)
    if day != one.today.isoformat():
        raise NotFoundError("no_file")
    return one


def table(one: CardList) -> str:
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for place, each in enumerate((*one.round, *one.visits), 1):
        rows.writerow([harmless(text) for text in _cells(place, each, one)])
    return MARK + written.getvalue()


def _cells(place: int, each: Entry, one: CardList) -> list[str]:
    return [
        str(place),
        each.name,
        one.village(each.card),
        each.neighbourhood,
        each.address,
        show_phone(each.phone) if each.phone else "",
        one.visit.say(STATUS[each.card.status]),
        each.card.case_id,
    ]
