"""A citizen who borrows, page by page without JavaScript, at an hour that a test chooses."""

from dataclasses import replace
from functools import cache

from city.check import CITIES, checked_city
from city.lending import build_fleet
from integration.citizens import Citizen, Page
from integration.lenders import WEDNESDAY, clock
from mandat.bookings.domain.fleet import Fleet
from mandat.bookings.store import put_fleet

__all__ = ["CARD", "WEDNESDAY", "Borrower", "clock", "lend_out"]

CARD = "1771 0123 4567 8901"
# Saturday and Sunday after the hour of `clock`, further away than the notice.
SATURDAY, SUNDAY = "2026-12-05", "2026-12-06"
NAME, PHONE, EMAIL = "Rahayu Contoh", "0812-3456-7890", "rahayu@example.org"
HOUSE = {"village": "17.71.01.1002", "rt": "5", "rw": "2", "landmark": "Jalan Contoh 7"}


@cache
def _fleet() -> Fleet:
    return replace(build_fleet(checked_city(CITIES / "bengkulu")), version=1)


def lend_out() -> Fleet:
    """The city's own fleet, in the table."""
    put_fleet(_fleet(), replaces=0)
    return _fleet()


class Borrower(Citizen):
    def car_to_time(self, day: str = SATURDAY) -> Page:
        self.get("/pinjam/mobil-dinas")
        self.send()
        self.send(purpose="akad")
        return self.send(f"day:{day}")

    def car_to_place(self, thing: str = "bd-1-a", start: str = "540", length: str = "240") -> Page:
        self.car_to_time()
        return self.send(thing=thing, start=start, length=length)

    def car_from_place(self, card: str = CARD) -> Page:
        """Everything but the time."""
        self.send(**HOUSE)
        self.send(q_mempelai="Ani dan Budi Contoh", q_tujuan="Gedung Contoh", q_catatan="")
        self.send(family_card=card)
        self.send(name=NAME, phone=PHONE, email=EMAIL)
        return self.send(terms="yes")

    def car_to_check(self, **time: str) -> Page:
        self.car_to_place(**time)
        return self.car_from_place()
