"""What was measured: lines and branches a slice, over all processes of a test run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import slipcover

from covered.places import slice_of

Measured = dict[str, Any]


@dataclass
class Figure:
    """Of a slice: how many lines and branches there are, were reached, and were not (by file)."""

    reached: int = 0
    whole: int = 0
    missing: dict[str, str] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        """Rounded down: 100 is all of it."""
        return self.reached * 100 // self.whole if self.whole else 100


def measured(folder: Path) -> Measured:
    """What the processes of the last run saw together. Raises FileNotFoundError without one."""
    found = [json.loads(one.read_text()) for one in sorted(folder.glob("*.json"))]
    if not found:
        raise FileNotFoundError("Nothing was measured: make unit does it.")
    whole, *others = found
    for one in others:
        slipcover.merge_coverage(whole, one)
    return whole["files"]


def by_slice(files: Measured, domain: Iterable[str]) -> dict[str, Figure]:
    """A figure for each slice, the domain's among them."""
    found: dict[str, Figure] = {}
    pure = frozenset(domain)
    for file, seen in sorted(files.items()):
        _add(found.setdefault(slice_of(file, pure), Figure()), file, seen)
    return found


def _add(figure: Figure, file: str, seen: Measured) -> None:
    reached = len(seen["executed_lines"]) + len(seen["executed_branches"])
    missed = [*seen["missing_lines"], *(f"{a}->{b}" for a, b in seen["missing_branches"])]
    figure.reached += reached
    figure.whole += reached + len(missed)
    if missed:
        figure.missing[file] = ", ".join(map(str, missed))
