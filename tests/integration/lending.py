"""Lending on the table: requests of invented citizens, and what the table says is taken."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from mandat.bookings import store
from mandat.bookings.commands import Done, execute, request
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.fleet import Fleet
from mandat.bookings.domain.model import Booking
from mandat.cases import store as cases
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import RouteCase
from mandat.cases.domain.facts import Event
from mandat.personal.submission import Submission
from samples import resent, submission
from unit.bookings import samples as b
from unit.cases import samples as s

FIRST, LAST = b.SATURDAY - timedelta(days=60), b.SATURDAY + timedelta(days=30)
Slot = tuple[str, date, int]


def lend(fleet: Fleet = b.FLEET) -> None:
    """The fleet, in place of the one that the city has synced."""
    known = store.read_fleet()
    replaces = known.version if known else 0
    store.put_fleet(replace(fleet, version=replaces + 1), replaces)


def filed(key: str, offer: str = "mobil-dinas", **changes: Any) -> Submission:
    sent = submission(f"submit:{key}", service_id=offer)
    return resent(sent, **({"person": key} | changes))


def ask(key: str, at: datetime = b.NOW, **changes: Any) -> str:
    """Ask for the car of the sample; the case's id. Every key is a family of its own."""
    wish = b.wish(**({"family": key.ljust(32, "."), "lane": 0, "fleet": Fleet()} | changes))
    return request(filed(key, wish.offer), wish, at, pause=no_pause).case.id


def ask_for_goods(key: str, **changes: Any) -> str:
    return ask(key, **({"offer": "perlengkapan-duka", "family": "", "loan": b.goods()} | changes))


def no_pause(_attempt: int) -> None:
    """On moto nobody meets anybody."""


def route(case_id: str, owner: str = "bagian-umum") -> None:
    command = RouteCase(f"route:{case_id}", "system", calendar=s.CALENDAR, owner=owner)
    execute_case(case_id, command, b.NOW)


def say(
    case_id: str,
    kind: type[a.BookingCommand],
    actor: str = b.POST,
    *,
    at: datetime = b.NOW,
    **more: Any,
) -> Done:
    """A command of the sample post, or of `actor`."""
    return execute(case_id, b.say(kind, actor, **({"fleet": Fleet()} | more)), at, pause=no_pause)


def approved(key: str, **changes: Any) -> str:
    """A case whose booking the post has said yes to."""
    case_id = ask(key, **changes)
    route(case_id)
    say(case_id, a.ApproveBooking)
    return case_id


def booking(case_id: str) -> Booking:
    found = store.load(case_id)
    assert found
    return found


def taken(*resources: str) -> dict[Slot, str]:
    """Who holds which half hours of single things."""
    wanted = resources or ("bd-1-a", "bd-2-a", "amb-1", "amb-2", "amb-3")
    return {
        (resource, day, minute): holder
        for resource, days in store.sheets(wanted, FIRST, LAST).items()
        for day, sheet in days.items()
        for minute, holder in sheet.items()
    }


def hours(case_id: str, resource: str = "bd-1-a", day: date = b.SATURDAY) -> tuple[int, ...]:
    """The half hours that a case holds of a thing on a day."""
    mine = (slot for slot, holder in taken(resource).items() if holder == case_id)
    return tuple(sorted(minute for _, on, minute in mine if on == day))


def out(*resources: str) -> dict[tuple[str, date], int]:
    """How many of each pool are out, on days with any."""
    found = store.pools(resources or ("tenda", "kursi"), FIRST, LAST)
    return {(one, day): used for one, days in found.items() for day, used in days.items() if used}


def events(case_id: str) -> tuple[Event, ...]:
    return cases.timeline(case_id)


def facts(case_id: str) -> list[str]:
    return [one.type for one in events(case_id)]


def last_event(case_id: str, kind: str) -> Event:
    return next(one for one in reversed(events(case_id)) if one.type == kind)
