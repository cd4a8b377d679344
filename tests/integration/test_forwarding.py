"""A new report reaches every head: the first at once, the rest of its window in one mail."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import boto3
import pytest

from mandat.cases import store
from mandat.cases.commands import execute, submit
from mandat.cases.domain import acts as a
from mandat.cases.domain.model import Case
from mandat.city.domain import Catalogue
from mandat.city.store import load_post, post_write, put_catalogue
from mandat.forwarding.commands import forward
from mandat.messaging.deliver import Became, deliver
from mandat.messaging.domain import Kind, Message
from mandat.messaging.share import group_text
from mandat.platform.settings import settings
from mandat.platform.transaction import commit
from mandat.reminders.sweep import sweep
from reminders.handler import handle as reminders
from samples import LambdaContext, items, messages, sqs_event
from unit.cases import samples as s
from unit.messaging.mails import (
    CONTACT,
    NARRATIVE,
    Feed,
    decode_body,
    mails_to,
    part,
    small_town,
    submission,
)

PUPR, DLH, KOMINFO = "dinas-pupr", "dinas-lingkungan-hidup", "dinas-kominfo"
HERE = {DLH, KOMINFO, "inspektorat"}
DLH_MAIL = "kadis.dlh@bengkulu.example.org"
_numbers = count(1)
_attempts = count(1)


@pytest.fixture
def town(aws: None) -> Catalogue:
    """A handful of heads: those whose posts are there."""
    whole = small_town()
    posts = tuple(replace(one, head=one.id in {PUPR, *HERE}) for one in whole.posts)
    small = replace(whole, posts=posts, version=whole.version + 1)
    put_catalogue(small, replaces=whole.version)
    return small


def filed(town: Catalogue, at: datetime, service: str = "jalan-rusak", **changes: Any) -> Case:
    """A report that has just got its owner, and was heard of."""
    sending = submission(town, service, CONTACT, changes.pop("narrative", NARRATIVE), **changes)
    number = next(_numbers)
    command = replace(sending.command, cause=f"submit:{number}")
    case = submit(replace(sending, command=command), at).case
    route = a.RouteCase(f"route:{number}", "system", calendar=s.CALENDAR, owner=PUPR)
    case = execute(case.id, route, at).case
    forward(assigned(case), at)
    return case


def assigned(case: Case) -> Any:
    return next(one for one in store.timeline(case.id) if one.type == "TaskAssigned")


def queued() -> list[Message]:
    return [decode_body(one) for one in messages(settings().message_queue_url)]


def swept(now: datetime) -> list[Message]:
    """What the due items of that moment put on the queue, as the sweep finds them."""
    sweep(now)
    bodies = [one for one in messages(settings().due_queue_url) if one["kind"] == "digest"]
    if bodies:
        _remind(bodies)
    return queued()


def _remind(bodies: list[dict[str, Any]]) -> None:
    event = sqs_event(*(json.dumps(one) for one in bodies))
    assert reminders(event, LambdaContext()) == {"batchItemFailures": []}  # type: ignore[arg-type]


def send(found: list[Message], now: datetime) -> list[Became]:
    return [deliver(one, f"attempt-{next(_attempts)}", now) for one in found]


def test_the_first_goes_to_every_head_but_the_owner(town: Catalogue) -> None:
    case = filed(town, s.START)

    found = queued()

    assert {one.kind for one in found} == {Kind.FORWARDED}
    assert {one.post for one in found} == HERE
    assert {one.case_id for one in found} == {case.id}


def test_the_copy_has_place_and_text_and_a_claim_and_no_person(town: Catalogue) -> None:
    case = filed(town, s.START)

    assert set(send(queued(), s.START)) == {Became.SENT}

    mail = mails_to(DLH_MAIL)[0]
    for body in (part(mail, "plain"), part(mail, "html")):
        assert "Jalan berlubang besar di depan sekolah." in body
        assert "Ini tugas kami" in body
        assert "/ambil" in body
        assert "/diskusi" in body
        assert not [one for one in (CONTACT.name, CONTACT.phone, CONTACT.email) if one in body]
    assert store.load(case.id).owner == PUPR


def test_the_same_event_again_is_the_same_messages(town: Catalogue) -> None:
    case = filed(town, s.START)
    first = {one.id for one in queued()}

    forward(assigned(case), s.START + timedelta(hours=1))

    assert {one.id for one in queued()} == first


def test_the_rest_of_a_window_is_one_mail_a_head(town: Catalogue) -> None:
    first = filed(town, s.START)
    queued()
    rest = [filed(town, s.START + timedelta(minutes=n)) for n in (3, 7)]
    assert queued() == []

    assert swept(s.START + timedelta(minutes=14)) == []
    found = swept(s.START + timedelta(minutes=17))

    assert {one.post for one in found} == HERE
    assert all(one.kind is Kind.DIGEST for one in found)
    assert set(send(found, s.START + timedelta(minutes=17))) == {Became.SENT}
    mail = part(mails_to(DLH_MAIL)[0], "plain")
    assert all(_shown(one) in mail for one in rest)
    assert _shown(first) not in mail
    assert "/t/laporan/" in mail
    assert CONTACT.name not in mail
    assert [one for one in items("DUE#") if one["due_kind"]["S"] == "digest"] == []


def test_one_due_item_gathers_for_all_heads_and_again_is_the_same(town: Catalogue) -> None:
    filed(town, s.START)
    filed(town, s.START + timedelta(minutes=3))
    queued()
    (due,) = [one for one in items("DUE#") if one["due_kind"]["S"] == "digest"]

    found = swept(s.START + timedelta(minutes=17))
    boto3.client("dynamodb").put_item(TableName=settings().table_name, Item=due)
    again = swept(s.START + timedelta(minutes=18))

    assert {one.post for one in found} == HERE
    assert {one.id for one in again} == {one.id for one in found}


def _shown(case: Case) -> str:
    return f"BKL-{case.id[:4]}-{case.id[4:]}"


def test_a_window_with_one_report_makes_no_second_mail(town: Catalogue) -> None:
    filed(town, s.START)
    queued()

    assert swept(s.START + timedelta(minutes=20)) == []


def test_the_next_window_begins_with_a_copy_at_once(town: Catalogue) -> None:
    filed(town, s.START)
    queued()
    filed(town, s.START + timedelta(minutes=15))

    assert {one.kind for one in queued()} == {Kind.FORWARDED}


def test_a_sealed_report_is_forwarded_to_nobody(town: Catalogue) -> None:
    sealed = next(one for one in town.services if one.sealed)
    filed(town, s.START, service=sealed.id)

    assert queued() == []


def test_what_was_claimed_meanwhile_is_no_news_to_who_claimed_it(town: Catalogue) -> None:
    filed(town, s.START)
    case = filed(town, s.START + timedelta(minutes=2))
    queued()
    claim = a.ClaimTask("claim", f"post:{DLH}:a1", calendar=s.CALENDAR, heads=town.heads)
    execute(case.id, claim, s.START + timedelta(minutes=5))

    found = swept(s.START + timedelta(minutes=17))
    became = {one.post: each for one, each in zip(found, send(found, s.START), strict=True)}

    assert became[DLH] is Became.SKIPPED
    assert became[KOMINFO] is Became.SENT


def test_a_dead_mailbox_gets_no_copy_and_nor_does_the_superior(town: Catalogue) -> None:
    before = load_post(KOMINFO)
    assert before
    gone = tuple(replace(one, unreachable_since=s.START) for one in before.addresses)
    lost = replace(before, addresses=gone, revision=before.revision + 1)
    commit([post_write(before, lost)])

    filed(town, s.START)

    assert {one.post for one in queued()} == HERE - {KOMINFO}


def test_the_group_summary_holds_no_person_text_or_link(town: Catalogue) -> None:
    case = filed(town, s.START)

    text = group_text(case, town)

    assert _shown(case) in text
    assert town.villages[0].name in text
    for secret in (CONTACT.name, CONTACT.phone, "berlubang besar", "http", "/t/"):
        assert secret not in text


def test_a_span_is_read_over_midnight_and_ends_before_its_end(town: Catalogue) -> None:
    midnight = datetime.fromisoformat("2026-11-25T00:00:00+00:00")
    late, early = filed(town, midnight - timedelta(minutes=1)), filed(town, midnight)
    hour = timedelta(hours=1)

    def found(start: datetime, end: datetime) -> set[str]:
        return {event.case_id for event in store.events_between(start, end)}

    assert found(midnight - hour, midnight + hour) == {late.id, early.id}
    assert found(midnight - hour, midnight) == {late.id}
    assert found(midnight, midnight + hour) == {early.id}


def test_a_claim_is_mailed_to_who_held_it_and_to_the_citizen(town: Catalogue) -> None:
    feed = Feed(town).do(s.route())
    feed.do(a.ClaimTask("claim", f"post:{DLH}:a1", calendar=s.CALENDAR, heads=town.heads))

    before, citizen = mails_to("kadis.pupr@bengkulu.example.org")[-1], mails_to(CONTACT.email)[-1]

    assert before["Subject"].startswith("Diambil alih: ")
    assert "Kepala Dinas Lingkungan Hidup menyatakan ini tugas mereka" in part(before, "plain")
    assert CONTACT.name not in part(before, "plain")
    assert "Kepala Dinas Lingkungan Hidup" in citizen["Subject"]


def test_who_is_named_in_the_discussion_reads_it_by_mail_and_the_citizen_does_not(
    town: Catalogue,
) -> None:
    feed = Feed(town).do(s.route())
    told = len(mails_to(CONTACT.email))
    comment = a.CommentCase("c", f"post:{DLH}:a1", text="Ini saluran siapa?", readers=town.heads)

    feed.do(replace(comment, mention=KOMINFO))

    mail = part(mails_to("kadis.kominfo@bengkulu.example.org")[-1], "plain")
    assert "Ini saluran siapa?" in mail
    assert "/diskusi" in mail
    assert CONTACT.name not in mail
    assert len(mails_to(CONTACT.email)) == told


def test_the_owners_mail_shares_a_summary(town: Catalogue) -> None:
    Feed(town).do(s.route())
    assert "https://wa.me/?text=" in part(mails_to("kadis.pupr@")[-1], "html")


def test_a_sealed_owners_mail_shares_nothing(town: Catalogue) -> None:
    sealed = next(one for one in town.services if one.sealed)
    Feed(town, service=sealed.id).do(s.route())
    assert "wa.me" not in part(mails_to("kadis.pupr@")[-1], "html")
