"""Everything that is held of a person in a case, as one document: for the page and the file."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from mandat.cases import store as cases
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.city.domain import Catalogue, Question
from mandat.own import store
from mandat.own.store import Filed
from mandat.personal import store as personal
from mandat.personal.domain import Contact, Narrative, Said
from mandat.platform.ids import show_reference
from mandat.platform.links import photo_url
from mandat.story.timeline import NOTES_OF_POSTS, actor_title, sentence
from mandat.story.words import status_words
from mandat.text.words import translations

# API Gateway hands on 10 MB, Lambda 6: what does not fit is in the next file.
BYTES_MAX = 4_000_000

Document = dict[str, Any]


def standing(filed: Iterable[Filed]) -> Iterator[tuple[str, Case]]:
    """The cases that were not erased, each with the key after which the next page starts."""
    for one in filed:
        case = cases.find(one.case_id)
        if case and case.erased_at is None:
            yield one.key, case


def person_file(hashed: str, before: str, catalogue: Catalogue, locale: str) -> Document:
    """The newest cases in full, as many as fit; `next` is where the next file starts."""
    filed = store.filed(hashed, before)
    found: list[Document] = []
    size, last = 0, ""
    for key, case in standing(filed):
        document = case_document(case, catalogue, locale)
        size += len(msgspec.json.encode(document))
        if found and size > BYTES_MAX:
            return {"cases": found, "next": last}
        found.append(document)
        last = key
    return {"cases": found, "next": filed[-1].key if len(filed) == store.PAGE else ""}


def follow_documents(hashed: str) -> list[Document]:
    """Cases of others that the person follows."""
    return [{"reference": show_reference(one.case_id)} for one in store.followed(hashed)]


def case_document(case: Case, catalogue: Catalogue, locale: str) -> Document:
    """What is kept of the citizen, and what was done with it by whom."""
    contact, narrative = personal.contact(case.id), personal.narrative(case.id)
    events = tuple(_events(case))
    return {
        "reference": show_reference(case.id),
        "service": case.service_title.get(locale) or case.service_title.get("id", ""),
        "place": _place(case, catalogue),
        "status": translations(locale).gettext(status_words(case)),
        "filed_at": case.submitted_at,
        "channel": case.channel,
        "contact": _contact(contact),
        "report": _report(narrative) | {"answers": _answers(case, narrative, catalogue, locale)},
        "texts": [_text(one, catalogue, locale) for one in _texts(case, events)],
        "record": [_line(one, catalogue, locale) for one in events],
    }


def _place(case: Case, catalogue: Catalogue) -> str:
    village = catalogue.village(case.village)
    return f"{village.name}, {village.district}" if village else ""


def _contact(contact: Contact) -> Document:
    return {
        "name": contact.name,
        "phone": contact.phone,
        "email": contact.email,
        "confidential": contact.confidential,
        "language": contact.locale,
    }


def _report(narrative: Narrative) -> Document:
    return {
        "description": narrative.description,
        "neighbourhood": narrative.neighbourhood,
        "landmark": narrative.landmark,
        "latitude": narrative.latitude,
        "longitude": narrative.longitude,
        "photos": _photos(narrative.photos),
    }


def _answers(case: Case, narrative: Narrative, catalogue: Catalogue, locale: str) -> dict[str, str]:
    """Questions and choices in words; what the catalogue dropped keeps its id."""
    service = catalogue.service(case.service_id)
    known = {one.id: one for one in service.questions} if service else {}
    return {
        known[key].label[locale] if key in known else key: _chosen(known.get(key), said, locale)
        for key, said in narrative.answers
    }


def _chosen(question: Question | None, said: str, locale: str) -> str:
    options = dict(question.options) if question else {}
    return options[said][locale] if said in options else said


def _photos(photos: Iterable[str]) -> list[str]:
    return [photo_url(one, "full") for one in photos]


def _texts(case: Case, events: Iterable[Event]) -> Iterator[Said]:
    """What was said to or by the citizen; posts' notes to each other are theirs (Ps. 33)."""
    private = {event.seq for event in events if event.type in NOTES_OF_POSTS}
    return (one for one in personal.said(case.id) if one.seq not in private)


def _text(said: Said, catalogue: Catalogue, locale: str) -> Document:
    return {
        "by": _by(said.actor, catalogue, locale),
        "text": said.text,
        "photos": _photos(said.photos),
    }


def _events(case: Case) -> Iterator[Event]:
    after = 0
    while page := cases.timeline(case.id, after):
        yield from page
        after = page[-1].seq


def _line(event: Event, catalogue: Catalogue, locale: str) -> Document:
    by = _by(event.actor, catalogue, locale)
    return {"at": event.at, "by": by, "what": sentence(event, catalogue, locale)}


def _by(actor: str, catalogue: Catalogue, locale: str) -> str:
    title = actor_title(actor, catalogue, locale)
    return title[:1].upper() + title[1:]
