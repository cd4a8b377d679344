"""A day's run looks at the roll and the ledgers, and comes to the same however often it runs."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError

from city.build import build_posts
from city.check import CITIES, checked_city
from integration import stipends as on
from jobs.handler import SLICES, handle
from mandat.city.domain import Post
from mandat.city.store import create_post
from mandat.errors import OutcomeUnknownError
from mandat.platform.settings import settings
from mandat.programmes import jobs as queueing
from mandat.stipend import calendar, store
from mandat.stipend.commands import stop
from mandat.stipend.domain.model import PaymentStatus
from mandat.stipend.domain.totals import Cell
from samples import LambdaContext, messages, sqs_event
from unit.stipend import samples as p

pytestmark = pytest.mark.usefixtures("catalogue")
FIRST = datetime(2026, 11, 30, 17, 20, tzinfo=UTC)  # 1 December, 00:20 WIB
DAY = date(2026, 12, 1)
PEOPLE = tuple(f"{n:032}" for n in range(12))


@cache
def social_agency() -> Post:
    posts = build_posts(checked_city(CITIES / "bengkulu"))
    return next(one for one in posts if one.id == "dinas-sosial")


@pytest.fixture(autouse=True)
def promised(catalogue: object) -> None:
    on.promise()
    create_post(social_agency())


def enrolled(people: Sequence[str] = PEOPLE, month: str = "2026-12") -> None:
    for person in people:
        on.enrol(person, from_month=month)


def queued() -> list[dict[str, str]]:
    return messages(settings().job_queue_url)


def worked(jobs: Sequence[dict[str, str]], at: datetime = FIRST) -> list[bool]:
    done = []
    for one in jobs:
        job = calendar.job_of(json.dumps(one))
        assert job
        done.append(calendar.work(job, at))
    return done


def statuses(month: str = "2026-12") -> set[PaymentStatus]:
    return {one.status for one in store.ledger(month)}


def test_the_first_of_a_month_queues_a_job_for_everybody_once_each() -> None:
    enrolled()
    ran = calendar.run(DAY, FIRST)
    jobs = queued()
    assert ran.jobs == len(jobs) == len(PEOPLE)
    assert {one["person"] for one in jobs} == set(PEOPLE)
    assert worked(jobs) == [True] * len(PEOPLE)
    assert worked(jobs) == [False] * len(PEOPLE)
    assert calendar.run(DAY, FIRST).jobs == 0


def test_what_a_crashed_run_left_is_queued_by_the_next() -> None:
    enrolled()
    calendar.run(DAY, FIRST)
    worked(queued()[:5])
    assert calendar.run(DAY + timedelta(days=1), FIRST + timedelta(days=1)).jobs == 7


def test_a_queue_that_does_not_take_a_job_fails_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    enrolled()
    monkeypatch.setattr(queueing, "send_batch", lambda *_: 0)
    with pytest.raises(OutcomeUnknownError):
        calendar.run(DAY, FIRST)


def test_months_that_nobody_ran_are_made_good() -> None:
    enrolled(PEOPLE[:2], "2026-10")
    calendar.run(DAY, FIRST)
    assert worked(queued()) == [True] * 6
    assert [len(list(store.ledger(month))) for month in ("2026-10", "2026-11", "2026-12")] == [
        2
    ] * 3


def test_before_its_day_a_month_is_not_opened() -> None:
    on.promise(replace(p.TERMS, opens_on_day=3))
    enrolled()
    assert calendar.run(DAY, FIRST).jobs == 0
    assert calendar.run(date(2026, 12, 3), FIRST + timedelta(days=2)).jobs == len(PEOPLE)


def test_a_stop_that_crashed_is_made_good(monkeypatch: pytest.MonkeyPatch) -> None:
    from mandat.stipend import stopping

    enrolled(PEOPLE[:1])
    calendar.run(DAY, FIRST)
    worked(queued())
    with monkeypatch.context() as crash:
        crash.setattr(stopping, "_void_unpaid", lambda *_: None)
        stop(PEOPLE[0], "death", DAY, "death:1", FIRST)
    assert statuses() == {PaymentStatus.DUE}
    assert calendar.run(DAY, FIRST).jobs == 1
    assert worked(queued()) == [True]
    assert statuses() == {PaymentStatus.VOID}


def paid(people: Sequence[str]) -> None:
    for person in people:
        payment = on.owed("2026-12", person)
        on.route(payment.case_id, FIRST)
        photos = on.shown(payment.case_id)
        on.do(payment.case_id, p.cash(cause=f"pay:{person}", photos=photos), FIRST)


def test_the_totals_of_a_month_are_published_and_name_nobody() -> None:
    enrolled()
    calendar.run(DAY, FIRST)
    worked(queued())
    assert store.totals("2026-12") is None
    paid(PEOPLE[:3])
    calendar.run(DAY, FIRST)
    found = store.totals("2026-12")
    assert found
    assert (found.people, found.cells) == (None, (Cell(p.VILLAGE, None, None),))
    paid(PEOPLE[3:])
    calendar.run(DAY, FIRST)
    found = store.totals("2026-12")
    assert found
    assert found.cells == (Cell(p.VILLAGE, 12, 12 * p.AMOUNT),)
    assert found.rupiah == 12 * p.AMOUNT


@pytest.mark.parametrize(
    ("day", "listed"), [(1, "01"), (4, "01"), (5, "05"), (7, "05"), (10, "08"), (12, "")]
)
def test_who_pays_has_the_list_of_its_day_also_when_that_was_missed(day: int, listed: str) -> None:
    enrolled(PEOPLE[:1])
    at = FIRST + timedelta(days=day - 1)
    for _ in range(2):
        calendar.run(date(2026, 12, day), at)
        worked(queued(), at)
    found = messages(settings().message_queue_url)
    assert {one["kind"] for one in found} == ({"stipend_list"} if listed else set())
    assert len({one["cause"] for one in found}) == bool(listed)
    assert all(f"2026-12-{listed}" in one["cause"] for one in found)


def test_nobody_is_written_to_when_all_is_paid() -> None:
    enrolled(PEOPLE[:1])
    calendar.run(DAY, FIRST)
    worked(queued())
    paid(PEOPLE[:1])
    assert calendar.run(DAY, FIRST).mails == 0


def test_the_function_takes_the_beat_and_its_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    enrolled(PEOPLE[:2], f"{datetime.now(UTC):%Y}-01")
    asked: list[Any] = []
    monkeypatch.setattr(calendar, "_lists", lambda *wish: asked.append(wish) or 0)
    assert handle(sqs_event('{"kind": "jobs"}'), LambdaContext()) == {"batchItemFailures": []}
    days = queued()
    assert {"day": "stipend"} in days
    assert [one["day"] for one in days] == list(SLICES)
    assert handle(sqs_event('{"day": "stipend"}'), LambdaContext()) == {"batchItemFailures": []}
    jobs = [json.dumps(one) for one in queued()]
    assert len(jobs) >= 2
    assert handle(sqs_event(*jobs), LambdaContext()) == {"batchItemFailures": []}
    handle(sqs_event('{"day": "stipend"}'), LambdaContext())
    assert queued() == []
    assert asked


def test_a_beat_whose_days_were_not_taken_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobs.handler.send_batch", lambda _, entries: len(entries) - 1)
    with pytest.raises(BatchProcessingError):
        handle(sqs_event('{"kind": "jobs"}'), LambdaContext())


def test_a_job_that_no_programme_knows_is_a_letter() -> None:
    with pytest.raises(BatchProcessingError):
        handle(sqs_event('{"job": "nobody"}'), LambdaContext())
