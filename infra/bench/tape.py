"""Tapes: a request, the AWS calls that the product made for it, and what AWS answered.

Kept with `marshal`: it is built in, so that a measured process reads one without an import.
"""

from __future__ import annotations

import json
import marshal
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.places import TAPES


@dataclass
class Call:
    """One AWS call: what was asked of botocore, where it went, and the bytes of the answer."""

    service: str
    operation: str
    params: dict[str, Any]
    target: str = ""
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass
class Tape:
    """`function` (its folder's name) answers `event`, a JSON text, by these calls."""

    function: str
    event: str
    calls: list[Call]

    def save(self, name: str) -> Path:
        path = TAPES / f"{name}.tape"
        path.parent.mkdir(parents=True, exist_ok=True)
        plain = {
            "function": self.function,
            "event": self.event,
            "given": json.loads(self.event),
            "calls": [_plain(call) for call in self.calls],
        }
        path.write_bytes(marshal.dumps(plain))
        return path

    @classmethod
    def load(cls, name: str) -> Tape:
        plain = marshal.loads((TAPES / f"{name}.tape").read_bytes())  # noqa: S302  the bench's own
        calls = [Call(*call) for call in plain["calls"]]
        return cls(plain["function"], plain["event"], calls)


def _plain(call: Call) -> tuple[Any, ...]:
    return (
        *(call.service, call.operation, _builtin(call.params)),
        *(call.target, call.status, call.headers, call.body),
    )


def _builtin(value: Any) -> Any:
    """`value` of plain built-in types: marshal takes no enum and no named string."""
    if isinstance(value, dict):
        return {_builtin(name): _builtin(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_builtin(one) for one in value]
    for kind in (bool, int, float, str, bytes):
        if isinstance(value, kind):
            return kind(value)
    raise TypeError(f"a parameter of type {type(value)} is not kept")
