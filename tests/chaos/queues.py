"""The queues of a running stack: send, hold back, look, wait until they are empty."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from e2e.stage import Stack
from infra.template import Template, target
from local.warmup import WARM_UP

TEMPLATE = Template.read()
# A machine that others use as well answers late.
SECONDS = 240
VISIBLE = "ApproximateNumberOfMessages"
FIGURES = [VISIBLE, f"{VISIBLE}NotVisible", f"{VISIBLE}Delayed"]


def wait(what: str, is_so: Callable[[], Any], seconds: float = SECONDS) -> None:
    """Poll until `is_so`; an AssertionError naming `what` when it does not become so."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.1)


@dataclass
class Queues:
    """Queues by their names in the template without "Queue": Routing, Message, Due."""

    stack: Stack
    urls: dict[str, str] = field(default_factory=dict)
    _unread: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for name in TEMPLATE.of("AWS::SQS::Queue"):
            local = TEMPLATE.props(name)["QueueName"]["Fn::Sub"].replace("${Stage}", "local")
            self.urls[name] = self.sqs.get_queue_url(QueueName=local)["QueueUrl"]

    @cached_property
    def sqs(self) -> Any:
        return self.stack.aws("sqs")

    @cached_property
    def lambda_(self) -> Any:
        return self.stack.aws("lambda")

    def send(self, name: str, *bodies: str) -> None:
        for body in bodies:
            self.sqs.send_message(QueueUrl=self.urls[f"{name}Queue"], MessageBody=body)

    def beat(self) -> None:
        """What EventBridge Scheduler sends each minute."""
        self.send("Sweep", TEMPLATE.props("SweepSchedule")["Target"]["Input"])

    def figures(self, name: str) -> dict[str, int]:
        """Of a queue by its whole name: visible, in flight, delayed."""
        answer = self.sqs.get_queue_attributes(QueueUrl=self.urls[name], AttributeNames=FIGURES)
        return {each: int(answer["Attributes"].get(each, 0)) for each in FIGURES}

    def waiting(self, name: str) -> int:
        """Messages that somebody could take or has taken; what waits for its time apart."""
        figures = self.figures(name)
        return figures[VISIBLE] + figures[f"{VISIBLE}NotVisible"]

    def busy(self) -> list[str]:
        """Queues that hold something, but for those that nobody reads now: beats gather there."""
        return [name for name in TEMPLATE.queues if name not in self._unread and self.waiting(name)]

    def dead(self) -> dict[str, int]:
        """Dead letter queues that hold something, and how many letters."""
        names = [name for name in self.urls if name.endswith("Dlq")]
        found = {name: self.waiting(name) for name in names}
        return {name: count for name, count in found.items() if count}

    def drain(self, seconds: float = SECONDS) -> None:
        """Wait until nothing is left in a queue; twice, for a consumer may be about to send on."""
        for _ in range(2):
            wait("empty queues", lambda: not self.busy(), seconds)
            time.sleep(1.2)  # the Pipe looks at the stream each second
        wait("empty queues", lambda: not self.busy(), seconds)

    def consumer(self, name: str) -> str:
        """The deployed name of the function that reads a queue."""
        queue = f"{name}Queue"
        found = (one for one in TEMPLATE.mappings if target(one["EventSourceArn"]) == queue)
        function = TEMPLATE.props(target(next(found)["FunctionName"]))
        return str(function["FunctionName"]["Fn::Sub"].replace("${Stage}", "local"))

    def repeat(self, name: str) -> None:
        """Every message of a queue that nobody reads, twice, and the last one first."""
        url, taken = self.urls[f"{name}Queue"], []
        while found := self._take(url):
            taken += found
        self.send(name, *([one["Body"] for one in reversed(taken)] * 2))
        for one in taken:
            self.sqs.delete_message(QueueUrl=url, ReceiptHandle=one["ReceiptHandle"])

    def _take(self, url: str) -> list[dict[str, Any]]:
        answer = self.sqs.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=60
        )
        return list(answer.get("Messages", []))

    def warm(self, function: str) -> None:
        """Have a worker of the function stand ready."""
        self.lambda_.invoke(FunctionName=function, Payload=json.dumps(WARM_UP))

    @contextmanager
    def held(self, *names: str) -> Iterator[None]:
        """Nobody reads these queues meanwhile: what is sent gathers."""
        queues = {f"{name}Queue" for name in names}
        self._enable(names, enabled=False)
        self._unread |= queues
        try:
            yield
        finally:
            self._unread -= queues
            self._enable(names, enabled=True)

    def _enable(self, names: tuple[str, ...], *, enabled: bool) -> None:
        for name in names:
            for one in self._mappings(name):
                self.lambda_.update_event_source_mapping(UUID=one["UUID"], Enabled=enabled)
        state = "Enabled" if enabled else "Disabled"
        for name in names:
            wait(f"{name} {state}", lambda n=name: self._mappings(n)[0]["State"] == state)

    def bound(self, workers: int) -> None:
        """No consumer has more workers than this: a small machine makes no more of them anyway."""
        for name in TEMPLATE.queues:
            for one in self._mappings(name.removesuffix("Queue")):
                self.lambda_.update_event_source_mapping(
                    UUID=one["UUID"], ScalingConfig={"MaximumConcurrency": workers}
                )

    def _mappings(self, name: str) -> list[dict[str, Any]]:
        local = self.urls[f"{name}Queue"].rpartition("/")[2]
        found = self.lambda_.list_event_source_mappings()["EventSourceMappings"]
        return [one for one in found if one["EventSourceArn"].endswith(f":{local}")]

    @contextmanager
    def impatient(self, name: str, seconds: int) -> Iterator[None]:
        """Hidden messages show again after `seconds`, not minutes: it keeps a test short."""
        usual = TEMPLATE.props(f"{name}Queue")["VisibilityTimeout"]
        self.hide(name, seconds)
        try:
            yield
        finally:
            self.hide(name, usual)

    @contextmanager
    def receives(self, name: str, times: int) -> Iterator[None]:
        """A message parks after `times` receives meanwhile, to keep a test short."""
        usual = self._parks_after(name)
        self.forgive(name, times)
        try:
            yield
        finally:
            self.forgive(name, usual)

    def forgive(self, name: str, times: int) -> None:
        """From now on a message parks after `times` receives."""
        policy = json.dumps(self._redrive(name) | {"maxReceiveCount": times})
        self._set(name, RedrivePolicy=policy)

    def _parks_after(self, name: str) -> int:
        return int(self._redrive(name)["maxReceiveCount"])

    def _redrive(self, name: str) -> dict[str, Any]:
        answer = self.sqs.get_queue_attributes(
            QueueUrl=self.urls[f"{name}Queue"], AttributeNames=["RedrivePolicy"]
        )
        found: dict[str, Any] = json.loads(answer["Attributes"]["RedrivePolicy"])
        return found

    def purge(self, name: str) -> None:
        """Forget what lies in a queue, by its whole name."""
        self.sqs.purge_queue(QueueUrl=self.urls[name])

    def hide(self, name: str, seconds: int) -> None:
        """From now on a message that was not answered shows again after `seconds`."""
        self._set(name, VisibilityTimeout=str(seconds))

    def _set(self, name: str, **attributes: str) -> None:
        self.sqs.set_queue_attributes(QueueUrl=self.urls[f"{name}Queue"], Attributes=attributes)
