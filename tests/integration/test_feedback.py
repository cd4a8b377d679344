"""What the mail service reports (recorded events): who is marked, who is told, what is untold."""

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from feedback.handler import handle
from integration.posthouse import Office, audit, now, post, ses_event
from mandat.cases import store as cases
from mandat.cases.commands import execute, submit
from mandat.cases.domain import acts as a
from mandat.cases.domain.model import Case, ClockName, ContactKind
from mandat.city.domain import Catalogue
from mandat.city.store import put_holders
from mandat.errors import NotAllowedError
from mandat.messaging.deliver import deliver
from mandat.messaging.domain import Kind, Message
from mandat.messaging.feedback import read
from mandat.people import store as people
from mandat.personal.domain import Contact
from mandat.platform.observability import logger, metrics
from mandat.posts import commands as posts
from mandat.posts.commands import Act
from mandat.posts.domain import Reason, Wish
from samples import LambdaContext, sqs_event
from unit.cases import samples as s
from unit.messaging.mails import CONTACT, NARRATIVE, Feed, mails_to, part, submission

HEAD = "kadis.pupr@bengkulu.example.org"
CITIZEN = str(CONTACT.email)
NO_PHONE = Contact(name="Siti Contoh", email=CITIZEN)


@pytest.fixture
def office(city: Catalogue) -> Office:
    return Office()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logger.handlers[0].formatter)
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def report(*bodies: str) -> dict[str, object]:
    return dict(handle(sqs_event(*bodies), LambdaContext()))  # type: ignore[arg-type]


def to_post(address: str = "a1", post_id: str = "dinas-pupr") -> str:
    return Message("7F3K9QX2#2", Kind.ASSIGNED, "7F3K9QX2", 2, post_id, address).id


ALL_HEARD = {"batchItemFailures": []}


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ("bounce_permanent", Reason.BOUNCED),
        ("bounce_suppressed", Reason.SUPPRESSED),
        ("complaint", Reason.COMPLAINED),
    ],
)
def test_a_post_address_is_given_up_and_sekda_hears_of_it(
    office: Office, event: str, reason: Reason
) -> None:
    assert report(ses_event(event, HEAD, to_post())) == ALL_HEARD

    one = post("dinas-pupr").addresses[0]
    assert (one.is_reachable, one.unreachable_reason) == (False, reason)
    assert {(told.kind, told.recipient) for told in office.pump()} == {
        (Kind.UNREACHABLE, "sekda.a1"),
        (Kind.UNREACHABLE, "sekda.a2"),
    }
    mail = mails_to("sekda@bengkulu.example.org")[-1]
    assert "tidak sampai" in str(mail["Subject"])
    assert HEAD not in part(mail, "plain")


@pytest.mark.parametrize("event", ["bounce_transient", "not_spam", "delivery"])
def test_what_is_no_end_of_an_address_marks_nobody(office: Office, event: str) -> None:
    assert report(ses_event(event, HEAD, to_post())) == ALL_HEARD

    assert post("dinas-pupr").addresses[0].is_reachable
    assert office.pump() == []


def test_a_report_that_comes_twice_is_one(office: Office) -> None:
    body = ses_event("bounce_permanent", HEAD, to_post())

    report(body, body)
    report(body)

    assert len(audit("dinas-pupr")) == 1


def test_the_tag_tells_when_headers_were_cut(office: Office) -> None:
    report(ses_event("bounce_permanent", HEAD, to_post(), with_header=False))

    assert not post("dinas-pupr").addresses[0].is_reachable


@pytest.mark.parametrize("message_id", ["", "not-ours", "a.b"])
def test_mail_that_is_not_ours_is_passed_over(office: Office, message_id: str) -> None:
    assert report(ses_event("bounce_permanent", HEAD, message_id)) == ALL_HEARD

    assert post("dinas-pupr").addresses[0].is_reachable


def test_a_late_bounce_does_not_mark_the_new_holder(office: Office) -> None:
    held = post("dinas-pupr")
    put_holders(held, tuple(one for one in post("sekda").addresses))

    report(ses_event("bounce_permanent", HEAD, to_post()))

    assert all(one.is_reachable for one in post("dinas-pupr").addresses)


def test_mail_of_a_lost_head_goes_to_the_superior_who_knows_why(
    office: Office, city: Catalogue
) -> None:
    report(
        ses_event("bounce_permanent", HEAD, to_post()),
        ses_event("complaint", "sekretaris.pupr@bengkulu.example.org", to_post("a2")),
    )
    office.pump()

    feed = Feed(city).do(s.route())

    assert "assigned sekda.a1" in feed.kinds()
    assert not [one for one in feed.kinds() if "dinas-pupr" in one]
    mail = part(mails_to("sekda@bengkulu.example.org")[-1], "plain")
    assert "tidak sampai" in mail
    assert "Tidak satu pun alamat" in part(
        [one for one in mails_to("sekda@") if "tidak sampai" in str(one["Subject"])][-1], "plain"
    )


def test_sekda_whom_nothing_reaches_is_the_mayors_matter(office: Office) -> None:
    for address, email in (("a1", "sekda@"), ("a2", "staf.sekda@")):
        body = ses_event(
            "bounce_permanent", f"{email}bengkulu.example.org", to_post(address, "sekda")
        )
        report(body)

    told = {one.recipient for one in office.pump()}
    assert {"walikota.a1", "walikota.a2"} <= told


def test_the_one_who_asked_hears_that_the_newcomers_mail_came_back(office: Office) -> None:
    act = Act("post:sekda:a1", "nonce:1", now())
    posts.ask_handover("dinas-pupr", "a1", Wish("Baru Contoh", "salah@example.org"), act)
    (mail,) = office.pump()

    report(ses_event("bounce_permanent", "salah@example.org", mail.id))

    assert [(one.kind, one.recipient) for one in office.pump()] == [
        (Kind.HANDOVER_DECLINED, "sekda.a1")
    ]
    assert "kembali" in part(mails_to("sekda@")[-1], "plain")


def answered(city: Catalogue, person: Contact = CONTACT) -> Feed:
    return Feed(city, person=person).do(s.route()).do(s.finish())


def mail_of(feed: Feed, kind: Kind = Kind.ANSWERED) -> str:
    return next(one.id for one in feed.told if one.kind is kind)


def test_an_answer_that_came_back_was_not_told_and_a_person_calls(city: Catalogue) -> None:
    feed = answered(city)
    assert feed.case.told_how == "mail"
    before = feed.case.seq

    report(ses_event("bounce_permanent", CITIZEN, mail_of(feed)))
    feed.pump(before)

    case = cases.load(feed.case.id)
    assert (case.told_at, case.contact) == (None, ContactKind.PHONE)
    assert case.clock is not None
    assert case.clock.name is ClockName.TELL
    assert "call_citizen dinas-pupr.a1" in feed.kinds()
    call = part(mails_to(HEAD)[-1], "plain")
    assert s.LONG in call
    assert "+6281200000001" in call


def test_without_a_phone_the_answer_stands_on_the_page(city: Catalogue) -> None:
    feed = answered(city, NO_PHONE)

    report(ses_event("bounce_permanent", CITIZEN, mail_of(feed)))

    case = cases.load(feed.case.id)
    assert (case.told_how, case.contact) == ("unreachable", ContactKind.NONE)


def test_a_report_that_is_faster_than_our_own_note(city: Catalogue) -> None:
    """The mail bounced before deliver recorded that the citizen was told."""
    feed = Feed(city).do(s.route())
    case = execute(feed.case.id, s.finish(), feed.now).case
    answer = Message(f"{case.id}#{case.seq}", Kind.ANSWERED, case.id, case.seq)

    report(ses_event("bounce_permanent", CITIZEN, answer.id))
    with pytest.raises(NotAllowedError, match="mail_lost"):
        execute(case.id, told_by(answer), feed.now + timedelta(minutes=1))

    assert cases.load(case.id).told_at is None


def told_by(message: Message) -> a.RecordContact:
    return a.RecordContact(message.id, "system", calendar=s.CALENDAR, how="mail")


def test_the_next_mail_to_a_lost_address_is_not_sent_and_its_case_knows(city: Catalogue) -> None:
    feed = answered(city)
    report(ses_event("complaint", CITIZEN, mail_of(feed)))
    before = len(mails_to(CITIZEN))
    case = refiled(feed)

    assert case.contact is ContactKind.PHONE
    assert len(mails_to(CITIZEN)) == before


def refiled(feed: Feed) -> Case:
    """A second report of the same citizen, whose first mail is due."""
    sent = submission(feed.catalogue, "jalan-rusak", CONTACT, NARRATIVE)
    case = submit(replace(sent, command=replace(sent.command, cause="second")), feed.now).case
    deliver(Message(f"{case.id}#1", Kind.RECEIVED, case.id, 1), "try", feed.now)
    return cases.load(case.id)


def test_a_morning_mail_that_came_back_counts_for_all_its_cases(city: Catalogue) -> None:
    feed = answered(city)
    hashed = people.address_hash(CITIZEN)
    people.mailed(hashed, {feed.case.id: feed.case.seq}, feed.now)
    latest = Message(f"{hashed}#20261125T000000", Kind.LATEST, "", 0)

    report(ses_event("bounce_permanent", CITIZEN, latest.id))

    assert cases.load(feed.case.id).told_at is None


def test_logs_name_nobody(office: Office, log: io.StringIO, city: Catalogue) -> None:
    feed = answered(city)
    metrics.clear_metrics()
    broken = json.loads(ses_event("bounce_permanent", HEAD, to_post()))
    del broken["bounce"]["feedbackId"]
    answer = report(
        ses_event("bounce_permanent", HEAD, to_post()),
        ses_event("bounce_transient", HEAD, to_post()),
        ses_event("complaint", CITIZEN, mail_of(feed)),
        ses_event("bounce_permanent", HEAD, "not-ours"),
        json.dumps(broken),
        f"no report of {HEAD}",
    )

    assert len(answer["batchItemFailures"]) == 2  # type: ignore[arg-type]
    assert log.getvalue().count('"feedback"') >= 3
    for secret in (HEAD, CITIZEN, "@", "user unknown"):
        assert secret not in log.getvalue()


def test_reports_are_read_whatever_else_they_hold() -> None:
    event = json.loads(ses_event("bounce_permanent", HEAD, to_post()))
    event["bounce"]["news"] = {"of": "tomorrow"}

    found = read(json.dumps(event))

    assert found is not None
    assert found.message_id == to_post()
    assert HEAD not in repr(found)
