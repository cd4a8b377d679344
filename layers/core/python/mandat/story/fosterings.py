"""What happened to a child's fosterer and to what he owes it, as a story. No child's name in it."""

# ruff: noqa: ARG001  every filler of the dispatch has the same signature

from collections.abc import Mapping
from functools import singledispatch

from mandat.cases.domain.facts import Event
from mandat.fostering.domain import facts as f
from mandat.story.stipends import show_period as show_month
from mandat.story.stipends import show_rupiah
from mandat.text.mark import msg
from mandat.text.words import show_time, translations

# The names in braces are filled from the fact (see _values) and from who acted.
SENTENCES: Mapping[str, str] = {
    "FosterNeeded": msg("The child is without a fosterer since {since}: {because}"),
    "FosterMatched": msg("{by} has entrusted the child to an official"),
    "FosterDropped": msg("No fosterer is needed any more: {reason}"),
    "FosterSupportDue": msg("The help of {period} is owed: at least {amount}"),
    "FosterSupportProved": msg("{by} has given {amount} for {period}: {proof}"),
    "FosterCheckDue": msg("School and health are to be looked after: {period}"),
    "FosterChecked": msg("{by} has looked after the child. School: {school}. Health: {health}"),
    "FosterDutyVoided": msg("It is not owed after all: {reason}"),
    "FosterComplained": msg("Help did not come: {what}"),
}
BECAUSE: Mapping[str, str] = {
    "new": msg("it is new in the programme"),
    "left": msg("its official has left office"),
    "died": msg("its official has died"),
    "returned": msg("it was given back to the programme"),
}
REASONS: Mapping[str, str] = {
    "grown_up": msg("the child has come of age"),
    "undone": msg("the report of the death was wrong"),
    "died": msg("the child has died"),
    "moved": msg("the child has moved away from the city"),
    "declined": msg("the family does not want it"),
    "not_orphan": msg("a parent or family cares for the child"),
    "handed_on": msg("another official fosters the child"),
}
PROOFS: Mapping[str, str] = {
    "slip": msg("transfer slip"),
    "visit": msg("brought at a visit"),
    "photo": msg("shown by a photo"),
}
SCHOOL: Mapping[str, str] = {
    "attends": msg("goes to school"),
    "too_young": msg("too young for school"),
    "not_enrolled": msg("is not enrolled"),
    "absent": msg("is enrolled, but often absent"),
    "needs": msg("needs something for it"),
}
HEALTH: Mapping[str, str] = {
    "well": msg("well"),
    "ill": msg("ill"),
    "needs": msg("needs something for it"),
}
WHAT: Mapping[str, str] = {
    "nothing_came": msg("nothing has come this month"),
    "too_little": msg("it was too little"),
    "nobody_looks": msg("nobody comes or calls"),
    "other": msg("something else"),
}
TERM = msg("school term {number} of {year}")


def sentence(event: Event, by: str, locale: str) -> str:
    """One event of a fostering; `by` is the title of who acted."""
    say = translations(locale).gettext
    filled = say(SENTENCES[event.type]).format_map({"by": by, **_values(event.fact, locale)})
    return filled[:1].upper() + filled[1:]


def show_period(period: str, locale: str) -> str:
    """«2026-12» as Desember 2026, «2026-T2» as semester 2 tahun 2026."""
    year, _, name = period.partition("-")
    if not name.startswith("T"):
        return show_month(period, locale)
    return translations(locale).gettext(TERM).format(number=name.removeprefix("T"), year=year)


def _say(table: Mapping[str, str], code: str, locale: str) -> str:
    """A code in words; one that the table does not know is shown as it is."""
    return translations(locale).gettext(table[code]) if code in table else code


@singledispatch
def _values(fact: object, locale: str) -> dict[str, str]:
    """What fills the braces of a fact's sentence."""
    return {}


@_values.register
def _needed(fact: f.FosterNeeded, locale: str) -> dict[str, str]:
    since = show_time(fact.waiting_since, locale)
    return {"since": since, "because": _say(BECAUSE, fact.because, locale)}


@_values.register
def _dropped(fact: f.FosterDropped, locale: str) -> dict[str, str]:
    return {"reason": _say(REASONS, fact.reason, locale)}


@_values.register
def _support_due(fact: f.FosterSupportDue, locale: str) -> dict[str, str]:
    return {"period": show_period(fact.month, locale), "amount": show_rupiah(fact.least)}


@_values.register
def _support_proved(fact: f.FosterSupportProved, locale: str) -> dict[str, str]:
    proof = _say(PROOFS, fact.proof, locale)
    period = show_period(fact.month, locale)
    return {"period": period, "amount": show_rupiah(fact.amount), "proof": proof}


@_values.register
def _check_due(fact: f.FosterCheckDue, locale: str) -> dict[str, str]:
    return {"period": show_period(fact.term, locale)}


@_values.register
def _checked(fact: f.FosterChecked, locale: str) -> dict[str, str]:
    school, health = _say(SCHOOL, fact.school, locale), _say(HEALTH, fact.health, locale)
    return {"school": school, "health": health}


@_values.register
def _duty_voided(fact: f.FosterDutyVoided, locale: str) -> dict[str, str]:
    return {"reason": _say(REASONS, fact.reason, locale)}


@_values.register
def _complained(fact: f.FosterComplained, locale: str) -> dict[str, str]:
    return {"what": _say(WHAT, fact.what, locale)}
