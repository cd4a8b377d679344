"""The commands of the runbooks: replay, redrive and rotate."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from types import ModuleType

import boto3
import pytest

from infra.template import ROOT
from mandat.cases.commands import submit
from mandat.cases.domain.facts import Event
from mandat.cases.feed import event_of_message
from mandat.platform.links import Purpose, read, sign
from mandat.platform.secrets import forget_secrets
from mandat.platform.settings import settings
from samples import submission

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def stack(aws: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Outputs of a stack with a topic that a queue listens to, and a queue with dead letters."""
    monkeypatch.syspath_prepend(ROOT / "infra/operations")
    monkeypatch.setenv("STAGE", "staging")
    sqs, sns = boto3.client("sqs"), boto3.client("sns")
    outputs = {
        "TableName": settings().table_name,
        "SigningSecret": settings().signing_secret,
        "CaseEventsTopicArn": sns.create_topic(Name="case-events")["TopicArn"],
        "NotifyQueueUrl": sqs.create_queue(QueueName="notify")["QueueUrl"],
        "NotifyDlqUrl": sqs.create_queue(QueueName="notify-dlq")["QueueUrl"],
    }
    sns.subscribe(
        TopicArn=outputs["CaseEventsTopicArn"],
        Protocol="sqs",
        Endpoint=_arn(outputs["NotifyQueueUrl"]),
        Attributes={"RawMessageDelivery": "true"},
    )
    return outputs


def run(name: str, *words: str, stack: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> int:
    command: ModuleType = import_module(name)
    monkeypatch.setattr(command, "outputs", lambda _stage: stack)
    monkeypatch.setattr("sys.argv", [name, *words])
    code: int = command.main()
    return code


def test_a_replay_publishes_what_the_stream_had(
    stack: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = submit(submission(), NOW).case
    span = ["--from", (NOW - timedelta(minutes=1)).isoformat(), "--to", NOW.isoformat()]
    assert run("replay", *span, stack=stack, monkeypatch=monkeypatch) == 0
    found = list(_events(stack["NotifyQueueUrl"]))
    assert [(event.case_id, event.seq) for event in found] == [(case.id, 1)]


def test_a_replay_leaves_out_what_lies_outside(
    stack: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(submission(), NOW)
    later = (NOW + timedelta(seconds=1)).isoformat()
    run("replay", "--from", later, stack=stack, monkeypatch=monkeypatch)
    assert not list(_events(stack["NotifyQueueUrl"]))


def test_dead_letters_are_put_back(stack: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    sqs = boto3.client("sqs")
    sqs.send_message(QueueUrl=stack["NotifyDlqUrl"], MessageBody="letter")
    run("redrive", "Notify", stack=stack, monkeypatch=monkeypatch)
    assert _bodies(stack["NotifyQueueUrl"]) == ["letter"]
    assert _bodies(stack["NotifyDlqUrl"]) == []


def test_dead_letters_that_are_shown_stay(
    stack: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    boto3.client("sqs").send_message(QueueUrl=stack["NotifyDlqUrl"], MessageBody="letter")
    run("redrive", "Notify", "--show", stack=stack, monkeypatch=monkeypatch)
    assert "letter" in capsys.readouterr().out
    assert _bodies(stack["NotifyQueueUrl"]) == []


def test_a_queue_that_is_not_there_is_named(
    stack: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit, match="Nothing is no queue of this stage; there are Notify"):
        run("redrive", "Nothing", stack=stack, monkeypatch=monkeypatch)


def test_a_link_outlives_a_rotation_until_its_key_is_dropped(
    stack: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    boto3.client("secretsmanager").put_secret_value(
        SecretId=stack["SigningSecret"], SecretString='{"current": "k9", "k9": "nine"}'
    )
    old = _signed()
    for step in ("add", "use"):
        run("rotate", step, stack=stack, monkeypatch=monkeypatch)
    new = _signed()
    assert _holds(old)
    run("rotate", "drop", stack=stack, monkeypatch=monkeypatch)
    assert (_holds(old), _holds(new)) == (False, True)


def test_a_rotation_cannot_skip_a_step(
    stack: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    boto3.client("secretsmanager").put_secret_value(
        SecretId=stack["SigningSecret"], SecretString='{"current": "k1", "k1": "one"}'
    )
    with pytest.raises(SystemExit):
        run("rotate", "drop", stack=stack, monkeypatch=monkeypatch)


def _signed() -> str:
    forget_secrets()
    return sign(Purpose.TRACK, {"c": "7F3K9QX2"})


def _holds(token: str) -> bool:
    from mandat.errors import LinkError

    forget_secrets()
    try:
        return bool(read(Purpose.TRACK, token, NOW))
    except LinkError:
        return False


def _events(queue: str) -> Iterator[Event]:
    for body in _bodies(queue):
        assert json.loads(body)["eventName"] == "INSERT"
        event = event_of_message(body)
        if event:
            yield event


def _bodies(queue: str) -> list[str]:
    answer = boto3.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10)
    return [message["Body"] for message in answer.get("Messages", [])]


def _arn(queue: str) -> str:
    answer = boto3.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
    return str(answer["Attributes"]["QueueArn"])
