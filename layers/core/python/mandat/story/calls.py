"""What happened to a call for an ambulance, as a story that people read. Domain «dispatch»."""

from collections.abc import Callable, Mapping

from mandat.cases.domain.facts import Event
from mandat.dispatch.domain import facts as f
from mandat.text.mark import msg
from mandat.text.words import translations

# The names in braces are filled from the fact and from who acted.
SENTENCES: Mapping[str, str] = {
    "UnitCalled": msg("Ambulance called"),
    "UnitCallConfirmed": msg("Confirmed by {by}: an ambulance is sent"),
    "UnitOffered": msg("{unit} is asked to come"),
    "UnitNotFree": msg("No ambulance is free just now. The ambulance desk looks for one"),
    "UnitPassed": msg("{unit} does not come: {reason}"),
    "UnitAccepted": msg("{unit} takes the call"),
    "UnitLeft": msg("{unit} is on its way"),
    "UnitArrived": msg("{unit} has arrived"),
    "UnitCarrying": msg("{unit} drives to the hospital"),
    "UnitFinished": msg("{unit} has finished"),
    "UnitStepTakenBack": msg("{unit} took the last step back: it was a slip"),
    "UnitReturned": msg("{unit} is free again"),
    "UnitAlarmed": msg("Five minutes without a yes: the ambulance desk was alarmed"),
    "UnitCallFalse": msg("Closed by {by}: nobody was found who needed an ambulance"),
    "UnitCallCancelled": msg("Cancelled by {by}: no ambulance is needed any more"),
}
BY_ITSELF = msg("Nobody confirmed it in time: an ambulance is sent all the same")
TO_CONFIRM = msg("Ambulance called. The ambulance desk calls back first")
BY_DESK = msg("{unit} is asked to come, by word of the ambulance desk")

WHOM: Mapping[str, str] = {
    "patient": msg("Somebody who is ill or hurt"),
    "body": msg("A body to be carried"),
}
# limits.CANNOT_REASONS, limits.SERVICE_REASONS, and what else passes a call on.
REASONS: Mapping[str, str] = {
    "breakdown": msg("it has broken down"),
    "no_crew": msg("its crew is not complete"),
    "other_duty": msg("it is on another duty"),
    "too_far": msg("it is too far away"),
    "maintenance": msg("it is being serviced"),
    "no_answer": msg("no answer within two minutes"),
    "reassigned": msg("the ambulance desk sends another one"),
}


def sentence(event: Event, by: str, locale: str) -> str:
    """One event of a call; `by` is the title of who acted."""
    say, fact = translations(locale).gettext, event.fact
    values = {"by": by, "unit": getattr(fact, "name", ""), "reason": _reason(fact, say)}
    found = say(_message(event)).format_map(values)
    return found[:1].upper() + found[1:]


def _reason(fact: object, say: Callable[[str], str]) -> str:
    code = getattr(fact, "reason", "")
    return say(REASONS[code]) if code in REASONS else ""


def _message(event: Event) -> str:
    match event.fact:
        case f.UnitCalled(to_confirm=True):
            return TO_CONFIRM
        case f.UnitCallConfirmed() if event.actor == "system":
            return BY_ITSELF
        case f.UnitOffered(how="desk"):
            return BY_DESK
    return SENTENCES[event.type]
