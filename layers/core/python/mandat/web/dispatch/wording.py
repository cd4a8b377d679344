"""Words of the pages about calls: states for the citizen and the desk, buttons, refusals."""

from collections.abc import Mapping

from mandat.dispatch.domain.model import CallStatus, UnitState
from mandat.text.mark import msg

# For the citizen: what happens now, and what that means.
STATES: Mapping[CallStatus, tuple[str, str]] = {
    CallStatus.TO_CONFIRM: (
        msg("Your call is received"),
        msg("The ambulance desk calls you back first. Keep the phone free."),
    ),
    CallStatus.WITH_DESK: (
        msg("An ambulance is being looked for"),
        msg("None is free just now. The ambulance desk sees your call and looks for one."),
    ),
    CallStatus.OFFERED: (
        msg("{unit} is asked to come"),
        msg("It answers within two minutes; if not, the next one is asked."),
    ),
    CallStatus.ACCEPTED: (
        msg("{unit} comes to you"),
        msg("The crew has taken your call and gets ready to leave. Keep the phone free."),
    ),
    CallStatus.ON_WAY: (
        msg("{unit} is on its way"),
        msg("Have somebody wait at the road and wave."),
    ),
    CallStatus.ARRIVED: (msg("{unit} has arrived"), ""),
    CallStatus.CARRYING: (msg("{unit} drives to the hospital"), ""),
    CallStatus.FINISHED: (msg("{unit} has finished"), ""),
}
# How a call ended, by the fact that ended it.
ENDS: Mapping[str, tuple[str, str]] = {
    "UnitReturned": (msg("The ambulance has finished"), msg("We wish you well.")),
    "UnitCallFalse": (
        msg("The call is closed"),
        msg("Nobody was found who needed an ambulance. Is that wrong? Call at once."),
    ),
    "UnitCallCancelled": (msg("The call is cancelled"), msg("No ambulance comes any more.")),
}

# For the desk, in a few words.
SHORT: Mapping[str, str] = {
    CallStatus.TO_CONFIRM: msg("To be confirmed"),
    CallStatus.WITH_DESK: msg("No unit yet"),
    CallStatus.OFFERED: msg("Asked"),
    CallStatus.ACCEPTED: msg("Takes it"),
    CallStatus.ON_WAY: msg("On its way"),
    CallStatus.ARRIVED: msg("At the place"),
    CallStatus.CARRYING: msg("To the hospital"),
    CallStatus.FINISHED: msg("Finished"),
    UnitState.FREE: msg("Free"),
    UnitState.OUT: msg("Out of service"),
}
ON_RIDE = msg("On a booked ride")

# The crew's buttons, and what each of them says once it is pressed.
BUTTONS: Mapping[str, tuple[str, str]] = {
    "terima": (msg("Accept"), msg("Accepted")),
    "berangkat": (msg("Leave"), msg("Left")),
    "tiba": (msg("Arrived"), msg("Arrived")),
    "antar": (msg("To hospital"), msg("To hospital")),
    "selesai": (msg("Done"), msg("Done")),
}
CANNOT: Mapping[str, str] = {
    "breakdown": msg("The ambulance has broken down"),
    "no_crew": msg("The crew is not complete"),
    "other_duty": msg("On another duty"),
    "too_far": msg("Too far away"),
}
SERVICE: Mapping[str, str] = {
    "breakdown": msg("It has broken down"),
    "maintenance": msg("It is being serviced"),
    "no_crew": msg("Its crew is not complete"),
    "other_duty": msg("It is on another duty"),
}
BACK = "back"

# Why an act of the crew or the desk was not done, by the rule's code.
REFUSALS: Mapping[str, str] = {
    "passed_on": msg("This call has gone to another ambulance, or is over."),
    "too_late_to_take_back": msg("It is more than a minute ago: call the ambulance desk."),
    "already_at_it": msg("That ambulance is asked already."),
    "unit_taken": msg("That ambulance went to another call a moment ago. Choose another one."),
    "unit_moved": msg("That ambulance went to a call a moment ago. Nothing was changed."),
    "unit_at_call": msg("That ambulance is at a call. Send another one there first."),
    "ride_going_on": msg("That ride has begun, or is over: its ambulance cannot be taken from it."),
}
NOT_NOW = msg("That is not possible any more. This is how it stands now.")
AGAIN = msg("Nothing was done yet: the page was open for too long. Please tap once more.")
BUSY = msg("It did not work just now. Nothing was lost: please tap once more.")
