"""What happened to a booking, as a story that people read. Domain «lending».

A loan is told by its day and hours; which thing it is stands on the page.
"""

# ruff: noqa: ARG001  every filler of the dispatch has the same signature

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import singledispatch

from mandat.bookings.domain import facts as f
from mandat.bookings.domain.model import Checklist, Loan
from mandat.cases.domain.facts import Event
from mandat.story.loans import show_loan
from mandat.text.mark import msg
from mandat.text.words import show_day, show_time, translations

# The names in braces are filled from the fact (see _values) and from who acted.
SENTENCES: Mapping[str, str] = {
    "BookingHeld": msg("Asked for {loan}, and held since then"),
    "BookingWaitlisted": msg("In line for {loan}"),
    "BookingOffered": msg("It has come free: held until {until}"),
    "BookingAccepted": msg("The citizen takes what came free"),
    "BookingApproved": msg("{by} lends it"),
    "BookingDeclined": msg("{by} cannot lend it: {reason}"),
    "BookingProposed": msg("{by} proposes {loan}. The citizen chooses until {until}"),
    "BookingChosen": msg("The citizen chose {loan}. That is agreed"),
    "BookingMoved": msg("Moved from {previous} to {loan}"),
    "BookingCancelled": msg("Cancelled by {by}"),
    "BookingExpired": "{reason}",
    "BookingPreempted": msg("{by} needs it back: {reason}"),
    "BookingHandedOver": msg("{by} handed it over. {state}"),
    "BookingReturned": msg("{by} took it back. {state}"),
    "BookingNoShow": msg("Nobody came for it. The family may borrow again from {day}"),
    "BookingReminded": msg("Reminder sent"),
}
AT_ONCE = msg("Agreed at once")

DECLINE_REASONS: Mapping[str, str] = {
    "official_duty": msg("it is needed for official duty"),
    "outside_terms": msg("the purpose is not within the terms"),
    "not_fit": msg("it is not fit to be used"),
    "incomplete": msg("data of the request are missing or not right"),
}
PREEMPT_REASONS: Mapping[str, str] = {
    "official_duty": msg("it is needed for official duty"),
    "breakdown": msg("it has broken down"),
    "emergency": msg("it is needed for an emergency"),
}
EXPIRED: Mapping[str, str] = {
    "not_decided": msg("Ended: it was not decided in time"),
    "not_chosen": msg("Ended: no time was chosen"),
    "not_taken": msg("Ended: what came free was not taken in time"),
    "never_free": msg("Ended: it did not come free"),
}
DAMAGED, WHOLE = msg("With damage"), msg("Without damage")
ODOMETER = msg("{km} km")
FUEL = msg("tank {eighths}/8")

Say = Callable[[str], str]
Values = dict[str, str]


def sentence(event: Event, by: str, locale: str) -> str:
    """One event of a booking; `by` is the title of who acted."""
    say = translations(locale).gettext
    by_post = event.actor.startswith("post:")
    at_once = event.type == "BookingApproved" and not by_post
    message = AT_ONCE if at_once else SENTENCES[event.type]
    filled = say(message).format_map({"by": by, **_values(event.fact, say, locale)})
    return filled[:1].upper() + filled[1:]


@singledispatch
def _values(fact: object, say: Say, locale: str) -> Values:
    """Loans and times, as far as the fact has some."""
    loans = {name: getattr(fact, name, None) for name in ("loan", "previous")}
    until = getattr(fact, "until", None)
    told = {name: show_loan(loan, locale) for name, loan in loans.items() if isinstance(loan, Loan)}
    return told | ({"until": show_time(until, locale)} if isinstance(until, datetime) else {})


@_values.register
def _declined(fact: f.BookingDeclined, say: Say, locale: str) -> Values:
    return {"reason": say(DECLINE_REASONS.get(fact.reason, fact.reason))}


@_values.register
def _preempted(fact: f.BookingPreempted, say: Say, locale: str) -> Values:
    return {"reason": say(PREEMPT_REASONS.get(fact.reason, fact.reason))}


@_values.register
def _expired(fact: f.BookingExpired, say: Say, locale: str) -> Values:
    return {"reason": say(EXPIRED.get(fact.reason, fact.reason))}


@_values.register(f.BookingHandedOver)
@_values.register(f.BookingReturned)
def _changed_hands(fact: f.BookingHandedOver | f.BookingReturned, say: Say, locale: str) -> Values:
    return {"state": show_checklist(fact.checklist, locale)}


@_values.register
def _no_show(fact: f.BookingNoShow, say: Say, locale: str) -> Values:
    return {"day": show_day(fact.barred_until, locale)}


def show_checklist(checklist: Checklist, locale: str) -> str:
    """«Tanpa kerusakan, 12.345 km, tangki 6/8»."""
    say = translations(locale).gettext
    parts = [say(DAMAGED if checklist.damage else WHOLE)]
    if checklist.odometer is not None:
        parts.append(say(ODOMETER).format(km=f"{checklist.odometer:,}".replace(",", ".")))
    if checklist.fuel is not None:
        parts.append(say(FUEL).format(eighths=checklist.fuel))
    return ", ".join(parts)
