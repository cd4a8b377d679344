"""What each page of the form shows besides its draft."""

from collections.abc import Callable, Mapping
from typing import Any

from mandat.text.mark import msg
from mandat.web.phones import read_phone, show_phone
from mandat.web.report.places import by_district
from mandat.web.report.summary import Row, chosen, said
from mandat.web.stipend.draft import BOX, FAMILY, LURAH, RT, SELF
from mandat.web.stipend.form import StipendForm

Extras = dict[str, Any]

ASKERS: Mapping[str, str] = {
    SELF: msg("I ask for myself"),
    FAMILY: msg("I am of her family"),
    RT: msg("I am the head of her RT"),
    LURAH: msg("I am from the kelurahan"),
}


def extras(form: StipendForm) -> Extras:
    return _EXTRAS[form.step.id](form) if form.step.id in _EXTRAS else {}


def _who(form: StipendForm) -> Extras:
    return {"askers": [(code, form.visit.say(words), "") for code, words in ASKERS.items()]}


def _place(form: StipendForm) -> Extras:
    return {"districts": by_district(form.world.catalogue.villages)}


def _criteria(form: StipendForm) -> Extras:
    """Each with the name of its box, and whether it is ticked."""
    claimed = form.draft.claimed
    asked = form.world.criteria.items()
    return {"boxes": [(f"{BOX}{one}", text, one in claimed) for one, text in asked]}


def _doubt(form: StipendForm) -> Extras:
    claimed = form.draft.claimed
    return {"open": [text for one, text in form.world.criteria.items() if one not in claimed]}


def _check(form: StipendForm) -> Extras:
    return {"rows": rows(form)}


_EXTRAS: Mapping[str, Callable[[StipendForm], Extras]] = {
    "who": _who,
    "place": _place,
    "criteria": _criteria,
    "doubt": _doubt,
    "check": _check,
}


def rows(form: StipendForm) -> list[Row]:
    """Every answer, in the order in which it was asked; of the NIK its last four digits."""
    say, draft = form.visit.say, form.draft
    return [
        Row(say("Who asks"), chosen(ASKERS, draft.asker, form.visit.locale), "who"),
        Row(say("For whom"), draft.person, "person"),
        Row("NIK", f"•••• {draft.last4}", "person"),
        Row(say("Where she lives"), _place_text(form), "place"),
        Row(say("What holds"), _claimed_text(form), "criteria"),
        *_contact_rows(form),
    ]


def _place_text(form: StipendForm) -> str:
    draft = form.draft
    village = draft.chosen_village(form.world.catalogue)
    district = form.visit.say("Kecamatan")
    known = f"{village.name}, {district} {village.district}" if village else ""
    return "\n".join(part for part in (draft.landmark, draft.neighbourhood, known) if part)


def _claimed_text(form: StipendForm) -> str:
    claimed = form.draft.claimed
    asked = form.world.criteria.items()
    return "\n".join(said(text, form.visit.locale) for one, text in asked if one in claimed)


def _contact_rows(form: StipendForm) -> list[Row]:
    say, draft = form.visit.say, form.draft
    number = read_phone(draft.phone)
    named = [] if draft.is_own else [Row(say("Your name"), draft.name, "contact")]
    return [
        *named,
        Row(say("Phone or WhatsApp"), show_phone(number) if number else "", "contact"),
        Row(say("Email address"), draft.email, "contact"),
    ]
