"""Calls for an ambulance against the store, with the four units of the samples."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from mandat.bookings.fleet_store import forget_fleet, put_fleet
from mandat.cases.commands import Receipt
from mandat.cases.domain.model import Due
from mandat.cases.store import DueItem
from mandat.city.domain import Address, Post
from mandat.city.store import create_post
from mandat.dispatch import store
from mandat.dispatch.calling import call
from mandat.dispatch.commands import execute
from mandat.dispatch.domain import acts as a
from mandat.dispatch.domain.model import Call, Unit
from mandat.dispatch.saving import Done
from mandat.personal.domain import Contact, Narrative
from mandat.personal.submission import Submission
from mandat.platform.links import crew_url, desk_url
from samples import items
from unit.cases import samples as s
from unit.dispatch import samples as d

PHONE = "+6281200000077"
MAILBOX = Address("a1", "Petugas Meja", "meja-ambulans@example.org")
UNITS = tuple(one.id for one in d.FLEET.resources)


def have_fleet() -> None:
    forget_fleet()
    put_fleet(d.FLEET, replaces=0)


def submission(cause: str, phone: str = PHONE, **changes: Any) -> Submission:
    command = d.submit(cause=cause, case_id="", **changes)
    story = Narrative(description=command.text, landmark="depan masjid")
    return Submission(command, Contact(phone=phone), story, digest="d1", code="ABC123")


def calls(cause: str, now: datetime = d.NOW, phone: str = PHONE, **changes: Any) -> Receipt:
    """Somebody calls from `phone`."""
    values = {
        "whom": "patient",
        "district": "17.71.06",
        "caller": store.caller_hash(phone),
        "owner": d.DESK,
    }
    wish = a.CallUnit(cause, "system", calendar=s.CALENDAR, **(values | changes))
    return call(submission(cause, phone), wish, now)


def standing(case_id: str) -> Call:
    found = store.load(case_id)
    assert found is not None
    return found


def crew(case_id: str, kind: type[a.CrewCommand], cause: str, now: datetime, **more: Any) -> Done:
    """By the crew that is at it, with its own link."""
    one = standing(case_id)
    more = {"offer": one.offer} | more
    command = kind(cause, f"driver:{one.unit}", calendar=s.CALENDAR, **more)
    return execute(case_id, command, now)


def taps(case_id: str, steps: Iterable[str], now: datetime) -> None:
    for step in steps:
        crew(case_id, a.TakeStep, f"{case_id}:{step}", now, step=step)


def board() -> dict[str, Unit]:
    return store.load_units(UNITS)


def dues(prefix: str = "unit:") -> set[tuple[str, Due]]:
    """Due items of calls that are in the table, by looking at all of it."""
    found = (DueItem.from_raw_data(one) for one in items("DUE#"))
    return {
        (one.case_id, Due(one.due_kind, datetime.fromisoformat(one.due_at), one.task_id))
        for one in found
        if one.due_kind.startswith(prefix)
    }


def staff_desk() -> Post:
    """The post of the desk, with an address of its own."""
    desk = Post(d.DESK, "Meja ambulans", "dinkes", "dinas-kesehatan", (MAILBOX,))
    create_post(desk)
    return desk


def desk_link(now: datetime) -> str:
    return desk_url(d.DESK, MAILBOX.id, "1", now)


def crew_link(case_id: str, unit: str = "", offer: int = 0) -> str:
    """The crew's link; by default that of the unit that is at it."""
    one = standing(case_id)
    until = datetime.now(UTC) + timedelta(hours=12)
    return crew_url(case_id, unit or one.unit, offer or one.offer, until)
