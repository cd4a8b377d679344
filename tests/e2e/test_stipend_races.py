"""A month of a person is paid once and not after a stop: all that may meet does, at one moment.

On the stack's DynamoDB, whose transactions are isolated as AWS' are, with a table of its own: what
is tried here are the real commands, in threads.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest

from chaos.emulated import conflicting, working_at
from city.build import build_catalogue
from city.check import CITIES, checked_city
from e2e.stage import Stack
from integration import stipends as on
from mandat.cases import commands as of_cases
from mandat.cases import store as cases
from mandat.cases.domain.model import CaseStatus
from mandat.city.store import forget_catalogue, put_catalogue
from mandat.errors import RefusedError
from mandat.stipend import stopping, store
from mandat.stipend.commands import execute, open_payment, resume, settle, stop
from mandat.stipend.domain import acts as a
from mandat.stipend.domain.model import PaymentStatus
from unit.stipend import samples as p

MONTH, CAUSE = "2026-11", "death-1"
CROWD = 8
Wish = Callable[[], object]


@pytest.fixture(scope="module", autouse=True)
def _table(stack: Stack) -> Iterator[None]:
    with working_at(stack.endpoint):
        forget_catalogue()
        put_catalogue(replace(build_catalogue(checked_city(CITIES / "bengkulu")), version=1), 0)
        on.promise()
        yield
    forget_catalogue()


@pytest.fixture(autouse=True)
def conflicts(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Transactions that were refused because another had one of their items."""
    with conflicting() as found:
        monkeypatch.setattr(stopping, "commit", of_cases.commit)
        yield found


def at_once(*wishes: Wish) -> list[object]:
    """All of it at the same moment; None for what the rules refused."""
    start = Barrier(len(wishes))

    def one(wish: Wish) -> object:
        start.wait()
        try:
            return wish()
        except RefusedError:
            return None

    with ThreadPoolExecutor(len(wishes)) as crowd:
        return list(crowd.map(one, wishes))


def owed(name: str) -> str:
    """Somebody who is owed the month, with its task on the desk of who pays."""
    person = name.ljust(32, "0")
    on.enrol(person)
    assert open_payment(person, MONTH, p.NOW)
    on.route(on.owed(MONTH, person).case_id)
    return person


def paying(person: str, cause: str) -> Wish:
    case_id = on.owed(MONTH, person).case_id
    wish = replace(p.bank(cause=cause), terms=a.NOTHING_PROMISED)
    return lambda: execute(case_id, wish, p.NOW).events


def dying(person: str) -> Wish:
    return lambda: stop(person, "death", date(2026, 11, 20), CAUSE, p.NOW)


def paid(case_ids: Sequence[str]) -> int:
    """How often money has left for one of the cases."""
    return Counter(kind for one in case_ids for kind in on.types(one))["StipendPaid"]


def test_the_job_comes_many_times_at_once_and_the_month_is_opened_once() -> None:
    person = "job".ljust(32, "0")
    on.enrol(person)

    done = at_once(*[lambda: open_payment(person, MONTH, p.NOW)] * CROWD)

    assert Counter(done) == {True: 1, False: CROWD - 1}
    assert on.types(on.owed(MONTH, person).case_id) == ["CaseSubmitted", "StipendDue"]


def test_many_who_pay_the_same_month_at_once_pay_it_once(conflicts: list[str]) -> None:
    person = owed("pay")

    done = at_once(*[paying(person, f"pay-{n}") for n in range(CROWD)])

    assert len([one for one in done if one]) == 1
    assert paid([on.owed(MONTH, person).case_id]) == 1
    assert on.owed(MONTH, person).status is PaymentStatus.PAID
    assert conflicts


@pytest.mark.parametrize("number", range(CROWD))
def test_a_stop_against_a_payment_ends_as_one_of_them(number: int) -> None:
    person = owed(f"stop{number}")
    payment = on.owed(MONTH, person)

    at_once(paying(person, "one"), dying(person), paying(person, "two"))

    found = on.owed(MONTH, person).status
    closed = cases.load(payment.case_id).status is CaseStatus.CLOSED
    assert (found, closed, paid([payment.case_id])) in {
        (PaymentStatus.PAID, False, 1),
        (PaymentStatus.VOID, True, 0),
    }


@pytest.mark.parametrize("number", range(CROWD))
def test_whatever_meets_the_month_counts_once_and_is_not_lost(number: int) -> None:
    """A stop, its undoing, a job and a payment; then all of them again, as queues do."""
    person = owed(f"all{number}")
    first = on.owed(MONTH, person).case_id
    wishes = (
        dying(person),
        lambda: resume(person, CAUSE, p.NOW),
        lambda: settle(person, MONTH, p.NOW),
        paying(person, "one"),
    )

    at_once(*wishes)
    at_once(*wishes)

    enrolment = store.find_enrolment(person)
    assert enrolment
    assert enrolment.is_active
    now = on.owed(MONTH, person)
    assert now.status in {PaymentStatus.DUE, PaymentStatus.PAID}
    assert cases.load(now.case_id).pending
    assert paid([*{first, now.case_id}]) == (now.status is PaymentStatus.PAID)
