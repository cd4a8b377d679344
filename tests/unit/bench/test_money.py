"""What a complaint costs: fewest units, bills, and the parts that stand apart."""

from typing import Any

import pytest

from bench import capacity, money
from bench.money import Prices

PRICES = Prices(
    prices={
        "dynamodb_write": {"price": 0.5, "per": 1000, "unit": "write units"},
        "mail": {"price": 0.1, "per": 1000, "unit": "mails"},
    },
    assumptions={},
    standing={},
    region="somewhere",
    date="2026-11-24",
    assumed=True,
)


def charge(kind: str, side: str, units: float, **more: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "where": "table",
        "side": side,
        "units": units,
        "function": "intake",
    } | more


def test_the_bill_counts_in_the_units_that_a_price_buys() -> None:
    lines = money.bill({"dynamodb_write": 300, "mail": 2}, PRICES, 1000)

    assert [(one["name"], one["dollars"], one["apart"]) for one in lines] == [
        ("dynamodb_write", 150.0, False),
        ("mail", 0.2, True),
    ]


def test_every_price_has_a_page_and_everything_used_has_a_price() -> None:
    prices = money.load()

    assert all(one["page"].startswith("https://aws.amazon.com/") for one in prices.prices.values())
    assert prices.region == "ap-southeast-3"
    assert prices.cost("mail", 1000) == prices.prices["mail"]["price"]


def test_a_function_that_was_not_timed_counts_as_the_slowest() -> None:
    known = money.gigabyte_seconds("intake", {"intake": 100.0})

    assert known == pytest.approx(0.1)
    assert money.gigabyte_seconds("deliver", {"intake": 100.0}) == pytest.approx(0.05)


def test_the_fewest_are_counted_with_the_journeys_own_numbers() -> None:
    listed = {
        "writes": [
            {"kind": "Event", "where": "table", "each": 2, "of": "events"},
            {"kind": "Due", "where": "table", "each": 4, "of": "commands", "less": 4},
        ],
        "reads": [{"kind": "Event", "where": "days", "each": 0.5, "of": "shards"}],
    }

    found = capacity.fewest_units(listed, {"events": 7, "commands": 6, "shards": 16})

    assert found == {
        ("Event", "table", "write"): 14,
        ("Due", "table", "write"): 20,
        ("Event", "days", "read"): 8,
    }


def test_the_sweep_that_comes_every_minute_is_no_complaints() -> None:
    assert capacity.is_standing(charge("Due", "read", 0.5, function="sweeper"))
    assert not capacity.is_standing(charge("Due", "write", 1, function="sweeper"))


def test_items_are_told_the_dearest_first_and_none_is_left_out() -> None:
    found = capacity.itemised([charge("Case", "write", 4), charge("Case", "write", 6)])
    rows = capacity.rows(found, {("Near", "table", "read"): 0.5})

    assert [(one["kind"], one["units"], one["fewest"]) for one in rows] == [
        ("Case", 10, 0),
        ("Near", 0, 0.5),
    ]
