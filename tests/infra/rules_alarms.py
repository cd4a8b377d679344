"""Rules of alarms and of the dashboard."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from infra.rules_functions import folder
from infra.template import ROOT, Template, target

NAMESPACE = "Mandat"
PERCENTILE = re.compile(r"^p\d+(\.\d+)?$")
RUNBOOK = re.compile(r"infra/operations/runbooks/[a-z-]+\.md")

# What AWS publishes by itself, as far as we use it.
PUBLISHED = {
    "AWS/ApiGateway": {"4XXError", "5XXError", "Count", "Latency"},
    "AWS/DynamoDB": {"ReadThrottleEvents", "WriteThrottleEvents"},
    "AWS/EventBridge/Pipes": {"ExecutionFailed", "ExecutionThrottled", "Invocations"},
    "AWS/Lambda": {"Errors", "Throttles"},
    "AWS/SNS": {"SMSMonthToDateSpentUSD"},
    "AWS/SES": {"Reputation.BounceRate", "Reputation.ComplaintRate"},
    "AWS/SQS": {"ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"},
    "AWS/WAFV2": {"BlockedRequests"},
}


def every_alarm_rings(template: Template) -> Iterator[str]:
    for name, alarm in template.alarms.items():
        if [target(it) for it in alarm.get("AlarmActions", [])] != ["OpsTopic"]:
            yield f"{name} rings nowhere"
        if "TreatMissingData" not in alarm:
            yield f"{name} does not say what silence means"


def every_alarm_says_what_to_do(template: Template) -> Iterator[str]:
    for name, alarm in template.alarms.items():
        book = RUNBOOK.search(alarm.get("AlarmDescription", ""))
        if book is None or not (ROOT / book[0]).exists():
            yield f"{name} names no runbook that is there"


def alarms_may_ring(template: Template) -> Iterator[str]:
    policies = template.of("AWS::SNS::TopicPolicy").values()
    opened = [it for it in policies if "OpsTopic" in str(it["Topics"])]
    if "cloudwatch.amazonaws.com" not in str(opened):
        yield "alarms may not publish to OpsTopic"


def every_alarm_watches_something_that_is_emitted(template: Template) -> Iterator[str]:
    for name, alarm in template.alarms.items():
        for metric in _metrics(alarm):
            yield from (f"{name}: {it}" for it in _unknown(template, metric))


def every_dead_letter_queue_has_an_alarm(template: Template) -> Iterator[str]:
    watched = _watched(template, "ApproximateNumberOfMessagesVisible")
    for name in template.of("AWS::SQS::Queue"):
        if name.endswith("Dlq") and name not in watched:
            yield f"nobody hears of dead letters in {name}"


def every_queue_has_an_alarm_on_its_age(template: Template) -> Iterator[str]:
    for name in template.queues.keys() - _watched(template, "ApproximateAgeOfOldestMessage"):
        yield f"nobody hears when {name} is not kept up with"


def every_function_has_alarms(template: Template) -> Iterator[str]:
    for metric in ("Errors", "Throttles"):
        for name in template.functions.keys() - _watched(template, metric):
            yield f"nobody hears of {metric} of {name}"


def the_heart_is_heard_when_it_stops(template: Template) -> Iterator[str]:
    beats = [it for it in template.alarms.values() if it.get("MetricName") == "DueLag"]
    if not beats or any(it["TreatMissingData"] != "breaching" for it in beats):
        yield "a heart that stands still is not heard"


def the_dashboard_shows_what_is_emitted(template: Template) -> Iterator[str]:
    for widget in json.loads(template.dashboard)["widgets"]:
        for namespace, metric, dimensions in _rows(widget["properties"].get("metrics", [])):
            yield from _unknown(template, (namespace, metric, dimensions))


def the_dashboard_shows_every_queue_and_function(template: Template) -> Iterator[str]:
    for name in {**template.of("AWS::SQS::Queue"), **template.functions}:
        if f"${{{name}" not in template.dashboard:
            yield f"{name} is not on the dashboard"


@cache
def emitted() -> frozenset[str]:
    """Text that stands in quotes somewhere in the product: names of our metrics are among it."""
    sources = [*(ROOT / "functions").rglob("*.py"), *(ROOT / "layers/core/python").rglob("*.py")]
    found = [re.findall(r"""["']([A-Z][A-Za-z]+)["']""", path.read_text()) for path in sources]
    return frozenset(name for each in found for name in each)


Metric = tuple[str, str, dict[str, Any]]


def _metrics(alarm: dict[str, Any]) -> Iterator[Metric]:
    stats = [it["MetricStat"]["Metric"] for it in alarm.get("Metrics", []) if "MetricStat" in it]
    for it in stats or [alarm]:
        dimensions = {each["Name"]: each["Value"] for each in it.get("Dimensions", [])}
        yield it["Namespace"], it["MetricName"], dimensions


def _unknown(template: Template, metric: Metric) -> Iterator[str]:
    namespace, name, dimensions = metric
    if namespace != NAMESPACE:
        if name not in PUBLISHED.get(namespace, ()):
            yield f"{namespace} {name} is unknown"
        return
    if name not in emitted():
        yield f"nothing emits {name}"
    if set(dimensions) != {"service"} or dimensions["service"] not in _services(template):
        yield f"{name} has the one dimension service, not {dimensions}"


def _services(template: Template) -> set[str]:
    return {folder(name) for name in template.functions}


def _watched(template: Template, metric: str) -> set[str]:
    alarms = [it for it in template.alarms.values() if it.get("MetricName") == metric]
    return {target(each["Value"]) for it in alarms for each in it["Dimensions"]}


def _rows(rows: list[list[Any]]) -> Iterator[Metric]:
    """Rows of a widget with its dots ("as above") filled in."""
    above: list[Any] = []
    for row in rows:
        words = [it for it in row if isinstance(it, str)]
        above = [above[at] if it == "." else it for at, it in enumerate(words)]
        yield above[0], above[1], dict(zip(above[2::2], above[3::2], strict=True))
