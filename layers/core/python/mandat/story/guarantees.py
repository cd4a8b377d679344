"""What happened to a request for care without payment, as a story that people read."""

# ruff: noqa: ARG001  every filler of the dispatch has the same signature

from collections.abc import Mapping
from datetime import date
from functools import singledispatch

from mandat.cases.domain.facts import Event
from mandat.guarantee.domain import facts as f
from mandat.guarantee.domain.model import last_day
from mandat.story.words import PROGRAMME_REASONS
from mandat.text.mark import msg
from mandat.text.words import show_date, translations

# The names in braces are filled from the fact (see _values) and from who acted.
SENTENCES: Mapping[str, str] = {
    "GuaranteeAsked": msg("Asked for: {applicant}"),
    "GuaranteeStatementAsked": msg("{by} asks the lurah whether the household is poor"),
    "GuaranteeStated": msg("{by} has answered: {answer}"),
    "GuaranteeIssued": msg("{by} has issued the guarantee letter; it holds until {day}"),
    "GuaranteeRefused": msg("{by} issues no guarantee letter: {reason}"),
    "GuaranteeWithdrawn": msg("{by} takes the request back"),
    "GuaranteeUsed": msg("The hospital has taken the guarantee letter in"),
    "GuaranteeVoided": msg("{by} has made the guarantee letter void: {reason}"),
    "GuaranteeFollowedUp": msg("After the letter: {ending}"),
    "GuaranteeFollowUpDue": msg("This follows a guarantee letter"),
    "GuaranteeFollowUpSettled": msg("{by} has recorded: {ending}"),
    "GuaranteeFollowUpDropped": msg("Called off: the guarantee letter was made void"),
}
APPLICANTS: Mapping[str, str] = {
    "self": msg("by the patient"),
    "family": msg("by the family"),
    "rt": msg("by the head of the RT"),
    "hospital": msg("by the hospital"),
}
POOR = msg("the household is poor")
NOT_POOR = msg("the household is not poor")
# How what follows a letter ends: mandat.guarantee.domain.limits.
ENDINGS: Mapping[str, str] = {
    "covered": msg("the patient is covered by BPJS from {day} on"),
    "insured_before": msg("the patient was covered by BPJS before"),
    "declined": msg("the patient or the family does not want to be enrolled"),
    "not_resident": msg("the patient does not live in this city"),
    "not_found": msg("nobody was found at this address"),
    "died": msg("the patient has died"),
    "poor": POOR,
    "not_poor": NOT_POOR,
}
VOIDS: Mapping[str, str] = {
    "wrong_person": msg("it was made out to another person"),
    "wrong_hospital": msg("it was made out to another hospital"),
    "false_claim": msg("what was said for it was not true"),
    "not_needed": msg("it is not needed any more"),
}


def sentence(event: Event, by: str, locale: str) -> str:
    """One event of a guarantee; `by` is the title of who acted."""
    say = translations(locale).gettext
    filled = say(SENTENCES[event.type]).format_map({"by": by, **_values(event.fact, locale)})
    return filled[:1].upper() + filled[1:]


def _say(table: Mapping[str, str], code: str, locale: str) -> str:
    """A code in words; one that the table does not know is shown as it is."""
    return translations(locale).gettext(table[code]) if code in table else code


def ending_of(fact: f.GuaranteeFollowedUp | f.GuaranteeFollowUpSettled, locale: str) -> str:
    """How what follows a letter ended, in words."""
    return ending_words(fact.how, fact.since, locale)


def ending_words(how: str, since: date | None, locale: str) -> str:
    """The same by its code and the first day of a cover; empty where nothing has ended."""
    day = show_date(since, locale) if since else ""
    return _say(ENDINGS, how, locale).replace("{day}", day)


@singledispatch
def _values(fact: object, locale: str) -> dict[str, str]:
    """What fills the braces of a fact's sentence."""
    return {}


@_values.register
def _asked(fact: f.GuaranteeAsked, locale: str) -> dict[str, str]:
    return {"applicant": _say(APPLICANTS, fact.applicant, locale)}


@_values.register
def _stated(fact: f.GuaranteeStated, locale: str) -> dict[str, str]:
    return {"answer": translations(locale).gettext(POOR if fact.poor else NOT_POOR)}


@_values.register
def _issued(fact: f.GuaranteeIssued, locale: str) -> dict[str, str]:
    return {"day": show_date(last_day(fact.valid_until), locale)}


@_values.register
def _refused(fact: f.GuaranteeRefused, locale: str) -> dict[str, str]:
    return {"reason": _say(PROGRAMME_REASONS, fact.reason, locale)}


@_values.register
def _voided(fact: f.GuaranteeVoided, locale: str) -> dict[str, str]:
    return {"reason": _say(VOIDS, fact.reason, locale)}


@_values.register
def _followed(
    fact: f.GuaranteeFollowedUp | f.GuaranteeFollowUpSettled, locale: str
) -> dict[str, str]:
    return {"ending": ending_of(fact, locale)}
