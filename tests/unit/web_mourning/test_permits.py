"""What a post may do about a death, as it stands and as the hour is."""

from datetime import UTC, datetime

import pytest

from mandat.bereavement.domain import acts as a
from mandat.cases.domain.model import ClockName, TaskStatus
from mandat.web.mourning.permits import Action, Standing, allowed, main_of, open_nights
from unit.bereavement import samples as d

LURAH = "lurah-penurunan"
FIRST_EVENING = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
LAST_EVENING = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)


def reported() -> d.Line:
    return d.Line().routed()


def confirmed() -> d.Line:
    return d.Line().confirmed(person="p")


def with_papers() -> d.Line:
    return d.Line().confirmed(person="p").opened("akta", "kk").ended("akta", "kk")


def open_to(line: d.Line, post: str = LURAH, at: datetime = d.NOW) -> tuple[Action, ...]:
    return allowed(Standing(line.case, line.death, d.TERMS, post, at))


def test_a_report_is_confirmed_or_undone() -> None:
    assert open_to(reported()) == (Action.CONFIRM, Action.UNDO)


def test_an_evening_is_written_down_from_its_first_minute() -> None:
    assert open_to(confirmed(), at=FIRST_EVENING) == (Action.NIGHT, Action.UNDO)
    minute_before = FIRST_EVENING.replace(hour=10, minute=59)
    assert open_to(confirmed(), at=minute_before) == (Action.UNDO,)


def test_what_is_written_down_is_not_asked_again() -> None:
    line = confirmed()
    line.do(d.say(a.HoldNight, number=1, present=("walikota",)), FIRST_EVENING)
    assert open_nights(line.death, d.TERMS, FIRST_EVENING) == ()
    assert open_nights(line.death, d.TERMS, LAST_EVENING) == (2, 3)


def test_papers_are_handed_over_when_none_is_to_come() -> None:
    assert Action.HAND_OVER not in open_to(confirmed())
    assert open_to(with_papers())[0] is Action.HAND_OVER


def test_who_nobody_knew_may_be_named_later() -> None:
    line = d.Line().confirmed()
    actions = open_to(line)
    assert actions == (Action.CONFIRM, Action.UNDO)
    assert main_of(actions, line.death) is None


def test_a_report_that_is_undone_stays_so() -> None:
    line = confirmed()
    line.do(d.say(a.UndoDeath, reason="alive"))
    assert open_to(line, at=LAST_EVENING) == ()


@pytest.mark.parametrize("post", ["bagian-kesra", "walikota", "dinas-sosial"])
def test_other_posts_do_nothing(post: str) -> None:
    assert open_to(reported(), post, LAST_EVENING) == ()


def test_who_issues_papers_may_undo() -> None:
    assert open_to(reported(), "dinas-dukcapil") == (Action.UNDO,)


def test_who_confirmed_has_read_and_answered() -> None:
    """No superior is told that a lurah is late who sat in the house."""
    task = confirmed().case.task
    assert task
    late = [one.name for one in task.clocks if one.met_at is None]
    assert set(late) == {ClockName.FINISH, ClockName.STATUTORY}
    assert task.status is TaskStatus.ACKNOWLEDGED


def test_who_it_was_may_be_said_after_the_papers() -> None:
    line = d.Line().confirmed().opened("akta", "kk").ended("akta", "kk")
    line.do(d.say(a.HandOverPapers, papers=("akta", "kk")))
    assert open_to(line) == (Action.CONFIRM, Action.UNDO)
    line.do(d.say(a.ConfirmDeath, cause="later", person="p"))
    assert line.case.task
    assert line.case.task.status is TaskStatus.DONE
    assert open_to(line) == (Action.UNDO,)
