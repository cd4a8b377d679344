"""/meja/<token>: the ambulance desk. Open calls, the longest open first, and the unit board."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aws_lambda_powertools.event_handler import Response

from mandat.bookings.domain.fleet import Fleet, Resource
from mandat.city.domain import Catalogue, owner_of
from mandat.city.store import load_catalogue
from mandat.dispatch import store
from mandat.dispatch.commands import open_calls
from mandat.dispatch.domain.limits import ALARM_AFTER
from mandat.dispatch.domain.model import UNANSWERED, Call, CallStatus, Unit, UnitState
from mandat.dispatch.fleet import EMERGENCY, fleet_now, name_of, units_of
from mandat.errors import LinkExpiredError, NotFoundError
from mandat.personal.domain import Contact, Narrative
from mandat.platform.links import Purpose, read
from mandat.platform.observability import logger
from mandat.story.calls import REASONS, WHOM
from mandat.web.dispatch.refreshing import is_still, refreshed
from mandat.web.dispatch.wording import ON_RIDE, SHORT
from mandat.web.phones import show_phone
from mandat.web.staff.moments import span
from mandat.web.staff.viewer import Viewer, for_list, viewer_of
from mandat.web.visit import Visit

SECONDS = 10


@dataclass(frozen=True)
class Desk:
    """The desk's visit. `token` has the power of the post's worklist."""

    visit: Visit
    token: str
    viewer: Viewer
    catalogue: Catalogue
    fleet: Fleet

    @property
    def now(self) -> datetime:
        return self.visit.now

    @property
    def units(self) -> tuple[Resource, ...]:
        return units_of(self.fleet)

    def path(self, more: str = "") -> str:
        return f"/meja/{self.token}/{more}" if more else f"/meja/{self.token}"

    def age(self, since: datetime | None) -> str:
        return span(self.now - since, self.visit.locale) if since else ""


@dataclass(frozen=True)
class Row:
    """An open call. `is_red`: nobody has said yes, and it is more than five minutes old."""

    call: Call
    state: str
    age: str
    state_age: str
    is_red: bool
    place: str
    whom: str
    where: str = field(repr=False)
    phone: str = field(repr=False)
    position: str = field(repr=False)
    unit_phone: str = field(repr=False)
    case_link: str = field(repr=False)


@dataclass(frozen=True)
class UnitRow:
    """A unit on the board. `age` is how long it has been as it is, empty when that is unknown."""

    id: str
    name: str
    place: str
    state: str
    is_free: bool
    is_out: bool
    age: str
    reason: str
    case_id: str
    phone: str = field(repr=False)


def desk_of(visit: Visit, token: str) -> Desk:
    """Raises LinkError; LinkExpiredError; NotFoundError for another post's worklist link."""
    viewer = for_list(viewer_of(read(Purpose.WORKLIST, token, visit.now), visit.now))
    catalogue = load_catalogue()
    if viewer.id != desk_post(catalogue):
        raise NotFoundError("no_page")
    logger.append_keys(post=viewer.id)
    return Desk(visit, token, viewer, catalogue, fleet_now())


def desk_post(catalogue: Catalogue) -> str:
    """The post that every emergency call comes to; empty in a city without ambulances."""
    service = catalogue.service(EMERGENCY)
    return owner_of(service, None) if service else ""


def show(visit: Visit, token: str) -> Response[str]:
    """A link whose time is over is renewed where every worklist is."""
    try:
        desk = desk_of(visit, token)
    except LinkExpiredError:
        return visit.redirect(f"/t/daftar/{token}")
    return refreshed(visit, board(desk), SECONDS)


def board(desk: Desk, *, notice: str = "", status: int = 200) -> Response[str]:
    rows, units = calls_now(desk), units_now(desk)
    return desk.visit.page(
        "dispatch/desk.html",
        status=status,
        desk=desk,
        title=desk.viewer.post.title,
        rows=rows,
        units=units,
        counts=_counts(units),
        red=any(one.is_red for one in rows),
        worklist=desk.viewer.worklist_link(desk.now),
        shown=show_phone,
        still=is_still(desk.visit),
        seconds=SECONDS,
        notice=notice,
    )


def _counts(units: list[UnitRow]) -> tuple[int, int, int]:
    """Free, at work, out of service."""
    free = sum(one.is_free for one in units)
    out = sum(one.is_out for one in units)
    return free, len(units) - free - out, out


def calls_now(desk: Desk) -> list[Row]:
    found = open_calls(desk.viewer.id)
    ids = [one.case_id for one in found]
    contacts, stories = store.contacts(ids), store.narratives(ids)
    return [_row(desk, one, contacts[one.case_id], stories[one.case_id]) for one in found]


def _row(desk: Desk, call: Call, contact: Contact, story: Narrative) -> Row:
    say, unit = desk.visit.say, desk.fleet.resource(call.unit)
    at = (story.latitude, story.longitude)
    return Row(
        call,
        say(SHORT[call.status]),
        desk.age(call.called_at),
        desk.age(call.since),
        is_red(call, desk.now),
        _district(desk, call.district),
        say(WHOM[call.whom]),
        story.landmark,
        contact.phone,
        "" if None in at else f"{at[0]},{at[1]}",
        unit.driver.phone if unit and call.is_active else "",
        desk.viewer.case_link(call.case_id, desk.now),
    )


def is_red(call: Call, now: datetime) -> bool:
    late = now - call.called_at >= ALARM_AFTER - timedelta(seconds=1)
    return call.status in UNANSWERED and (call.alarmed or late)


def _district(desk: Desk, code: str) -> str:
    villages = desk.catalogue.villages
    return next((one.district for one in villages if one.district_code == code), "")


def units_now(desk: Desk) -> list[UnitRow]:
    """Those at work first, then those that cannot be sent, then the free ones."""
    stands = store.load_units(one.id for one in desk.units)
    riding = store.rides((one.id for one in desk.units), desk.now)
    found = [_unit(desk, one, stands[one.id], one.id in riding) for one in desk.units]
    return sorted(found, key=lambda one: (one.is_free, one.is_out, one.id))


def _unit(desk: Desk, resource: Resource, unit: Unit, is_riding: bool) -> UnitRow:  # noqa: FBT001  read off the sheet
    say, free = desk.visit.say, unit.state is UnitState.FREE
    return UnitRow(
        resource.id,
        name_of(resource),
        _beside(name_of(resource), _district(desk, resource.district)),
        say(ON_RIDE if free and is_riding else SHORT[_state(unit)]),
        free and not is_riding,
        unit.state is UnitState.OUT,
        desk.age(unit.since),
        say(REASONS[unit.reason]) if unit.reason in REASONS else "",
        unit.case_id,
        resource.driver.phone,
    )


def _beside(name: str, district: str) -> str:
    """The kecamatan, unless the unit is called after it."""
    return "" if district in name else district


def _state(unit: Unit) -> str:
    return CallStatus(unit.step) if unit.state is UnitState.AT_CALL else unit.state
