"""A month's payments as one list: whom, how much, how it stands; by the link to a post's work."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from functools import cached_property

from mandat.city.calendar import to_local
from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.errors import InvalidError, NotFoundError
from mandat.platform.links import Purpose, read
from mandat.platform.observability import logger
from mandat.programmes.domain.terms import StipendTerms
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.stipend.domain.model import Enrolment, Payment, PaymentStatus
from mandat.stipend.domain.months import checked, due_at, later, newest
from mandat.stipend.store import ledger, roll
from mandat.story.stipends import show_period
from mandat.web.request import whole_number
from mandat.web.staff.viewer import Viewer, for_list, viewer_of
from mandat.web.visit import Visit

# Each with two fields: a form has at most a hundred, and each payment is a write of its own.
ROWS = 40
P = PaymentStatus
# What has to be done comes first.
ORDER: tuple[PaymentStatus, ...] = (P.DUE, P.PAID, P.RECEIVED, P.VOID)


@record
class Entry:
    """A payment with the name of whom it is for, as the roll has it, and her kelurahan."""

    payment: Payment
    name: str = field(repr=False)
    last4: str
    village: str


@record
class Sum:
    """How many payments stand so, and how many rupiah they are together."""

    number: int
    amount: int


@record
class PayList:
    """`token` is that of the post's worklist, `asked` the month that was asked for."""

    visit: Visit
    token: str = field(repr=False)
    viewer: Viewer
    terms: StipendTerms
    asked: str

    @property
    def now(self) -> datetime:
        return self.visit.now

    @cached_property
    def catalogue(self) -> Catalogue:
        return load_catalogue()

    @cached_property
    def latest(self) -> str:
        """The month that is being paid."""
        return newest(to_local(self.now).date(), self.terms)

    @property
    def month(self) -> str:
        """The one that was asked for, if it has come; else the latest."""
        try:
            return min(checked(self.asked), self.latest)
        except InvalidError:
            return self.latest

    @property
    def title(self) -> str:
        return show_period(self.month, self.visit.locale)

    @property
    def previous(self) -> str:
        return later(self.month, -1)

    @property
    def following(self) -> str:
        return later(self.month) if self.month < self.latest else ""

    @property
    def due(self) -> datetime:
        return due_at(self.month, self.terms)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Everybody of the month: what must be done first, then by kelurahan and name."""
        return entries(self.month, self.catalogue)

    @cached_property
    def sums(self) -> Mapping[PaymentStatus, Sum]:
        return {status: _sum(self.entries, status) for status in ORDER}

    @property
    def owed(self) -> Sum:
        """All that is owed or was paid: what is void is not."""
        counted = [one for status, one in self.sums.items() if status is not P.VOID]
        return Sum(sum(one.number for one in counted), sum(one.amount for one in counted))

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.entries) // ROWS))

    @property
    def place(self) -> int:
        """?hal=2: the page that is shown, from 1."""
        wished = whole_number(self.visit.request.query.get("hal", "")) or 1
        return min(max(1, wished), self.pages)

    @property
    def shown(self) -> tuple[Entry, ...]:
        return self.entries[(self.place - 1) * ROWS : self.place * ROWS]

    @property
    def scope(self) -> str:
        """What a nonce of this list is good for."""
        return f"santunan|{self.viewer.actor}"

    @property
    def path(self) -> str:
        return f"/t/santunan/{self.token}"


def _sum(found: tuple[Entry, ...], status: PaymentStatus) -> Sum:
    amounts = [one.payment.amount for one in found if one.payment.status is status]
    return Sum(len(amounts), sum(amounts))


def entries(month: str, catalogue: Catalogue) -> tuple[Entry, ...]:
    """The ledger of a month with the names of the roll, in the order of the list."""
    people = {one.person: one for one in roll()}
    found = (_entry(one, people.get(one.person), catalogue) for one in ledger(month))
    return tuple(sorted(found, key=_rank))


def _entry(payment: Payment, enrolment: Enrolment | None, catalogue: Catalogue) -> Entry:
    village = catalogue.village(payment.village)
    name, last4 = (enrolment.name, enrolment.last4) if enrolment else ("", "")
    return Entry(payment, name, last4, village.name if village else payment.village)


def _rank(one: Entry) -> tuple[int, str, str, str]:
    return ORDER.index(one.payment.status), one.village, one.name, one.payment.person


def pay_list_of(visit: Visit, token: str, month: str = "") -> PayList:
    """The list of `month`, else of ?bulan=2026-12, else of the month that is being paid.

    Raises LinkExpiredError, LinkError, or NotFoundError for a post that pays nothing.
    """
    viewer = for_list(viewer_of(read(Purpose.WORKLIST, token, visit.now), visit.now))
    logger.append_keys(post=viewer.id)
    terms = load_programmes().stipend
    if viewer.id != terms.paid_by:
        raise NotFoundError("no_pay_list")
    asked = month or visit.request.query.get("bulan", "")
    return PayList(visit, token, viewer, terms, asked)
