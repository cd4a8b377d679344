"""What nobody asks of a guarantee in good order is refused with a word for it."""

from collections.abc import Callable

import pytest

from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.errors import NotAllowedError
from mandat.guarantee.domain import acts as a
from mandat.guarantee.domain.decide import decide
from unit.guarantee import samples as t


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(NotAllowedError) as caught:
        call()
    return caught.value.code


def test_nobody_acts_before_the_case_has_an_owner() -> None:
    case = apply(None, decide_case(None, t.submission(), t.NOW)[0])
    asked = decide(case, None, t.ask(), t.NOW)
    filed = apply(case, asked[0])
    guarantee = t.asked().guarantee
    assert refused(lambda: decide(filed, guarantee, t.issue(), t.NOW)) == "not_routed"


def test_nothing_is_done_to_what_was_never_asked_for() -> None:
    assert refused(lambda: decide(t.asked().case, None, t.issue(), t.NOW)) == "no_guarantee"


def test_a_command_that_no_rule_knows_is_refused() -> None:
    line = t.asked()
    assert refused(lambda: line.do(t.say(a.GuaranteeCommand, t.HEALTH))) == "unknown_command"
