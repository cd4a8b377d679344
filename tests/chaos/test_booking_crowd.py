"""A crowd does to bookings whatever it likes, all at once: afterwards the table is in order.

On isolated transactions with the conflicts of AWS. The rules that are checked are those of the
machine of bookings; here nobody waits for anybody.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Any

import boto3
import pytest
from hypothesis.stateful import INVARIANT_MARKER

from chaos.emulated import conflicting, emulated
from integration.bookings_machine import OnTheTable, by_key
from integration.lending import filed, lend
from mandat.bookings.commands import execute, request
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.model import Loan
from mandat.bookings.line import FREEING, offer_next
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import RouteCase
from mandat.errors import RefusedError, TakenError
from mandat.platform.settings import settings
from mandat.platform.table import TableItem
from samples import resent
from unit.bookings import samples as b
from unit.cases import samples as s

CROWD, ACTS = 12, 30
CITIZEN = "citizen"
DAYS = [b.SATURDAY + timedelta(days=n) for n in (0, 1, 7)]
FAMILIES = [letter * 32 for letter in "abcdefgh"]
RULES = [name for name in dir(OnTheTable) if hasattr(getattr(OnTheTable, name), INVARIANT_MARKER)]


@pytest.fixture(scope="module", autouse=True)
def table() -> Iterator[None]:
    with emulated():
        yield


class Emulated(OnTheTable):
    """Reads the emulator's table."""

    def begin(self) -> None:
        lend()

    def everything(self) -> list[TableItem]:
        client = boto3.client("dynamodb", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
        pages = client.get_paginator("scan").paginate(
            TableName=settings().table_name, ConsistentRead=True
        )
        return by_key(item for page in pages for item in page["Items"])


class Person:
    """Somebody with a will of his own; `cases` are everybody's."""

    def __init__(self, name: str, cases: list[str]) -> None:
        self.name = name
        self.chance = Random(name)  # noqa: S311  the same will in every run
        self.cases = cases

    def live(self) -> None:
        for number in range(ACTS):
            self.act(f"{self.name}:{number}")

    def act(self, cause: str) -> None:
        if not self.cases or self.chance.random() < 0.35:
            self.ask(cause)
            return
        case_id = self.chance.choice(self.cases)
        kind, actor, more = self.wish()
        command = b.say(kind, actor, cause=cause, **more)
        for _ in range(self.chance.choice([1, 1, 2])):
            self.do(lambda: self.done(case_id, command))

    def ask(self, cause: str) -> None:
        car = self.chance.random() < 0.7
        family = self.chance.choice(FAMILIES) if car else ""
        wish = b.wish(
            cause=cause,
            loan=self.loan(car),
            family=family,
            lane=0,
            offer=b.CAR.id if car else b.GOODS.id,
            in_line=car and self.chance.random() < 0.3,
        )
        self.do(lambda: self.requested(wish))

    def requested(self, wish: a.RequestBooking) -> None:
        sent = resent(filed(wish.cause, wish.offer), person="")
        case_id = request(sent, wish, b.NOW).case.id
        self.cases.append(case_id)
        self.route(case_id)

    def route(self, case_id: str) -> None:
        command = RouteCase(f"route:{case_id}", "system", calendar=s.CALENDAR, owner="bagian-umum")
        execute_case(case_id, command, b.NOW)

    def done(self, case_id: str, command: a.BookingCommand) -> None:
        for event in execute(case_id, command, b.NOW).events:
            if event.type in FREEING:
                offer_next(event, b.NOW)
            if event.type == "BookingAccepted":
                self.route(case_id)

    def wish(self) -> tuple[type[a.BookingCommand], str, dict[str, Any]]:
        loan = self.loan(self.chance.random() < 0.7)
        return self.chance.choice(
            [
                (a.ApproveBooking, b.POST, {}),
                (a.DeclineBooking, b.POST, {"reason": "not_fit"}),
                (a.ProposeTime, b.POST, {"loan": loan}),
                (a.ChooseTime, CITIZEN, {"other_time": self.chance.random() < 0.5}),
                (a.MoveBooking, CITIZEN, {"loan": loan}),
                (a.CancelBooking, CITIZEN, {}),
                (a.AcceptOffer, CITIZEN, {}),
                (a.PreemptBooking, b.POST, {"reason": "official_duty"}),
            ]
        )

    def loan(self, car: bool) -> Loan:
        day = self.chance.choice(DAYS)
        if not car:
            return b.goods(day, self.chance.randint(1, 3), tenda=self.chance.randint(1, 3))
        start = self.chance.choice([420, 540, 660, 780, 900])
        long = self.chance.choice([60, 120, 240])
        return b.loan(self.chance.choice(b.CAR.resources), day, start, long)

    def do(self, wish: Callable[[], None]) -> None:
        """The rules may say no, and somebody else may have it."""
        with suppress(RefusedError, TakenError):
            wish()


def test_whatever_a_crowd_does_at_once_the_table_is_in_order() -> None:
    machine, cases = Emulated(), list[str]()
    people = [Person(f"person{number}", cases) for number in range(CROWD)]

    with conflicting() as met, ThreadPoolExecutor(CROWD) as pool:
        list(pool.map(lambda one: one.live(), people))

    machine.look()
    assert met
    assert len(machine.held()) > CROWD
    for rule in RULES:
        getattr(machine, rule)()
