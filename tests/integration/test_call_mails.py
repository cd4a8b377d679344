"""Messages about a call, as SES and SNS are given them: day and night, while they are true."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import boto3
import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sns.models import sns_backends

from integration import calls as c
from mandat.cases import store as cases
from mandat.city.domain import Address, Catalogue, Post, Sms
from mandat.city.store import create_post, forget_catalogue, load_catalogue, put_catalogue
from mandat.dispatch.commands import execute, remind
from mandat.dispatch.domain import acts as a
from mandat.dispatch.domain.timing import next_moment
from mandat.messaging.deliver import deliver
from mandat.messaging.domain import Kind, Message
from mandat.messaging.notify import tell
from mandat.messaging.queue import decode, encode
from mandat.platform.settings import settings
from samples import messages
from unit.dispatch import samples as d
from unit.messaging.mails import sent, small_town

HEAD = Address("a1", "Kepala Dinas", "dinkes@example.org")
_attempts = count(1)


@pytest.fixture(autouse=True)
def town(aws: None) -> Catalogue:
    c.have_fleet()
    c.staff_desk()
    create_post(Post("dinas-kesehatan", "Dinas Kesehatan", "dinkes", None, (HEAD,)))
    known = small_town()
    with_sms = replace(known, version=known.version + 1, sms=Sms(True, "MANDATBKL", ()))
    put_catalogue(with_sms, replaces=known.version)
    forget_catalogue()
    return load_catalogue()


def spread(case_id: str, after: int = 0) -> list[Message]:
    """What the events after `after` make, delivered at the time of the call: 01:00 WIB."""
    found: list[Message] = []
    for event in cases.timeline(case_id, after):
        tell(event, event.at)
        for body in messages(settings().message_queue_url):
            message = decode(encode_again(body))
            deliver(message, f"attempt-{next(_attempts)}", event.at)
            found.append(message)
    return found


def encode_again(body: dict[str, object]) -> str:
    return encode(Message(**{**body, "kind": Kind(body["kind"])}))  # type: ignore[arg-type]


def texts() -> list[tuple[str, str]]:
    """(number, text) of every SMS, oldest first."""
    found = sns_backends[DEFAULT_ACCOUNT_ID]["ap-southeast-3"].sms_messages
    return [(one[0], one[1]) for one in found.values()]


def test_a_call_at_night_reaches_desk_and_crew_at_once() -> None:
    case_id = c.calls("one").case.id
    spread(case_id)

    assert [one["To"] for one in sent()] == [c.MAILBOX.email, "amb1@example.org"]
    [(number, text)] = texts()
    assert number == d.FLEET.resources[0].driver.phone
    assert "Tekan Terima sebelum 01.02 WIB" in text
    assert f"{settings().site_url}/kru/" in text
    assert "depan masjid" not in text


def test_the_desks_mail_has_the_number_and_leads_to_the_desk() -> None:
    case_id = c.calls("one").case.id
    spread(case_id)

    body = sent()[0].get_body(("plain",)).get_content()
    assert "/meja/" in body
    assert f"tel:{c.PHONE}" in body
    assert "depan masjid" in body


def test_the_crews_mail_leads_to_its_own_page() -> None:
    case_id = c.calls("one").case.id
    spread(case_id)

    mail = sent()[1]
    assert mail["Subject"].startswith("Ambulans 1 dipanggil:")
    assert "/kru/" in mail.get_body(("plain",)).get_content()


def test_a_message_that_comes_too_late_sends_nobody_anywhere() -> None:
    case_id = c.calls("one").case.id
    execute(case_id, a.CancelCall("off", "citizen"), d.NOW)
    spread(case_id)

    assert [one["Subject"].partition(" (")[0] for one in sent()] == [
        "Ambulans 1: tidak perlu berangkat"
    ]
    assert [text for _, text in texts()] == [
        text for _, text in texts() if "tidak perlu berangkat" in text
    ]


def test_the_alarm_tells_who_leads_the_desk_and_nothing_of_the_citizen() -> None:
    case_id = c.calls("one").case.id
    for _ in range(3):
        due = next_moment(c.standing(case_id))
        assert due is not None
        remind(case_id, due, due.at)
    before = len(sent())
    alarm = next(one for one in cases.timeline(case_id) if one.type == "UnitAlarmed")
    spread(case_id, alarm.seq - 1)

    found = {one["To"]: one for one in sent()[before:]}
    above = found[HEAD.email].get_body(("plain",)).get_content()
    assert alarm.at == d.NOW + timedelta(minutes=5)
    assert found[c.MAILBOX.email]["Subject"].startswith("BAHAYA")
    assert "depan masjid" not in above
    assert c.PHONE not in above
    assert f"tel:{d.FLEET.desk_phone}" in above


def test_the_citizen_is_texted_that_somebody_comes() -> None:
    case_id = c.calls("one").case.id
    before = cases.load(case_id).seq
    c.taps(case_id, ("terima",), d.NOW)
    spread(case_id, before)

    [(number, text)] = texts()
    assert number == c.PHONE
    assert "Ambulans 1 akan datang" in text
    assert "/ambulans/status/" in text


def test_nobody_has_to_call_who_was_carried() -> None:
    case_id = c.calls("one").case.id
    c.taps(case_id, ("terima", "berangkat", "tiba", "selesai"), d.NOW)
    before = cases.load(case_id).seq
    due = next_moment(c.standing(case_id))
    assert due is not None
    remind(case_id, due, due.at)

    assert spread(case_id, before) == []


def test_without_sms_the_crew_still_has_its_mail(town: Catalogue) -> None:
    put_catalogue(replace(town, version=town.version + 1, sms=Sms()), replaces=town.version)
    forget_catalogue()
    case_id = c.calls("one").case.id
    spread(case_id)

    assert "amb1@example.org" in [one["To"] for one in sent()]
    assert texts() == []


def test_what_a_call_is_about_stands_in_no_message_of_the_queue() -> None:
    case_id = c.calls("one").case.id
    for event in cases.timeline(case_id):
        tell(event, event.at)
    bodies = boto3.client("sqs").receive_message(
        QueueUrl=settings().message_queue_url, MaxNumberOfMessages=10
    )["Messages"]

    assert not [one for one in bodies if c.PHONE in one["Body"] or "masjid" in one["Body"]]
