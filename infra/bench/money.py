"""Dollars per 1,000 complaints by AWS' list prices. Pure arithmetic over the other figures.

Mail and metrics stand apart: the one is a choice of the city (every head hears of every report),
the other does not grow with complaints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from bench import template
from bench.places import HERE

COMPLAINTS = 1000
APART = frozenset({"mail", "log_ingested", "trace"})
S3_WRITES = ("PutObject", "PutObjectTagging", "ListObjectsV2")
GIGABYTE = 1024**3
MEGABYTES = 1024
MILLISECONDS = 1000


@dataclass(frozen=True)
class Prices:
    """prices.yaml: what a number of units costs, and what is assumed besides."""

    prices: Mapping[str, Mapping[str, Any]]
    assumptions: Mapping[str, float]
    standing: Mapping[str, float]
    region: str
    date: str
    assumed: bool

    def cost(self, name: str, amount: float) -> float:
        one = self.prices[name]
        return float(one["price"]) * amount / float(one["per"])


def load() -> Prices:
    found = yaml.safe_load((HERE / "prices.yaml").read_text("utf-8"))
    return Prices(**(found | {"date": str(found["date"])}))


def measure(capacity: Mapping[str, Any], durations: Mapping[str, float]) -> dict[str, Any]:
    """The bill of 1,000 complaints, and what stands every month.

    `durations`: milliseconds of one invocation by function, as the embedded stack took them.
    """
    prices = load()
    used = quantities(capacity, durations, prices.assumptions)
    lines = bill(used, prices, COMPLAINTS)
    return {
        "region": prices.region,
        "prices_of": prices.date,
        "prices_assumed": prices.assumed,
        "lines": lines,
        "total": _sum(line for line in lines if not line["apart"]),
        "apart": _sum(line for line in lines if line["apart"]),
        "standing": standing(prices, durations),
    }


def bill(used: Mapping[str, float], prices: Prices, times: int) -> list[dict[str, Any]]:
    """A line for everything that is used, times so many complaints; the dearest first."""
    lines = [
        {
            "name": name,
            "amount": round(amount * times, 3),
            "unit": prices.prices[name]["unit"],
            "dollars": round(prices.cost(name, amount * times), 6),
            "apart": name in APART,
        }
        for name, amount in used.items()
    ]
    return sorted(lines, key=lambda line: -line["dollars"])


def quantities(
    capacity: Mapping[str, Any], durations: Mapping[str, float], assumed: Mapping[str, float]
) -> dict[str, float]:
    """What one complaint uses of everything that has a price."""
    invoked, passed = capacity["invoked"], capacity["passed"]
    pages, events = passed["pages"], passed["events"]
    messages = sum(amount for name, amount in passed.items() if name.startswith("to "))
    return {
        **_units(capacity),
        **_storage(capacity["calls"]),
        "lambda_request": sum(invoked.values()),
        "lambda_gb_second": sum(
            gigabyte_seconds(one, durations) * number for one, number in invoked.items()
        ),
        "api_request": pages,
        "sqs_request": messages * assumed["sqs_requests_a_message"] + _sent(capacity["calls"]),
        "sns_publish": events,
        "pipe_request": events,
        "secret_call": pages * assumed["secret_calls_a_request"],
        "kms_call": messages * assumed["kms_calls_a_message"],
        "mail": capacity["counts"]["mails"],
        "log_ingested": capacity["logged"] / GIGABYTE,
        "trace": sum(invoked.values()) * assumed["traces_an_invocation"],
    }


def gigabyte_seconds(function: str, durations: Mapping[str, float]) -> float:
    """Of one invocation. A function that the stack did not run counts as the slowest one."""
    took = durations.get(function, max(durations.values()))
    return took / MILLISECONDS * template.memory(function) / MEGABYTES


def _units(capacity: Mapping[str, Any]) -> dict[str, float]:
    sides = {
        side: sum(one["units"] for one in capacity["items"] if one["side"] == side)
        for side in ("write", "read")
    }
    return {f"dynamodb_{side}": amount for side, amount in sides.items()}


def _storage(calls: Mapping[str, int]) -> dict[str, float]:
    """S3: deleting is free; a browser's upload is a POST, told of by what photos makes of it."""
    writes = sum(number for name, number in calls.items() if name.endswith(S3_WRITES))
    reads = sum(number for name, number in calls.items() if name.endswith("s3:GetObject"))
    return {"s3_write": writes + reads, "s3_read": reads}


def _sent(calls: Mapping[str, int]) -> int:
    return sum(number for name, number in calls.items() if name.endswith("SendMessageBatch"))


def standing(prices: Prices, durations: Mapping[str, float]) -> list[dict[str, Any]]:
    """What a month costs before anybody complains: the sweep, the pollers, keys, alarms."""
    minutes = prices.standing["minutes"]
    resources = [one["Type"] for one in template.body()["Resources"].values()]
    queues = resources.count("AWS::Lambda::EventSourceMapping")
    used = {
        "dynamodb_read": minutes * prices.standing["sweep_read_units"],
        "lambda_request": minutes,
        "lambda_gb_second": minutes * gigabyte_seconds("sweeper", durations),
        "schedule": minutes,
        "sqs_request": minutes * queues * prices.standing["polls_a_minute_and_queue"],
        "kms_month": resources.count("AWS::KMS::Key"),
        "secret_month": resources.count("AWS::SecretsManager::Secret"),
        "alarm_month": resources.count("AWS::CloudWatch::Alarm"),
        "metric_month": prices.standing["metrics"],
    }
    return bill(used, prices, 1)


def _sum(lines: Any) -> float:
    return round(sum(line["dollars"] for line in lines), 4)
