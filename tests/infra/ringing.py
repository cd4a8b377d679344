"""Whether an alarm of the template would ring, by figures that its metric would have had."""

from collections.abc import Sequence
from operator import ge, gt, le, lt
from statistics import fmean
from typing import Any

from infra.template import Template, target

STATISTICS = {"Maximum": max, "Minimum": min, "Sum": sum, "Average": fmean}
COMPARISONS = {
    "GreaterThanOrEqualToThreshold": ge,
    "GreaterThanThreshold": gt,
    "LessThanOrEqualToThreshold": le,
    "LessThanThreshold": lt,
}


def rings(alarm: dict[str, Any], periods: Sequence[Sequence[float]]) -> bool:
    """Whether enough of the last periods breach; a period is the figures published in it."""
    last = periods[-alarm["EvaluationPeriods"] :]
    breaching = [period for period in last if _breaches(alarm, period)]
    return len(breaching) >= alarm.get("DatapointsToAlarm", alarm["EvaluationPeriods"])


def _breaches(alarm: dict[str, Any], period: Sequence[float]) -> bool:
    if not period:
        return bool(alarm["TreatMissingData"] == "breaching")
    figure = STATISTICS[alarm["Statistic"]](period)
    return bool(COMPARISONS[alarm["ComparisonOperator"]](figure, alarm["Threshold"]))


def seconds_to_ring(alarm: dict[str, Any]) -> int:
    """From the first bad figure to the bell, at the longest."""
    return int(alarm["Period"] * alarm["EvaluationPeriods"])


def dead_letter_alarm(template: Template, dead: str) -> dict[str, Any]:
    """The one alarm on what lies in a dead letter queue, by the queue's name in the template."""
    watching = [
        alarm
        for alarm in template.alarms.values()
        if alarm.get("Namespace") == "AWS/SQS"
        and alarm["MetricName"] == "ApproximateNumberOfMessagesVisible"
        and [target(one["Value"]) for one in alarm["Dimensions"]] == [dead]
    ]
    (only,) = watching
    return only
