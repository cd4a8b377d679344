"""A letter, what follows it, and a feed that comes in any order, twice, or half.

Whatever happened, once the feed is read to its end what follows is what the letter's record says.
"""

from collections import Counter
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from integration import guarantees as on
from integration.bereavement_machine import CrashError, dying
from integration.bookings_machine import table
from mandat.cases import store as cases
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import CaseStatus
from mandat.errors import RefusedError
from mandat.guarantee import follow_ups
from mandat.guarantee.commands import loaded
from mandat.guarantee.domain import acts as a
from mandat.guarantee.domain.limits import COVER, COVERED, STATEMENT
from mandat.guarantee.domain.model import FollowUpStatus, GuaranteeStatus
from mandat.guarantee.following import follow
from unit.guarantee import samples as g

ENDINGS = {COVER: {"how": COVERED, "since": g.NOW.date()}, STATEMENT: {"how": "poor"}}
LETTER = {GuaranteeStatus.ISSUED, GuaranteeStatus.USED}


class Letters(RuleBasedStateMachine):
    """One request, and everybody who may do something about it."""

    city: dict[Any, Any] | None = None

    def __init__(self) -> None:
        super().__init__()
        if Letters.city is None:
            Letters.city = deepcopy(table().items)
        table().items = deepcopy(Letters.city)
        self.unread: list[Event] = []
        self.read: list[Event] = []
        self.known: set[str] = set()

    @initialize(urgent=st.booleans())
    def ask(self, urgent: bool) -> None:
        on.promise()
        self.case_id = on.ask(urgent=urgent)
        self.hear()

    def hear(self) -> None:
        """What the table's stream would bring."""
        for event in on.record(self.case_id, *on.followed(self.case_id).values()):
            if event.id not in self.known:
                self.known.add(event.id)
                self.unread.append(event)

    def attempt(self, command: a.GuaranteeCommand) -> None:
        try:
            on.do(self.case_id, command)
        except RefusedError:
            return
        self.hear()

    @rule(poor=st.booleans())
    def the_lurah_is_asked_and_answers(self, poor: bool) -> None:
        self.attempt(g.ask_lurah(cause="ask"))
        self.attempt(g.state(cause="state", poor=poor))

    @rule()
    def issue(self) -> None:
        self.attempt(g.issue(cause="issue"))

    @rule()
    def refuse(self) -> None:
        self.attempt(g.refuse(cause="refuse"))

    @rule()
    def use(self) -> None:
        self.attempt(g.use(cause="use"))

    @rule()
    def void(self) -> None:
        self.attempt(g.void(cause="void"))

    @rule(kind=st.sampled_from((COVER, STATEMENT)))
    def settle(self, kind: str) -> None:
        found = follow_ups.find(kind, self.case_id)
        if found is None:
            return
        if cases.load(found.case_id).status is CaseStatus.SUBMITTED:
            on.routed(found.case_id)
        try:
            on.settle(found.case_id, cause=f"settle:{kind}", text=g.TEXT, **ENDINGS[kind])
        except RefusedError:
            return
        self.hear()

    @precondition(lambda self: self.unread)
    @rule(data=st.data())
    def read_one(self, data: st.DataObject) -> None:
        """In whatever order."""
        event = self.unread.pop(data.draw(st.integers(0, len(self.unread) - 1)))
        self.read.append(event)
        follow(event, g.NOW)
        self.hear()

    @precondition(lambda self: self.read)
    @rule(data=st.data())
    def read_again(self, data: st.DataObject) -> None:
        follow(data.draw(st.sampled_from(self.read)), g.NOW)
        self.hear()

    @precondition(lambda self: self.unread)
    @rule(writes=st.integers(0, 2), told=st.booleans())
    def die_reading(self, writes: int, told: bool) -> None:
        """What was not read to its end comes again."""
        event = self.unread[0]
        try:
            with dying(writes, told=told):
                follow(event, g.NOW)
            self.unread.pop(0)
            self.read.append(event)
        except CrashError:
            pass
        self.hear()

    @invariant()
    def one_of_a_kind_at_most(self) -> None:
        kinds = Counter(follow_ups.loaded(one).kind for one in _cases_of("GuaranteeFollowUp"))
        assert all(count == 1 for count in kinds.values()), kinds

    @invariant()
    def used_at_most_once_and_never_with_a_void(self) -> None:
        told = Counter(one.type for one in cases.timeline(self.case_id))
        assert told["GuaranteeUsed"] + told["GuaranteeVoided"] <= told["GuaranteeIssued"] <= 1

    def teardown(self) -> None:
        if not hasattr(self, "case_id"):
            return
        while self.unread:
            follow(self.unread.pop(0), g.NOW)
            self.hear()
        self.what_follows_is_what_the_letter_says()

    def what_follows_is_what_the_letter_says(self) -> None:
        letter = loaded(self.case_id)
        found = {kind: follow_ups.find(kind, self.case_id) for kind in ENDINGS}
        opened = {kind: one for kind, one in found.items() if one}
        if letter.status in LETTER:
            assert COVER in opened
            shown = self.shown_when_issued()
            assert (STATEMENT in opened) is not shown
        due = [one for one in opened.values() if one.status is FollowUpStatus.DUE]
        assert not due or letter.status in LETTER
        for kind, one in opened.items():
            settled = one.status is FollowUpStatus.SETTLED
            told = [
                each.fact.how
                for each in cases.timeline(self.case_id)
                if each.type == "GuaranteeFollowedUp" and each.fact.kind == kind
            ]
            assert told == ([one.how] if settled else [])

    def shown_when_issued(self) -> bool:
        issued = next(one for one in cases.timeline(self.case_id) if one.type == "GuaranteeIssued")
        return not issued.fact.unstated


def _cases_of(kind: str) -> list[str]:
    """The cases that have an item of a kind beside them."""
    items = [item for rows in table().items.values() for item in rows.values()]
    found = [item.to_json()["Attributes"] for item in items]
    return [one["pk"]["S"].partition("#")[2] for one in found if one["kind"]["S"] == kind]
