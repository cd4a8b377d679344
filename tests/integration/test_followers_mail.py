"""Mail to followers: no words, by day, one a day until the address is confirmed."""

from datetime import UTC, datetime, timedelta

import pytest

from mandat.cases import store
from mandat.cases.commands import execute, submit
from mandat.cases.domain import acts as a
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.following.commands import follow_case
from mandat.following.mails import deliver, news
from mandat.following.store import drop
from mandat.messaging.domain import Message
from mandat.messaging.outbox import Became
from mandat.people import store as people
from samples import submission
from unit.cases import samples as s
from unit.messaging.mails import mails_to, part, small_town

pytestmark = pytest.mark.usefixtures("town")

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
EMAIL = "pengikut@example.org"


@pytest.fixture
def town(aws: None) -> None:
    small_town()


def updated(cause: str = "u") -> tuple[Case, Event]:
    known = submit(submission(), NOON).case
    case = execute(known.id, s.route(), NOON).case
    done = execute(case.id, a.PostUpdate(cause, s.OWNER, text=s.LONG), NOON)
    return done.case, store.timeline(case.id)[-1]


def message() -> tuple[Case, Message]:
    case, event = updated()
    follow_case(case, EMAIL, EMAIL, "id", NOON)
    return case, next(iter(news(event, case)))


def test_a_follower_is_told_without_a_word_that_anybody_wrote() -> None:
    case, told = message()

    assert deliver(told, "m:1", NOON) is Became.SENT

    (mail,) = mails_to(EMAIL)
    text = part(mail, "plain")
    assert "/ikut/" in text
    assert "/k/" not in text
    assert s.LONG not in text
    assert "Warga Contoh" not in text
    assert deliver(told, "m:2", NOON) is Became.SKIPPED
    assert case.sealed is False


def test_at_night_and_beyond_the_days_one_mail_it_waits() -> None:
    _, told = message()
    assert deliver(told, "m:1", NIGHT) is Became.HELD
    people.take_day(people.address_hash(EMAIL), "another", NOON)

    assert deliver(told, "m:1", NOON) is Became.HELD
    assert deliver(told, "m:1", NOON + timedelta(days=1)) is Became.SENT
    assert deliver(told, "m:2", NOON + timedelta(days=9)) is Became.SKIPPED


def test_who_stopped_or_is_lost_gets_nothing() -> None:
    case, told = message()
    people.lose(people.address_hash(EMAIL), people.Lost.BOUNCED, NOON)
    assert deliver(told, "m:1", NOON) is Became.SKIPPED

    drop(follow_case(case, EMAIL, EMAIL, "id", NOON))

    assert deliver(told, "m:1", NOON) is Became.SKIPPED


def test_a_stranger_who_disowns_the_address_harms_no_case() -> None:
    from mandat.people.commands import disown_address

    case, told = message()
    deliver(told, "m:1", NOON)

    disown_address(people.address_hash(EMAIL), "", NOON)

    assert store.load(case.id).seq == case.seq
    assert store.load(case.id).contact == case.contact


def test_sealed_cases_tell_no_follower() -> None:
    case, event = updated()
    follow_case(case, EMAIL, EMAIL, "id", NOON)
    from dataclasses import replace

    assert list(news(event, replace(case, sealed=True))) == []
