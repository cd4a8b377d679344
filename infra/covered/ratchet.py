"""The floor: the domain is covered whole, every other slice at least as well as before."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from covered.figures import Figure
from covered.places import DOMAIN

WHOLE = 100
HEAD = """\
# Percent of lines and branches that `make unit` reaches, a slice. The domain's is always 100.
# PYTHONPATH=infra .venv/bin/python -m covered --raise lifts what has risen; nothing lowers it.
"""


def stored(path: Path) -> dict[str, int]:
    return tomllib.loads(path.read_text("utf-8"))


def short(figures: Mapping[str, Figure], floor: Mapping[str, int]) -> list[str]:
    """A sentence for each slice below its floor, or without one."""
    found = []
    for name, figure in sorted(figures.items()):
        least = WHOLE if name == DOMAIN else floor.get(name)
        if least is None:
            found.append(f"{name} has no floor yet: --raise writes it")
        elif figure.percent < least:
            found += [
                f"{name}: {figure.percent} % is covered, {least} % must be",
                *_missing(figure),
            ]
    return found


def _missing(figure: Figure) -> list[str]:
    return [f"  {file}: {lines}" for file, lines in figure.missing.items()]


def raised(figures: Mapping[str, Figure], floor: Mapping[str, int]) -> dict[str, int]:
    """The floor after this run: never lower, and without slices that are gone."""
    rest = {name: one for name, one in figures.items() if name != DOMAIN}
    return {name: max(floor.get(name, 0), one.percent) for name, one in rest.items()}


def written(floor: Mapping[str, int]) -> str:
    return HEAD + "".join(f"{name} = {least}\n" for name, least in sorted(floor.items()))
