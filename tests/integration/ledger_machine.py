"""The machine of the ledger with the table for a store: after each step all of it is read back."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from integration import stipends as on
from integration.bookings_machine import by_key, table
from integration.lending import no_pause
from mandat.cases import commands as of_cases
from mandat.cases import store as cases
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import CaseStatus, Due
from mandat.cases.domain.timing import next_moment
from mandat.cases.store import DueItem, EventItem, TaskItem
from mandat.errors import NotFoundError, RefusedError
from mandat.platform.table import TableItem
from mandat.platform.transaction import Write
from mandat.stipend import calendar, commands, stopping, store
from mandat.stipend.domain.acts import StipendCommand
from mandat.stipend.domain.apply import replay
from mandat.stipend.domain.model import Enrolment, Payment
from mandat.stipend.domain.months import later, month_of
from mandat.stipend.ledger_store import CasePaymentItem, PaymentItem
from mandat.stipend.roll_store import EnrolmentItem
from unit.stipend import samples as p
from unit.stipend.machine import CAUSES, PEOPLE, CrashError, Held, Job, LedgerRules

RIVALS = ("stop", "resume", "job", "pay")


class OnTheTable(LedgerRules):
    """Every wish goes through the commands, every run through the calendar."""

    def __init__(self) -> None:
        super().__init__()
        items = table().items
        for key in [one for one in items if one.value != "CITY"]:
            del items[key]
        self.rival = ""
        self.look()

    # -- What happens

    def enrol(self, person: str, month: str) -> None:
        on.enrol(person, from_month=month)
        self.look()

    def wanted(self, day: date) -> Sequence[Job]:
        queued: list[calendar.Job] = []

        def queue(bodies: Iterable[str]) -> int:
            queued.extend(job for one in bodies if (job := calendar.job_of(one)))
            return len(queued)

        took, mails = (
            patch.object(calendar, "queue_jobs", queue),
            patch.object(calendar, "announce"),
        )
        with took, mails as told:
            told.return_value = 0
            calendar.run(day, self.now)
        self.look()
        return [(one.month, one.person) for one in queued]

    def job(self, month: str, person: str) -> None:
        before = set(self.known)
        with self.overtaken((month, person)):
            commands.settle(person, month, self.now, no_pause)
        self.route_new(before)

    @rule(data=st.data(), rival=st.sampled_from(RIVALS))
    def a_payment_is_overtaken(self, data: st.DataObject, rival: str) -> None:
        """It is decided, and not yet committed, when somebody else does something."""
        due = [one for one in self.known.values() if one.payment.status == "due"]
        if due:
            one = data.draw(st.sampled_from(sorted(due, key=lambda held: held.case.id)))
            self.causes, self.rival = self.causes + 1, rival
            self.send(one.case.id, p.bank(cause=f"cause-{self.causes}"))

    @rule(rival=st.sampled_from(RIVALS), person=st.sampled_from(PEOPLE), back=st.integers(0, 2))
    def a_job_is_overtaken(self, rival: str, person: str, back: int) -> None:
        self.rival = rival
        self.job(later(month_of(self.today), -back), person)

    @contextmanager
    def overtaken(self, key: Job) -> Iterator[None]:
        rival, self.rival = self.rival, ""
        waiting = [rival] if rival else []
        real = of_cases.commit

        def late(writes: Iterable[Write]) -> None:
            if waiting:
                self.come_between(waiting.pop(), *key)
            real(writes)

        with patch.object(of_cases, "commit", late):
            yield

    def come_between(self, rival: str, month: str, person: str) -> None:
        self.causes += 1
        payment = store.find_payment(month, person)
        if rival == "stop":
            self.it_is_stopped(person, "death", 40, CAUSES[self.causes % len(CAUSES)], crash=True)
        elif rival == "resume":
            self.it_is_resumed(person, CAUSES[self.causes % len(CAUSES)], crash=False)
        elif rival == "job":
            self.job(month, person)
        elif payment:
            self.send(payment.case_id, p.cash(cause=f"cause-{self.causes}"))

    def route_new(self, before: set[str]) -> None:
        self.look()
        for case_id in set(self.known) - before:
            on.route(case_id, self.now)
        self.look()

    def act(self, case_id: str, command: StipendCommand) -> Sequence[Event]:
        payment = self.known[case_id].payment
        try:
            with self.overtaken((payment.month, payment.person)):
                events = on.do(case_id, self.own_photos(command), self.now).events
        except RefusedError:
            return ()
        self.look()
        return events

    def own_photos(self, command: StipendCommand) -> StipendCommand:
        """A photo is of one form."""
        if not command.photos:
            return command
        return type(command)(**(vars(command) | {"photos": on.shown(command.cause)}))

    def stop(self, person: str, reason: str, day: date, cause: str, *, crash: bool) -> None:
        with self.crashing("void_payment", crash):
            commands.stop(person, reason, day, cause, self.now, no_pause)
        self.look()

    def resume(self, person: str, cause: str, *, crash: bool) -> None:
        before = set(self.known)
        with self.crashing("open_payment", crash):
            commands.resume(person, cause, self.now, no_pause)
        self.route_new(before)

    def crashing(self, step: str, crash: bool) -> Any:
        if not crash:
            return nullcontext()
        return _Crash(step)

    # -- How things stand

    def look(self) -> None:
        rows = [item for rows in table().items.values() for item in rows.values()]
        self.stored = by_key(one.to_json()["Attributes"] for one in rows)
        of_cases = [one.pk.partition("#")[2] for one in self.found(CasePaymentItem)]
        self.known = {case_id: held(case_id) for case_id in of_cases}

    def found(self, kind: type[TableItem]) -> list[Any]:
        return [one for one in self.stored if isinstance(one, kind)]

    def roll(self) -> dict[str, Enrolment]:
        people = [item.sk for item in self.found(EnrolmentItem)]
        return {one: on.enrolment(one) for one in people}

    def ledger(self) -> dict[Job, Payment]:
        keys = [(item.pk.rpartition("#")[2], item.sk) for item in self.found(PaymentItem)]
        return {key: on.owed(*key) for key in keys}

    def held(self) -> dict[str, Held]:
        return self.known

    @invariant()
    def the_record_tells_the_payment(self) -> None:
        for key, one in self.known.items():
            own = [item for item in self.found(EventItem) if item.case_id == key]
            events = [cases.as_event(item) for item in sorted(own, key=lambda item: item.sk)]
            assert replay(events) == one.payment
            assert one.case.seq == len(events)

    @invariant()
    def what_is_owed_stands_on_the_worklist_of_who_pays_and_is_due(self) -> None:
        owed = {key for key, one in self.known.items() if one.case.status is CaseStatus.OPEN}
        listed = {one.case_id for one in self.found(TaskItem) if one.post_id == "dinas-sosial"}
        assert owed == listed
        due = {
            (one.case_id, Due(one.due_kind, datetime.fromisoformat(one.due_at), one.task_id))
            for one in self.found(DueItem)
        }
        moments = {(key, next_moment(one.case)) for key, one in self.known.items()}
        assert due == {(key, moment) for key, moment in moments if moment}


class _Crash:
    """The step after the first ends the process."""

    def __init__(self, step: str) -> None:
        self.patched = patch.object(stopping, step, side_effect=CrashError)

    def __enter__(self) -> None:
        self.patched.start()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        self.patched.stop()
        return kind is CrashError


def held(case_id: str) -> Held:
    payment = store.load_payment(case_id)
    if payment is None:
        raise NotFoundError("no_payment")
    return Held(cases.load(case_id), payment)
