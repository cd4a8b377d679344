"""Every morning: each post its open tasks, Sekda what nobody owns; once a day and post."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import pytest

from briefs.handler import handle
from mandat.briefs.commands import announce
from mandat.cases import store
from mandat.cases.commands import execute, submit
from mandat.cases.domain import acts as a
from mandat.cases.domain.model import Case
from mandat.cases.domain.timing import next_moment
from mandat.city.domain import Catalogue
from mandat.city.store import load_post, post_write
from mandat.messaging import brief
from mandat.messaging.deliver import Became, deliver
from mandat.messaging.domain import Kind, Message
from mandat.platform.settings import settings
from mandat.platform.transaction import commit
from mandat.reminders.commands import act
from samples import LambdaContext, messages, sqs_event
from unit.cases import samples as s
from unit.messaging.mails import (
    CONTACT,
    NARRATIVE,
    decode_body,
    mails_to,
    part,
    small_town,
    submission,
)

PUPR, DLH = "dinas-pupr", "dinas-lingkungan-hidup"
PUPR_MAIL, SEKDA_MAIL = "kadis.pupr@bengkulu.example.org", "sekda@bengkulu.example.org"
MORNING = datetime.fromisoformat("2026-11-30T00:00:00+00:00")
_numbers = count(1)
_attempts = count(1)


@pytest.fixture
def town(aws: None) -> Catalogue:
    return small_town()


def filed(town: Catalogue, at: datetime, owner: str = PUPR, service: str = "jalan-rusak") -> Case:
    number = next(_numbers)
    sending = submission(town, service, CONTACT, NARRATIVE)
    command = replace(sending.command, cause=f"submit:{number}")
    case = submit(replace(sending, command=command), at).case
    route = a.RouteCase(f"route:{number}", "system", calendar=s.CALENDAR, owner=owner)
    return execute(case.id, route, at).case


def queued() -> list[Message]:
    return [decode_body(one) for one in messages(settings().message_queue_url)]


def morning(now: datetime = MORNING) -> list[Became]:
    announce(now)
    return [deliver(one, f"attempt-{next(_attempts)}", now) for one in queued()]


def shown(case: Case) -> str:
    return f"BKL-{case.id[:4]}-{case.id[4:]}"


def missed(case: Case) -> None:
    """Its first two rungs: half of the time, and the deadline to accept it."""
    for _ in range(2):
        due = next_moment(store.load(case.id))
        assert due
        body = {"case_id": case.id, "task_id": due.task_id, "kind": due.kind}
        act(json.dumps(body | {"at": store.stamp(due.at)}), due.at)


def test_a_post_reads_overdue_and_oldest_first(town: Catalogue) -> None:
    fresh = filed(town, MORNING - timedelta(hours=12))
    old = filed(town, MORNING - timedelta(days=20))
    older = filed(town, MORNING - timedelta(days=30))

    morning()

    mail = mails_to(PUPR_MAIL)[0]
    text = part(mail, "plain")
    places = [text.index(shown(case)) for case in (older, old, fresh)]
    assert places == sorted(places)
    assert "3 tugas terbuka, 2 lewat batas" in mail["Subject"]
    assert "/t/daftar/" in text
    assert text.count("/t/") >= len(places) + 1
    assert CONTACT.name not in text


def test_a_post_without_open_tasks_gets_no_mail(town: Catalogue) -> None:
    filed(town, MORNING - timedelta(hours=12))

    announce(MORNING)

    assert {one.post for one in queued()} == {PUPR, "sekda"}
    assert not mails_to("kadis.dlh@bengkulu.example.org")


def test_a_morning_announced_twice_is_one_mail_and_the_next_day_another(town: Catalogue) -> None:
    filed(town, MORNING - timedelta(hours=12))

    first, second = morning(), morning(MORNING + timedelta(hours=1))
    later = morning(MORNING + timedelta(days=1))

    assert Became.SENT in first
    assert set(second) == {Became.SKIPPED}
    assert Became.SENT in later
    assert len(mails_to(PUPR_MAIL)) == 2


def test_sekda_reads_what_nobody_owns_and_whom_nothing_reaches(town: Catalogue) -> None:
    at_triage = filed(town, MORNING - timedelta(hours=12), owner="")
    unread = filed(town, MORNING - timedelta(days=2))
    missed(unread)
    accepted = filed(town, MORNING - timedelta(days=2))
    execute(accepted.id, a.AcknowledgeTask("read", s.OWNER), MORNING - timedelta(days=2))
    sealed = next(one.id for one in town.services if one.sealed)
    hidden = filed(town, MORNING - timedelta(days=2), service=sealed)
    missed(hidden)
    _lose(DLH)

    morning()

    mail = mails_to(SEKDA_MAIL)[0]
    text = part(mail, "plain")
    assert "2 belum dipegang siapa pun" in mail["Subject"]
    assert shown(at_triage) in text
    assert shown(unread) in text
    assert shown(accepted) not in text
    assert shown(hidden) not in text
    assert "Kepala Dinas Lingkungan Hidup" in text
    assert "Tidak satu pun alamat jabatan ini berfungsi" in text


def _lose(post_id: str) -> None:
    before = load_post(post_id)
    assert before
    gone = tuple(replace(one, unreachable_since=s.START) for one in before.addresses)
    commit([post_write(before, replace(before, addresses=gone, revision=before.revision + 1))])


def test_who_stands_in_for_a_lost_post_reads_its_tasks(town: Catalogue) -> None:
    case = filed(town, MORNING - timedelta(hours=12))
    _lose(PUPR)

    morning()

    found = [part(one, "plain") for one in mails_to(SEKDA_MAIL)]
    assert any(shown(case) in one for one in found)


def test_a_mail_shows_fifty_and_counts_the_rest(
    town: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brief, "SHOWN", 2)
    for hours in range(4):
        filed(town, MORNING - timedelta(hours=12 + hours))

    morning()

    text = part(mails_to(PUPR_MAIL)[0], "plain")
    assert text.count("BKL-") == 2
    assert "Dan 2 lagi" in text


def test_the_beat_makes_messages(town: Catalogue) -> None:
    filed(town, MORNING - timedelta(hours=12))

    answer = handle(sqs_event('{"kind": "briefs"}'), LambdaContext())  # type: ignore[arg-type]

    assert answer == {"batchItemFailures": []}
    assert {one.kind for one in queued()} == {Kind.BRIEF}
