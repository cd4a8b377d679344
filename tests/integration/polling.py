"""What an event source mapping does: receive a batch, call the function, delete what it handled."""

from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import Any

import boto3
import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError

from infra.template import Template, target
from samples import LambdaContext, sqs_event


@dataclass
class Line:
    """A queue of the template with its dead letters and its consumer, made as the template says.

    Hidden messages show again at once: `maxReceiveCount` receives then take no time.
    """

    name: str
    template: Template
    handled: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        sqs = boto3.client("sqs")
        self.dead = sqs.create_queue(QueueName=self.dead_name)["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=self.dead, AttributeNames=["QueueArn"])
        redrive = f'{{"deadLetterTargetArn": "{arn["Attributes"]["QueueArn"]}", "maxReceiveCount": '
        attributes = {"VisibilityTimeout": "0", "RedrivePolicy": f"{redrive}{self.receives}}}"}
        self.url = sqs.create_queue(QueueName=self.name, Attributes=attributes)["QueueUrl"]

    @property
    def dead_name(self) -> str:
        return self.name.replace("Queue", "Dlq")

    @property
    def receives(self) -> int:
        return int(self.template.props(self.name)["RedrivePolicy"]["maxReceiveCount"])

    @property
    def mapping(self) -> dict[str, Any]:
        found = self.template.mappings
        return next(one for one in found if target(one["EventSourceArn"]) == self.name)

    def module(self) -> ModuleType:
        """The consumer's door."""
        function = self.template.props(target(self.mapping["FunctionName"]))
        return import_module(function["Handler"].rpartition(".")[0])

    def breaks_on(self, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """From now on the consumer has a fault that this message meets; `mend` ends it."""
        self.broken.add(body)
        door = self.module()
        consume = door.consume

        def watched(event: Any, context: Any, handle: Any) -> Any:
            return consume(event, context, lambda record: self._met(record, handle))

        monkeypatch.setattr(door, "consume", watched)

    def _met(self, record: Any, handle: Any) -> None:
        if record.body in self.broken:
            raise KeyError("a fault of ours")
        handle(record)
        self.handled.append(record.body)

    def mend(self) -> None:
        self.broken.clear()

    def send(self, *bodies: str) -> None:
        for body in bodies:
            boto3.client("sqs").send_message(QueueUrl=self.url, MessageBody=body)

    def poll(self) -> int:
        """Batches until none is handed out; how many there were."""
        batches = 0
        while found := self._receive():
            batches += 1
            self._call(found)
        return batches

    def _receive(self) -> list[dict[str, Any]]:
        size = self.mapping["BatchSize"]
        answer = boto3.client("sqs").receive_message(QueueUrl=self.url, MaxNumberOfMessages=size)
        return list(answer.get("Messages", []))

    def _call(self, found: list[dict[str, Any]]) -> None:
        event = sqs_event(*(one["Body"] for one in found))
        failed = self._failed(event)
        for record, one in zip(event["Records"], found, strict=True):
            if record["messageId"] not in failed:
                handle = one["ReceiptHandle"]
                boto3.client("sqs").delete_message(QueueUrl=self.url, ReceiptHandle=handle)

    def _failed(self, event: dict[str, Any]) -> set[str]:
        """Ids of what the function did not handle; of all of it when the function itself failed."""
        try:
            answer = self.module().handle(event, LambdaContext())
        except BatchProcessingError:
            return {one["messageId"] for one in event["Records"]}
        return {one["itemIdentifier"] for one in answer["batchItemFailures"]}

    def waiting(self, url: str) -> int:
        """The figure that AWS publishes as ApproximateNumberOfMessagesVisible."""
        name = "ApproximateNumberOfMessages"
        answer = boto3.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=[name])
        return int(answer["Attributes"][name])
