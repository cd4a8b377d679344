"""What follows a letter: how it begins, by whom and how it ends."""

from datetime import timedelta
from typing import Any

import pytest

from mandat.cases.domain.acts import RouteCase
from mandat.cases.domain.apply import apply, replay
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, CaseStatus, ContactKind, Outcome
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from mandat.guarantee.domain import acts as a
from mandat.guarantee.domain import follow_up as domain
from mandat.guarantee.domain.limits import COVER, COVERED, DONE, STATEMENT, UNDONE
from mandat.guarantee.domain.model import FollowUp, FollowUpStatus, last_day
from unit.cases import samples as s
from unit.guarantee import samples as g

TODAY = g.NOW.date()
OWNERS = {COVER: g.HEALTH, STATEMENT: g.LURAH}


class Line:
    """One follow-up and its case, command after command."""

    def __init__(self, kind: str, *, routed: bool = True) -> None:
        filed = decide_case(
            None, g.submission(contact=ContactKind.NONE, channel="programme"), g.NOW
        )
        self.known: Case = replay(filed)
        self.made: FollowUp | None = None
        self.do(g.say(a.BeginFollowUp, g.SYSTEM, kind=kind, letter="LETTER01"))
        if routed:
            owner = OWNERS[kind].split(":")[1]
            route = RouteCase("route", "system", calendar=s.CALENDAR, owner=owner)
            self.take(decide_case(self.known, route, g.NOW))

    def take(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self.known = apply(self.known, event)
        self.made = domain.replay(events, self.made)

    def do(self, command: a.GuaranteeCommand) -> tuple[str, ...]:
        events = domain.decide(self.known, self.made, command, g.NOW)
        self.take(events)
        return tuple(event.type for event in events)

    @property
    def follow_up(self) -> FollowUp:
        assert self.made
        return self.made


def settled(kind: str, how: str, **more: Any) -> Line:
    line = Line(kind)
    line.do(g.settle(OWNERS[kind], how=how, **({"text": g.TEXT} | more)))
    return line


def test_it_waits_for_its_own_act() -> None:
    line = Line(COVER)
    assert line.known.pending
    assert (line.follow_up.letter, line.follow_up.status) == ("LETTER01", FollowUpStatus.DUE)


@pytest.mark.parametrize(
    ("kind", "how"), [(kind, how) for kind in DONE for how in sorted(DONE[kind])]
)
def test_what_was_done_finishes_its_case(kind: str, how: str) -> None:
    since = TODAY if how == COVERED else None
    line = settled(kind, how, since=since)
    assert (line.follow_up.how, line.follow_up.since) == (how, since)
    assert line.known.status is CaseStatus.ANSWERED
    assert not line.known.pending


@pytest.mark.parametrize(
    ("kind", "how"), [(kind, how) for kind in UNDONE for how in sorted(UNDONE[kind])]
)
def test_what_could_not_be_done_is_refused_with_its_reason(kind: str, how: str) -> None:
    line = Line(kind)
    told = line.do(g.settle(OWNERS[kind], how=how, text=g.TEXT))
    assert told[:2] == ("GuaranteeFollowUpSettled", "TaskRejected")


def test_a_cover_may_be_written_down_without_words_and_a_statement_may_not() -> None:
    Line(COVER).do(g.settle(how="insured_before"))
    with pytest.raises(InvalidError, match="text_too_short"):
        Line(STATEMENT).do(g.settle(g.LURAH, how="poor"))
    with pytest.raises(InvalidError, match="text_too_short"):
        Line(COVER).do(g.settle(how="declined"))


@pytest.mark.parametrize("days", [-366, 0, 366])
def test_a_cover_begins_on_a_day_that_is_near(days: int) -> None:
    assert settled(COVER, COVERED, since=TODAY + timedelta(days=days)).follow_up.since


@pytest.mark.parametrize(
    ("how", "since"),
    [
        (COVERED, None),
        (COVERED, TODAY + timedelta(days=367)),
        (COVERED, TODAY - timedelta(days=367)),
        ("insured_before", TODAY),
    ],
)
def test_a_day_that_does_not_fit_is_said_beside_its_field(how: str, since: Any) -> None:
    with pytest.raises(InvalidError) as refused:
        settled(COVER, how, since=since)
    assert refused.value.field == "since"


def test_only_who_holds_it_settles_it_and_only_once() -> None:
    with pytest.raises(NotYoursError, match="not_owner"):
        Line(COVER).do(g.settle(g.LURAH))
    with pytest.raises(NotYoursError, match="not_owner"):
        Line(COVER).do(g.settle(g.SYSTEM))
    with pytest.raises(NotYoursError, match="not_owner"):
        Line(COVER, routed=False).do(g.settle())
    line = settled(COVER, "insured_before")
    with pytest.raises(NotAllowedError, match="not_now_GuaranteeFollowUpSettled"):
        line.do(g.settle())


def test_the_system_drops_it_with_its_letter() -> None:
    line = Line(STATEMENT)
    with pytest.raises(NotYoursError, match="not_system"):
        line.do(g.say(a.DropFollowUp, g.LURAH))
    assert line.do(g.say(a.DropFollowUp, g.SYSTEM)) == ("GuaranteeFollowUpDropped", "CaseClosed")
    assert line.known.outcome is Outcome.WITHDRAWN
    assert line.follow_up.status is FollowUpStatus.DROPPED


def test_it_is_dropped_before_anybody_holds_it_too() -> None:
    line = Line(COVER, routed=False)
    line.do(g.say(a.DropFollowUp, g.SYSTEM))
    assert line.known.status is CaseStatus.CLOSED


def test_nothing_else_is_done_to_it() -> None:
    with pytest.raises(NotAllowedError, match="unknown_command"):
        Line(COVER).do(g.issue())
    with pytest.raises(NotAllowedError, match="not_now_GuaranteeFollowUpDue"):
        Line(COVER).do(g.say(a.BeginFollowUp, g.SYSTEM, kind=COVER))
    with pytest.raises(InvalidError, match="choose_one"):
        Line("other", routed=False)


def test_a_letter_hears_how_it_ended() -> None:
    line = g.issued()
    line.do(g.say(a.HearFollowUp, g.SYSTEM, kind=COVER, how=COVERED, since=TODAY))
    assert (line.guarantee.cover, line.guarantee.covered_since) == (COVERED, TODAY)
    line.do(g.use())
    line.do(g.say(a.HearFollowUp, g.SYSTEM, kind=STATEMENT, how="not_poor"))
    assert line.guarantee.stated is False
    assert line.guarantee.cover == COVERED


def test_a_request_without_a_letter_has_nothing_to_hear() -> None:
    with pytest.raises(NotAllowedError, match="not_now_GuaranteeFollowedUp"):
        g.asked().do(g.say(a.HearFollowUp, g.SYSTEM, kind=COVER, how=COVERED))


def test_the_last_day_of_a_letter_is_a_local_one() -> None:
    until = g.issued().guarantee.valid_until
    assert until
    assert last_day(until) == TODAY + timedelta(days=g.TERMS.valid_days)
