"""Plays every measured request on moto and keeps its tape. Run as a process of its own.

Each request is played twice: as the first of a fresh process (`<name>-first`), then once more with
another report or case where the first may not be repeated (`<name>-again`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bench import doors
from bench.recorder import recorded
from bench.requests import page_event
from bench.tape import Tape
from bench.world import city

OWNER = "dinas-pupr"


@dataclass(frozen=True)
class Scene:
    """One kind of request: `events` makes the two of it."""

    name: str
    function: str
    events: Callable[[], Iterable[dict[str, Any]]]


def _twice(path: str) -> list[dict[str, Any]]:
    return [page_event("GET", path)] * 2


def _reports() -> list[dict[str, Any]]:
    return [doors.report_event(), doors.report_event()]


def _acknowledgements() -> list[dict[str, Any]]:
    paths = [f"{doors.desk(doors.owned(), OWNER)}/terima" for _ in range(2)]
    return [doors.form_event("actions", path, **doors.SURE) for path in paths]


def _routed() -> list[dict[str, Any]]:
    return [doors.feed_event(doors.filed(doors.report_event()), 1) for _ in range(2)]


SCENES = (
    Scene("home", "intake", lambda: _twice("/")),
    Scene("form", "intake", lambda: _twice("/lapor")),
    Scene("submission", "intake", _reports),
    Scene("tracking", "intake", lambda: _twice(doors.tracking(doors.owned()))),
    Scene("case", "actions", lambda: _twice(doors.desk(doors.owned(), OWNER))),
    Scene("acknowledge", "actions", _acknowledgements),
    Scene("routed", "routing", _routed),
)


def keep(scene: Scene) -> None:
    """Play the scene's two requests and keep their tapes."""
    events = tuple(scene.events())
    doors.forget()
    for event, when in zip(events, ("first", "again"), strict=True):
        with recorded() as calls:
            doors.call(scene.function, event)
        Tape(scene.function, json.dumps(event), calls).save(f"{scene.name}-{when}")


def main() -> None:
    with city():
        for scene in SCENES:
            keep(scene)


if __name__ == "__main__":
    main()
