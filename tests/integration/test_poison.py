"""A message that its consumer cannot handle, in every queue that the template has.

It parks among the dead letters, its neighbours pass, the alarm rings, and once the fault is mended
the redrive command brings it home.
"""

import time
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import boto3
import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT_ID

from infra.ringing import dead_letter_alarm, rings, seconds_to_ring
from infra.template import ROOT, Template
from integration.letters import LETTERS
from integration.polling import Line
from mandat.errors import MandatError
from mandat.platform.poison import SOON_SECONDS, WAITING_HEALS
from mandat.platform.queues import consume
from samples import LambdaContext, sqs_event

TEMPLATE = Template.read()
MINUTES_TO_PARK = 5
NEIGHBOURS = 2


@pytest.fixture(params=sorted(TEMPLATE.queues))
def line(request: pytest.FixtureRequest, city: Any) -> Line:
    return Line(request.param, TEMPLATE)


def redrive(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "infra/operations")
    command = import_module("redrive")
    outputs = {f"{line.name}Url": line.url, f"{line.dead_name}Url": line.dead}
    monkeypatch.setattr(command, "outputs", lambda _stage: outputs)
    words = ["redrive", "--stage", "staging", line.name.removesuffix("Queue")]
    monkeypatch.setattr("sys.argv", words)
    assert command.main() == 0


def test_every_queue_of_the_template_has_its_letter() -> None:
    assert LETTERS.keys() == TEMPLATE.queues.keys()


def test_a_poison_message_parks_rings_and_comes_home(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, *neighbours = [LETTERS[line.name](number) for number in range(1 + NEIGHBOURS)]
    line.breaks_on(poison, monkeypatch)
    line.send(neighbours[0], poison, *neighbours[1:])
    line.poll()

    alarm = dead_letter_alarm(TEMPLATE, line.dead_name)
    assert sorted(line.handled) == sorted(neighbours), "each neighbour once, whatever lay beside it"
    assert (line.waiting(line.url), line.waiting(line.dead)) == (0, 1)
    assert rings(alarm, [[line.waiting(line.dead)]])

    line.mend()
    redrive(line, monkeypatch)
    line.poll()
    assert line.handled.count(poison) == 1
    assert (line.waiting(line.url), line.waiting(line.dead)) == (0, 0)
    assert not rings(alarm, [[line.waiting(line.dead)]])


@pytest.mark.parametrize("name", sorted(TEMPLATE.queues))
def test_it_parks_within_minutes_and_the_alarm_follows_in_one(name: str) -> None:
    receives = TEMPLATE.props(name)["RedrivePolicy"]["maxReceiveCount"]
    assert receives * SOON_SECONDS <= MINUTES_TO_PARK * 60
    alarm = dead_letter_alarm(TEMPLATE, name.replace("Queue", "Dlq"))
    assert seconds_to_ring(alarm) <= 60


@dataclass
class Received:
    """A message as its consumer received it, from a queue that hides it for an hour."""

    url: str
    event: dict[str, Any]

    def fails_with(self, error: Exception) -> None:
        def raising(_record: Any) -> None:
            raise error

        with pytest.raises(BatchProcessingError):
            consume(self.event, LambdaContext(), raising)  # type: ignore[arg-type]

    def seconds_hidden(self) -> float:
        queue = get_backend("sqs")[ACCOUNT_ID]["ap-southeast-3"].get_queue("slow")
        (message,) = queue._messages
        return float(message.visible_at / 1000 - time.time())


@pytest.fixture
def received(aws: None) -> Received:
    sqs = boto3.client("sqs")
    hidden = {"VisibilityTimeout": "3600"}
    url = sqs.create_queue(QueueName="slow", Attributes=hidden)["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="{}")
    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    event = sqs_event("{}")
    event["Records"][0] |= {
        "receiptHandle": message["ReceiptHandle"],
        "eventSourceARN": f"arn:aws:sqs:ap-southeast-3:{ACCOUNT_ID}:slow",
    }
    return Received(url, event)


def test_a_fault_of_ours_is_tried_again_soon(received: Received) -> None:
    received.fails_with(KeyError("a fault of ours"))
    assert 0 < received.seconds_hidden() <= SOON_SECONDS


@pytest.mark.parametrize("error", WAITING_HEALS)
def test_an_outage_is_waited_for(received: Received, error: type[MandatError]) -> None:
    received.fails_with(error("an_outage"))
    assert received.seconds_hidden() > 3000


@pytest.mark.parametrize("dead", ["FeedDlq", "PipeDlq"])
def test_what_has_no_queue_to_go_back_to_rings_as_well(dead: str) -> None:
    alarm = dead_letter_alarm(TEMPLATE, dead)
    assert rings(alarm, [[1]])
    assert not rings(alarm, [[0]])
    assert not rings(alarm, [[]]), "nothing published: nothing there"
