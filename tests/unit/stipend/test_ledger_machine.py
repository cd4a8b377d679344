"""The pure core against a ledger that is a dictionary: the reference for the real one."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import settings

from mandat.cases.domain.acts import RouteCase
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import CaseStatus
from mandat.errors import RefusedError
from mandat.stipend.domain import roll as r
from mandat.stipend.domain.acts import PayStipend, StipendCommand, VoidPayment
from mandat.stipend.domain.apply import replay
from mandat.stipend.domain.decide import decide
from mandat.stipend.domain.limits import MONTHS_BACK
from mandat.stipend.domain.model import Enrolment, Payment, PaymentStatus
from mandat.stipend.domain.months import later, month_of, newest, span
from unit.cases import samples as s
from unit.stipend import samples as p
from unit.stipend.machine import Held, Job, LedgerRules, examples


class InMemory(LedgerRules):
    """One thing after another, each as the conditions of the real writes guard it."""

    def __init__(self) -> None:
        super().__init__()
        self.enrolled: dict[str, Enrolment] = {}
        self.counts: dict[Job, Payment] = {}
        self.known: dict[str, Held] = {}
        self.causes_done: set[str] = set()
        self.days: dict[tuple[str, str], date | None] = {}

    def roll(self) -> dict[str, Enrolment]:
        return self.enrolled

    def ledger(self) -> dict[Job, Payment]:
        return self.counts

    def held(self) -> dict[str, Held]:
        return self.known

    def enrol(self, person: str, month: str) -> None:
        self.enrolled[person] = p.enrolment(person, from_month=month)

    def wanted(self, day: date) -> Sequence[Job]:
        last = newest(day, p.TERMS)
        return [
            (month, person)
            for month in span(later(last, 1 - MONTHS_BACK), last)
            for person in r.to_settle(month, self.enrolled.values(), self._of(month))
        ]

    def _of(self, month: str) -> list[Payment]:
        return [one for one in self.counts.values() if one.month == month]

    def job(self, month: str, person: str) -> None:
        enrolment, payment = self.enrolled.get(person), self.counts.get((month, person))
        owed = r.is_owed(enrolment, month)
        if owed and r.lacks(payment) and month <= newest(self.today, p.TERMS):
            self._open(month, person)
        elif enrolment and payment and payment.status is PaymentStatus.DUE and not owed:
            self._void(payment, enrolment.reason)

    def _open(self, month: str, person: str) -> None:
        case_id = f"C{len(self.known)}"
        filed = decide_case(None, p.submission(case_id=case_id), self.now)
        case = apply(None, filed[0])
        events = (*filed, *decide(case, None, p.due(person=person, month=month), self.now))
        self._keep(case_id, events)
        route = RouteCase("route", "system", calendar=s.CALENDAR, owner="dinas-sosial")
        self._keep(case_id, decide_case(self.known[case_id].case, route, self.now))

    def _void(self, payment: Payment, reason: str) -> None:
        self.act(payment.case_id, p.void(cause=f"void:{payment.case_id}", reason=reason))

    def act(self, case_id: str, command: StipendCommand) -> Sequence[Event]:
        one, done = self.known[case_id], f"{case_id}:{command.cause}"
        if done in self.causes_done:
            return ()
        if isinstance(command, PayStipend | VoidPayment):
            owed = r.is_owed(self.enrolled.get(one.payment.person), one.payment.month)
            command = type(command)(**(vars(command) | {"owed": owed}))
        try:
            events = decide(one.case, one.payment, command, self.now)
        except RefusedError:
            return ()
        self.causes_done |= {done} if events else set()
        self._keep(case_id, events)
        return events

    def _keep(self, case_id: str, events: Sequence[Event]) -> None:
        before = self.known.get(case_id)
        case, payment = (before.case, before.payment) if before else (None, None)
        for event in events:
            case = apply(case, event)
        payment = replay(events, payment)
        assert case
        assert isinstance(payment, Payment)
        self.known[case_id] = Held(case, payment)
        self.counts[payment.month, payment.person] = payment

    def stop(self, person: str, reason: str, day: date, cause: str, *, crash: bool) -> None:
        before = self.enrolled.get(person)
        if before and (person, cause) not in self.days:
            self.days[person, cause] = day
            self.enrolled[person] = r.stopped(before, r.stop_of(reason, day, cause))
        for payment in [] if crash else list(self.counts.values()):
            owed = r.is_owed(self.enrolled.get(person), payment.month)
            if payment.person == person and not owed and payment.status is PaymentStatus.DUE:
                self._void(payment, self.enrolled[person].reason)

    def resume(self, person: str, cause: str, *, crash: bool) -> None:
        day = self.days.setdefault((person, cause), None)
        before = self.enrolled.get(person)
        if before is None:
            return
        self.enrolled[person] = after = r.resumed(before, cause)
        if day and not crash:
            for month in r.owed_months(after, month_of(day), newest(self.today, p.TERMS)):
                self.job(month, person)

    def teardown(self) -> None:
        """Whatever went wrong, one more run makes it good; and months later it is still so."""
        for _ in range(2):
            self.a_day_runs_and_all_of_it_arrives()
            self.now += timedelta(days=31)
        assert all(one.case.status is not CaseStatus.DISPUTED for one in self.known.values())


TestInMemory = InMemory.TestCase
TestInMemory.settings = settings(
    max_examples=examples(40), stateful_step_count=30, deadline=timedelta(seconds=5)
)
