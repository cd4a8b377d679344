"""SMS about what is lent: to citizens with a number only, and to drivers. No name, no free text."""

from collections.abc import Mapping

from mandat.bookings.lent import Lent, lent_of, names
from mandat.bookings.news import DRIVER
from mandat.messaging.domain import Kind
from mandat.messaging.matter import Matter
from mandat.platform.ids import show_reference
from mandat.platform.links import CHOOSE, MOVE, TAKE, change_url, driver_url, track_url
from mandat.text.mark import msg

TEXTS: Mapping[Kind, str] = {
    Kind.BOOKING_HELD: msg(
        "{city}: {thing} is held for you ({reference}), decided before {until}. {link}"
    ),
    Kind.BOOKING_IN_LINE: msg(
        "{city}: you are in line ({reference}). You get an SMS if it comes free. {link}"
    ),
    Kind.BOOKING_OFFERED: msg(
        "{city}: it has come free ({reference}). Take it until {until}: {link}"
    ),
    Kind.BOOKING_APPROVED: msg("{city}: agreed ({reference}). {thing}, {loan}. {link}"),
    Kind.BOOKING_PROPOSED: msg(
        "{city}: another time is proposed ({reference}). Choose until {until}: {link}"
    ),
    Kind.BOOKING_MOVED: msg("{city}: moved ({reference}). Now {loan}. {link}"),
    Kind.BOOKING_CANCELLED: msg("{city}: your loan {reference} is cancelled. {link}"),
    Kind.BOOKING_PREEMPTED: msg(
        "{city}: sorry, {thing} is taken back ({reference}). Choose anew until {until}: {link}"
    ),
    Kind.BOOKING_REMINDER: msg("{city}: soon, {thing}, {loan} ({reference}). {link}"),
    Kind.BOOKING_RETURN: msg("{city}: {thing} goes back {end} ({reference}). {link}"),
    Kind.BOOKING_LATE: msg(
        "{city}: {thing} is not back yet ({reference}). Please give it back. {link}"
    ),
    Kind.ANSWERED: msg("{city}: {reference} is answered. Read and rate it: {link}"),
    Kind.REJECTED: msg("{city}: {reference} is answered. Read and rate it: {link}"),
    Kind.CONFIRMED: msg("{city}: the leaders answered on {reference}. Read it: {link}"),
    Kind.NUDGE: msg("{city}: are you satisfied with {reference}? Tell us: {link}"),
    Kind.TRIP: msg("New trip {reference}: {thing}, {loan}. {link}"),
    Kind.TRIP_MOVED: msg("Trip moved {reference}: {thing}, now {loan}. {link}"),
    Kind.TRIP_OFF: msg("Trip called off {reference}: {thing}, {loan}."),
    Kind.TRIP_REMINDER: msg("Trip {reference}: {thing}, {loan}. {link}"),
    Kind.TRIP_LATE: msg("Not back yet {reference}: {thing}. Please record it: {link}"),
}
_FORMS: Mapping[Kind, str] = {
    Kind.BOOKING_OFFERED: TAKE,
    Kind.BOOKING_PROPOSED: CHOOSE,
    Kind.BOOKING_PREEMPTED: MOVE,
}


def compose(matter: Matter) -> str:
    """What the number is told. A case that has lost its booking has its number and its page."""
    lent = lent_of(matter)
    known = names(lent) if lent else {}
    more = {
        "city": matter.catalogue.city_name,
        "reference": show_reference(matter.case.id),
        "link": _link(matter, lent),
    }
    return _plain(matter.speech.say(TEXTS[matter.message.kind], **(known | more)))


def _plain(text: str) -> str:
    """One sign outside the SMS alphabet would more than double the price of the whole text."""
    return text.replace("\u00d7", "x")


def _link(matter: Matter, lent: Lent | None) -> str:
    case_id, form = matter.case.id, _FORMS.get(matter.message.kind)
    if form:
        return change_url(case_id, form)
    thing = lent.driven if lent else None
    if lent and thing and matter.message.post == DRIVER:
        return driver_url(case_id, thing.id, lent.loan.end)
    return track_url(case_id)
