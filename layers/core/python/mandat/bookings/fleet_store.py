"""The fleet in the table: CITY / FLEET, everything that is lent and on which terms, one GetItem."""

import time

from mandat.bookings.domain.fleet import Fleet
from mandat.platform.document import Clock, Document, DocumentItem


class FleetItem(DocumentItem, discriminator="Fleet"):
    """What is lent, by whom, and on which terms."""


_fleet = Document(FleetItem, Fleet, "fleet")


def load_fleet(clock: Clock = time.monotonic) -> Fleet:
    """The fleet as it is lent now, at most a minute old; NotFoundError before the first sync."""
    return _fleet.load(clock)


def forget_fleet() -> None:
    """Read the fleet anew at the next `load_fleet`."""
    _fleet.forget()


def read_fleet() -> Fleet | None:
    """The fleet as it is in the table now."""
    return _fleet.read()


def put_fleet(fleet: Fleet, replaces: int) -> None:
    """Write the fleet over version `replaces` (0: none yet); ConflictError if that is gone."""
    _fleet.put(fleet, replaces)
