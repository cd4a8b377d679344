"""Time that was missed: what a sweep finds after an hour, or a day, and what a feed tells twice.

The short forms of tests/chaos, with `now` given.
"""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import count

import pytest

from mandat.cases import store
from mandat.cases.commands import execute, submit
from mandat.cases.domain.model import Case
from mandat.cases.feed import event_of_message
from mandat.cases.routing import route_submitted
from mandat.city.domain import Catalogue
from mandat.messaging.deliver import Became, deliver
from mandat.messaging.notify import tell
from mandat.messaging.queue import decode
from mandat.platform.settings import settings
from mandat.reminders.commands import act
from mandat.reminders.sweep import sweep
from samples import messages, stream_record, submission
from unit.cases import samples as s
from unit.messaging.mails import small_town

DAY = timedelta(days=1)
HALF_HOUR = timedelta(minutes=30)
LADDER = ["DeadlineReminded", "DeadlineMissed", "CaseEscalated", "CaseEscalated"]
_attempts = count(1)


@pytest.fixture(autouse=True)
def town(aws: None) -> Catalogue:
    return small_town()


def routed() -> Case:
    case = submit(submission(), s.START).case
    return execute(case.id, s.route(), s.START).case


def facts(case: Case) -> list[str]:
    return [event.type for event in store.timeline(case.id, limit=50)]


def beat(now: datetime, sweeps: int = 1) -> int:
    """Sweeps one after the other before anybody acts; how many messages they handed on."""
    for _ in range(sweeps):
        sweep(now)
    handed = messages(settings().due_queue_url)
    for one in handed:
        act(json.dumps(one), now)
    return len(handed)


def test_a_day_later_a_case_climbs_one_rung_in_half_an_hour() -> None:
    case, now = routed(), s.START + DAY
    for rung in range(len(LADDER)):
        assert beat(now) == 1
        assert facts(case)[2:] == LADDER[: rung + 1]
        assert beat(now + timedelta(minutes=1)) == 0, "a minute later nothing is due"
        now += HALF_HOUR
    assert store.load(case.id).level == len(LADDER) - 1


def test_after_an_hour_without_a_sweep_the_oldest_moment_acts_once() -> None:
    case, now = routed(), s.START + timedelta(hours=1, minutes=1)
    assert beat(now, sweeps=3) == 1
    assert facts(case)[2:] == LADDER[:1]
    assert beat(now + HALF_HOUR, sweeps=2) == 1
    assert facts(case)[2:] == LADDER[:2]


def test_an_hour_without_a_feed_still_gives_every_case_its_owner() -> None:
    case = submit(submission(service_id="sampah"), s.START).case
    assert beat(s.START + timedelta(hours=1)) == 1
    assert store.load(case.id).owner
    late = event_of_message(stream_record(case.id, 1))
    assert late is not None
    route_submitted(late, s.START + timedelta(hours=1, minutes=1))
    assert facts(case) == ["CaseSubmitted", "TaskAssigned"], "the feed came too late to assign"


def test_records_twice_and_the_last_first_make_each_mail_once() -> None:
    case = routed()
    records = [stream_record(case.id, seq) for seq in (2, 1)] * 2
    told = Counter(_delivered(records, s.START))
    assert told
    assert set(told.values()) == {1}


def _delivered(records: Iterable[str], now: datetime) -> list[str]:
    """Ids of the mails that are sent; every message comes twice, the last one first."""
    for record in records:
        event = event_of_message(record)
        assert event is not None
        tell(event, now)
    queued = [decode(json.dumps(one)) for one in messages(settings().message_queue_url)]
    return [
        one.id
        for one in [*queued, *queued][::-1]
        if deliver(one, f"try-{next(_attempts)}", now) is Became.SENT
    ]
