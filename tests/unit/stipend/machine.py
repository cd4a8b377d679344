"""A few recipients, some months, and everything that can go wrong, in any order.

`LedgerRules` says what can happen and what must always hold; its subclasses say where it happens.
What it expects is kept in a diary of its own, which knows nothing of ledgers and revisions.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, CaseStatus
from mandat.city.calendar import to_local
from mandat.stipend.domain.acts import StipendCommand
from mandat.stipend.domain.limits import MONTHS_BACK
from mandat.stipend.domain.model import Enrolment, Payment, PaymentStatus
from mandat.stipend.domain.months import later, month_of, newest, span
from unit.stipend import samples as p

PEOPLE = tuple(letter * 32 for letter in "abc")
CAUSES = ("one", "two", "three", "four")
PAID = frozenset({PaymentStatus.PAID, PaymentStatus.RECEIVED})
Job = tuple[str, str]


@dataclass(frozen=True)
class Held:
    """A payment and its case as they stand."""

    case: Case
    payment: Payment


@dataclass(frozen=True)
class Money:
    """What has left the city's hands."""

    person: str
    month: str
    amount: int


class CrashError(Exception):
    """The process ended half-way."""


def examples(count: int) -> int:
    """So many in `make test`, ten times as many in `make proof`: as the profile has it."""
    return max(1, count * settings().max_examples // 100)


class LedgerRules(RuleBasedStateMachine):
    """A subclass does what it is told and says how things stand."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = p.NOW
        self.first: dict[str, str] = {}
        self.standing: dict[str, dict[str, date]] = {}
        self.over: set[tuple[str, str]] = set()
        self.money: list[Money] = []
        self.late: list[Job] = []
        self.sent: list[tuple[str, StipendCommand]] = []
        self.causes = 0

    # -- What a subclass does

    def enrol(self, person: str, month: str) -> None:
        raise NotImplementedError

    def wanted(self, day: date) -> Sequence[Job]:
        """The jobs that a run of the day queues: (month, person)."""
        raise NotImplementedError

    def job(self, month: str, person: str) -> None:
        raise NotImplementedError

    def act(self, case_id: str, command: StipendCommand) -> Sequence[Event]:
        """Send a command; one that is refused changes nothing and has no events."""
        raise NotImplementedError

    def stop(self, person: str, reason: str, day: date, cause: str, *, crash: bool) -> None:
        """`crash`: it ends after its first step."""
        raise NotImplementedError

    def resume(self, person: str, cause: str, *, crash: bool) -> None:
        raise NotImplementedError

    def roll(self) -> dict[str, Enrolment]:
        raise NotImplementedError

    def ledger(self) -> dict[Job, Payment]:
        """What counts, by month and person."""
        raise NotImplementedError

    def held(self) -> dict[str, Held]:
        """Every payment that there ever was, by case."""
        raise NotImplementedError

    # -- What the diary says

    @property
    def today(self) -> date:
        return to_local(self.now).date()

    def is_owed(self, person: str, month: str) -> bool:
        begun = person in self.first and self.first[person] <= month
        return begun and all(
            month < month_of(day) for day in self.standing.get(person, {}).values()
        )

    # -- What can happen

    @rule(person=st.sampled_from(PEOPLE), months=st.integers(-2, 1))
    def somebody_is_enrolled(self, person: str, months: int) -> None:
        if person not in self.first:
            self.first[person] = later(month_of(self.today), months)
            self.enrol(person, self.first[person])

    @rule(days=st.integers(1, 25))
    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule()
    def a_day_runs_and_all_of_it_arrives(self) -> None:
        for month, person in self.wanted(self.today):
            self.job(month, person)
        self.nothing_is_missed_nor_too_much()

    @rule(arrive=st.integers(0, 3))
    def a_day_runs_and_the_rest_is_late(self, arrive: int) -> None:
        jobs = self.wanted(self.today)
        self.late += jobs[arrive:]
        for month, person in jobs[:arrive]:
            self.job(month, person)

    @precondition(lambda self: self.late)
    @rule(data=st.data(), twice=st.booleans())
    def what_was_late_comes(self, data: st.DataObject, twice: bool) -> None:
        month, person = data.draw(st.sampled_from(self.late))
        self.late.remove((month, person))
        for _ in range(1 + twice):
            self.job(month, person)

    @rule(person=st.sampled_from(PEOPLE), months=st.integers(-3, 2))
    def a_job_comes_that_nobody_expects(self, person: str, months: int) -> None:
        self.job(later(month_of(self.today), months), person)

    @rule(data=st.data(), cash=st.booleans())
    def it_is_paid(self, data: st.DataObject, cash: bool) -> None:
        self.say(data, p.cash() if cash else p.bank())

    @rule(data=st.data(), by=st.sampled_from([p.SOCIAL, "citizen", p.LURAH]))
    def it_is_proved(self, data: st.DataObject, by: str) -> None:
        self.say(data, p.proof(by))

    def say(self, data: st.DataObject, command: Any) -> None:
        if cases := sorted(self.held()):
            self.causes += 1
            case_id = data.draw(st.sampled_from(cases))
            changed = type(command)(**(vars(command) | {"cause": f"cause-{self.causes}"}))
            self.sent.append((case_id, changed))
            self.send(case_id, changed)

    def send(self, case_id: str, command: StipendCommand) -> None:
        for event in self.act(case_id, command):
            if event.type == "StipendPaid":
                payment = self.held()[case_id].payment
                assert self.is_owed(payment.person, payment.month)
                paid = event.fact.amount  # type: ignore[union-attr]  # of a StipendPaid
                self.money.append(Money(payment.person, payment.month, paid))

    @precondition(lambda self: self.sent)
    @rule(place=st.integers(0))
    def it_is_sent_again(self, place: int) -> None:
        self.send(*self.sent[place % len(self.sent)])

    @rule(
        person=st.sampled_from(PEOPLE),
        reason=st.sampled_from(["death", "moved", "asked"]),
        back=st.integers(0, 70),
        cause=st.sampled_from(CAUSES),
        crash=st.booleans(),
    )
    def it_is_stopped(self, person: str, reason: str, back: int, cause: str, crash: bool) -> None:
        """The same cause again is the same stop, whatever else it says."""
        day = self.today - timedelta(days=back)
        known = self.standing.setdefault(person, {})
        if person in self.first and (person, cause) not in self.over and cause not in known:
            known[cause] = day
        self.stop(person, reason, day, cause, crash=crash)

    @rule(
        person=st.sampled_from(PEOPLE),
        cause=st.sampled_from(CAUSES),
        crash=st.booleans(),
    )
    def it_is_resumed(self, person: str, cause: str, crash: bool) -> None:
        self.standing.get(person, {}).pop(cause, None)
        self.over.add((person, cause))
        self.resume(person, cause, crash=crash)

    # -- What must hold

    def nothing_is_missed_nor_too_much(self) -> None:
        """After a run that came through, whatever went wrong before it."""
        ledger, last = self.ledger(), newest(self.today, p.TERMS)
        for person in self.first:
            for month in span(later(last, 1 - MONTHS_BACK), last):
                payment = ledger.get((month, person))
                counts = payment is not None and payment.status is not PaymentStatus.VOID
                paid = payment is not None and payment.status in PAID
                assert counts == (self.is_owed(person, month) or paid)

    @invariant()
    def never_two_payments_of_a_month(self) -> None:
        paid = Counter((one.month, one.person) for one in self.money)
        assert all(count == 1 for count in paid.values())
        live = [one.payment for one in self.held().values()]
        counted = Counter(
            (one.month, one.person) for one in live if one.status is not PaymentStatus.VOID
        )
        assert all(count == 1 for count in counted.values())

    @invariant()
    def the_ledger_is_right_to_the_rupiah(self) -> None:
        booked = {key: one.amount for key, one in self.ledger().items() if one.status in PAID}
        assert booked == {(one.month, one.person): one.amount for one in self.money}
        assert sum(booked.values()) == p.AMOUNT * len(self.money)

    @invariant()
    def what_counts_is_the_payment_of_its_case(self) -> None:
        held = {one.payment.case_id: one.payment for one in self.held().values()}
        for payment in self.ledger().values():
            assert held[payment.case_id] == payment

    @invariant()
    def what_is_owed_has_an_open_task_and_what_is_over_has_none(self) -> None:
        for one in self.held().values():
            is_open = one.case.status in {CaseStatus.SUBMITTED, CaseStatus.OPEN}
            assert one.case.pending == is_open
            assert is_open == (one.payment.status in {PaymentStatus.DUE, PaymentStatus.PAID})

    @invariant()
    def the_roll_says_what_the_diary_says(self) -> None:
        roll = self.roll()
        assert set(roll) == set(self.first)
        for person, one in roll.items():
            assert {stop.cause for stop in one.stops} == set(self.standing.get(person, {}))
