"""Units of one complaint, from its form to its rating, beside the fewest that the facts need."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from bench import children
from bench.places import HERE
from bench.ratios import Ratio

SHARDS = 16
# Given, accepted, answered, told and rated change a row of the worklist or its end.
STAGES = 4
Key = tuple[str, str, str]


def measure() -> dict[str, Any]:
    """Plays the complaint; units by kind, place and step, and the counts that money needs."""
    played = json.loads(children.on_moto("bench.journey"))
    charges = [one for one in played["charges"] if not is_standing(one)]
    calls = {f"{function} {name}": 0 for _, function, name, _ in played["calls"]}
    for _, function, name, number in played["calls"]:
        calls[f"{function} {name}"] += number
    counts = counted(played, charges)
    found, fewest = itemised(charges), fewest_units(_listed(), counts)
    return {
        "counts": counts,
        "invoked": played["invoked"],
        "passed": played["passed"],
        "logged": played["logged"],
        "calls": dict(sorted(calls.items())),
        "items": rows(found, fewest),
        "steps": by_step(charges),
        "ratios": [_ratio(side, found, fewest).plain() for side in ("write", "read")],
    }


def is_standing(charge: Mapping[str, Any]) -> bool:
    """The sweeper looks every minute, whether there is a complaint or not."""
    return charge["function"] == "sweeper" and charge["side"] == "read"


def counted(played: Mapping[str, Any], charges: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many of everything that fewest.yaml counts by."""
    writes = Counter(one["kind"] for one in charges if _is_of_table(one))
    calls: Counter[str] = Counter()
    for _, function, name, number in played["calls"]:
        calls[f"{function} {name}"] += number
    mails = calls["deliver sesv2:SendEmail"]
    pages = played["shown"]
    return {
        "once": 1,
        "twice": 2,
        "events": played["passed"]["events"],
        "commands": writes["Case"],
        "stages": STAGES,
        "mails": mails,
        "citizen_mails": played["citizen_mails"],
        "heads": writes["Window"],
        "photo_forms": writes["PhotoClaim"],
        "desk_pages": pages["desk"],
        "case_pages": pages["desk"] + pages["citizen"],
        "shards": SHARDS,
    }


def _is_of_table(charge: Mapping[str, Any]) -> bool:
    return charge["side"] == "write" and charge["where"] == "table"


def itemised(charges: Iterable[Mapping[str, Any]]) -> dict[Key, float]:
    """Units by kind, place and side."""
    found: defaultdict[Key, float] = defaultdict(float)
    for one in charges:
        found[one["kind"], one["where"], one["side"]] += one["units"]
    return dict(found)


def fewest_units(
    listed: Mapping[str, Iterable[Mapping[str, Any]]], counts: Mapping[str, int]
) -> dict[Key, float]:
    """The list of fewest.yaml with the counts of the journey in it."""
    found: defaultdict[Key, float] = defaultdict(float)
    for side, lines in listed.items():
        for one in lines:
            amount = one["each"] * counts[one["of"]] - one.get("less", 0)
            found[one["kind"], one["where"], side.removesuffix("s")] += amount
    return dict(found)


def rows(found: Mapping[Key, float], fewest: Mapping[Key, float]) -> list[dict[str, Any]]:
    """A line for each item and place, the dearest first."""
    keys = sorted(found.keys() | fewest.keys(), key=lambda key: (-found.get(key, 0), key))
    return [
        {
            "kind": kind,
            "where": where,
            "side": side,
            "units": found.get((kind, where, side), 0),
            "fewest": fewest.get((kind, where, side), 0),
        }
        for kind, where, side in keys
    ]


def by_step(charges: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Units of each step, both sides."""
    found: dict[str, dict[str, float]] = {}
    for one in charges:
        sides = found.setdefault(one["step"], {"read": 0, "write": 0})
        sides[one["side"]] += one["units"]
    return found


def _ratio(side: str, found: Mapping[Key, float], fewest: Mapping[Key, float]) -> Ratio:
    product, floor = (
        sum(amount for (_, _, which), amount in one.items() if which == side)
        for one in (found, fewest)
    )
    return Ratio(f"{side} units of a complaint", product, floor, "units")


def _listed() -> dict[str, Any]:
    return dict(yaml.safe_load((HERE / "fewest.yaml").read_text("utf-8")))
