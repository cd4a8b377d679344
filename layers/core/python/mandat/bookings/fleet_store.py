"""The fleet in the table: CITY / FLEET, everything that is lent and on which terms, one GetItem."""

import time
from collections.abc import Callable

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError

from mandat.bookings.domain.fleet import Fleet
from mandat.errors import ConflictError, NotFoundError
from mandat.platform.table import Number, TableItem
from mandat.platform.transaction import REFUSED

FLEET_KEY = ("CITY", "FLEET")
CACHE_SECONDS = 60.0

Clock = Callable[[], float]
_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Fleet)


class FleetItem(TableItem, discriminator="Fleet"):
    version = Number()
    body = UnicodeAttribute()


_cached: tuple[float, Fleet] | None = None


def fleet_to_json(fleet: Fleet) -> str:
    """Equal fleets give equal text."""
    return _encoder.encode(fleet).decode()


def load_fleet(clock: Clock = time.monotonic) -> Fleet:
    """The fleet as it is lent now, at most a minute old; NotFoundError before the first sync."""
    global _cached  # noqa: PLW0603  one fleet a process is the point
    now = clock()
    if _cached is None or now - _cached[0] >= CACHE_SECONDS:
        fleet = read_fleet()
        if fleet is None:
            raise NotFoundError("fleet_missing")
        _cached = (now, fleet)
    return _cached[1]


def forget_fleet() -> None:
    """Read the fleet anew at the next `load_fleet`."""
    global _cached  # noqa: PLW0603  one fleet a process is the point
    _cached = None


def read_fleet() -> Fleet | None:
    """The fleet as it is in the table now."""
    try:
        item = FleetItem.get(*FLEET_KEY, consistent_read=True)
    except DoesNotExist:
        return None
    return _decoder.decode(item.body)


def put_fleet(fleet: Fleet, replaces: int) -> None:
    """Write the fleet over version `replaces` (0: none yet); ConflictError if that is gone."""
    item = FleetItem(*FLEET_KEY, version=fleet.version, body=fleet_to_json(fleet))
    seen = FleetItem.version == replaces if replaces else FleetItem.pk.does_not_exist()
    try:
        item.save(condition=seen)
    except PutError as error:
        if error.cause_response_code == REFUSED:
            raise ConflictError("fleet_changed") from error
        raise
    forget_fleet()
