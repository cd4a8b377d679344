"""A loan of the city's own fleet whose events are notified and delivered after every command."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from city.build import build_posts
from city.check import CITIES, checked_city
from city.lending import build_fleet
from mandat.bookings import store
from mandat.bookings.commands import execute, remind, request
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.fleet import Fleet
from mandat.bookings.domain.model import Booking, Loan
from mandat.bookings.domain.timing import next_moment
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import Command, RouteCase
from mandat.city.domain import Catalogue, Post, owner_of
from mandat.city.store import create_post, load_catalogue
from mandat.people.store import address_hash, confirm
from mandat.personal.domain import Contact, Narrative
from unit.bookings import samples as b
from unit.cases import samples as s
from unit.messaging.mails import Feed, small_town, submission

PERSON = Contact(name="Siti Contoh", phone="+6281200000001", email="siti@example.org")
BY_PHONE = replace(PERSON, email="")
TOLD = Narrative(
    landmark="Jalan Contoh 7, Lingkar Barat",
    answers=(
        ("mempelai", "Ani dan Budi Contoh"),
        ("tujuan", "Gedung Contoh, Jalan Peraga 1"),
        ("kartu-keluarga", "•••• 4321"),
    ),
)
LENDERS = frozenset({"bagian-umum", "bagian-kesra", "meja-ambulans"})


@cache
def _built() -> tuple[Fleet, tuple[Post, ...]]:
    sources = checked_city(CITIES / "bengkulu")
    posts = tuple(one for one in build_posts(sources) if one.id in LENDERS)
    return replace(build_fleet(sources), version=1), posts


def lending_town() -> Catalogue:
    """The small town, and what the city lends."""
    small_town()
    fleet, posts = _built()
    store.put_fleet(fleet, replaces=0)
    for post in posts:
        create_post(post)
    return load_catalogue()


class Borrowed(Feed):
    """Its citizen has confirmed the address, unless `confirmed` says otherwise."""

    def __init__(
        self,
        catalogue: Catalogue,
        loan: Loan | None = None,
        offer: str = "mobil-dinas",
        **changes: Any,
    ) -> None:
        self.catalogue, self.told, self.now = catalogue, [], changes.pop("at", b.NOW)
        person = changes.pop("person", PERSON)
        if changes.pop("confirmed", True) and person.email:
            confirm(address_hash(person.email), self.now)
        family = changes.pop("family", "f" * 32)
        wish = b.wish(
            fleet=store.load_fleet(),
            offer=offer,
            loan=loan or b.loan(),
            family=family if offer == "mobil-dinas" else "",
            in_line=changes.pop("in_line", False),
            purpose=changes.pop("purpose", "akad"),
        )
        sent = submission(catalogue, offer, person, TOLD)
        cause = changes.pop("cause", "loan:1")
        sent = replace(sent, command=replace(sent.command, cause=cause, **changes))
        self.case = request(sent, wish, self.now).case
        self.pump(0)

    @property
    def booking(self) -> Booking:
        found = store.load(self.case.id)
        assert found is not None
        return found

    def routed(self) -> "Borrowed":
        service = self.catalogue.service(self.case.service_id)
        owner = owner_of(service, self.catalogue.village(self.case.village))
        self.do(RouteCase("route", "system", calendar=s.CALENDAR, owner=owner))
        return self

    def approved(self) -> "Borrowed":
        self.routed().do(by_post(a.ApproveBooking))
        return self

    def do(self, command: Command, *, after: timedelta = timedelta(minutes=1)) -> "Borrowed":
        self.now += after
        before = self.case.seq
        act = execute if isinstance(command, a.BookingCommand) else execute_case
        self.case = act(self.case.id, command, self.now).case  # type: ignore[operator]  # of either
        self.pump(before)
        return self

    def until(self, kind: str) -> "Borrowed":
        """Until the moment of that kind has come and was acted on."""
        while True:
            due = next_moment(self.booking)
            assert due is not None
            before, self.now = self.case.seq, due.at
            assert remind(self.case.id, due, self.now)
            self.pump(before)
            if due.kind == f"booking:{kind}":
                return self


def by_post(kind: type[a.BookingCommand], **more: Any) -> a.BookingCommand:
    post = more.pop("actor", b.POST)
    made: a.BookingCommand = b.say(kind, post, fleet=store.load_fleet(), **more)
    return made


def by_citizen(kind: type[a.BookingCommand], **more: Any) -> a.BookingCommand:
    return by_post(kind, actor="citizen", **more)


def by_driver(kind: type[a.BookingCommand], **more: Any) -> a.BookingCommand:
    return by_post(kind, actor=b.DRIVER, **more)
