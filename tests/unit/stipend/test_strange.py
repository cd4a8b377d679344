"""What nobody asks of the stipend in good order is refused with a word for it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mandat.errors import NotAllowedError
from mandat.stipend.domain import acts as a
from mandat.stipend.domain import apply, decide
from unit.stipend import samples as t


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(NotAllowedError) as caught:
        call()
    return caught.value.code


def test_nobody_acts_before_the_case_has_an_owner() -> None:
    line = t.Line(t.wish())
    assert refused(lambda: line.do(t.visit())) == "not_routed"


def test_a_command_that_no_rule_knows_is_refused() -> None:
    line = t.Line(t.wish())
    assert refused(lambda: line.do(t.say(a.StipendCommand, t.LURAH))) == "unknown_command"


def test_an_application_is_no_payment_and_the_other_way_round() -> None:
    asked, owed = t.Line(t.wish()), t.Line(t.due())
    of_asked = decide.Standing(asked.case, asked.subject, t.NOW)
    of_owed = decide.Standing(owed.case, owed.subject, t.NOW)

    assert refused(lambda: decide._payment(of_asked)) == "no_payment"
    assert refused(lambda: decide._application(of_owed)) == "no_application"


def test_where_the_lurah_approves_too_nothing_is_passed_on() -> None:
    line = t.Line(t.wish())
    line.do(t.s.route("lurah-berkas"))
    alone = replace(t.TERMS, approved_by="lurah-berkas")

    assert line.do(t.visit(terms=alone)) == ("StipendVerified",)


def test_a_fact_that_begins_or_settles_nothing_is_refused() -> None:
    owed = t.Line(t.due())
    event = owed.events[0]

    assert refused(lambda: apply._begun(event.fact, event)) == f"not_now_{event.type}"
    assert refused(lambda: apply._settled(event.fact, owed.subject, event)) == (
        f"not_now_{event.type}"
    )
