"""What each page of the report of a death shows besides its draft."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from mandat.bookings.domain.grid import at_minute
from mandat.text.mark import msg
from mandat.text.words import show_day, show_time
from mandat.web.bereavement import wording as w
from mandat.web.bereavement.draft import DeathDraft
from mandat.web.bereavement.form import DeathForm
from mandat.web.bereavement.moments import OTHER, PARTS, day_of, died_at, latest_days
from mandat.web.report.places import by_district
from mandat.web.report.summary import Row, chosen, contact_rows, said

Extras = dict[str, Any]
DAYS = (msg("Today, {day}"), msg("Yesterday, {day}"), "{day}")


def extras(form: DeathForm) -> Extras:
    return _EXTRAS[form.step.id](form) if form.step.id in _EXTRAS else {}


def _options(form: DeathForm, table: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [(code, form.visit.say(words), "") for code, words in table.items()]


def _reporter(form: DeathForm) -> Extras:
    return {"options": _options(form, w.REPORTERS)}


def _when(form: DeathForm) -> Extras:
    """The last days by their names; whoever died earlier has a date."""
    say, days = form.visit.say, latest_days(form.visit.now)
    shown = [
        (day.isoformat(), say(words, day=day_words(day, form)), "")
        for day, words in zip(days, DAYS, strict=True)
    ]
    parts = [(code, say(part.words), "") for code, part in PARTS.items()]
    return {"days": [*shown, (OTHER, say(msg("Earlier")), "")], "parts": parts}


def day_words(day: date, form: DeathForm) -> str:
    return show_day(at_minute(day, 0), form.visit.locale)


def _where(form: DeathForm) -> Extras:
    return {"options": _options(form, w.PLACES)}


def _house(form: DeathForm) -> Extras:
    return {"districts": by_district(form.mourning.catalogue.villages)}


def _faith(form: DeathForm) -> Extras:
    faiths = form.mourning.terms.faiths
    return {"options": [(one.id, said(one.title, form.visit.locale), "") for one in faiths]}


def _left(form: DeathForm) -> Extras:
    return {"options": _options(form, w.SPOUSE)}


def _needs(form: DeathForm) -> Extras:
    return {"options": _options(form, w.NEEDS)}


def _check(form: DeathForm) -> Extras:
    return {"rows": rows(form)}


_EXTRAS: Mapping[str, Callable[[DeathForm], Extras]] = {
    "reporter": _reporter,
    "when": _when,
    "where": _where,
    "house": _house,
    "faith": _faith,
    "left": _left,
    "needs": _needs,
    "check": _check,
}


def rows(form: DeathForm) -> list[Row]:
    """Every answer, in the order in which it was asked; of the NIK its last four digits."""
    say, draft, locale = form.visit.say, form.draft, form.visit.locale
    faith = form.mourning.faith(draft.faith)
    return [
        Row(
            say(msg("Who reports")),
            chosen(w.REPORTERS, draft.reporter, form.visit.locale),
            "reporter",
        ),
        Row(say(msg("Who died")), draft.deceased, "deceased"),
        Row("NIK", f"•••• {draft.last4}" if draft.last4 else "", "deceased"),
        Row(say(msg("When")), when_words(form), "when"),
        Row(say(msg("Where it happened")), where_words(draft, form), "where"),
        Row(say(msg("House of mourning")), house_words(form), "house"),
        Row(say(msg("Faith")), said(faith.title, locale) if faith else "", "faith"),
        Row(
            say(msg("Husband or wife left behind")),
            chosen(w.SPOUSE, draft.spouse, form.visit.locale),
            "left",
        ),
        Row(say(msg("Children under 18")), draft.children or "0", "left"),
        Row(say(msg("What is needed")), needs_words(draft, form), "needs"),
        *contact_rows(draft, locale),
    ]


def when_words(form: DeathForm) -> str:
    """The hour when it is known, else the part of the day."""
    draft, day = form.draft, day_of(form.draft)
    moment = died_at(draft, form.visit.now)
    if day is None or moment is None:
        return ""
    if draft.hour:
        return show_time(moment, form.visit.locale)
    return f"{day_words(day, form)}\n{form.visit.say(PARTS[draft.part].words)}"


def where_words(draft: DeathDraft, form: DeathForm) -> str:
    known = chosen(w.PLACES, draft.died_in, form.visit.locale)
    return "\n".join(one for one in (known, draft.died_where) if one)


def needs_words(draft: DeathDraft, form: DeathForm) -> str:
    return "\n".join(form.visit.say(w.NEEDS[one]) for one in draft.wished)


def house_words(form: DeathForm) -> str:
    draft, village = form.draft, form.draft.chosen_village(form.mourning.catalogue)
    district = form.visit.say("Kecamatan")
    known = f"{village.name}, {district} {village.district}" if village else ""
    return "\n".join(one for one in (draft.landmark, draft.neighbourhood, known) if one)
