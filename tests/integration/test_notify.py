"""The feed -> messages on the queue: ids only, one for each address, partial failures apart."""

import json
from datetime import UTC, datetime, timedelta

import boto3
import pytest

from mandat.cases import store
from mandat.cases.commands import execute, submit
from mandat.cases.domain.model import Case
from mandat.city.domain import Catalogue
from mandat.errors import OutcomeUnknownError
from mandat.messaging.notify import NEWS_FOR, tell, tell_of_post
from mandat.platform import queues
from mandat.platform.settings import settings
from mandat.posts.domain import DelegationEnded, Entry
from notify.handler import handle
from samples import CONTACT, LambdaContext, messages, sqs_event, stream_record, submission
from unit.cases import samples as s
from unit.messaging.mails import small_town

pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def town(aws: None) -> Catalogue:
    return small_town()


def routed(at: datetime) -> Case:
    case = submit(submission(), at).case
    return execute(case.id, s.route(), at).case


def queued() -> list[str]:
    return [f"{one['kind']} {one['post'] or 'citizen'}" for one in waiting()]


def waiting() -> list[dict[str, str]]:
    return messages(settings().message_queue_url)


def test_recorded_stream_records_become_messages() -> None:
    case = routed(datetime.now(UTC))

    answer = handle(
        sqs_event(stream_record(case.id, 1), stream_record(case.id, 2)), LambdaContext()
    )

    assert answer == {"batchItemFailures": []}
    found = queued()
    heads = ("dinas-kominfo", "dinas-lingkungan-hidup", "inspektorat")
    assert found[:3] == ["received citizen", "assigned dinas-pupr", "assigned dinas-pupr"]
    assert found[3:] == [f"forwarded {one}" for one in heads for _ in range(2)]


@pytest.mark.filterwarnings("ignore:No application metrics:UserWarning")
def test_what_is_no_event_is_passed_over() -> None:
    record = json.loads(stream_record(routed(datetime.now(UTC)).id, 1))
    changed = json.dumps(record | {"eventName": "MODIFY"})

    answer = handle(sqs_event(changed, json.dumps({"eventName": "REMOVE"})), LambdaContext())

    assert answer == {"batchItemFailures": []}
    assert queued() == []


def test_a_poison_record_comes_back_alone() -> None:
    good = stream_record(routed(datetime.now(UTC)).id, 1)

    answer = handle(sqs_event("{", good), LambdaContext())

    assert answer == {"batchItemFailures": [{"itemIdentifier": "message-0"}]}
    assert queued() == ["received citizen"]


def test_bodies_hold_ids_and_no_person() -> None:
    case = routed(s.START)
    for event in store.timeline(case.id):
        tell(event, s.START)

    bodies = json.dumps(waiting())

    assert case.id in bodies
    for secret in (CONTACT.name, CONTACT.phone, CONTACT.email, "@", "berlubang", "Contoh"):
        assert secret not in bodies


def test_old_history_is_replayed_without_a_mail() -> None:
    case = routed(s.START)
    event = store.timeline(case.id)[0]

    assert tell(event, s.START + NEWS_FOR) == 1
    assert tell(event, s.START + NEWS_FOR + timedelta(seconds=1)) == 0
    ended = DelegationEnded("d1", 1)
    entry = Entry("dinas-pupr", "key", s.START, "cause", "system", fact=ended)
    assert tell_of_post(entry, s.START + NEWS_FOR + timedelta(seconds=1)) == 0


def test_a_message_that_the_queue_refused_brings_the_event_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    event = store.timeline(routed(s.START).id)[1]
    refused = {"Failed": [{"Id": "1", "Code": "InternalError", "SenderFault": False}]}
    client = boto3.client("sqs")
    monkeypatch.setattr(client, "send_message_batch", lambda **_: refused)
    monkeypatch.setattr(queues, "client", lambda _service: client)

    with pytest.raises(OutcomeUnknownError):
        tell(event, s.START)
