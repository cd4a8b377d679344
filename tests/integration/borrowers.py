"""A citizen who borrows, page by page without JavaScript, at an hour that a test chooses."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

import boto3

from city.check import CITIES, checked_city
from city.lending import build_fleet
from integration.citizens import Citizen, Page
from integration.lenders import WEDNESDAY
from integration.lending import no_pause, say
from mandat.bookings.commands import request
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.fleet import Fleet
from mandat.bookings.domain.model import Loan
from mandat.bookings.store import put_fleet
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import RouteCase
from mandat.platform.ids import read_reference
from mandat.platform.links import track_url
from mandat.platform.settings import settings
from samples import resent, submission
from unit.bookings import samples as b
from unit.cases import samples as s

# The Saturday and Sunday after the hour of the tests that notice leaves.
SATURDAY, SUNDAY = "2026-12-05", "2026-12-06"
CARD = "1771 0123 4567 8901"
NAME, PHONE, EMAIL = "Rahayu Contoh", "0812-3456-7890", "rahayu@example.org"
HOUSE = {"village": "17.71.01.1002", "rt": "5", "rw": "2", "landmark": "Jalan Contoh 7"}
PERSON = {"name": NAME, "phone": PHONE, "email": EMAIL}
COUPLE = {"q_mempelai": "Ani dan Budi Contoh", "q_tujuan": "Gedung Contoh, Jalan Peraga 1"}
MORNING = {"thing": "bd-1-a", "start": "540", "length": "240"}
REFERENCE = re.compile(r"BKL-[0-9A-Z]{4}-[0-9A-Z]{4}")


@cache
def _fleet() -> Fleet:
    return replace(build_fleet(checked_city(CITIES / "bengkulu")), version=1)


def lend_out() -> Fleet:
    """The city's own fleet, in the table."""
    put_fleet(_fleet(), replaces=0)
    return _fleet()


class Borrower(Citizen):
    def begin(self, offer: str, purpose: str) -> Page:
        self.get(f"/pinjam/{offer}")
        self.send()
        return self.send(purpose=purpose)

    def car_to_time(self, day: str = SATURDAY) -> Page:
        self.begin("mobil-dinas", "akad")
        return self.send(f"day:{day}")

    def car_to_place(self, day: str = SATURDAY, **time: str) -> Page:
        self.car_to_time(day)
        return self.send(**(MORNING | time))

    def car_from_place(self, card: str = CARD) -> Page:
        """Everything but the time."""
        self.send(**HOUSE)
        self.send(**COUPLE)
        self.send(family_card=card)
        self.send(**PERSON)
        return self.send(terms="yes")

    def car_to_check(self, day: str = SATURDAY, card: str = CARD, **time: str) -> Page:
        self.car_to_place(day, **time)
        return self.car_from_place(card)

    def goods_to_check(self, days: str = "3", **quantities: str) -> Page:
        self.begin("perlengkapan-duka", "takziah")
        self.send(**(quantities or {"n_tenda": "2"}))
        self.send(f"day:{SATURDAY}")
        self.send(days=days)
        self.send(**HOUSE)
        self.send(q_almarhum="Almarhum Contoh", q_jalan="dapat")
        self.send(**PERSON)
        return self.send(terms="yes")

    def ride_to_check(self, start: str = "600") -> Page:
        self.begin("ambulans-terjadwal", "kontrol")
        self.send(f"day:{SATURDAY}")
        self.send(start=start, length="120")
        self.send(**HOUSE)
        ride = {"q_keadaan": "tandu", "q_tujuan": "RS Contoh"}
        self.send(**ride, **{"q_pulang-pergi": "ya"})
        self.send(**PERSON)
        return self.send(terms="yes")


def sent_id(page: Page) -> str:
    """The case that the page of receipt names."""
    found = read_reference(REFERENCE.search(page.html)[0])  # type: ignore[index]  # a receipt names one
    assert found
    return found


def asked(key: str, loan: Loan, **changes: Any) -> str:
    """What somebody else has asked for, by another way than the pages."""
    wish = b.wish(
        **({"family": key.ljust(32, "."), "fleet": Fleet(), "loan": loan, "lane": 0} | changes)
    )
    filed = resent(submission(f"submit:{key}", service_id=wish.offer), person=key)
    return request(filed, wish, WEDNESDAY, pause=no_pause).case.id


def approved(case_id: str) -> None:
    routed(case_id)
    say(case_id, a.ApproveBooking, at=WEDNESDAY)


def routed(case_id: str) -> None:
    command = RouteCase(f"route:{case_id}", "system", calendar=s.CALENDAR, owner="bagian-umum")
    execute_case(case_id, command, WEDNESDAY)


def ubah(case_id: str, act: str = "", *, handed: bool = False) -> str:
    """The address where the citizen changes a booking."""
    path = track_url(case_id, handed=handed).replace(settings().site_url, "")
    return path.replace("/k/", "/pinjam/ubah/") + (f"/{act}" if act else "")


def items() -> int:
    client = boto3.client("dynamodb")
    return int(client.scan(TableName=settings().table_name, Select="COUNT")["Count"])
