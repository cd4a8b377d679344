"""What happened to a stipend, as a story that people read. Domain «programmes»."""

# ruff: noqa: ARG001  every filler of the dispatch has the same signature

from collections.abc import Mapping
from datetime import date
from functools import singledispatch

from mandat.cases.domain.facts import Event
from mandat.stipend.domain import facts as f
from mandat.story.words import PROGRAMME_REASONS
from mandat.text.mark import msg
from mandat.text.words import show_date, show_month, translations

# The names in braces are filled from the fact (see _values) and from who acted.
SENTENCES: Mapping[str, str] = {
    "StipendApplied": msg("Applied for: {applicant}"),
    "StipendVerified": msg("{by} was there on {day}. {advice}"),
    "StipendApproved": msg("{by} approves: {amount} each month, from {month} on"),
    "StipendRefused": msg("{by} does not approve: {reason}"),
    "StipendWithdrawn": msg("{by} takes the application back"),
    "StipendStopped": msg("{by} ends the stipend from {month} on: {reason}"),
    "StipendResumed": msg("{by} lets the stipend go on: its end is undone"),
    "StipendDue": msg("The stipend of {month} is owed: {amount}"),
    "StipendPaid": msg("{by} has paid {amount} for {month}, {how}"),
    "StipendReceived": msg("It has arrived: {proof}"),
    "StipendVoided": msg("It is not paid after all: {reason}"),
}
APPLICANTS: Mapping[str, str] = {
    "self": msg("by the person herself"),
    "family": msg("by the family"),
    "rt": msg("by the head of the RT"),
    "lurah": msg("by the lurah"),
}
RECOMMENDED = msg("Recommended")
NOT_RECOMMENDED = msg("Not recommended")
HOW: Mapping[str, str] = {"bank": msg("to the bank account"), "cash": msg("in cash")}
PROOFS: Mapping[str, str] = {
    "photo": msg("shown by a photo"),
    "signature": msg("signed for"),
    "link": msg("the recipient says so"),
}
STOPS: Mapping[str, str] = {
    "death": msg("the recipient has died"),
    "moved": msg("the recipient has moved away from the city"),
    "no_longer_poor": msg("the terms are not met any more"),
    "asked": msg("the recipient has given it up"),
}


def sentence(event: Event, by: str, locale: str) -> str:
    """One event of a stipend; `by` is the title of who acted."""
    say = translations(locale).gettext
    filled = say(SENTENCES[event.type]).format_map({"by": by, **values(event.fact, locale)})
    return filled[:1].upper() + filled[1:]


def show_rupiah(amount: int) -> str:
    """Rp300.000, in both languages."""
    return f"Rp{amount:,}".replace(",", ".")


def show_period(month: str, locale: str) -> str:
    """«2026-12» as Desember 2026."""
    year, _, number = month.partition("-")
    return show_month(date(int(year), int(number), 1), locale) if number else month


def _say(table: Mapping[str, str], code: str, locale: str) -> str:
    """A code in words; one that the table does not know is shown as it is."""
    return translations(locale).gettext(table[code]) if code in table else code


@singledispatch
def values(fact: object, locale: str) -> dict[str, str]:
    """What fills the braces of a fact's sentence."""
    return {}


@values.register
def _applied(fact: f.StipendApplied, locale: str) -> dict[str, str]:
    return {"applicant": _say(APPLICANTS, fact.applicant, locale)}


@values.register
def _verified(fact: f.StipendVerified, locale: str) -> dict[str, str]:
    advice = RECOMMENDED if fact.recommended else NOT_RECOMMENDED
    day = show_date(date.fromisoformat(fact.visited_on), locale)
    return {"day": day, "advice": translations(locale).gettext(advice)}


@values.register
def _approved(fact: f.StipendApproved, locale: str) -> dict[str, str]:
    month = show_period(fact.from_month, locale)
    return {"amount": show_rupiah(fact.amount), "month": month}


@values.register
def _refused(fact: f.StipendRefused, locale: str) -> dict[str, str]:
    return {"reason": _say(PROGRAMME_REASONS, fact.reason, locale)}


@values.register
def _stopped(fact: f.StipendStopped, locale: str) -> dict[str, str]:
    return {"reason": _say(STOPS, fact.reason, locale), "month": show_period(fact.month, locale)}


@values.register
def _due(fact: f.StipendDue, locale: str) -> dict[str, str]:
    return {"amount": show_rupiah(fact.amount), "month": show_period(fact.month, locale)}


@values.register
def _paid(fact: f.StipendPaid, locale: str) -> dict[str, str]:
    month, how = show_period(fact.month, locale), _say(HOW, fact.how, locale)
    return {"amount": show_rupiah(fact.amount), "month": month, "how": how}


@values.register
def _received(fact: f.StipendReceived, locale: str) -> dict[str, str]:
    return {"proof": _say(PROOFS, fact.proof, locale)}


@values.register
def _voided(fact: f.StipendVoided, locale: str) -> dict[str, str]:
    return {"reason": _say(STOPS, fact.reason, locale)}
