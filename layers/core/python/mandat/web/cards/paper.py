"""/surat/ktp/…: what a lurah takes along: the route, the mayor's greetings, the invitations.

In the language of the city, whatever language its reader has chosen.
"""

from collections.abc import Callable, Iterable

from aws_lambda_powertools.event_handler import Response

from mandat.city.domain import Catalogue
from mandat.errors import LinkExpiredError, NotFoundError
from mandat.platform.links import card_url
from mandat.programmes.domain.terms import CardTerms
from mandat.programmes.knowing import first_name
from mandat.story.timeline import post_title
from mandat.text.mark import msg
from mandat.text.words import show_date, show_time, translations
from mandat.web.cards.card_list import CardList
from mandat.web.cards.desk import CardDesk, card_desk_of
from mandat.web.cards.entries import Entry
from mandat.web.cards.greeting import Greeting, greeting_page
from mandat.web.cards.invitation import Invited, invitation_page
from mandat.web.cards.listing_file import dated, listed
from mandat.web.papers.drawing import Page, file_of
from mandat.web.papers.table import Column, Paper, pdf
from mandat.web.phones import show_phone
from mandat.web.render import page_headers
from mandat.web.report.summary import said
from mandat.web.visit import Visit

KIND, CITYS = "application/pdf", "id"
MAYOR = "walikota"
COLUMNS = (
    Column("No", 24),
    Column("Nama", 120, wrapped=True),
    Column("RT/RW", 62),
    Column("Alamat", 140, wrapped=True),
    Column("Telepon", 82),
    Column("Tanda tangan", 87),
)
BY = msg("To be brought today. Free of charge: nobody may ask for money.")


def route(visit: Visit, token: str, day: str) -> Response[bytes]:
    """The list of the day to sign on, from door to door."""
    return _of_day(visit, token, day, lambda one: pdf(route_of(one)), "rute-ktp")


def greetings(visit: Visit, token: str, day: str) -> Response[bytes]:
    def made(one: CardList) -> bytes:
        return file_of(_greeting(each, one.catalogue) for each in _some(one.round))

    return _of_day(visit, token, day, made, "ucapan-ktp")


def invitations(visit: Visit, token: str, day: str) -> Response[bytes]:
    """Of whom a lurah visits; of who makes cards, the page of those who have no time yet."""

    def made(one: CardList) -> bytes:
        return file_of(_invitation(each, one.terms, one.catalogue) for each in _some(one.asked))

    return _of_day(visit, token, day, made, "undangan-ktp", find=dated)


def greeting(visit: Visit, token: str) -> Response[bytes]:
    return _of_case(visit, token, lambda one: _greeting(_entry(one), one.desk.catalogue))


def invitation(visit: Visit, token: str) -> Response[bytes]:
    def drawn(one: CardDesk) -> Page:
        return _invitation(_entry(one), one.terms, one.desk.catalogue)

    return _of_case(visit, token, drawn)


def _of_day(
    visit: Visit,
    token: str,
    day: str,
    make: Callable[[CardList], bytes],
    name: str,
    *,
    find: Callable[[Visit, str, str], CardList] = listed,
) -> Response[bytes]:
    """A link whose time is over is renewed on the page of the list."""
    try:
        one = find(visit, token, day)
    except LinkExpiredError:
        return visit.redirect(f"/t/ktp/{token}")  # type: ignore[return-value]  # no body
    return _file(make(one), f"{name}-{day}")


def _of_case(visit: Visit, token: str, draw: Callable[[CardDesk], Page]) -> Response[bytes]:
    """A link whose time is over is renewed on the page of the case."""
    try:
        one = card_desk_of(visit, token)
    except LinkExpiredError:
        return visit.redirect(f"/t/{token}")  # type: ignore[return-value]  # no body
    return _file(file_of([draw(one)]), f"ktp-{one.card.case_id}")


def _file(made: bytes, name: str) -> Response[bytes]:
    shown = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(200, KIND, made, headers={**dict(page_headers()), **shown})


def _entry(one: CardDesk) -> Entry:
    """Raises NotFoundError for a post without the task, and once the register has deleted them."""
    if one.person is None or one.card.is_over:
        raise NotFoundError("no_sheet")
    return Entry(one.card, one.person)


def _some(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Raises NotFoundError when there is nothing to print."""
    found = tuple(one for one in entries if one.person)
    if not found:
        raise NotFoundError("no_sheet")
    return found


def route_of(one: CardList) -> Paper:
    say = translations(CITYS).gettext
    day = show_date(one.today, CITYS)
    return Paper(
        title=f"{say('Identity cards of the day')}, {day}",
        under=(f"{one.viewer.post.title}, {one.catalogue.city_name}", say(BY)),
        columns=COLUMNS,
        rows=[_cells(number, each) for number, each in enumerate(one.round, 1)],
        sums=[f"{say('To be brought today')}: {len(one.round)}"],
        foot=say("Printed on {moment}").format(moment=show_time(one.now, CITYS)),
        page=say("Page"),
    )


def _cells(number: int, one: Entry) -> list[str]:
    phone = show_phone(one.phone) if one.phone else ""
    return [str(number), one.name, one.neighbourhood, one.address, phone, ""]


def _greeting(one: Entry, catalogue: Catalogue) -> Page:
    return greeting_page(
        Greeting(
            one.name,
            show_date(one.card.birthday, CITYS),
            catalogue.city_name,
            post_title(MAYOR, catalogue),
        )
    )


def _invitation(one: Entry, terms: CardTerms, catalogue: Catalogue) -> Page:
    """With the link of who it is for: it went through a post's hands, and has not the last word."""
    name = first_name(one.person) if one.person else ""
    return invitation_page(
        Invited(
            name,
            _place(one, catalogue),
            show_date(one.card.birthday, CITYS),
            tuple(said(each.title, CITYS) for each in terms.counters),
            catalogue.city_name,
            post_title(terms.made_by, catalogue),
            card_url(one.card.case_id, handed=True),
        )
    )


def _place(one: Entry, catalogue: Catalogue) -> str:
    """Where it is to be handed out."""
    village = catalogue.village(one.card.village)
    parts = (one.address, one.neighbourhood, village.name if village else "")
    return ", ".join(part for part in parts if part)
