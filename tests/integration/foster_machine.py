"""The machine of fosterings with the table for a store: after each step all of it is read back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from integration import fosterers as on
from integration import stipends
from integration.bookings_machine import by_key, table
from integration.lending import no_pause
from mandat.cases import commands as of_cases
from mandat.cases import store as cases
from mandat.cases.domain.acts import Command
from mandat.cases.domain.facts import Event
from mandat.cases.domain.timing import next_moment
from mandat.cases.store import DueItem, EventItem
from mandat.city.calendar import to_local
from mandat.errors import RefusedError
from mandat.fostering import calendar, commands, ending, leaving, store
from mandat.fostering.cases_store import SubjectItem
from mandat.fostering.children_store import FosteringItem
from mandat.fostering.domain import acts as a
from mandat.fostering.domain.apply import replay
from mandat.fostering.domain.model import Duty, Fostering, Official
from mandat.fostering.following import follow
from mandat.fostering.officials_store import OfficialItem
from mandat.platform.table import TableItem
from mandat.platform.transaction import Write
from unit.fostering import samples as t
from unit.fostering.machine import CAUSES, CHILDREN, RANKS, CrashError, FosterRules, Held, Job

RIVALS = ("match", "leave", "end", "job")


class OnTheTable(FosterRules):
    """Every wish goes through the commands, every run through the calendar."""

    def __init__(self) -> None:
        super().__init__()
        items = table().items
        for key in [one for one in items if one.value != "CITY"]:
            del items[key]
        for child in CHILDREN:
            on.orphan(child)
        for name, rank in RANKS.items():
            on.official(name, rank=rank)
        self.rival = ""
        self.look()

    # -- What happens

    def take_up(self, child: str, source: str, since: date) -> None:
        commands.take_up(child, source, since, self.now, pause=no_pause)
        self.look()

    @rule(data=st.data(), rival=st.sampled_from(RIVALS), official=st.sampled_from(sorted(RANKS)))
    def a_match_is_overtaken(self, data: st.DataObject, rival: str, official: str) -> None:
        """It is decided, and not yet committed, when somebody else does something."""
        self.rival = rival
        self.a_child_is_entrusted(data, official)
        self.rival = ""

    @rule(data=st.data(), rival=st.sampled_from(RIVALS))
    def a_job_is_overtaken(self, data: st.DataObject, rival: str) -> None:
        jobs = self.wanted(self.run_at)
        if jobs:
            self.rival = rival
            self.job(*data.draw(st.sampled_from(jobs)))
            self.rival = ""

    @contextmanager
    def overtaken(self, child: str, official: str = "") -> Iterator[None]:
        rival, self.rival = self.rival, ""
        waiting = [rival] if rival else []
        real = of_cases.commit

        def late(writes: Iterable[Write]) -> None:
            if waiting:
                self.come_between(waiting.pop(), child, official or min(RANKS))
            real(writes)

        with patch.object(of_cases, "commit", late):
            yield

    def come_between(self, rival: str, child: str, official: str) -> None:
        cause = CAUSES[self.causes % len(CAUSES)]
        if rival == "leave":
            self.somebody_leaves_office(official, cause, crash=True)
        elif rival == "end":
            self.a_fostering_ends(child, cause, crash=True)
        elif rival == "job":
            self.job(child, "")
        else:
            self.match_another(child, official)

    def match_another(self, child: str, official: str) -> None:
        """The very place that is about to be given away goes to another child."""
        waiting = set(self.since) - {child}
        others = [one for one in self.looking() if one.subject.child in waiting]
        for one in others[:1]:
            self.send(one.case.id, t.match(official=official, cause=self.cause()))

    def act(self, case_id: str, command: Command) -> Iterable[Event]:
        subject = self.known[case_id].subject
        official = command.official if isinstance(command, a.MatchChild) else ""
        try:
            with self.overtaken(subject.child, official):
                events = self.done(case_id, command)
        except RefusedError:
            self.look()
            return ()
        self.look()
        return events

    def done(self, case_id: str, command: Command) -> Iterable[Event]:
        if not isinstance(command, a.FosterCommand):
            return of_cases.execute(case_id, command, self.now).events
        photos = stipends.shown(command.cause) if command.photos else ()
        return on.do(case_id, _with_photos(command, photos), self.now).events

    def leave(self, official: str, cause: str, *, crash: bool) -> None:
        wish = leaving.Leaving(official, "retired", cause)
        with _crashing(leaving, "hand_all_on", crash):
            commands.leave(wish, self.now, no_pause)
        self.look()

    def come_back(self, official: str, cause: str) -> None:
        commands.come_back(official, cause, self.now, no_pause)
        self.look()

    def hand_back(self, child: str) -> None:
        commands.hand_on(child, "returned", self.now, pause=no_pause)
        self.look()

    def end(self, child: str, cause: str, *, crash: bool) -> None:
        with _crashing(ending, "_settle", crash):
            commands.end(ending.Ending(child, "moved", cause), self.now, no_pause)
        self.look()

    def resume(self, child: str, cause: str) -> None:
        commands.resume(child, cause, self.now, no_pause)
        self.look()

    def wanted(self, at: datetime) -> list[Job]:
        queued: list[calendar.Job] = []

        def queue(bodies: Iterable[str], delay: int = 0) -> int:
            found = [job for one in bodies if (job := calendar.job_of(one))]
            queued.extend(() if delay else found)
            return len(found)

        with patch.object(calendar, "queue_jobs", queue):
            calendar.run(to_local(at).date(), at)
        return [(one.child, one.period) for one in queued]

    def job(self, child: str, period: str) -> None:
        with self.overtaken(child, self.fosterer(child)):
            calendar.work(calendar.Job(child, period), self.now)
        self.look()

    # -- How things stand

    def look(self) -> None:
        """Whatever is new is routed, and its routing heard of."""
        self.read()
        new = [key for key, one in self.known.items() if one.case.task is None]
        for case_id in new:
            if self.known[case_id].case.status == "submitted":
                stipends.route(case_id, self.now)
                follow(cases.timeline(case_id)[-1], self.now)
        if new:
            self.read()

    def read(self) -> None:
        rows = [item for rows in table().items.values() for item in rows.values()]
        self.stored = by_key(one.to_json()["Attributes"] for one in rows)
        ids = [one.pk.partition("#")[2] for one in self.found(*SubjectItem.__args__)]
        self.known = {case_id: _held(case_id) for case_id in ids}

    def found(self, *kinds: type[TableItem]) -> list[Any]:
        return [one for one in self.stored if isinstance(one, kinds)]

    def roll(self) -> dict[str, Fostering]:
        return {one.sk: on.known(one.sk) for one in self.found(FosteringItem)}

    def officials(self) -> dict[str, Official]:
        return {one.sk: on.who(one.sk) for one in self.found(OfficialItem)}

    def held(self) -> dict[str, Held]:
        return self.known

    @invariant()
    def the_record_tells_what_the_case_is_about(self) -> None:
        for key, one in self.known.items():
            own = [item for item in self.found(EventItem) if item.case_id == key]
            events = [cases.as_event(item) for item in sorted(own, key=lambda item: item.sk)]
            assert replay(events) == one.subject
            assert one.case.seq == len(events)

    @invariant()
    def each_duty_is_in_the_ledger_and_with_its_child(self) -> None:
        for one in self.of(Duty):
            duty = one.subject
            assert isinstance(duty, Duty)
            counts = store.find_duty(duty.period, duty.child)
            assert counts in store.duties_of(duty.child)
            assert counts == duty or duty.status == "void"

    @invariant()
    def every_case_is_watched(self) -> None:
        due = {one.case_id for one in self.found(DueItem)}
        assert due == {key for key, one in self.known.items() if next_moment(one.case)}


def _with_photos(command: a.FosterCommand, photos: tuple[str, ...]) -> a.FosterCommand:
    """A photo is of one form."""
    return type(command)(**(vars(command) | {"photos": photos}))


@contextmanager
def _crashing(module: Any, step: str, crash: bool) -> Iterator[None]:
    if not crash:
        yield
        return
    with patch.object(module, step, side_effect=CrashError):
        try:
            yield
        except CrashError:
            return


def _held(case_id: str) -> Held:
    subject = store.load(case_id)
    assert subject
    return Held(cases.load(case_id), subject)
