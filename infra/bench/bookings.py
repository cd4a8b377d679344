"""Units of one loan, and the seconds of a hold on the emulator: alone, and among forty."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from statistics import median, quantiles
from typing import Any

from bench import capacity, children
from bench.places import KEPT
from local import emulator, ports
from local.settings import Settings

APART = "apart: "
LATE = 95


def measure() -> dict[str, Any]:
    """Plays the loan on moto, and holds on an emulator of the bench's own."""
    played = _said(children.on_moto("bench.lending"))
    charges = [one for one in played["charges"] if not capacity.is_standing(one)]
    whole = [one for one in charges if not one["step"].startswith(APART)]
    return {
        "counts": played["passed"],
        "items": capacity.rows(capacity.itemised(whole), {}),
        "steps": capacity.by_step(charges),
        "whole": _together(whole),
        "holds": _holds(),
    }


def _said(printed: str) -> dict[str, Any]:
    """The last line: before it stands what the product has logged."""
    return dict(json.loads(printed.splitlines()[-1]))


def _together(charges: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    found = {"read": 0.0, "write": 0.0}
    for one in charges:
        found[one["side"]] += one["units"]
    return found


def _holds() -> dict[str, dict[str, Any]]:
    own = Settings(KEPT / "emulator", port=ports.any_free(), mailbox_port=ports.any_free())
    shutil.rmtree(own.folder, ignore_errors=True)
    own.folder.mkdir(parents=True)
    with emulator.running(own, own.mailbox_port, on_saved=lambda: None):
        found = _said(children.on_moto("bench.contending", endpoint=own.endpoint))
    return {name: _timed(one) for name, one in found.items()}


def _timed(found: Mapping[str, Any]) -> dict[str, Any]:
    took = [1000 * one for one in found["seconds"]]
    late = quantiles(took, n=100, method="inclusive")[LATE - 1]
    return {"answers": found["answers"], "p50_ms": round(median(took)), "p95_ms": round(late)}
