"""Load, decide, save on the table: causes, resends, due items, worklists."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from mandat.cases import commands, store
from mandat.cases.commands import execute, submit
from mandat.cases.domain import acts as a
from mandat.cases.domain.apply import replay
from mandat.cases.domain.model import Case, CaseStatus
from mandat.cases.domain.timing import next_moment
from mandat.errors import ConflictError, NotAllowedError, NotFoundError
from mandat.personal import store as personal
from mandat.platform import ids
from mandat.platform.transaction import CONTENDED, Write
from samples import items, resent, submission
from unit.cases import samples as s

pytestmark = pytest.mark.usefixtures("aws")


def accepted() -> Case:
    return submit(submission(), s.START).case


def dues() -> list[str]:
    return [item["sk"]["S"] for item in items("DUE#")]


def test_accepted_means_case_events_cause_due_and_personal_items_in_one_write() -> None:
    case = accepted()

    kinds = sorted(item["kind"]["S"] for item in items(f"CASE#{case.id}"))
    assert kinds == ["Case", "Cause", "Contact", "Event", "Narrative"]
    assert personal.contact(case.id).name == "Warga Contoh"
    assert len(dues()) == 1
    assert dues()[0].endswith(f"#{case.id}#-#route")


def test_events_hold_no_personal_data() -> None:
    case = accepted()
    execute(case.id, s.route(), s.START)

    held = " ".join(
        str(item) for item in items(f"CASE#{case.id}") if item["sk"]["S"][:5] == "EVENT"
    )
    assert all(word not in held for word in ("Warga Contoh", "+62812", "example.org", "berlubang"))


def test_the_record_rebuilds_the_case() -> None:
    case = accepted()
    execute(case.id, s.route(), s.START)
    execute(case.id, s.finish(), s.START + timedelta(hours=1))

    assert replay(store.timeline(case.id)) == store.load(case.id)


def test_the_same_key_and_content_meet_the_first_outcome() -> None:
    first = submit(submission(), s.START)
    again = submit(submission(), s.START + timedelta(minutes=5))

    assert (first.replayed, again.replayed, again.edited) == (False, True, False)
    assert again.case.id == first.case.id
    assert len(store.timeline(first.case.id)) == 1


def test_the_same_key_with_other_content_is_told_so_and_changes_nothing() -> None:
    first = submit(submission(), s.START)
    again = submit(resent(submission(), digest="other"), s.START)

    assert again.edited
    assert again.case == first.case


def test_a_taken_reference_moves_on_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    real = ids.case_id
    monkeypatch.setattr(
        ids, "case_id", lambda seed, attempt=0: real("same" if attempt == 0 else seed, attempt)
    )
    first = submit(submission("submit:1"), s.START)
    second = submit(submission("submit:2"), s.START)

    assert first.case.id != second.case.id
    assert submit(submission("submit:2"), s.START).case.id == second.case.id


def test_above_the_daily_limit_a_complaint_goes_to_triage() -> None:
    cases = [submit(submission(f"submit:{n}"), s.START).case for n in range(6)]

    assert [case.suspect for case in cases] == [False] * 5 + [True]
    routed = execute(cases[-1].id, s.route(), s.START).case
    assert routed.owner == "triase"


def test_a_repeated_command_meets_its_first_outcome() -> None:
    case = accepted()
    execute(case.id, s.route(), s.START)
    first = execute(case.id, s.finish(), s.START)
    again = execute(case.id, s.finish(), s.START + timedelta(days=1))

    assert (first.replayed, again.replayed) == (False, True)
    assert again.case == first.case
    with pytest.raises(NotAllowedError):
        execute(case.id, s.finish(cause="another"), s.START)


def test_there_is_one_due_item_and_it_is_the_next_moment() -> None:
    case = accepted()
    for command in (s.route(), a.AcknowledgeTask("ack", s.OWNER), s.finish(), s.told()):
        case = execute(case.id, command, s.START).case
        due = next_moment(case)
        assert due is not None
        assert dues() == [f"{store.stamp(due.at)}#{case.id}#{due.task_id}#{due.kind}"]

    closed = execute(case.id, a.AcceptAnswer("rate", "citizen", stars=5), s.START).case
    assert closed.status is CaseStatus.CLOSED
    assert dues() == []


def test_the_worklist_follows_who_owes_the_next_step() -> None:
    case = accepted()
    execute(case.id, s.route(), s.START)
    assert [row.case_id for row in store.worklist("dinas-pupr")] == [case.id]

    execute(case.id, s.finish(), s.START)
    execute(case.id, s.told(), s.START)
    assert store.worklist("dinas-pupr") == ()

    execute(case.id, s.refuse(), s.START)
    assert [row.case_id for row in store.worklist("pimpinan")] == [case.id]


def test_texts_are_personal_items_of_their_event() -> None:
    case = accepted()
    execute(case.id, s.route(), s.START)
    done = execute(case.id, s.finish(), s.START)

    said = personal.text(case.id, done.events[0].seq)
    assert said is not None
    assert (said.text, said.actor) == (s.LONG, s.OWNER)


def test_an_unknown_case_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        execute("00000000", s.route(), s.START)


def test_who_meets_another_writer_keeps_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moving on to the next reference, a resend would be accepted once more under the first."""
    real, meetings = commands.commit, [CONTENDED]

    def met(writes: Iterable[Write]) -> None:
        if meetings:
            raise ConflictError(meetings.pop())
        real(writes)

    monkeypatch.setattr(commands, "commit", met)
    case = accepted()
    again = submit(submission(), s.START)
    assert (case.id, again.case.id) == (ids.case_id("submit:1"), case.id)
    assert again.replayed
