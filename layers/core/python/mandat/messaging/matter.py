"""Everything that a mail may draw on, read when it is sent."""

from dataclasses import field, replace
from datetime import datetime

from mandat.cases import store
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.city.domain import TRIAGE, Catalogue, Post, Village
from mandat.city.store import load_catalogue, load_post
from mandat.errors import NotFoundError
from mandat.messaging.domain import Message
from mandat.messaging.masking import bare
from mandat.messaging.speech import Speech
from mandat.messaging.standing import stands
from mandat.personal import store as personal
from mandat.personal.domain import Contact, Narrative, Said
from mandat.records import record

ANSWERS = frozenset({"TaskFinished", "TaskRejected", "LeaderAnswered", "AnswerConfirmed"})
LOOK_BACK = 50


@record
class Matter:
    """`recent` are the case's last events, oldest first; `said` belongs to the message's event."""

    message: Message
    now: datetime
    case: Case
    event: Event
    catalogue: Catalogue
    recent: tuple[Event, ...]
    post: Post | None
    contact: Contact = field(repr=False)
    narrative: Narrative = field(repr=False)
    said: Said | None = field(repr=False)
    answer: Said | None = field(repr=False)

    @property
    def speech(self) -> Speech:
        """Citizens are spoken to in their own language, posts in Bahasa Indonesia."""
        return Speech("id" if self.message.post else self.contact.locale)

    @property
    def village(self) -> Village | None:
        return self.catalogue.village(self.case.village)

    def title_of(self, post_id: str) -> str:
        """The title of a post of the catalogue."""
        post = self.catalogue.post(post_id)
        return post.title if post else post_id


def read(message: Message, now: datetime) -> Matter | None:
    """What `message` is about; None when there is no longer anything to say."""
    case = store.load(message.case_id)
    recent = store.timeline(case.id, after=max(0, case.seq - LOOK_BACK), limit=LOOK_BACK)
    event = _event(message, recent)
    if not stands(message, event, case):
        return None
    found = Matter(
        message,
        now,
        case,
        event,
        load_catalogue(),
        recent,
        load_post(message.post) if message.post else None,
        personal.contact(case.id),
        personal.narrative(case.id),
        _said_with(event),
        _answer(case.id, recent),
    )
    return without_numbers(found) if case.programme else found


def without_numbers(matter: Matter) -> Matter:
    """Of whom the city knows by NIK, no digit of it is mailed."""
    return replace(
        matter,
        narrative=_without(matter.narrative),
        said=without_number(matter.said),
        answer=without_number(matter.answer),
    )


def _without(told: Narrative) -> Narrative:
    answers = ((name, bare(value)) for name, value in told.answers)
    return replace(
        told,
        description=bare(told.description),
        neighbourhood=bare(told.neighbourhood),
        landmark=bare(told.landmark),
        answers=tuple(one for one in answers if "•" not in one[1]),
    )


def without_number(said: Said | None) -> Said | None:
    return replace(said, text=bare(said.text)) if said else None


def _said_with(event: Event) -> Said | None:
    """Most events say nothing in words, and say so themselves: then nothing is read."""
    wordy = event.has_text or event.photos
    return personal.text(event.case_id, event.seq) if wordy else None


def _event(message: Message, recent: tuple[Event, ...]) -> Event:
    found = [one for one in recent if one.seq == message.seq]
    found = found or list(store.timeline(message.case_id, after=message.seq - 1, limit=1))
    if not found:
        raise NotFoundError("no_event")
    return found[0]


def _answer(case_id: str, recent: tuple[Event, ...]) -> Said | None:
    """The last answer that the citizen was given."""
    seq = max((one.seq for one in recent if one.type in ANSWERS), default=0)
    return personal.text(case_id, seq) if seq else None


def recipient(matter: Matter) -> str:
    """The mail address of the message's reader; empty when it is gone."""
    if not matter.message.post:
        return matter.contact.email
    address = matter.post.address(matter.message.address) if matter.post else None
    return address.email if address else ""


def reply_to() -> str:
    """Where answers to our mails are read: the triage desk's first address."""
    triage = load_post(TRIAGE)
    return triage.addresses[0].email if triage and triage.addresses else ""
