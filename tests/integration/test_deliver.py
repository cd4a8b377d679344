"""The message queue -> one mail each: claimed, sent once, held at night, and told."""

import io
import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, ReadTimeoutError

from deliver.handler import handle
from integration.wire import refusing
from mandat.cases.commands import execute, submit
from mandat.cases.domain import acts as a
from mandat.cases.domain.model import CaseStatus
from mandat.cases.domain.timing import next_moment
from mandat.city.domain import Catalogue
from mandat.errors import ConflictError, NotFoundError, OutcomeUnknownError
from mandat.messaging import ses, store
from mandat.messaging.deliver import Became, deliver
from mandat.messaging.domain import Kind, Message, new_link
from mandat.messaging.queue import encode
from mandat.messaging.store import LEASE, Claim, State, claim, settle
from mandat.platform.observability import logger, metrics
from mandat.platform.settings import settings
from mandat.platform.table import connection
from samples import LambdaContext, sqs_event
from unit.cases import samples as s
from unit.messaging.mails import (
    CONTACT,
    NARRATIVE,
    Feed,
    mails_to,
    part,
    sent,
    small_town,
    submission,
)

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)  # 22:00 WIB
CITIZEN = str(CONTACT.email)


@pytest.fixture
def town(aws: None) -> Catalogue:
    return small_town()


@pytest.fixture
def feed(town: Catalogue) -> Feed:
    return Feed(town).do(s.route())


def received(feed: Feed) -> Message:
    return next(one for one in feed.told if one.kind is Kind.RECEIVED)


def message(feed: Feed, kind: Kind = Kind.UPDATE, post: str = "", address: str = "") -> Message:
    """A message about the last event that nobody has sent yet."""
    return Message(f"{feed.case.id}#x", kind, feed.case.id, feed.case.seq, post, address)


def courtesy(feed: Feed) -> Message:
    return message(feed, Kind.ENDED, "dinas-pupr", "a1")


Send = Callable[..., Any]


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch, town: Catalogue) -> Callable[..., None]:
    """Make SES answer in another way: `after` sending (or instead of it) it raises."""

    def cut(error: Exception, *, after: bool) -> None:
        client = boto3.client("sesv2")
        send = client.send_email

        def answer(**request: Any) -> None:
            monkeypatch.setattr(ses, "_client", lambda: client)
            monkeypatch.setattr(client, "send_email", send)
            if after:
                send(**request)
            raise error

        monkeypatch.setattr(client, "send_email", answer)
        monkeypatch.setattr(ses, "_client", lambda: client)

    return cut


def refusal(code: str, status: int = 400) -> ClientError:
    answer = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "SendEmail")  # type: ignore[arg-type]  # botocore's own dict


LOST = ReadTimeoutError(endpoint_url="https://email.example.org")


def test_an_answer_is_mailed_and_starts_the_citizens_days(feed: Feed) -> None:
    feed.do(s.finish())

    mail = mails_to(CITIZEN)[-1]
    assert "sudah dijawab" in mail["Subject"]
    assert s.LONG in part(mail, "plain")
    assert s.LONG in part(mail, "html")
    assert feed.case.told_at == feed.now
    assert feed.case.told_how == "mail"


def test_a_message_that_comes_twice_is_one_mail(feed: Feed) -> None:
    before = len(sent())

    assert feed.deliver(received(feed)) is Became.SKIPPED
    assert len(sent()) == before


def test_a_mail_that_was_taken_is_sent_once_though_nobody_could_note_it(feed: Feed) -> None:
    before = len(sent())

    with refusing(connection().client, "PutItem", spared=1) as cut:
        became = deliver(message(feed, Kind.ASSIGNED, "dinas-pupr", "a1"), "first", feed.now)

    assert (cut.met, became, len(sent())) == (1, Became.SENT, before + 1)


def test_a_retry_after_sending_still_tells(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    feed.now += timedelta(minutes=1)
    feed.case = execute(feed.case.id, s.finish(), feed.now).case
    answered = message(feed, Kind.ANSWERED)
    claim(answered.id, "first", feed.now)
    settle(answered.id, "first", State.SENT, feed.now)
    before = len(sent())

    assert deliver(answered, "second", feed.now) is Became.SKIPPED

    feed.pump(feed.case.seq)
    assert feed.case.told_how == "mail"
    assert len(sent()) == before


def test_the_mail_of_an_older_answer_does_not_tell_the_newer(feed: Feed) -> None:
    feed.do(s.finish())
    old = next(one for one in feed.told if one.kind is Kind.ANSWERED)
    feed.do(s.refuse()).do(s.order())
    feed.now += timedelta(minutes=1)
    feed.case = execute(feed.case.id, s.finish(cause="finish2"), feed.now).case

    assert feed.deliver(old) is Became.SKIPPED

    feed.pump(feed.case.seq)
    assert feed.case.told_at is None


def test_a_lost_answer_sends_a_duty_mail_again_as_the_same_mail(
    feed: Feed, wire: Callable[..., None]
) -> None:
    duty = message(feed, Kind.INFORMATION, "dinas-pupr", "a1")
    before = len(sent())
    wire(LOST, after=True)

    with pytest.raises(OutcomeUnknownError):
        deliver(duty, "one", NOON)

    assert deliver(duty, "two", NOON) is Became.SENT
    first, second = sent()[before:]
    assert first["Subject"] == second["Subject"]
    assert first["X-Mandat-Message"] == second["X-Mandat-Message"] == duty.id
    assert deliver(duty, "three", NOON) is Became.SKIPPED


def test_a_lost_answer_does_not_send_courtesy_again(feed: Feed, wire: Callable[..., None]) -> None:
    before = len(sent())
    wire(LOST, after=True)

    assert deliver(courtesy(feed), "one", NOON) is Became.SKIPPED
    assert deliver(courtesy(feed), "two", NOON) is Became.SKIPPED
    assert len(sent()) == before + 1


@pytest.mark.parametrize("error", [refusal("TooManyRequestsException", 429), None])
def test_what_surely_was_not_sent_is_sent_later(
    feed: Feed, wire: Callable[..., None], error: Exception | None
) -> None:
    before = len(sent())
    wire(error or ConnectTimeoutError(endpoint_url="https://email.example.org"), after=False)

    with pytest.raises(OutcomeUnknownError):
        deliver(courtesy(feed), "one", NOON)

    assert deliver(courtesy(feed), "two", NOON) is Became.SENT
    assert len(sent()) == before + 1


def test_an_uncertain_error_of_the_service_counts_as_a_lost_answer(
    feed: Feed, wire: Callable[..., None]
) -> None:
    wire(refusal("InternalFailure", 500), after=False)

    assert deliver(courtesy(feed), "one", NOON) is Became.SKIPPED


def test_a_refused_address_fails_for_good_and_the_tell_clock_takes_over(
    feed: Feed, wire: Callable[..., None]
) -> None:
    wire(refusal("MessageRejected"), after=False)
    feed.do(s.finish())

    due = next_moment(feed.case)
    assert feed.case.told_at is None
    assert due is not None
    assert due.kind == "tell:0"
    answered = feed.told[-1]
    assert feed.deliver(answered) is Became.SKIPPED
    assert store.find(answered.id).state == State.REFUSED  # type: ignore[union-attr]  # it is there


def test_an_address_that_is_none_fails_without_the_mail_service(town: Catalogue) -> None:
    broken = Feed(town, person=type(CONTACT)(email="siti@localhost"))

    assert sent() == []
    assert broken.deliver(received(broken)) is Became.FAILED


def test_a_message_about_an_event_that_there_is_not_comes_back(feed: Feed) -> None:
    with pytest.raises(NotFoundError):
        deliver(replace(courtesy(feed), seq=999), "one", NOON)


def test_a_crashed_attempt_is_repeated_for_duty_only(feed: Feed) -> None:
    duty = message(feed, Kind.INFORMATION, "dinas-pupr", "a1")
    for one in (duty, courtesy(feed)):
        assert claim(one.id, "crashed", NOON) is Claim.FIRST
        with pytest.raises(ConflictError):
            deliver(one, "meanwhile", NOON)

    assert deliver(duty, "later", NOON + LEASE) is Became.SENT
    assert deliver(courtesy(feed), "later", NOON + LEASE) is Became.SKIPPED


@pytest.fixture(params=[OutcomeUnknownError, ConflictError], ids=["lost", "met by its repeat"])
def unheard(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Claims are written, and their attempt does not hear of it."""
    put = store.put

    def lost(write: Any) -> None:
        put(write)
        raise request.param("unheard")

    monkeypatch.setattr(store, "put", lost)


@pytest.mark.usefixtures("town", "unheard")
def test_an_attempt_knows_its_own_claim_after_a_lost_answer() -> None:
    assert claim("m.1", "mine", NOON) is Claim.FIRST
    with pytest.raises(ConflictError):
        claim("m.1", "theirs", NOON)


@pytest.mark.usefixtures("town", "unheard")
def test_an_attempt_knows_that_it_took_over_from_a_dead_one() -> None:
    assert claim("m.1", "dead", NOON) is Claim.FIRST
    assert claim("m.1", "mine", NOON + LEASE) is Claim.AGAIN
    with pytest.raises(ConflictError):
        claim("m.1", "theirs", NOON + LEASE)


@pytest.mark.usefixtures("town")
def test_a_claim_that_never_arrived_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(_: Any) -> None:
        raise OutcomeUnknownError("unheard")

    with monkeypatch.context() as patched:
        patched.setattr(store, "put", lost)
        with pytest.raises(OutcomeUnknownError, match="claim_unanswered"):
            claim("m.1", "mine", NOON)
    assert claim("m.1", "dead", NOON) is Claim.FIRST
    with monkeypatch.context() as patched:
        patched.setattr(store, "put", lost)
        with pytest.raises(OutcomeUnknownError, match="unheard"):
            claim("m.1", "mine", NOON + LEASE)
    assert claim("m.1", "mine", NOON + LEASE) is Claim.AGAIN


@pytest.mark.usefixtures("town")
def test_only_the_attempt_that_claimed_says_what_became_of_it() -> None:
    assert claim("m.1", "dead", NOON) is Claim.FIRST
    assert claim("m.1", "mine", NOON + LEASE) is Claim.AGAIN
    with pytest.raises(ConflictError):
        settle("m.1", "dead", State.FREE, NOON + LEASE)


def test_courtesy_waits_for_the_morning_and_duty_does_not(feed: Feed) -> None:
    before = len(sent())

    assert deliver(courtesy(feed), "one", NIGHT) is Became.HELD
    assert deliver(message(feed, Kind.INFORMATION, "dinas-pupr", "a1"), "x", NIGHT) is Became.SENT

    assert len(sent()) == before + 1
    assert delayed() == 1
    morning = NIGHT + timedelta(hours=9)
    assert deliver(courtesy(feed), "two", morning) is Became.SENT


def test_an_urgent_matter_has_no_quiet_hours(town: Catalogue) -> None:
    urgent = type(s.TERMS)(**(vars(s.TERMS) | {"urgent": True}))
    feed = Feed(town, terms=urgent).do(s.route())

    assert deliver(courtesy(feed), "one", NIGHT) is Became.SENT


def delayed() -> int:
    found = boto3.client("sqs").get_queue_attributes(
        QueueUrl=settings().message_queue_url, AttributeNames=["All"]
    )
    return int(found["Attributes"]["ApproximateNumberOfMessagesDelayed"])


def test_a_forgotten_citizen_gets_no_mail(feed: Feed) -> None:
    key = {"pk": {"S": f"CASE#{feed.case.id}"}, "sk": {"S": "CONTACT"}}
    boto3.client("dynamodb").delete_item(TableName=settings().table_name, Key=key)

    assert feed.do(s.finish()).told[-1].kind is Kind.ANSWERED
    assert feed.case.status is CaseStatus.ANSWERED
    assert len(mails_to(CITIZEN)) == 1


def test_a_new_link_goes_to_the_posts_own_address(feed: Feed) -> None:
    case = new_link(feed.case.id, "dinas-pupr", "a1", NOON)
    worklist = new_link("", "dinas-pupr", "a2", NOON)

    assert [deliver(one, one.id, NOON) for one in (case, worklist)] == [Became.SENT] * 2

    to_case, to_list = sent()[-2:]
    assert to_case["To"] == "kadis.pupr@bengkulu.example.org"
    assert "https://mandat.example.org/t/" in part(to_case, "plain")
    assert NARRATIVE.landmark not in part(to_case, "plain")
    assert "https://mandat.example.org/t/daftar/" in part(to_list, "plain")
    assert deliver(new_link("", "dinas-pupr", "a9", NOON), "x", NOON) is Became.SKIPPED
    assert deliver(case, "again", NOON) is Became.SKIPPED


def test_a_poison_message_comes_back_alone(town: Catalogue) -> None:
    now = datetime.now(UTC)
    case = submit(submission(town, "jalan-rusak", CONTACT, NARRATIVE), now).case
    good = Message(f"{case.id}#1", Kind.RECEIVED, case.id, 1)

    answer = handle(sqs_event("{}", encode(good)), LambdaContext())

    assert answer == {"batchItemFailures": [{"itemIdentifier": "message-0"}]}
    assert len(mails_to(CITIZEN)) == 1


def test_logs_and_metrics_hold_no_person(
    feed: Feed, wire: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logger.registered_formatter)
    logger.addHandler(handler)
    wire(refusal("MessageRejected"), after=False)
    bodies = [encode(message(feed, kind)) for kind in (Kind.RECEIVED, Kind.UPDATE)]
    bodies.append(encode(new_link(feed.case.id, "dinas-pupr", "a1", NOON)))

    handle(sqs_event(*bodies), LambdaContext())

    logger.removeHandler(handler)
    metrics.clear_metrics()
    shown = written.getvalue() + capsys.readouterr().out
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert {line["became"] for line in lines if line["message"] == "delivered"} == {
        "sent",
        "failed",
    }
    for secret in (CONTACT.name, CONTACT.phone, "@", "/k/", "/t/", NARRATIVE.landmark, "Contoh"):
        assert secret not in shown


def test_an_english_speaker_reads_english(town: Catalogue) -> None:
    english = type(CONTACT)(**(vars(CONTACT) | {"locale": "en"}))
    Feed(town, person=english).do(s.route()).do(s.finish())

    first, last = mails_to(CITIZEN)[0], mails_to(CITIZEN)[-1]
    assert "We have received your report" in first["Subject"]
    assert 'lang="en"' in part(first, "html")
    assert "Are you satisfied or not?" in part(last, "plain")
    assert "Baru: " in mails_to("kadis.pupr")[0]["Subject"]


def test_telling_that_the_case_refuses_is_no_failure(
    feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The citizen may have read the page, and been told by it, while the mail went out."""
    feed.now += timedelta(minutes=1)
    feed.case = execute(feed.case.id, s.finish(), feed.now).case
    answered = Message(
        f"{feed.case.id}#{feed.case.seq}", Kind.ANSWERED, feed.case.id, feed.case.seq
    )
    send = ses.send

    def told_meanwhile(mime: bytes, to: str, message_id: str) -> ses.Sending:
        execute(feed.case.id, a.RecordContact("page", "system", calendar=s.CALENDAR), feed.now)
        return send(mime, to, message_id)

    monkeypatch.setattr(ses, "send", told_meanwhile)

    assert deliver(answered, "one", feed.now) is Became.SENT
