"""What happened to an identity card at 17, as a story that people read; nobody's name in it."""

# ruff: noqa: ARG001  every filler of the dispatch has the same signature

from collections.abc import Mapping
from datetime import date
from functools import singledispatch

from mandat.cases.domain.facts import Event
from mandat.city.domain import Catalogue
from mandat.idcard.domain import facts as f
from mandat.story.words import PROGRAMME_REASONS
from mandat.text.mark import msg
from mandat.text.words import show_date, show_time, translations

# The names in braces are filled from the fact (see _values) and from who acted.
SENTENCES: Mapping[str, str] = {
    "CardExpected": msg("The 17th birthday is on {birthday}: a card is made"),
    "CardInvited": msg("Invited to have the data taken, time {number}"),
    "CardVisitAsked": msg("Nobody has answered: the lurah goes there"),
    "CardVisited": msg("{by} was there: {found}"),
    "CardAppointed": msg("A time is kept at the counter: {time}"),
    "CardAppointmentLost": msg("The time at the counter is free again: {why}"),
    "CardRecorded": msg("{by} has taken fingerprints, eyes and photo"),
    "CardPrinted": msg("{by} has printed the card; it is brought on {day}"),
    "CardHandedOut": msg("The card is on its way, to be brought on {day}"),
    "CardNotHandedOver": msg("{by} was at the door: {why}. The next time is {day}"),
    "CardMoved": msg("They live in {village} now: the card goes there"),
    "CardDelivered": msg("{by} has handed over the card: {taken_by}"),
    "CardEnded": msg("No card is brought: {reason}"),
}
FOUND: Mapping[str, str] = {
    "told": msg("they know of the invitation now"),
    "away": msg("they are away"),
    "unknown": msg("nobody knows them there"),
}
WHY_LOST: Mapping[str, str] = {
    "cancelled": msg("it was cancelled"),
    "missed": msg("nobody came"),
}
AT_HOME: Mapping[str, str] = {
    "not_home": msg("nobody was at home"),
    "asked_later": msg("they asked for another day"),
}
TAKEN_BY: Mapping[str, str] = {
    "self": msg("its owner has it"),
    "family": msg("the family has taken it"),
}


def sentence(event: Event, by: str, catalogue: Catalogue, locale: str) -> str:
    """One event of a card; `by` is the title of who acted."""
    say = translations(locale).gettext
    values = {"by": by, "village": _village(event.fact, catalogue), **_values(event.fact, locale)}
    filled = say(SENTENCES[event.type]).format_map(values)
    return filled[:1].upper() + filled[1:]


def _village(fact: object, catalogue: Catalogue) -> str:
    if not isinstance(fact, f.CardMoved):
        return ""
    found = catalogue.village(fact.village)
    return found.name if found else fact.village


def _say(table: Mapping[str, str], code: str, locale: str) -> str:
    """A code in words; one that the table does not know is shown as it is."""
    return translations(locale).gettext(table[code]) if code in table else code


def _day(text: str, locale: str) -> str:
    return show_date(date.fromisoformat(text), locale)


@singledispatch
def _values(fact: object, locale: str) -> dict[str, str]:
    """What fills the braces of a fact's sentence."""
    return {}


@_values.register
def _expected(fact: f.CardExpected, locale: str) -> dict[str, str]:
    return {"birthday": _day(fact.birthday, locale)}


@_values.register
def _invited(fact: f.CardInvited, locale: str) -> dict[str, str]:
    return {"number": str(fact.number)}


@_values.register
def _visited(fact: f.CardVisited, locale: str) -> dict[str, str]:
    return {"found": _say(FOUND, fact.found, locale)}


@_values.register
def _appointed(fact: f.CardAppointed, locale: str) -> dict[str, str]:
    return {"time": show_time(fact.at, locale)}


@_values.register
def _lost(fact: f.CardAppointmentLost, locale: str) -> dict[str, str]:
    return {"why": _say(WHY_LOST, fact.why, locale)}


@_values.register
def _on_a_day(fact: f.CardPrinted | f.CardHandedOut, locale: str) -> dict[str, str]:
    return {"day": _day(fact.day, locale)}


@_values.register
def _not_handed_over(fact: f.CardNotHandedOver, locale: str) -> dict[str, str]:
    return {"why": _say(AT_HOME, fact.why, locale), "day": _day(fact.day, locale)}


@_values.register
def _delivered(fact: f.CardDelivered, locale: str) -> dict[str, str]:
    return {"taken_by": _say(TAKEN_BY, fact.taken_by, locale)}


@_values.register
def _ended(fact: f.CardEnded, locale: str) -> dict[str, str]:
    return {"reason": _say(PROGRAMME_REASONS, fact.reason, locale)}
