"""Every consumer with messages that nobody sent: only they come back, and nobody reads of them."""

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hostile.checks import is_quiet, is_whole, written
from hostile.owed import promise
from hostile.texts import MARK
from hostile.world import table
from infra.template import Template, target
from integration.conftest import account
from integration.desks import open_city
from integration.letters import LETTERS
from samples import LambdaContext, sqs_event

TEMPLATE = Template.read()
HEALTH = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
SHORT = settings(
    max_examples=4, suppress_health_check=HEALTH, phases=[Phase.generate], database=None
)
SAID = f"{MARK} Warga Contoh warga@example.org 1771011203456789"
EVENT = {"pk": {"S": f"CASE#{SAID}"}, "sk": {"S": "EVENT#000001"}, "kind": {"S": "Event"}}
AUDIT = {"pk": {"S": f"POST#{SAID}"}, "sk": {"S": "AUDIT#1"}, "kind": {"S": SAID}}
RECORDS: tuple[Any, ...] = (
    None,
    [],
    7,
    SAID,
    {},
    {SAID: SAID},
    {"Records": SAID},
    {"Records": [SAID, None, {"s3": {"object": {"key": 7}}}]},
    {"Records": [{"s3": {"object": {"key": f"incoming/../{SAID}"}}}]},
    {"eventName": "INSERT", "dynamodb": SAID},
    {"eventName": "INSERT", "dynamodb": {"NewImage": {"sk": SAID}}},
    {"eventName": "INSERT", "dynamodb": {"NewImage": EVENT}},
    {"eventName": "INSERT", "dynamodb": {"NewImage": AUDIT}},
    {
        "eventName": "INSERT",
        "dynamodb": {"NewImage": EVENT | {"fact": {"S": SAID}, "type": {"S": SAID}}},
    },
    {"eventName": SAID, "dynamodb": {"NewImage": {}}},
    {"case_id": SAID, "task_id": SAID, "kind": "answer", "at": SAID},
    {"case_id": 7, "task_id": None, "kind": [], "at": "2026-11-24T02:00:00.000000Z"},
    {"case_id": SAID * 60, "task_id": "1", "kind": "answer", "at": "2026-11-24T02:00:00Z"},
    {"eventType": "Bounce", "bounce": {"bouncedRecipients": [{"emailAddress": SAID}]}},
    {"eventType": "Complaint", "complaint": SAID},
    {"id": SAID, "kind": SAID, "case_id": SAID, "seq": SAID},
    {"Type": "Notification", "Message": json.dumps({SAID: SAID})},
    {"detail-type": SAID, "detail": {"requestParameters": SAID}},
    {"deep": json.loads("[" * 200 + "]" * 200)},
)
BODIES = ("", " ", MARK, "{", '{"a":', "[" * 3000, f"\ufeff{{}}{MARK}", f"<xml>{SAID}</xml>")
HUGE = json.dumps({"eventName": "INSERT", "case_id": MARK * 25_000})


# Whatever a beat says, it is a beat.
BEATS = {"SweepQueue", "BriefsQueue"}
READ = [one for one in LETTERS if one not in BEATS]


@dataclass(frozen=True)
class Consumer:
    """A queue's function, with two messages that it can handle."""

    name: str
    good: tuple[str, str]

    def takes(self, *strange: str) -> None:
        """A batch with good messages around strange ones: those that come back are strange."""
        event = sqs_event(self.good[0], *strange, self.good[1])
        with written() as log:
            answer = _function(self.name).handle(event, LambdaContext())
        failed = {one["itemIdentifier"] for one in answer["batchItemFailures"]}
        assert failed <= {f"message-{place}" for place in range(1, 1 + len(strange))}
        is_quiet(log.getvalue(), ("Warga Contoh", "warga@example.org"))
        is_whole(table().items)


def _function(queue: str) -> Any:
    mapping = next(one for one in TEMPLATE.mappings if target(one["EventSourceArn"]) == queue)
    handler = TEMPLATE.props(target(mapping["FunctionName"]))["Handler"]
    return import_module(handler.rpartition(".")[0])


@pytest.fixture(scope="module")
def consumers() -> Iterator[dict[str, Consumer]]:
    with account():
        open_city()
        promise()
        yield {
            name: Consumer(name, (letter(100 + place), letter(200 + place)))
            for place, (name, letter) in enumerate(LETTERS.items())
        }


@pytest.mark.parametrize("name", LETTERS)
def test_strange_messages_come_back_alone(consumers: dict[str, Consumer], name: str) -> None:
    strange = (*BODIES, *(json.dumps(one) for one in RECORDS), HUGE)
    consumers[name].takes(*(strange if name not in BEATS else BODIES[:3]))


@st.composite
def changed(draw: st.DrawFn, body: str) -> str:
    """A good message in which one thing is another; sometimes cut."""
    told = copy.deepcopy(json.loads(body))
    holder, key = draw(st.sampled_from(list(_places(told))))
    strange = st.sampled_from(
        [None, True, -1, 1e300, "", SAID, [], [SAID], {}, {"S": SAID}, {"N": "x"}]
    )
    holder[key] = draw(strange)
    text = json.dumps(told)
    return draw(st.sampled_from([text, text, text, text[: draw(st.integers(0, len(text)))]]))


def _places(told: Any) -> Iterator[tuple[Any, Any]]:
    keys = told if isinstance(told, dict) else range(len(told))
    for key in keys:
        yield told, key
        if isinstance(told[key], dict | list):
            yield from _places(told[key])


@pytest.mark.parametrize("name", READ)
@SHORT
@given(data=st.data())
def test_a_changed_message_comes_back_alone(
    consumers: dict[str, Consumer], name: str, data: st.DataObject
) -> None:
    _meets_changed(consumers[name], data)


@pytest.mark.proof
@pytest.mark.parametrize("name", READ)
@settings(max_examples=100, suppress_health_check=HEALTH)
@given(data=st.data())
def test_many_changed_messages_come_back_alone(
    consumers: dict[str, Consumer], name: str, data: st.DataObject
) -> None:
    _meets_changed(consumers[name], data)


def _meets_changed(consumer: Consumer, data: st.DataObject) -> None:
    consumer.takes(data.draw(changed(consumer.good[0])), data.draw(changed(consumer.good[1])))
