"""/t/ktp/<token> as a post has it: the week's list of who makes cards, the day's of a lurah."""

from collections.abc import Iterator
from dataclasses import field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from mandat.cases import store as cases
from mandat.city.calendar import to_local
from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.errors import NotFoundError
from mandat.idcard import store
from mandat.idcard.domain.birthdays import months
from mandat.idcard.domain.model import Card, CardStatus
from mandat.idcard.opened import open_cards
from mandat.idcard.times import kept_between
from mandat.platform.links import Purpose, read
from mandat.platform.observability import logger
from mandat.programmes.domain.terms import CardTerms
from mandat.programmes.knowing import Look
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.web.cards.entries import LISTED, Entry, by_route, entries_of
from mandat.web.request import whole_number
from mandat.web.staff.viewer import Viewer, for_list, viewer_of
from mandat.web.visit import Visit

S = CardStatus
# Each with two fields: a form has at most a hundred, and each card is a write of its own.
ROWS = 40
# Appointments of the week that comes and of the one that is over; birthdays of two months.
WEEK, AHEAD = timedelta(days=7), 60
WORK_PAGE, WORK_MAX = 100, 1000


class Part(StrEnum):
    """A part of the week's list: ?daftar=."""

    RECORD = "rekam"
    PRINT = "cetak"
    INVITE = "undang"
    BRING = "antar"


STATES = {
    Part.RECORD: frozenset({S.APPOINTED}),
    Part.PRINT: frozenset({S.RECORDED}),
    Part.INVITE: frozenset({S.EXPECTED, S.INVITED, S.VISITING}),
    Part.BRING: frozenset({S.PRINTED, S.OUT}),
}


@record
class CardList:
    """`token` is that of the post's worklist."""

    visit: Visit
    token: str = field(repr=False)
    viewer: Viewer
    terms: CardTerms

    @property
    def now(self) -> datetime:
        return self.visit.now

    @property
    def today(self) -> date:
        return to_local(self.now).date()

    @property
    def makes(self) -> bool:
        return self.viewer.id == self.terms.made_by

    @cached_property
    def catalogue(self) -> Catalogue:
        return load_catalogue()

    @property
    def look(self) -> Look:
        return Look(self.viewer.actor, LISTED, self.now)

    @property
    def scope(self) -> str:
        """What a nonce of this list is good for."""
        return f"ktp|{self.viewer.actor}"

    @property
    def path(self) -> str:
        return f"/t/ktp/{self.token}"

    @property
    def part(self) -> Part:
        wished = self.visit.request.query.get("daftar", "")
        return Part(wished) if wished in set(Part) else Part.RECORD

    @cached_property
    def cards(self) -> dict[Part, tuple[Card, ...]]:
        """What lies with who makes cards, each part in the order of its need."""
        near = sorted(open_cards(AHEAD, self.today, self.terms), key=_by_birthday)
        found = {part: tuple(one for one in near if one.status in STATES[part]) for part in Part}
        found[Part.RECORD] = tuple(self._appointed())
        if self.part is Part.INVITE:
            found[Part.INVITE] = self._invited(found[Part.INVITE])
        return found

    def _invited(self, near: tuple[Card, ...]) -> tuple[Card, ...]:
        """Also whose birthday is a year ahead; whoever was invited last stands first."""
        first, last = (self.today + timedelta(days=n) for n in (AHEAD, self.terms.invite_days))
        ahead = (one for month in months(first, last) for one in store.of_month(month))
        far = (one for one in ahead if one.status in STATES[Part.INVITE] and one.birthday > first)
        return tuple(sorted((*near, *far), key=_by_invitation, reverse=True))

    def number(self, part: Part) -> int | None:
        """How many are in a part; of all that are invited only when they are asked for."""
        known = part is not Part.INVITE or self.part is part
        return len(self.cards[part]) if known else None

    def _appointed(self) -> Iterator[Card]:
        """By the half hour that is kept for them: whoever comes first stands first."""
        kept = kept_between(self.terms, self.today - WEEK, self.today + WEEK)
        found = (store.load(one.case_id) for one in kept)
        return (one for one in found if one is not None and one.status is S.APPOINTED)

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.cards[self.part]) // ROWS))

    @property
    def place(self) -> int:
        """?hal=2: the page that is shown, from 1."""
        wished = whole_number(self.visit.request.query.get("hal", "")) or 1
        return min(max(1, wished), self.pages)

    @cached_property
    def shown(self) -> tuple[Entry, ...]:
        """The page of the part that was asked for."""
        first = (self.place - 1) * ROWS
        return entries_of(self.cards[self.part][first : first + ROWS], self.look)

    @cached_property
    def round(self) -> tuple[Entry, ...]:
        """A lurah's: the cards to be brought today, from door to door."""
        return self._with_lurah(S.OUT, self.today)

    @cached_property
    def later(self) -> int:
        """How many of a lurah's cards are to be brought again on a day to come."""
        return sum(one.status is S.OUT and not _is_due(one, self.today) for one in self._own)

    @cached_property
    def visits(self) -> tuple[Entry, ...]:
        """A lurah's: who cannot be reached otherwise, from door to door."""
        return self._with_lurah(S.VISITING, self.today)

    @property
    def asked(self) -> tuple[Entry, ...]:
        """Who is to get an invitation on paper; nobody on another part of the week's list."""
        if not self.makes:
            return self.visits
        return self.shown if self.part is Part.INVITE else ()

    def _with_lurah(self, status: CardStatus, day: date) -> tuple[Entry, ...]:
        cards = (one for one in self._own if one.status is status and _is_due(one, day))
        return by_route(entries_of(cards, self.look))

    @cached_property
    def _own(self) -> tuple[Card, ...]:
        """The cards whose task the post has."""
        found = (store.load(one) for one in _tasks(self.viewer.id, self.terms.service))
        return tuple(one for one in found if one is not None and not one.is_over)

    def village(self, card: Card) -> str:
        found = self.catalogue.village(card.village)
        return found.name if found else self.catalogue.city_name


def _by_birthday(card: Card) -> tuple[date, str]:
    return card.birthday, card.case_id


def _by_invitation(card: Card) -> tuple[str, str]:
    return card.invited_at.isoformat() if card.invited_at else "", card.case_id


def _is_due(card: Card, day: date) -> bool:
    return card.day is None or card.day <= day


def _tasks(post: str, service: str) -> Iterator[str]:
    """Cases of the service in the work of a post, a page at a time."""
    after = ""
    for _ in range(WORK_MAX // WORK_PAGE):
        rows = cases.worklist(post, WORK_PAGE, after)
        yield from (one.case_id for one in rows if one.service_id == service)
        if len(rows) < WORK_PAGE:
            return
        after = cases.row_key(rows[-1])


def card_list_of(visit: Visit, token: str) -> CardList:
    """Raises LinkExpiredError, LinkError, or NotFoundError for a post with no part in it."""
    viewer = for_list(viewer_of(read(Purpose.WORKLIST, token, visit.now), visit.now))
    logger.append_keys(post=viewer.id)
    one = CardList(visit, token, viewer, load_programmes().card)
    if not one.makes and viewer.id not in {each.lurah_id for each in one.catalogue.villages}:
        raise NotFoundError("no_card_list")
    return one
