"""SMS to citizens with a number only, where the city has switched them on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sns.models import sns_backends

from integration.citizens import logged
from mandat.cases.commands import execute
from mandat.cases.domain import acts as a
from mandat.cases.domain.timing import next_moment
from mandat.city.domain import Catalogue, Sms
from mandat.city.store import forget_catalogue, load_catalogue, put_catalogue
from mandat.errors import OutcomeUnknownError
from mandat.messaging import sms
from mandat.messaging.deliver import Became
from mandat.messaging.domain import Kind, Message
from mandat.own.mails import link_message
from mandat.own.store import phone_hash
from mandat.platform.ids import show_reference
from mandat.platform.links import track_url
from unit.cases import samples as s
from unit.messaging.mails import PHONE_ONLY, Feed, sent, small_town

ALL = ("reference", "answer", "reminders")
NIGHT = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)  # 22:00 WIB


@pytest.fixture
def town(aws: None) -> Catalogue:
    return small_town()


def switched(*kinds: str, enabled: bool = True) -> Catalogue:
    known = load_catalogue()
    wanted = Sms(enabled, "MANDATBKL", kinds)
    put_catalogue(replace(known, version=known.version + 1, sms=wanted), replaces=known.version)
    forget_catalogue()
    return load_catalogue()


def texts() -> list[tuple[str, str]]:
    """(number, text) of every SMS, oldest first."""
    found = sns_backends[DEFAULT_ACCOUNT_ID]["ap-southeast-3"].sms_messages
    return [(one[0], one[1]) for one in found.values()]


def feed(*kinds: str, **changes: Any) -> Feed:
    return Feed(switched(*kinds), person=PHONE_ONLY, **changes).do(s.route())


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make the service answer with an error."""

    def answer(error: Exception) -> None:
        def publish(**_: Any) -> None:
            raise error

        client = boto3.client("sns")
        monkeypatch.setattr(client, "publish", publish)
        monkeypatch.setattr(sms, "_client", lambda: client)

    return answer


def error(code: str, status: int = 400) -> ClientError:
    answer = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "Publish")  # type: ignore[arg-type]  # botocore's own dict


def test_a_number_hears_of_reference_and_answer_and_nobody_has_to_call(town: Catalogue) -> None:
    case = feed(*ALL).do(s.finish())

    (number, first), (_, second) = texts()
    assert number == PHONE_ONLY.phone
    assert show_reference(case.case.id) in first
    assert track_url(case.case.id) in first
    assert "sudah dijawab" in second
    assert s.LONG not in second
    assert "ABC123" not in first + second
    assert case.case.told_how == "sms"
    assert not any("call_citizen" in one for one in case.kinds())


def test_a_text_fits_two_segments(town: Catalogue) -> None:
    feed(*ALL).do(s.finish())
    assert max(len(text) for _, text in texts()) <= 306


def test_the_two_reminders_go_to_the_number(town: Catalogue) -> None:
    case = feed(*ALL).do(s.finish())
    for _ in range(2):
        due = next_moment(case.case)
        assert due is not None
        remind = a.Remind(f"due{case.case.seq}", "system", calendar=s.CALENDAR, due=due)
        case.do(remind, after=due.at - case.now)

    assert [text for _, text in texts() if "puaskah" in text.lower()] == [texts()[-1][1]] * 2
    assert not any("call_again" in one for one in case.kinds())


def test_switched_off_everything_is_told_by_a_person(town: Catalogue) -> None:
    case = Feed(switched(*ALL, enabled=False), person=PHONE_ONLY).do(s.route()).do(s.finish())

    assert texts() == []
    assert "call_citizen dinas-pupr.a1" in case.kinds()
    assert case.case.told_at is None


def test_only_what_the_city_chose_is_sent(town: Catalogue) -> None:
    case = feed("reference").do(s.finish())

    assert len(texts()) == 1
    assert "call_citizen dinas-pupr.a1" in case.kinds()


def test_a_sealed_case_is_told_by_a_person(town: Catalogue) -> None:
    case = feed(*ALL, sealed=True).do(s.finish())

    assert texts() == []
    assert "call_citizen dinas-pupr.a1" in case.kinds()


def test_a_foreign_number_is_called(town: Catalogue) -> None:
    abroad = replace(PHONE_ONLY, phone="+60123456789")
    case = Feed(switched(*ALL), person=abroad).do(s.route()).do(s.finish())
    case.pump(case.case.seq)

    assert texts() == []
    assert "call_citizen dinas-pupr.a1" in case.kinds()
    assert case.deliver(link_message(phone_hash(abroad.phone), case.now)) is Became.SKIPPED


def test_reports_above_the_days_limit_send_nothing(town: Catalogue) -> None:
    feed(*ALL, suspect=True)
    assert texts() == []


def test_who_has_mail_gets_mail(town: Catalogue) -> None:
    Feed(switched(*ALL)).do(s.route()).do(s.finish())

    assert texts() == []
    assert sent()


def answered(case: Feed) -> Message:
    return Message(f"{case.case.id}#{case.case.seq}", Kind.ANSWERED, case.case.id, case.case.seq)


def test_a_message_that_comes_twice_is_one_sms(town: Catalogue) -> None:
    case = feed(*ALL)
    received = next(one for one in case.told if one.kind is Kind.RECEIVED)

    assert case.deliver(received) is Became.SKIPPED
    assert len(texts()) == 1


def test_a_number_that_takes_no_sms_is_called(town: Catalogue, refused: Any) -> None:
    case = feed(*ALL)
    refused(error("InvalidParameter"))

    with logged() as log:
        case.do(s.finish())
        case.pump(case.case.seq)

    assert "call_citizen dinas-pupr.a1" in case.kinds()
    assert case.case.told_at is None
    assert "81200000001" not in log.getvalue()


@pytest.mark.parametrize("lost", [error("Throttling"), ReadTimeoutError(endpoint_url="https://x")])
def test_an_answer_is_tried_again(town: Catalogue, refused: Any, lost: Exception) -> None:
    case = feed(*ALL)
    refused(lost)

    with pytest.raises(OutcomeUnknownError):
        case.do(s.finish())


def test_a_reminder_keeps_quiet_hours(town: Catalogue) -> None:
    case = feed(*ALL).do(s.finish())
    case.now = NIGHT
    before = len(texts())

    became = case.deliver(replace(answered(case), kind=Kind.NUDGE, cause="x#1"))

    assert became is Became.HELD
    assert len(texts()) == before


def test_switched_off_in_between_a_person_calls(town: Catalogue) -> None:
    case = feed("answer")
    case.now += timedelta(minutes=1)
    case.case = execute(case.case.id, s.finish(), case.now).case
    switched(enabled=False)

    assert case.deliver(answered(case)) is Became.SKIPPED
    case.pump(case.case.seq)
    assert "call_citizen dinas-pupr.a1" in case.kinds()


def test_the_link_to_the_own_page_goes_to_the_number(town: Catalogue) -> None:
    case = feed("answer")

    became = case.deliver(link_message(phone_hash(PHONE_ONLY.phone), case.now))

    assert became is Became.SENT
    number, text = texts()[-1]
    assert number == PHONE_ONLY.phone
    assert "/saya/" in text
