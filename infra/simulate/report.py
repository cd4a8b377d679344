"""The year in words: one line a promise, then what it took."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

COLUMNS = ("promised", "kept", "late", "open", "taken back", "to the leaders")
SPENT = ("mails", "items written", "write units", "dynamodb calls", "sqs calls", "kms calls")


def report(result: Mapping[str, Any]) -> str:
    took = f"{result['seconds']} seconds on {result['parts']} cores, {result['cpu_seconds']} of CPU"
    lines = [f"{result['days']} days, {took}", ""]
    lines.append(f"{'':22}" + "".join(f"{name:>15}" for name in COLUMNS))
    for service, line in result["told"].items():
        lines.append(f"{service:22}" + "".join(f"{line.get(name, 0):15,}" for name in COLUMNS))
    lines += ["", *(f"{name:18}{result['spent'].get(name, 0):14,}" for name in SPENT)]
    lines += ["", *(f"refused: {one}" for one in result["refused"])]
    return "\n".join(lines).rstrip()
