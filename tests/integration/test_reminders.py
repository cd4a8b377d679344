"""The sweep hands on what is due; reminders act on what still stands."""

import json
from datetime import datetime, timedelta

import pytest

from mandat.cases import store
from mandat.cases.commands import execute, submit
from mandat.cases.domain.model import Case, Due
from mandat.cases.domain.timing import next_moment
from mandat.city.domain import Catalogue
from mandat.platform.settings import settings
from mandat.platform.transaction import Put, commit
from mandat.reminders import sweep as sweeping
from mandat.reminders.commands import act
from mandat.reminders.store import due_rows, lease
from mandat.reminders.sweep import sweep
from routing.handler import handle as routing
from samples import LambdaContext, items, messages, sqs_event, stream_record, submission
from sweeper.handler import SPARE_MS
from sweeper.handler import handle as sweeper
from unit.cases import samples as s

pytestmark = pytest.mark.usefixtures("city")


def routed() -> Case:
    case = submit(submission(), s.START).case
    return execute(case.id, s.route(), s.START).case


def due_of(case: Case) -> Due:
    due = next_moment(case)
    assert due is not None
    return due


def body(case: Case, due: Due) -> str:
    told = {"case_id": case.id, "task_id": due.task_id, "kind": due.kind, "at": store.stamp(due.at)}
    return json.dumps(told)


def handed(now: datetime) -> list[str]:
    sweep(now)
    return [message["kind"] for message in messages(settings().due_queue_url)]


def test_the_router_assigns_the_owner_of_the_category(city: Catalogue) -> None:
    sent = submission(service_id="jalan-rusak", village=city.villages[0].code)
    case = submit(sent, s.START).case

    answer = routing(sqs_event(stream_record(case.id, 1)), LambdaContext())

    assert answer == {"batchItemFailures": []}
    service = city.service("jalan-rusak")
    assert service is not None
    assert store.load(case.id).owner == service.owner.removeprefix("post:")


def test_a_poison_message_fails_alone() -> None:
    case = submit(submission(), s.START).case

    answer = routing(sqs_event("{not json", stream_record(case.id, 1)), LambdaContext())

    assert answer == {"batchItemFailures": [{"itemIdentifier": "message-0"}]}
    assert store.load(case.id).owner


def test_a_case_whose_event_got_lost_is_routed_by_its_due_item() -> None:
    case = submit(submission(service_id="sampah"), s.START).case

    assert handed(s.START) == []
    assert handed(s.START + timedelta(minutes=2)) == ["route"]
    assert act(body(case, due_of(case)), s.START + timedelta(minutes=2))
    assert store.load(case.id).owner


def test_a_handed_on_item_is_leased_and_comes_again_when_nothing_happened() -> None:
    case = routed()
    at = due_of(case).at

    assert handed(at) == ["acknowledge:0"]
    assert handed(at + timedelta(minutes=1)) == []
    assert handed(at + timedelta(minutes=4)) == ["acknowledge:0"]


def test_two_sweeps_at_once_hand_on_once() -> None:
    at = due_of(routed()).at
    row = next(iter(due_rows(at + timedelta(seconds=1), at)))

    assert [lease(row, at), lease(row, at)] == [True, False]


def test_acting_writes_the_next_moment_and_a_duplicate_does_nothing() -> None:
    case = routed()
    due = due_of(case)

    assert act(body(case, due), due.at)
    after = store.load(case.id)
    assert due_of(after) != due
    assert not act(body(case, due), due.at + timedelta(minutes=1))
    assert store.load(case.id) == after


def test_an_item_that_no_case_stands_by_is_forgotten() -> None:
    case = routed()
    stray = Due("finish:0", s.START - timedelta(hours=1), "T1")
    commit([Put(store.due_item(case.id, stray))])

    assert not act(body(case, stray), s.START)
    assert [item["due_kind"]["S"] for item in items("DUE#")] == [due_of(case).kind]


def test_an_early_message_leaves_the_item_where_it_is() -> None:
    case = routed()
    due = due_of(case)

    assert not act(body(case, due), due.at - timedelta(seconds=5))
    assert len(items("DUE#")) == 1


def fill(count: int, at: datetime) -> list[str]:
    """Due items of as many cases, a second between each, in no order; the oldest first."""
    moments = {f"{n * 7919 % count:08}": at + timedelta(seconds=n) for n in range(count)}
    for case_id, moment in moments.items():
        commit([Put(store.due_item(case_id, Due("route", moment, "T1")))])
    return list(moments)


def test_what_is_due_goes_on_in_order_of_due_time_whatever_its_shard() -> None:
    cases = fill(40, s.START)

    assert sweep(s.START + timedelta(minutes=5)) == 40

    sent = [message["case_id"] for message in messages(settings().due_queue_url)]
    assert sent == cases


def test_a_sweep_without_time_left_ends_and_the_next_goes_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cases = fill(40, s.START)
    now = s.START + timedelta(minutes=5)
    looks = iter([True] * 15)

    assert sweep(now, lambda: next(looks, False)) == 15
    assert '"DueLag":[300.0]' in capsys.readouterr().out
    assert sweep(now + timedelta(minutes=1)) == 25
    sent = [message["case_id"] for message in messages(settings().due_queue_url)]
    assert sent == cases


def test_a_full_queue_is_not_filled_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "ROOM", 20)
    monkeypatch.setattr(sweeping, "ROUND", 10)
    fill(40, s.START)
    now = s.START + timedelta(minutes=5)

    assert [sweep(now), sweep(now)] == [20, 0]
    assert len(messages(settings().due_queue_url)) == 20
    assert sweep(now) == 20


def test_the_sweeper_leaves_itself_time_to_end(capsys: pytest.CaptureFixture[str]) -> None:
    fill(1, s.START)

    class Hurried(LambdaContext):
        def get_remaining_time_in_millis(self) -> int:
            return SPARE_MS

    assert sweeper(sqs_event("{}"), Hurried()) == {"batchItemFailures": []}  # type: ignore[arg-type]
    assert '"DueLag":' in capsys.readouterr().out
    assert messages(settings().due_queue_url) == []
