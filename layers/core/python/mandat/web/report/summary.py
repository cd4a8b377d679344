"""What each page of the form shows besides its draft."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from mandat.city.domain import UNKNOWN_SERVICE, Question, Service
from mandat.nearby.domain import Neighbour
from mandat.platform import ids
from mandat.records import record
from mandat.text.mark import msg
from mandat.text.words import translations
from mandat.web.nearby import shown
from mandat.web.phones import read_phone, show_phone
from mandat.web.report.draft import UNKNOWN_VILLAGE, Draft
from mandat.web.report.form import Form
from mandat.web.report.places import by_district
from mandat.web.report.steps import ANONYMOUS, CONFIDENTIAL, NAMED, questions

Extras = dict[str, Any]
# What has pages of its own is pointed to when it is among the best that a citizen's words find.
LENT_SHOWN = 3
_PROGRAMME_PAGES = {
    "santunan-lansia": "/santunan",
    "kematian": "/kematian",
    "berobat-darurat": "/berobat",
    "berobat-biasa": "/berobat",
    "anak-asuh": "/anak-asuh",
    "asuhan-keluhan": "/anak",
    "ktp-17": "/ktp",
}

WHO_WORDS: Mapping[str, str] = {
    NAMED: msg("With my name"),
    CONFIDENTIAL: msg("Keep my name secret"),
    ANONYMOUS: msg("Anonymous"),
}


@record
class Row:
    """A line of the last page; an empty `value` was left out. `step` is where it is changed."""

    label: str
    value: str
    step: str


def extras(form: Form) -> Extras:
    return _EXTRAS[form.step.id](form) if form.step.id in _EXTRAS else {}


def _service(form: Form) -> Extras:
    """All groups, one group's services, or those that the citizen's own words find."""
    catalogue, request = form.catalogue, form.visit.request
    verb, _, what = request.value("act").partition(":")
    group = catalogue.group(what) if verb == "group" else None
    query = "" if verb in {"group", "subjects"} else request.value("q")
    found = catalogue.search(query, form.visit.locale) if query else ()
    return {
        "groups": [one for one in catalogue.groups if _known(catalogue.complaints_in(one.id))],
        "in_group": group,
        "services": _known(catalogue.complaints_in(group.id)) if group else (),
        "found": _known(one for one in found if one.kind == "complaint"),
        "lent": _elsewhere(found),
        "q": query,
        "unknown": UNKNOWN_SERVICE,
    }


def _elsewhere(found: Sequence[Service]) -> list[tuple[Service, str]]:
    """What has pages of its own among the best, each page once; steps of a programme have none."""
    best: dict[str, Service] = {}
    for one in found[:LENT_SHOWN]:
        if one.kind != "complaint":
            best.setdefault(_page_of(one), one)
    return [(one, page) for page, one in best.items() if page]


def _page_of(service: Service) -> str:
    """Where it is asked for: an ambulance begins with the numbers to call."""
    if service.kind == "programme":
        return _PROGRAMME_PAGES.get(service.id, "")
    return "/ambulans" if service.kind == "ambulance" else f"/pinjam/{service.id}"


def _known(services: Iterable[Service]) -> list[Service]:
    """«Tidak tahu» has a line of its own on every page."""
    return [one for one in services if one.id != UNKNOWN_SERVICE]


def _description(form: Form) -> Extras:
    return {"service": form.draft.chosen_service(form.catalogue)}


def _details(form: Form) -> Extras:
    return {"questions": questions(form.draft, form.catalogue)}


def _place(form: Form) -> Extras:
    return {"districts": by_district(form.catalogue.villages), "unknown": UNKNOWN_VILLAGE}


def _photos(form: Form) -> Extras:
    service = form.draft.chosen_service(form.catalogue)
    return {"upload": form.upload_token(), "service": service}


def _check(form: Form) -> Extras:
    """What is sent is not looked up again: a page that says it failed must not fail too."""
    sending = form.visit.request.value("act").startswith("send")
    found = () if sending else same_things(form)
    return {"rows": rows(form), "same": shown(found, form.visit)}


def same_things(form: Form) -> tuple[Neighbour, ...]:
    """Reports that may be about the same thing, but for the one that this form made."""
    from mandat.nearby.reading import neighbours
    from mandat.web.report.sending import place_of

    own = set(ids.case_ids(form.cause))
    found = neighbours(place_of(form.draft), form.visit.now)
    return tuple(one for one in found if one.case.id not in own)


_EXTRAS: Mapping[str, Callable[[Form], Extras]] = {
    "service": _service,
    "description": _description,
    "danger": _description,
    "details": _details,
    "place": _place,
    "photos": _photos,
    "check": _check,
}


def rows(form: Form) -> list[Row]:
    """Every answer, in the order in which it was asked."""
    say = translations(form.visit.locale).gettext
    draft = form.draft
    return [
        Row(say("What it is about"), _service_title(form), "service"),
        Row(say("What happened there"), draft.description, "description"),
        *(answer_row(one, draft, form.visit.locale) for one in questions(draft, form.catalogue)),
        Row(say("Where"), _place_text(form), "place"),
        Row(say("Photos"), _photo_text(form), "photos"),
        Row(say("How you report"), say(WHO_WORDS.get(draft.who, "")), "who"),
        *(contact_rows(draft, form.visit.locale) if draft.who != ANONYMOUS else ()),
    ]


def _service_title(form: Form) -> str:
    service = form.draft.chosen_service(form.catalogue)
    return said(service.title, form.visit.locale) if service else ""


def answer_row(question: Question, draft: Draft, locale: str) -> Row:
    answer = draft.answer(question.id)
    options = dict(question.options)
    shown = said(options[answer], locale) if answer in options else answer
    return Row(said(question.label, locale), shown, "details")


def _place_text(form: Form) -> str:
    say, draft = translations(form.visit.locale).gettext, form.draft
    village = draft.chosen_village(form.catalogue)
    district = say("Kecamatan")
    known = f"{village.name}, {district} {village.district}" if village else ""
    parts = (
        say("Kelurahan not known") if draft.village == UNKNOWN_VILLAGE else known,
        draft.neighbourhood,
        draft.landmark,
        say("With the position of this phone") if draft.latitude and draft.longitude else "",
    )
    return "\n".join(part for part in parts if part)


def _photo_text(form: Form) -> str:
    say = translations(form.visit.locale).gettext
    number = len(form.draft.photos.split(",")) if form.draft.photos else 0
    return say("{number} photos").format(number=number) if number else ""


def contact_rows(draft: Draft, locale: str) -> list[Row]:
    say = translations(locale).gettext
    number = read_phone(draft.phone)
    return [
        Row(say("Name"), draft.name, "contact"),
        Row(say("Phone or WhatsApp"), show_phone(number) if number else "", "contact"),
        Row(say("Email address"), draft.email, "contact"),
    ]


def said(text: Mapping[str, str], locale: str) -> str:
    """A text of the city in the reader's language."""
    return text.get(locale) or text.get("id", "")


def chosen(words: Mapping[str, str], code: str, locale: str) -> str:
    """What a choice means; nothing for one that the page does not offer."""
    return translations(locale).gettext(words[code]) if code in words else ""
