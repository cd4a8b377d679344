"""The hour that the product sees, set by whoever plays: `now` is taken in the doors only."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta, tzinfo
from typing import ClassVar

DOORS = ("mandat.web.routing",)


class Clock(datetime):
    """In place of `datetime` in the doors: it goes on from the hour it was set to."""

    ahead: ClassVar[timedelta] = timedelta(0)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime.now(tz) + cls.ahead


def set_to(moment: datetime) -> None:
    """From here on it is `moment`, aware UTC."""
    Clock.ahead = moment - datetime.now(UTC)


def now() -> datetime:
    return Clock.now(UTC)


def put_into(function: str) -> None:
    """Into the doors of a function that is imported."""
    for name in (f"{function}.handler", *DOORS):
        module = sys.modules.get(name)
        if module is not None and hasattr(module, "datetime"):
            module.datetime = Clock  # type: ignore[attr-defined]
