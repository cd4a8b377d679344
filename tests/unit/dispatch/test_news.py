"""Who must know of what happens to a call: a row for every fact, and what each row means."""

from typing import get_args

import pytest

from mandat.cases.domain.facts import Event
from mandat.dispatch.domain import acts as a
from mandat.dispatch.domain.facts import UnitFact
from mandat.dispatch.domain.timing import next_moment
from mandat.dispatch.news import WHO_MUST_KNOW, notices
from mandat.dispatch.texts import SMS, WORDINGS
from mandat.messaging.domain import COURTESY, OF_CALLS, Kind
from mandat.story.calls import SENTENCES
from unit.cases import samples as s
from unit.dispatch import samples as d
from unit.dispatch.samples import Told


def heard(*events: Event) -> list[str]:
    """Each message as kind and role."""
    found = (one for event in events for one in notices(event) or ())
    return [f"{one.kind} {one.role.name.lower()}" for one in found]


def test_every_fact_has_its_row_and_its_sentence_and_every_kind_its_words() -> None:
    assert set(WHO_MUST_KNOW) == set(get_args(UnitFact))
    assert set(SENTENCES) == {one.__name__ for one in get_args(UnitFact)}
    used = {one.kind for rows in WHO_MUST_KNOW.values() for one in rows}
    assert used == OF_CALLS
    assert set(WORDINGS) == OF_CALLS - {Kind.CALL_COMES}
    assert set(SMS) == {Kind.CREW_CALLED, Kind.CREW_OFF, Kind.CALL_COMES}


def test_nothing_of_a_call_waits_for_morning() -> None:
    assert not OF_CALLS & COURTESY


def test_a_call_tells_the_desk_and_the_crew_that_is_asked() -> None:
    assert heard(*Told().events) == ["call_new owner", "crew_called driver"]


def test_a_doubtful_one_asks_the_desk_and_no_crew() -> None:
    assert heard(*Told(to_confirm=True).events) == ["call_check owner"]


def test_the_desk_hears_once_that_none_is_free() -> None:
    told = Told(ready=())
    assert heard(*told.events) == ["call_new owner", "call_no_unit owner"]
    told.later(minutes=2)
    due = a.RemindCall("due", "system", calendar=s.CALENDAR, due=next_moment(told.standing))
    assert heard(*told.send(due)) == []


def test_the_alarm_goes_to_the_desk_and_to_who_leads_it() -> None:
    told = Told(ready=())
    told.later(minutes=2)
    told.send(a.RemindCall("due:1", "system", due=next_moment(told.standing)))
    told.later(minutes=2)
    told.send(a.RemindCall("due:2", "system", due=next_moment(told.standing)))
    told.later(minutes=1)

    found = told.send(a.RemindCall("due:3", "system", due=next_moment(told.standing)))
    assert heard(*found) == ["call_alarm owner", "call_alarm superior"]


def test_the_citizen_hears_of_a_yes_and_a_slip_makes_no_noise() -> None:
    told = Told()
    assert heard(*told.crew(a.TakeStep, step="terima"))[0] == "call_comes citizen"
    assert heard(*told.crew(a.TakeBack)) == []


@pytest.mark.parametrize("actor", ["citizen", d.DESK_ACTOR])
def test_a_crew_that_need_not_go_any_more_is_told(actor: str) -> None:
    told = Told().steps("terima")

    assert heard(*told.send(a.CancelCall("off", actor)))[0] == "crew_off driver"


def test_who_cannot_come_hears_nothing_of_it_and_the_next_one_is_called() -> None:
    told = Told()

    assert heard(*told.crew(a.PassCall, reason="too_far")) == ["crew_called driver"]


def test_whom_the_desk_replaces_is_told_that_he_need_not_go() -> None:
    told = Told().steps("terima")
    chosen = a.AssignUnit("chosen", d.DESK_ACTOR, unit=a.Ready("amb-3", "Ambulans 3"))

    assert heard(*told.send(chosen)) == ["crew_off driver", "crew_called driver"]
