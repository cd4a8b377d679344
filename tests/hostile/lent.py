"""Loans in every state that a citizen can act on, and the pages and forms of who borrows."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from integration.borrowers import lend_out, ubah
from integration.lending import no_pause, say
from mandat.bookings.commands import request
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.fleet import Fleet
from mandat.bookings.domain.model import Loan
from mandat.bookings.domain.terms import check
from mandat.bookings.line import offer_next
from mandat.cases.commands import execute
from mandat.cases.domain.acts import RouteCase
from mandat.cases.store import timeline
from mandat.city.calendar import to_local
from mandat.errors import InvalidError
from samples import resent, submission
from unit.bookings import samples as b
from unit.cases import samples as s

OFFERS = ("mobil-dinas", "perlengkapan-duka", "ambulans-terjadwal")
DRAFT = {
    "purpose": "akad",
    "thing": "bd-1-a",
    "start": "540",
    "length": "240",
    "days": "1",
    "things": "tenda:1",
    "family_card": "1771000000000001",
    "village": "17.71.01.1002",
    "landmark": "Jalan Contoh 7",
    "q_mempelai": "Ani dan Budi Contoh",
    "q_tujuan": "Gedung Contoh",
    "name": "Rahayu Contoh",
    "phone": "0812-0000-0009",
    "email": "rahayu@example.org",
    "terms": "yes",
}


class Loans:
    """`free` is a local day on which the cars can be asked for."""

    def __init__(self, now: datetime) -> None:
        self.fleet, self.now = lend_out(), now
        self.days = tuple(self._free_days())
        self.held = self._asked("held", self._loan(0))
        self.agreed = self._asked("agreed", self._loan(1))
        self._route(self.agreed)
        say(self.agreed, a.ApproveBooking, at=now)
        self.proposed = self._asked("proposed", self._loan(2))
        self._route(self.proposed)
        say(self.proposed, a.ProposeTime, loan=self._loan(2, "bd-2-a"), at=now)
        self.offered = self._offered()

    @property
    def free(self) -> date:
        return self.days[4]

    def pages(self) -> dict[str, list[str]]:
        return {
            "/pinjam": ["/pinjam"],
            "/pinjam/terkirim": ["/pinjam/terkirim"],
            "/pinjam/ubah/<token>": [ubah(one) for one in (self.held, self.agreed)],
            "/pinjam/ubah/<token>/jadwal.ics": [ubah(self.agreed, "jadwal.ics")],
            "/pinjam/ubah/<token>/<act>": [
                ubah(self.held, "geser"),
                ubah(self.held, "batal"),
                ubah(self.proposed, "pilih"),
                ubah(self.offered, "ambil"),
            ],
            "/pinjam/<offer_id>": [f"/pinjam/{one}" for one in OFFERS],
            "/pinjam/<offer_id>/kalender": [f"/pinjam/{one}/kalender" for one in OFFERS],
            "/pinjam/<offer_id>/kalender.json": [f"/pinjam/{one}/kalender.json" for one in OFFERS],
            "/pinjam/<offer_id>/hari/<day>": [f"/pinjam/{one}/hari/{self.free}" for one in OFFERS],
        }

    def draft(self, key: str) -> dict[str, str]:
        return {**DRAFT, "day": self.free.isoformat(), "key": key}

    @property
    def move(self) -> str:
        """The page on which a loan is moved, with a day chosen."""
        return f"{ubah(self.held, 'geser')}?day={self.free}"

    def _free_days(self) -> list[date]:
        offer, today = self.fleet.offers[0], to_local(self.now).date()
        found = []
        for day in (today + timedelta(days=n) for n in range(offer.horizon_days)):
            try:
                check(b.loan(day=day), offer, self.fleet, self.now)
            except InvalidError:
                continue
            found.append(day)
        return found

    def _loan(self, place: int, thing: str = "bd-1-a") -> Loan:
        return b.loan(thing, self.days[place])

    def _asked(self, key: str, loan: Loan, **more: Any) -> str:
        wish = replace(b.wish(family=key.ljust(32, "."), fleet=Fleet(), loan=loan, lane=0), **more)
        filed = resent(submission(f"submit:{key}", service_id="mobil-dinas"), person=key)
        return request(filed, wish, self.now, pause=no_pause).case.id

    def _route(self, case_id: str) -> None:
        route = RouteCase(f"route:{case_id}", "system", calendar=s.CALENDAR, owner="bagian-umum")
        execute(case_id, route, self.now)

    def _offered(self) -> str:
        first = self._asked("first", self._loan(3))
        waiting = self._asked("waiting", self._loan(3), in_line=True)
        say(first, a.CancelBooking, "citizen", at=self.now)
        gone = next(one for one in timeline(first) if one.type == "BookingCancelled")
        offer_next(gone, self.now)
        return waiting
