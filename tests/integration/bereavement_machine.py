"""Reports, confirmations, steps that end, and a feed that comes in any order, twice, or half.

Whatever happened, once the feed is read to its end the world is what the records say, and where all
reports were wrong it is what it was.
"""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from integration import bereaved as x
from integration.bookings_machine import by_key, table
from integration.stipends import enrolment, owed
from mandat.bereavement import orphans_store
from mandat.bereavement.commands import loaded
from mandat.bereavement.domain import acts as a
from mandat.bereavement.domain import plan
from mandat.bereavement.domain.apply import replay
from mandat.bereavement.domain.limits import ANNULMENT, PAPERS
from mandat.bereavement.domain.model import Death, DeathStatus
from mandat.bereavement.endings import ending
from mandat.bereavement.following import follow
from mandat.bereavement.store import ParentItem, ReportedItem
from mandat.bookings.commands import cancel
from mandat.bookings.sheets_store import PoolDayItem
from mandat.cases import store as cases
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, CaseStatus
from mandat.cases.store import EventItem
from mandat.errors import RefusedError
from mandat.platform import transaction
from mandat.platform.table import TableItem
from mandat.programmes.store import ResidentItem
from mandat.programmes.terms_store import load_programmes
from unit.bereavement import samples as b

REPORTS_MAX = 2
# What a record of the register or of the roll may keep of having been looked at and written.
_KEPT = ("revision", "retain_until")


class CrashError(Exception):
    """The process died."""


@contextmanager
def dying(writes: int, *, told: bool) -> Iterator[None]:
    """It dies at its next write but so many: `told` when the table has taken that one."""
    real, left = transaction.connection, [writes]

    class Dying:
        def __getattr__(self, name: str) -> Any:
            known = getattr(real(), name)
            return lambda *args, **named: self.done(known, args, named)

        def done(self, known: Any, args: tuple[Any, ...], named: dict[str, Any]) -> Any:
            left[0] -= 1
            if left[0] < 0:
                if told:
                    known(*args, **named)
                raise CrashError
            return known(*args, **named)

    transaction.connection = Dying  # type: ignore[assignment]  # it looks the same
    try:
        yield
    finally:
        transaction.connection = real


class Bereaved(RuleBasedStateMachine):
    """One family, at most two reports of its father's death."""

    home: dict[Any, Any] | None = None

    def __init__(self) -> None:
        super().__init__()
        self.lay()
        self.deaths: list[str] = []
        self.unread: list[Event] = []
        self.read: list[Event] = []
        self.known: set[str] = set()
        self.first = self.world()

    def lay(self) -> None:
        """The city and the family, as the first machine made them."""
        if Bereaved.home is None:
            x.family()
            Bereaved.home = deepcopy(table().items)
        table().items = deepcopy(Bereaved.home)

    # -- What people do

    @initialize(matched=st.booleans(), asked=st.sets(st.sampled_from(["hearse", "equipment"])))
    def first_report(self, matched: bool, asked: set[str]) -> None:
        self.report(matched, asked)

    @precondition(lambda self: len(self.deaths) < REPORTS_MAX)
    @rule(matched=st.booleans())
    def another_report(self, matched: bool) -> None:
        self.report(matched, set())

    def report(self, matched: bool, asked: set[str]) -> None:
        who = {"person": x.FATHER, "last4": "4321"} if matched else {"spouse": True}
        try:
            told = x.told(f"n{len(self.deaths)}", asked=tuple(sorted(asked)), **who)
        except RefusedError:
            return
        self.deaths.append(told)

    @rule(data=st.data(), matched=st.booleans())
    def confirm(self, data: st.DataObject, matched: bool) -> None:
        self.say(data, a.ConfirmDeath, person=x.FATHER if matched else "")

    @rule(data=st.data())
    def hand_over(self, data: st.DataObject) -> None:
        case_id = self.one(data)
        made = plan.made(loaded(case_id), load_programmes().bereavement)
        self.done(case_id, a.HandOverPapers, papers=made, photos=b.PHOTO)

    @rule(data=st.data(), sure=st.integers(0, 3))
    def undo(self, data: st.DataObject, sure: int) -> None:
        """Seldom before the end, where all of them are: else no step would live to its own."""
        if not sure:
            self.say(data, a.UndoDeath, reason="duplicate")

    def say(self, data: st.DataObject, kind: type[a.DeathCommand], **more: Any) -> None:
        self.done(self.one(data), kind, **more)

    def one(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(self.deaths))

    def done(self, case_id: str, kind: type[a.DeathCommand], **more: Any) -> None:
        try:
            x.do(case_id, kind, cause=f"{kind.__name__}:{len(self.known)}", **more)
        except RefusedError:
            return

    @rule(data=st.data(), well=st.integers(0, 3))
    def a_step_ends(self, data: st.DataObject, well: int) -> None:
        """Where none is open the feed catches up first: people are slower than queues."""
        if not self.open_steps():
            self.catch_up()
        found = self.open_steps()
        if found:
            self.end(data.draw(st.sampled_from(found)), well=bool(well))

    def end(self, case: Case, *, well: bool) -> None:
        if case.booking:
            cancel(case.id, f"cancel:{case.id}", "system", b.NOW)
            return
        if case.task is None:
            x.route(case.id)
        (x.finish if well else x.refuse)(case.id)

    def open_steps(self) -> list[Case]:
        found = (cases.load(one.case_id) for death in self.states() for one in death.opened)
        return [one for one in found if one.status in {CaseStatus.SUBMITTED, CaseStatus.OPEN}]

    # -- What the feed does

    @precondition(lambda self: self.unread)
    @rule(data=st.data())
    def an_event_is_read(self, data: st.DataObject) -> None:
        """None is nearer than another: queues keep no order."""
        event = data.draw(st.sampled_from(self.unread))
        self.hear(event)

    @precondition(lambda self: self.unread)
    @rule(last_first=st.booleans())
    def all_that_is_there_is_read(self, last_first: bool) -> None:
        for event in sorted(self.unread, key=lambda one: one.id, reverse=last_first):
            self.hear(event)

    @precondition(lambda self: self.unread)
    @rule(data=st.data(), writes=st.integers(0, 6), told=st.booleans())
    def it_dies_half_way(self, data: st.DataObject, writes: int, told: bool) -> None:
        """What it did not come to the end of comes again."""
        event = data.draw(st.sampled_from(self.unread))
        try:
            with dying(writes, told=told):
                self.hear(event)
        except CrashError:
            return

    @precondition(lambda self: self.read)
    @rule(data=st.data())
    def an_event_comes_again(self, data: st.DataObject) -> None:
        follow(data.draw(st.sampled_from(self.read)), b.NOW)

    def hear(self, event: Event) -> None:
        follow(event, b.NOW)
        self.unread.remove(event)
        self.read.append(event)

    # -- What holds

    @invariant()
    def the_table_is_whole(self) -> None:
        """What is new on a record is in the feed by then."""
        self.look()
        self.every_step_has_one_case_and_every_case_of_a_step_its_death()
        self.a_person_has_one_report_that_stands()
        self.the_record_tells_the_death()

    def every_step_has_one_case_and_every_case_of_a_step_its_death(self) -> None:
        opened = Counter(
            (one.case_id, death.case_id, one.step)
            for death in self.states()
            for one in death.opened
        )
        linked = Counter(
            (item.pk.partition("#")[2], item.death_case, item.step)
            for item in self.found(ParentItem)
        )
        assert opened == linked
        assert all(count == 1 for count in opened.values())
        steps = Counter((death, step) for _, death, step in opened)
        assert all(count == 1 for count in steps.values())

    def a_person_has_one_report_that_stands(self) -> None:
        standing = [one for one in self.states() if one.status is not DeathStatus.UNDONE]
        told = [one.case_id for one in standing if one.person]
        assert [one.death_case for one in self.found(ReportedItem)] == told
        assert len(told) < REPORTS_MAX

    def the_record_tells_the_death(self) -> None:
        for death in self.states():
            assert replay(x.record(death.case_id)) == death

    def look(self) -> None:
        rows = [item for rows in table().items.values() for item in rows.values()]
        self.stored = by_key(one.to_json()["Attributes"] for one in rows)
        for item in self.found(EventItem):
            event = cases.as_event(item)
            if item.programme and event.id not in self.known:
                self.known.add(event.id)
                self.unread.append(event)

    def found(self, kind: type[TableItem]) -> list[Any]:
        return [one for one in self.stored if isinstance(one, kind)]

    def states(self) -> list[Death]:
        return [loaded(one) for one in self.deaths]

    def teardown(self) -> None:
        """The feed is read to its end; and in the end every report turns out to be wrong."""
        self.read_all()
        for case_id in self.deaths:
            self.done(case_id, a.UndoDeath, reason="alive")
        self.read_all()
        assert all(one.status is DeathStatus.UNDONE for one in self.states())
        assert self.world() == self.first

    def catch_up(self) -> None:
        self.look()
        while self.unread:
            self.hear(self.unread[0])
            self.look()

    def read_all(self) -> None:
        self.catch_up()
        for death in self.states():
            (self.is_undone if death.status is DeathStatus.UNDONE else self.is_set_off)(death)

    def is_undone(self, death: Death) -> None:
        """Nothing is left of it but the annulment of what was made."""
        left = [one for one in self.open_steps() if self.parent(one) == death.case_id]
        steps = {one.case_id: one for one in death.opened}
        assert {steps[one.id].step for one in left} <= {ANNULMENT}
        papers = [one for one in death.opened if one.step != ANNULMENT and is_paper(one.case_id)]
        made = any(ending(one.case_id) == plan.DONE for one in papers)
        assert made is (death.step(ANNULMENT) is not None)
        assert orphans_store.left_by(death.case_id) == ()

    def is_set_off(self, death: Death) -> None:
        """All that it needs now is open, and it has heard of whatever came to an end."""
        assert plan.steps(death, load_programmes().bereavement) == ()
        assert all(one.ended == ending(one.case_id) for one in death.opened)
        if death.person:
            world = self.world()
            assert world["orphans"] == {x.OLDER, x.YOUNGER}
            assert not world["enrolled"]
            assert world["people"][x.FATHER]["death_case"] == death.case_id

    def parent(self, case: Case) -> str:
        links = (one for one in self.found(ParentItem) if one.pk == f"CASE#{case.id}")
        return next((str(one.death_case) for one in links), "")

    def world(self) -> dict[str, Any]:
        """What a death changes beside its own record."""
        self.look()
        out = {item.pk + item.sk: int(item.used) for item in self.found(PoolDayItem)}
        return {
            "people": {item.pk.partition("#")[2]: told(item) for item in self.found(ResidentItem)},
            "enrolled": enrolment(x.FATHER).is_active,
            "owed": owed(x.MONTH, x.FATHER).status,
            "orphans": x.orphans(),
            "out": {key: count for key, count in out.items() if count},
        }


def told(item: Any) -> dict[str, Any]:
    state: dict[str, Any] = json.loads(item.state)
    return {name: value for name, value in state.items() if name not in _KEPT}


def is_paper(case_id: str) -> bool:
    return cases.load(case_id).service_id in PAPERS
