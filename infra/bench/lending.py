"""One loan from its request to its return, played on moto, with all that follows from it.

Run as a process of its own; prints what it cost as JSON. A citizen with a mail address and a
number asks for the car on a Saturday; the post approves within hours; the reminders of three days,
one day and three hours before are sent; the driver hands the car over and takes it back. Then, by
themselves: a request that comes too late, a move, a cancellation with one in line, a month of the
calendar.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from bench import borrowing, clock
from bench.borrowing import DRIVER, OTHER_CAR, OWNER, TEXT, saturday
from bench.journey import Journey
from bench.meter import Meter
from bench.world import city

# A Tuesday, 09:05 in Bengkulu.
START = datetime(2026, 11, 24, 2, 5, tzinfo=UTC)
SATURDAY = saturday(START, 2)
HOUR = timedelta(hours=1)
BEFORE = (72 * HOUR, 24 * HOUR, 3 * HOUR)


class Lending(Journey):
    """Commands in place of forms: what the pages themselves read is not in it."""

    def command(self, do: Callable[[], Any]) -> Any:
        """A command of the function for bookings, heard."""
        self.meter.function = "booking"
        with self.meter.hearing():
            return do()

    def act(self, step: str, at: datetime, do: Callable[[], Any]) -> Any:
        return self.step(step, at, lambda: self.command(do))


def asked(key: str, **changes: Any) -> str:
    """Ask for the Saturday, held or in line; the case's id."""
    from dataclasses import replace

    from mandat.bookings.commands import request

    wish = replace(borrowing.wish(key, borrowing.loan(SATURDAY)), **changes)
    return request(borrowing.submission(key), wish, clock.now()).case.id


def done(case_id: str, name: str, actor: str, **more: Any) -> Any:
    """A command by its name."""
    from mandat.bookings import commands
    from mandat.bookings.domain import acts
    from mandat.city.store import load_catalogue

    kind = getattr(acts, name)
    calendar = load_catalogue().calendar
    command = kind(f"{name}:{case_id}", actor, text=TEXT * 2, calendar=calendar, **more)
    return commands.execute(case_id, command, clock.now())


def refused() -> None:
    from mandat.errors import TakenError

    try:
        asked("late")
    except TakenError:
        return
    raise ValueError("the car was lent twice")


def month() -> None:
    from mandat.bookings.store import sheets

    first = SATURDAY.replace(day=1)
    sheets([borrowing.CAR], first, first + timedelta(days=31))


def play(journey: Lending) -> None:
    """The loan that is measured as a whole, then what may happen besides."""
    loan = borrowing.loan(SATURDAY)
    case_id = journey.act("request and routing", START, lambda: asked("one"))
    approved = START + 2 * HOUR
    journey.act("approval", approved, lambda: done(case_id, "ApproveBooking", OWNER))
    for early in BEFORE:
        journey.step("reminders", loan.start - early, journey.sweep)
    journey.act("handed over", loan.start, lambda: done(case_id, "HandOver", DRIVER))
    journey.act("returned", loan.end, lambda: done(case_id, "ReturnBooking", DRIVER))


def play_besides(journey: Lending) -> None:
    held = journey.act("apart: another request", START, lambda: asked("two"))
    journey.act("apart: a request that comes too late", START, refused)
    journey.act("apart: in line", START, lambda: asked("three", in_line=True))
    moved = borrowing.loan(SATURDAY, hour=14, car=OTHER_CAR)
    journey.act("apart: moved", START, lambda: done(held, "MoveBooking", "citizen", loan=moved))
    journey.act("apart: cancelled", START, lambda: done(held, "CancelBooking", "citizen"))
    journey.act("apart: a month of one thing", START, month)


def main() -> None:
    with city():
        journey = Lending(Meter())
        play(journey)
        passed = dict(journey.passed)
        play_besides(journey)
    charges = [asdict(one) for one in journey.meter.charges]
    print(json.dumps({"charges": charges, "passed": passed}))


if __name__ == "__main__":
    main()
