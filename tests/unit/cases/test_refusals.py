"""What the rules say no to, and by which word the pages explain it."""

from dataclasses import replace

import pytest

from mandat.cases.domain import acts as a
from mandat.cases.domain.apply import replay
from mandat.cases.domain.decide import decide
from mandat.cases.domain.limits import COMMENTS_MAX
from mandat.cases.domain.model import Case, CaseStatus
from mandat.errors import InvalidError, NotAllowedError, RefusedError
from unit.cases import samples as s

READERS = frozenset({"dlh", "dinas-pupr"})
TOLD = s.run(s.opened(), s.finish(), s.told())
TALKED_OUT = replace(s.opened(), comments=COMMENTS_MAX)
PHOTOS = tuple(f"{'a' * 20}/{number}" for number in range(1, 5))


def comment(actor: str = s.OTHER) -> a.CommentCase:
    return a.CommentCase("comment", actor, text=s.LONG, readers=READERS)


def transfer(to: str) -> a.TransferTask:
    return a.TransferTask("move", s.OWNER, calendar=s.CALENDAR, to=to, reason="other_agency")


def merge(into: str) -> a.MergeCase:
    return a.MergeCase("merge", s.OWNER, into=into)


@pytest.mark.parametrize(
    ("case", "command", "code"),
    [
        (s.run(None, s.submit()), a.AcknowledgeTask("ack", s.OWNER), "not_now_TaskAcknowledged"),
        (None, a.AcknowledgeTask("ack", s.OWNER), "not_now_TaskAcknowledged"),
        (TOLD, s.told("again"), "already_told"),
        (TALKED_OUT, comment(), "too_many_comments"),
        (s.opened(), a.Command("nothing", s.OWNER), "unknown_command"),
    ],
)
def test_what_cannot_be_done_now(case: Case | None, command: a.Command, code: str) -> None:
    with pytest.raises(NotAllowedError) as refused:
        decide(case, command, s.START)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("case", "command", "code"),
    [
        (None, s.submit(terms=None), "choose_one"),
        (None, s.submit(photos=PHOTOS), "too_many_photos"),
        (s.opened(), transfer(""), "choose_other_post"),
        (s.opened(), transfer("dinas-pupr"), "choose_other_post"),
        (s.opened(), merge(""), "choose_other_case"),
        (s.opened(), merge(s.opened().id), "choose_other_case"),
        (TOLD, a.AcceptAnswer("rate", "citizen", stars=0), "choose_one"),
        (s.opened(), s.order(to=""), "choose_one"),
    ],
)
def test_what_is_not_said_well(case: Case | None, command: a.Command, code: str) -> None:
    with pytest.raises(InvalidError) as refused:
        decide(case, command, s.START)
    assert refused.value.code == code


@pytest.mark.parametrize("command", [a.WithdrawCase("end", s.OWNER), merge("00000000")])
def test_a_closed_case_stays_closed(command: a.Command) -> None:
    closed = s.run(TOLD, a.AcceptAnswer("rate", "citizen", stars=5))
    with pytest.raises(RefusedError):
        decide(closed, command, s.START)


def test_a_closed_case_is_erased_and_stays_closed() -> None:
    closed = s.run(TOLD, a.AcceptAnswer("rate", "citizen", stars=5))
    erased = s.run(closed, a.EraseData("erase", "citizen"))

    assert (erased.status, bool(erased.erased_at)) == (CaseStatus.CLOSED, True)


def test_no_record_tells_no_case() -> None:
    with pytest.raises(ValueError, match="at least one event"):
        replay([])
