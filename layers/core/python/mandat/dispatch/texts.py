"""What the SMS and mails about a call say. Message ids in English; posts and crews read Indonesian.

An SMS lies open on a phone's screen: it has the kelurahan, and no more of the place or the person.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mandat.messaging.domain import Kind
from mandat.text.mark import msg


@dataclass(frozen=True)
class Wording:
    """`subject` is the heading too."""

    subject: str
    lead: str
    button: str


DESK_BUTTON = msg("Open the ambulance desk")
CREW_BUTTON = msg("Open and accept")
PHONE_BUTTON = msg("Call the ambulance desk")

WORDINGS: Mapping[Kind, Wording] = {
    Kind.CALL_NEW: Wording(
        msg("Ambulance called: {place}"),
        msg("Called at {time}. The nearest free ambulance is asked now, then the next."),
        DESK_BUTTON,
    ),
    Kind.CALL_CHECK: Wording(
        msg("Please confirm a call: {place}"),
        msg("This number has called in vain before, or calls very often. Call back, then confirm."),
        DESK_BUTTON,
    ),
    Kind.CALL_NO_UNIT: Wording(
        msg("No free ambulance: {place}"),
        msg("Every ambulance is at work or out of service. Send one by hand, or call 119."),
        DESK_BUTTON,
    ),
    Kind.CALL_ALARM: Wording(
        msg("ALARM: nobody has accepted a call for five minutes ({place})"),
        msg("Called at {time}, and no crew has said yes. Call the crews by phone now."),
        DESK_BUTTON,
    ),
    Kind.CREW_CALLED: Wording(
        msg("{unit} is called: {place}"),
        msg("Please answer before {until}. After that the next ambulance is asked."),
        CREW_BUTTON,
    ),
    Kind.CREW_OFF: Wording(
        msg("{unit}: you need not go ({place})"),
        msg("This call has gone to another ambulance, or is over."),
        CREW_BUTTON,
    ),
}
# For who leads the desk, and does not sit at it.
ALARM_ABOVE = msg("The ambulance desk has a call that no crew has accepted for five minutes.")

SMS: Mapping[Kind, str] = {
    Kind.CREW_CALLED: msg(
        "AMBULANCE {city}: {unit}, emergency in {place}. Press Accept before {until}: {link}"
    ),
    Kind.CREW_OFF: msg("AMBULANCE {city}: {unit}, you need not go to {place}. It is over."),
    Kind.CALL_COMES: msg("{city}: {unit} comes to you. Where it is now: {link}"),
}
FOOTER = (
    msg("Behind this link you act for this ambulance. Do not pass it on."),
    msg("Replies to this mail are read at the triage desk."),
)
