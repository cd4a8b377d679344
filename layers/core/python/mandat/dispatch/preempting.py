"""An emergency takes the ambulance of a booked ride: the ride first, then the call."""

from datetime import datetime

from mandat.bookings.commands import execute as lend
from mandat.bookings.domain.acts import PreemptBooking
from mandat.dispatch import store
from mandat.dispatch.commands import execute
from mandat.dispatch.domain.acts import AssignUnit
from mandat.dispatch.saving import Done
from mandat.errors import InvalidError, NotAllowedError, RefusedError
from mandat.text.mark import msg
from mandat.text.words import translations

# Before a unit that is on a ride, where the desk chooses.
RIDE = "ride:"
REASON = "emergency"
WHY = msg("The ambulance is needed for an emergency. We are sorry; please choose another time.")


def send_from_ride(case_id: str, command: AssignUnit, now: datetime) -> Done:
    """Take the unit's ride back, then send the unit. Each is done once for the command's cause.

    Raises NotAllowedError("ride_going_on") for a ride whose passenger is aboard, and as `execute`.
    A ride that was taken back stays so when the unit cannot be sent: the desk chooses again.
    """
    if command.unit is None:
        raise InvalidError("unit", "choose_one")
    ride = store.rides([command.unit.id], now).get(command.unit.id)
    if ride:
        _take_back(ride, command, now)
    return execute(case_id, command, now)


def _take_back(ride: str, command: AssignUnit, now: datetime) -> None:
    why = translations("id").gettext(WHY)
    wish = PreemptBooking(
        f"{command.cause}:{ride}",
        command.actor,
        calendar=command.calendar,
        reason=REASON,
        text=why,
    )
    try:
        lend(ride, wish, now)
    except RefusedError as error:
        raise NotAllowedError("ride_going_on") from error
