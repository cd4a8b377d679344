"""The morning's mail: overdue and oldest first; what nobody owns."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mandat.briefs.domain import about_of, cause_of, is_late, is_unowned, late_first
from mandat.cases.domain import acts as a
from mandat.cases.domain.model import Case, TaskStatus
from unit.cases import samples as s


@dataclass(frozen=True)
class Row:
    by: datetime
    status: str


rows = st.builds(
    Row,
    st.integers(-50, 50).map(lambda hours: s.START + timedelta(hours=hours)),
    st.sampled_from([*TaskStatus]),
)


@given(st.lists(rows))
def test_overdue_before_the_rest_and_the_oldest_first(found: list[Row]) -> None:
    ordered = late_first(found, s.START)
    late = [one for one in ordered if is_late(one, s.START)]
    rest = [one for one in ordered if not is_late(one, s.START)]

    assert ordered == (*late, *rest)
    assert late == sorted(late, key=lambda one: one.by)
    assert rest == sorted(rest, key=lambda one: one.by)


def test_a_paused_clock_is_not_late() -> None:
    assert not is_late(Row(s.START - timedelta(days=1), TaskStatus.WAITING), s.START)


def test_one_mail_a_post_and_local_day() -> None:
    morning, noon = s.START, s.START + timedelta(hours=4)

    assert cause_of("dlh", morning) == cause_of("dlh", noon)
    assert cause_of("dlh", morning) != cause_of("dlh", morning + timedelta(days=1))
    assert about_of(cause_of("dinas-pupr", morning)) == "dinas-pupr"


def after_limit(case: Case) -> datetime:
    assert case.task
    return case.task.clocks[0].by + timedelta(minutes=1)


def test_unaccepted_beyond_the_limit_or_with_triage_is_nobodys() -> None:
    case, at_triage = s.opened(), s.run(None, s.submit(), s.route(""))
    late = after_limit(case)
    accepted = s.run(case, a.AcknowledgeTask("read", s.OWNER))

    assert not is_unowned(case, s.START)
    assert is_unowned(case, late)
    assert not is_unowned(accepted, late)
    assert is_unowned(at_triage, s.START)
    assert not is_unowned(replace(at_triage, sealed=True), late)
