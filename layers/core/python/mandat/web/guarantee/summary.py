"""What each page of the form shows besides its draft."""

from collections.abc import Callable, Mapping
from typing import Any

from mandat.text.mark import msg
from mandat.web.guarantee.draft import FAMILY, HOSPITAL, ORDINARY, RT, SELF, URGENT
from mandat.web.guarantee.form import CareForm
from mandat.web.phones import read_phone, show_phone
from mandat.web.report.places import by_district
from mandat.web.report.summary import Row, chosen

Extras = dict[str, Any]

# Each with what it means, in plain words.
URGENCIES: Mapping[str, tuple[str, str]] = {
    URGENT: (
        msg("It cannot wait"),
        msg("The patient is in hospital now, or must be treated today or tonight."),
    ),
    ORDINARY: (
        msg("It can wait a day or two"),
        msg("A check-up, a referral, or an operation on a day that is fixed."),
    ),
}
ASKERS: Mapping[str, str] = {
    SELF: msg("I am the patient"),
    FAMILY: msg("I am of the patient's family"),
    RT: msg("I am the head of the patient's RT"),
    HOSPITAL: msg("I work in the hospital"),
}


def extras(form: CareForm) -> Extras:
    return _EXTRAS[form.step.id](form) if form.step.id in _EXTRAS else {}


def _urgent(form: CareForm) -> Extras:
    say = form.visit.say
    return {"urgencies": [(code, say(it), say(more)) for code, (it, more) in URGENCIES.items()]}


def _who(form: CareForm) -> Extras:
    return {"askers": [(code, form.visit.say(words), "") for code, words in ASKERS.items()]}


def _place(form: CareForm) -> Extras:
    return {"districts": by_district(form.world.catalogue.villages)}


def _hospital(form: CareForm) -> Extras:
    return {"hospitals": [(one.id, one.name, "") for one in form.world.hospitals]}


def _check(form: CareForm) -> Extras:
    return {"rows": rows(form)}


_EXTRAS: Mapping[str, Callable[[CareForm], Extras]] = {
    "urgent": _urgent,
    "who": _who,
    "place": _place,
    "hospital": _hospital,
    "check": _check,
}


def rows(form: CareForm) -> list[Row]:
    """Every answer, in the order in which it was asked; of the NIK its last four digits."""
    say, draft, locale = form.visit.say, form.draft, form.visit.locale
    urgencies = {code: words for code, (words, _) in URGENCIES.items()}
    return [
        Row(say("How urgent"), chosen(urgencies, draft.urgent, locale), "urgent"),
        Row(say("Who asks"), chosen(ASKERS, draft.asker, locale), "who"),
        Row(say("Patient"), draft.patient, "patient"),
        Row("NIK", f"•••• {draft.last4}" if draft.last4 else "", "patient"),
        Row(say("Where the patient lives"), _place_text(form), "place"),
        *_hospital_rows(form),
        *_contact_rows(form),
    ]


def _place_text(form: CareForm) -> str:
    draft = form.draft
    village = draft.chosen_village(form.world.catalogue)
    district = form.visit.say("Kecamatan")
    known = f"{village.name}, {district} {village.district}" if village else ""
    return "\n".join(part for part in (draft.landmark, draft.neighbourhood, known) if part)


def _hospital_rows(form: CareForm) -> list[Row]:
    """Where there is one hospital nothing was asked."""
    found = form.world.terms.hospital(form.draft.hospital)
    if form.world.only_hospital or found is None:
        return []
    return [Row(form.visit.say("Hospital"), found.name, "hospital")]


def _contact_rows(form: CareForm) -> list[Row]:
    say, draft = form.visit.say, form.draft
    number = read_phone(draft.phone)
    named = [] if draft.is_own else [Row(say("Your name"), draft.name, "contact")]
    return [
        *named,
        Row(say("Phone or WhatsApp"), show_phone(number) if number else "", "contact"),
        Row(say("Email address"), draft.email, "contact"),
    ]
