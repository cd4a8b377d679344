"""Two people are never told yes for the same thing: many ask at the same moment.

On the stack's DynamoDB, whose transactions are isolated as AWS' are, with a table of its own: what
is tried here are the real commands, in threads.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from random import Random
from threading import Barrier
from typing import Any

import pytest

from chaos.emulated import conflicting, working_at
from e2e.stage import Stack
from mandat.bookings import store
from mandat.bookings.commands import execute, request
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.fleet import Fleet
from mandat.bookings.domain.free import is_free
from mandat.bookings.domain.grid import slots
from mandat.bookings.domain.model import Loan
from mandat.bookings.sheets_store import DaySheetItem
from mandat.cases.commands import execute as execute_case
from mandat.errors import NotAllowedError, TakenError
from mandat.platform.transaction import Write
from samples import resent, submission
from unit.bookings import samples as b
from unit.cases import samples as s

CROWD, ROUNDS = 40, 7
BARE = replace(b.CAR, buffer_minutes=0)
TWICE = replace(b.CAR, quota=2)
# The half hours of a day that the car is lent on, from 07:00.
HALF_HOURS = range(420, 1260, 30)

Asking = Callable[[str, Loan], str]


@dataclass(frozen=True)
class Answer:
    """What somebody was told: a case, or why not."""

    loan: Loan
    case_id: str = ""
    code: str = ""


@pytest.fixture(scope="module", autouse=True)
def _table(stack: Stack) -> Iterator[None]:
    with working_at(stack.endpoint):
        assert store.load("NOBODY") is None  # makes the client that all share
        yield


@pytest.fixture(autouse=True)
def conflicts() -> Iterator[list[str]]:
    """Transactions that were refused because another had one of their items."""
    with conflicting() as found:
        yield found


def fleet(car: Any = b.CAR) -> Fleet:
    return replace(b.FLEET, offers=(car, *b.FLEET.offers[1:]))


def asking(lent: Fleet = b.FLEET, **changes: Any) -> Asking:
    """How one citizen asks: every key is a family of its own, unless `changes` say otherwise."""

    def ask(key: str, loan: Loan) -> str:
        wish = b.wish(**({"fleet": lent, "loan": loan, "family": key.ljust(32, ".")} | changes))
        sent = resent(submission(f"submit:{key}", service_id=wish.offer), person="")
        return request(sent, wish, b.NOW).case.id

    return ask


def at_once(name: str, loans: Sequence[Loan], ask: Asking) -> list[Answer]:
    """Everybody asks for one of `loans` at the same moment."""
    start = Barrier(len(loans))

    def one(place: int) -> Answer:
        loan = loans[place]
        start.wait()
        try:
            return Answer(loan, ask(f"{name}-{place}", loan))
        except (TakenError, NotAllowedError) as error:
            return Answer(loan, code=error.code)

    with ThreadPoolExecutor(len(loans)) as crowd:
        return list(crowd.map(one, range(len(loans))))


def winners(answers: Sequence[Answer]) -> list[Answer]:
    return [one for one in answers if one.case_id]


def held(loan: Loan, buffer: int) -> set[tuple[date, int]]:
    return {(day, minute) for day, found in slots(loan, buffer).items() for minute in found}


def overlapping(answers: Sequence[Answer], buffer: int) -> list[tuple[Answer, Answer]]:
    """Winners who were both told yes for the same half hour."""
    pairs = combinations(winners(answers), 2)
    return [(x, y) for x, y in pairs if held(x.loan, buffer) & held(y.loan, buffer)]


def random_windows(seed: int) -> list[Loan]:
    """As many windows as people, of half an hour to four hours, on one day of one car."""
    chance = Random(seed)  # noqa: S311  the same windows in every run
    day = weekend(seed)
    starts = [chance.choice(HALF_HOURS[:-8]) for _ in range(CROWD)]
    return [b.loan(day=day, start=one, minutes=30 * chance.randint(1, 8)) for one in starts]


def weekend(number: int) -> date:
    return b.SATURDAY + timedelta(days=7 * (number // 2) + number % 2)


def sheet(day: date, resource: str = "bd-1-a") -> Counter[str]:
    """How many half hours each case holds on a day."""
    return Counter(store.sheets([resource], day, day)[resource].get(day, {}).values())


@pytest.mark.parametrize("number", range(ROUNDS))
def test_of_forty_who_ask_at_once_no_two_are_told_yes_for_the_same_half_hour(number: int) -> None:
    buffer = b.CAR.buffer_minutes
    answers = at_once(f"crowd{number}", random_windows(number), asking())

    won = winners(answers)
    assert won
    assert overlapping(answers, buffer) == []
    assert sheet(weekend(number)) == {one.case_id: len(held(one.loan, buffer)) for one in won}
    # and nobody was refused for nothing
    for one in answers:
        taken = any(held(one.loan, buffer) & held(other.loan, buffer) for other in won)
        assert one.case_id or (one.code == store.SLOT_TAKEN and taken)


def test_who_stands_in_nobodys_way_is_told_yes(conflicts: list[str]) -> None:
    day = weekend(8)
    loans = [b.loan(day=day, start=minute, minutes=30) for minute in HALF_HOURS[:24]]

    answers = at_once("apart", loans, asking(fleet(BARE)))

    assert len(winners(answers)) == 24
    assert conflicts
    assert set(sheet(day).values()) == {1}


def test_of_ten_requests_of_one_family_its_quota_is_granted() -> None:
    loans = [b.loan(day=weekend(9 + number)) for number in range(10)]

    answers = at_once("family", loans, asking(fleet(TWICE), family="f" * 32))

    assert len(winners(answers)) == 2
    assert Counter(one.code for one in answers) == {"": 2, store.QUOTA_USED: 8}
    won = {one.case_id for one in winners(answers)}
    assert {one.case_id for one in store.quota("f" * 32, TWICE.id).lanes.values()} == won


def test_a_pool_is_lent_as_often_as_there_are_things() -> None:
    loans = [b.goods(tenda=1)] * 20

    answers = at_once("tents", loans, asking(offer=b.GOODS.id, family=""))

    assert Counter(one.code for one in answers) == {"": 4, store.POOL_SHORT: 16}
    counted = store.pools(["tenda"], b.SATURDAY, b.SATURDAY + timedelta(days=1))["tenda"]
    assert set(counted.values()) == {4}


def test_of_many_who_move_to_the_same_time_one_does_and_the_others_keep_theirs() -> None:
    day, wanted = weekend(20), b.loan("bd-2-a", weekend(20))
    own = [b.loan(day=day, start=minute, minutes=30) for minute in HALF_HOURS[:20:2]]
    known = [asking(fleet(BARE))(f"mover{place}", loan) for place, loan in enumerate(own)]

    def move(key: str, loan: Loan) -> str:
        case_id = known[int(key.rpartition("-")[2])]
        wish = a.MoveBooking(f"move:{case_id}", "citizen", loan=loan, fleet=fleet(BARE))
        return execute(case_id, wish, b.NOW).case.id

    answers = at_once("move", [wanted] * len(known), move)

    (winner,) = winners(answers)
    assert sheet(day, "bd-2-a") == {winner.case_id: len(held(wanted, 0))}
    assert sheet(day) == {one: 1 for one in known if one != winner.case_id}


def test_what_is_cancelled_and_approved_at_once_ends_as_one_of_them() -> None:
    day = weekend(21)
    case_id = asking()("either", b.loan(day=day))
    routed = replace(s.route("bagian-umum"), cause="route:either")
    execute_case(case_id, routed, b.NOW)
    wishes = [b.say(a.CancelBooking, "citizen"), b.say(a.ApproveBooking)]

    def do(key: str, _loan: Loan) -> str:
        command = wishes[int(key.rpartition("-")[2])]
        return execute(case_id, command, b.NOW).case.id

    at_once("either", [b.loan(day=day)] * 2, do)

    booking = store.load(case_id)
    assert booking
    assert bool(sheet(day)) == booking.is_live


def test_a_system_that_looks_first_and_writes_later_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What every examined system does. Were it not caught, the tests above would prove nothing."""
    real = store.writes

    def unguarded(*wish: Any) -> list[Write]:
        return [
            replace(one, condition=None) if isinstance(one.item, DaySheetItem) else one
            for one in real(*wish)
        ]

    monkeypatch.setattr(store, "writes", unguarded)
    ask, buffer = asking(), b.CAR.buffer_minutes
    all_have_looked = Barrier(CROWD)

    def naive(key: str, loan: Loan) -> str:
        known = store.sheets(["bd-1-a"], weekend(22), weekend(23))["bd-1-a"]
        all_have_looked.wait(timeout=60)
        if not is_free(loan, buffer, known):
            raise TakenError(store.SLOT_TAKEN)
        return ask(key, loan)

    assert overlapping(at_once("naive", random_windows(22), naive), buffer)
