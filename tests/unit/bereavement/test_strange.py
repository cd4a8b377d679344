"""What nobody asks of a death in good order is refused with a word for it."""

import pytest

from mandat.bereavement.domain import acts as a
from mandat.bereavement.domain.decide import decide
from mandat.errors import InvalidError, NotAllowedError
from unit.bereavement import samples as t


def refused(case: t.Line, command: a.DeathCommand) -> str:
    with pytest.raises((NotAllowedError, InvalidError)) as caught:
        case.do(command)
    return caught.value.code


def test_a_death_that_was_not_reported_takes_no_step() -> None:
    case = t.Line().routed().case

    with pytest.raises(NotAllowedError, match="no_death"):
        decide(case, None, t.say(a.ConfirmDeath), t.NOW)


def test_a_command_that_no_rule_knows_is_refused() -> None:
    assert refused(t.Line().routed(), t.say(a.DeathCommand)) == "unknown_command"


def test_nobody_acts_before_the_case_has_an_owner() -> None:
    assert refused(t.Line(), t.say(a.ConfirmDeath)) == "not_routed"


def test_a_step_that_nobody_planned_is_not_opened() -> None:
    strange = t.say(a.OpenStep, t.SYSTEM, step="pesta", step_case="C1")
    assert refused(t.Line().routed(), strange) == "choose_one"


def test_a_crowd_of_posts_at_one_evening_is_a_mistake() -> None:
    case = t.Line().routed()
    case.at = case.death.handover_by
    crowd = tuple(f"post-{number}" for number in range(41))

    assert refused(case, t.say(a.HoldNight, number=1, present=crowd)) == "too_many_posts"
