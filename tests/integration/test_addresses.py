"""A citizen's address: one plain mail a day until confirmed, and no post late for what waits."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from integration.citizens import Citizen
from mandat.cases import store as cases
from mandat.cases.commands import submit
from mandat.cases.domain import acts as a
from mandat.cases.domain.model import ContactKind
from mandat.cases.domain.timing import next_moment
from mandat.city.domain import Catalogue
from mandat.messaging.deliver import Became, deliver
from mandat.messaging.domain import Kind, Message
from mandat.people import store
from mandat.people.domain import next_morning
from mandat.people.store import address_hash
from mandat.platform.ids import show_reference
from mandat.platform.settings import settings
from mandat.reminders.commands import act
from mandat.reminders.sweep import sweep
from samples import items, messages
from unit.cases import samples as s
from unit.messaging.mails import CONTACT, NARRATIVE, Feed, decode_body, mails_to, part, submission

EMAIL = str(CONTACT.email)
HASH: Callable[[], str] = lambda: address_hash(EMAIL)  # noqa: E731  the secret is there in a test only
LINK = re.compile(r"https://mandat\.example\.org(/alamat/\S+)")
LATER = timedelta(hours=3)


@pytest.fixture
def feed(city: Catalogue) -> Feed:
    return Feed(city, confirmed=False)


def confirm_link() -> str:
    return next(path for mail in mails_to(EMAIL) for path in LINK.findall(part(mail, "plain")))


def morning_comes(feed: Feed, at: datetime | None = None) -> list[Became]:
    """The sweep hands on what is due, reminders act on it, and deliver sends."""
    now = at or next_morning(feed.now)
    sweep(now)
    for body in messages(settings().due_queue_url):
        if body["kind"] == "news":
            act(json.dumps(body), now)
    found = [decode_body(body) for body in messages(settings().message_queue_url)]
    return [deliver(one, f"morning-{n}-{now}", now) for n, one in enumerate(found)]


def test_the_first_mail_carries_the_way_to_confirm_and_nobodys_words(feed: Feed) -> None:
    (mail,) = mails_to(EMAIL)

    for kind in ("plain", "html"):
        body = part(mail, kind)
        assert "/alamat/" in body
        assert "/k/" in body
        assert NARRATIVE.description.splitlines()[0] not in body


def test_the_second_mail_of_a_day_waits_for_the_morning_as_the_newest_state(feed: Feed) -> None:
    feed.do(s.route()).do(a.PostUpdate("u1", s.OWNER, text=s.LONG)).do(s.finish(), after=LATER)

    assert len(mails_to(EMAIL)) == 1
    assert feed.case.told_at is None

    assert morning_comes(feed) == [Became.SENT]
    mail = mails_to(EMAIL)[-1]
    assert "Kabar laporan Anda" in str(mail["Subject"])
    assert "Sudah dijawab" in part(mail, "plain")
    assert s.LONG not in part(mail, "plain")
    assert "/alamat/" in part(mail, "plain")
    case = cases.load(feed.case.id)
    assert (case.told_how, case.told_at) == ("mail", next_morning(feed.now))


def test_nobody_is_reminded_of_a_mail_that_we_hold_back(feed: Feed) -> None:
    feed.do(s.route()).do(s.finish(), after=LATER)

    due = next_moment(cases.load(feed.case.id))
    assert due is not None
    assert due.at > next_morning(feed.now)


def test_the_morning_mail_is_one_however_often_it_is_due(feed: Feed) -> None:
    feed.do(s.route()).do(a.PostUpdate("u1", s.OWNER, text=s.LONG))
    until = next_morning(feed.now)
    assert morning_comes(feed) == [Became.SENT]

    body = {"case_id": HASH(), "task_id": "-", "kind": "news", "at": until.isoformat()}
    act(json.dumps(body), until)
    (again,) = [decode_body(one) for one in messages(settings().message_queue_url)]
    assert deliver(again, "again", until) is Became.SKIPPED
    assert len(mails_to(EMAIL)) == 2
    assert [one for one in items("DUE#") if "news" in one["sk"]["S"]] == []


def test_two_reports_of_one_address_share_the_mail_of_a_day(feed: Feed) -> None:
    sent = submission(feed.catalogue, "jalan-rusak", CONTACT, NARRATIVE)
    other = submit(replace(sent, command=replace(sent.command, cause="second")), feed.now).case
    received = Message(f"{other.id}#1", Kind.RECEIVED, other.id, 1)

    assert deliver(received, "second", feed.now) is Became.WAITS
    assert morning_comes(feed) == [Became.SENT]

    assert len(mails_to(EMAIL)) == 2
    assert show_reference(other.id) in part(mails_to(EMAIL)[-1], "plain")


def test_news_on_the_next_day_is_a_mail_again(feed: Feed) -> None:
    feed.do(s.route()).do(a.PostUpdate("u1", s.OWNER, text=s.LONG), after=timedelta(days=1))

    mail = part(mails_to(EMAIL)[-1], "plain")
    assert len(mails_to(EMAIL)) == 2
    assert s.LONG not in mail


def test_the_page_shows_all_the_while_what_no_mail_says(feed: Feed) -> None:
    from mandat.platform.links import track_url

    feed.do(s.route()).do(s.finish())

    page = Citizen().get(urlsplit(track_url(feed.case.id)).path)
    assert s.LONG in page.html


def test_confirming_is_a_choice_and_a_button_and_releases_what_waits(feed: Feed) -> None:
    feed.do(s.route()).do(s.finish())
    citizen, link = Citizen(), confirm_link()
    assert "Apakah ini alamat surel Anda?" in citizen.get(link).html

    assert chosen(citizen, link, "yes") == 200

    assert "sudah dikonfirmasi" in citizen.get(link).html
    box = store.mailbox(HASH())
    assert box.confirmed_at is not None
    assert morning_comes(feed, datetime.now(UTC)) == [Became.SENT]
    assert cases.load(feed.case.id).told_how == "mail"
    feed.do(s.refuse())
    assert "/alamat/" not in part(mails_to(EMAIL)[-1], "plain")


def chosen(citizen: Citizen, link: str, choice: str = "") -> int:
    fields = dict(citizen.get(link).forms[-1].fields)
    return citizen.post(link, fields | ({"choice": choice} if choice else {})).status


def test_a_scanner_confirms_nothing(feed: Feed) -> None:
    citizen, link = Citizen(), confirm_link()

    assert citizen.get(link).status == 200
    assert chosen(citizen, link) == 422
    fields = dict(citizen.get(link).forms[-1].fields)
    assert Citizen().post(link, {**fields, "choice": "yes"}).status == 409

    assert store.mailbox(HASH()).confirmed_at is None


def test_a_stranger_stops_the_mail_and_the_citizen_is_called(feed: Feed) -> None:
    feed.do(s.route())
    citizen, link = Citizen(), confirm_link()

    assert chosen(citizen, link, "no") == 200

    assert "Tidak ada surel lagi" in citizen.get(link).html
    assert cases.load(feed.case.id).contact is ContactKind.PHONE
    feed.do(s.finish())
    assert len(mails_to(EMAIL)) == 1
    assert "call_citizen dinas-pupr.a1" in feed.kinds()


def test_an_old_or_strange_link_opens_nothing(feed: Feed) -> None:
    assert Citizen().get(f"{confirm_link()}x").status == 410


def test_the_table_knows_the_address_by_its_hash_only(feed: Feed) -> None:
    feed.do(s.route()).do(s.finish())

    kept = json.dumps(items("ADDRESS#"))
    assert HASH() in kept
    assert "@" not in kept
    news = [one for one in items("DUE#") if "news" in one["sk"]["S"]]
    assert len(news) == 1


def test_a_mail_again_after_a_lost_answer_is_the_same_mail(feed: Feed) -> None:
    """The queue brings it twice: the second receipt takes no second day and puts nothing off."""
    received = Message(f"{feed.case.id}#1", Kind.RECEIVED, feed.case.id, 1)

    assert deliver(received, "again", feed.now) is Became.SKIPPED
    assert store.waiting(HASH()) == {}
