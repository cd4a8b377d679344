"""A case as one post may see it now: facts for the page, no words of its own but labels."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from functools import cached_property

from mandat.cases import store
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import CaseStatus, ContactKind
from mandat.cases.domain.timing import waiting_until
from mandat.cases.domain.work import teller
from mandat.city.domain import Catalogue, Question, Text
from mandat.messaging.share import group_text, whatsapp_url
from mandat.nearby.domain import Neighbour
from mandat.personal import store as personal
from mandat.personal.domain import Contact, Narrative, Said
from mandat.records import record
from mandat.story.timeline import Line, Picture, lines, pictures, post_title
from mandat.story.words import status_words
from mandat.web.merging.finding import PATH, mergeable, same_things
from mandat.web.nearby import Shown, shown
from mandat.web.phones import show_phone
from mandat.web.request import whole_number
from mandat.web.staff.desk import Desk
from mandat.web.staff.discussion import Talk, talk
from mandat.web.staff.moments import Deadline, days_and_hours, deadlines
from mandat.web.staff.permits import Action
from mandat.web.staff.telling import ANSWERS, Telling, quoted, telling

EVENTS_A_PAGE = 50
GRID = 5  # decimals of a position: about a metre


@record
class Person:
    """The citizen, for the owner."""

    name: str = field(repr=False)
    number: str = field(repr=False)
    tel: str = field(repr=False)
    email: str = field(repr=False)


class View:
    """Reads only what the post may see; each part once, when the page asks for it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.case = desk.case
        self.sight = desk.sight

    @cached_property
    def title(self) -> str:
        return self._said(self.case.service_title)

    @property
    def status(self) -> str:
        """A message id."""
        return status_words(self.case)

    @property
    def holder(self) -> str:
        return post_title(self.case.owner, self.catalogue) if self.case.owner else ""

    @property
    def is_owner(self) -> bool:
        return self._desk.viewer.id == self.case.owner

    @property
    def is_open(self) -> bool:
        return self.case.status is CaseStatus.OPEN

    @property
    def is_closed(self) -> bool:
        return self.case.status is CaseStatus.CLOSED

    @property
    def by_phone(self) -> bool:
        return self.case.contact is ContactKind.PHONE

    @property
    def teller(self) -> str:
        """The post that tells the citizen, when it is not the one that looks."""
        post = teller(self.case)
        return post_title(post, self.catalogue) if post != self._desk.viewer.id else ""

    @property
    def catalogue(self) -> Catalogue:
        return self._desk.catalogue

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        return deadlines(self.case, self._desk.now, self._desk.visit.locale)

    @property
    def pause_until(self) -> datetime | None:
        """Until when asking the citizen now would pause the clock."""
        task, urgent = self.case.task, self.case.terms.urgent
        if task is None:
            return None
        return waiting_until(task, self.catalogue.calendar, self._desk.now, urgent=urgent)

    @property
    def pause_left(self) -> str:
        """What the task may still be paused, in days of its own clock, in words."""
        minutes = self.case.task.wait_minutes_left if self.case.task else 0
        return days_and_hours(minutes, self._hours_a_day, self._desk.visit.locale)

    @property
    def _hours_a_day(self) -> int:
        calendar = self.catalogue.calendar
        return 24 if self.case.terms.urgent else calendar.close_hour - calendar.open_hour

    @cached_property
    def narrative(self) -> Narrative:
        return personal.narrative(self.case.id) if self.sight.content else Narrative()

    @property
    def place(self) -> str:
        village = self.catalogue.village(self.case.village)
        return f"{village.name}, Kecamatan {village.district}" if village else ""

    @property
    def position(self) -> str:
        """«-3.79245,102.26234», empty when the citizen gave none."""
        found = self.narrative
        if found.latitude is None or found.longitude is None:
            return ""
        return f"{found.latitude:.{GRID}f},{found.longitude:.{GRID}f}"

    @cached_property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """The service's own questions with what the citizen said."""
        service = self.catalogue.service(self.case.service_id)
        known = {one.id: one for one in service.questions} if service else {}
        return tuple(
            self._answer(known.get(key), key, said) for key, said in self.narrative.answers
        )

    def _answer(self, question: Question | None, key: str, said: str) -> tuple[str, str]:
        """A question that the catalogue dropped keeps its id."""
        if question is None:
            return key, said
        options = dict(question.options)
        return self._said(question.label), self._said(options[said]) if said in options else said

    def _said(self, text: Text) -> str:
        return text.get(self._desk.visit.locale) or text.get("id", "")

    @cached_property
    def pictures(self) -> tuple[Picture, ...]:
        return pictures(self.narrative.photos)

    @cached_property
    def _contact(self) -> Contact:
        known = self.sight.contact or self.sight.phone
        return personal.contact(self.case.id) if known else Contact()

    @cached_property
    def person(self) -> Person | None:
        found = self._contact
        if not self.sight.contact or not (found.phone or found.email):
            return None
        number = show_phone(found.phone) if found.phone else ""
        return Person(found.name, number, f"tel:{found.phone}", found.email)

    @cached_property
    def telling(self) -> Telling | None:
        """Number and prefilled text, while there is something that a person must tell."""
        found = self._contact
        if not (self.sight.phone and found.phone and self._must_tell):
            return None
        words = quoted(self.case, self._latest, self._texts)
        return telling(self.case, found.phone, words, self.catalogue.city_name, found.locale)

    @property
    def _must_tell(self) -> bool:
        """Of an answer; by phone also of a question, of a rating not given, of the end."""
        case = self.case
        asked = case.task is not None and case.task.waiting_until is not None
        by_phone = self.by_phone and (asked or case.nudges > 0 or self.is_closed)
        return by_phone or Action.TELL in self._desk.allowed

    @cached_property
    def same(self) -> tuple[Neighbour, ...]:
        """Cases that may be about the same thing, while this one is open."""
        return same_things(self._desk) if self.is_open else ()

    @property
    def same_shown(self) -> list[Shown]:
        return shown(self.same, self._desk.visit)

    @property
    def merge_link(self) -> str:
        """Where the post may merge this case into one of them; empty when it may not."""
        return self._desk.path(PATH) if mergeable(self._desk, self.same) else ""

    def case_link(self, case_id: str) -> str:
        """Another case through the eyes of the same holder; empty for a deputy of one case."""
        viewer = self._desk.viewer
        return viewer.case_link(case_id, self._desk.now) if viewer.is_holder else ""

    @cached_property
    def _latest(self) -> tuple[Event, ...]:
        return store.timeline(self.case.id, max(0, self.case.seq - EVENTS_A_PAGE), EVENTS_A_PAGE)

    @cached_property
    def _texts(self) -> dict[int, Said]:
        return personal.texts(self.case.id, max(0, self.case.seq - EVENTS_A_PAGE))

    @cached_property
    def until(self) -> int:
        """The last event of the page of the story that was asked for."""
        wished = whole_number(self._desk.visit.request.query.get("sampai", ""))
        return self.case.seq if wished is None else min(wished, self.case.seq)

    @property
    def earlier(self) -> int:
        """Where the page before this one ends; 0 when this is the first."""
        return max(0, self.until - EVENTS_A_PAGE)

    @cached_property
    def story(self) -> tuple[Line, ...]:
        if not self.sight.content:
            return ()
        if self.until == self.case.seq:
            return self._told(self._latest, self._texts)
        events = store.timeline(self.case.id, self.earlier, self.until - self.earlier)
        texts = personal.texts(self.case.id, self.earlier, EVENTS_A_PAGE)
        return self._told(events, texts)

    @cached_property
    def dispute(self) -> tuple[Line, ...]:
        """The answer that the citizen refused and why, while it is not settled."""
        if not (self.sight.content and self.case.refusals) or self.is_closed:
            return ()
        refusal = _last(self._latest, frozenset({"AnswerRefused"}))
        before = tuple(one for one in self._latest if refusal and one.seq < refusal.seq)
        found = tuple(one for one in (_last(before, ANSWERS), refusal) if one)
        return self._told(found, self._texts)

    @cached_property
    def talk(self) -> Talk:
        """The page of the discussion that ends with the event that was asked for."""
        return talk(self.case, self.until, self.catalogue, self._desk.visit.locale)

    @property
    def share(self) -> str:
        """Opens WhatsApp with a summary for a group; of an open case that is not sealed."""
        if self.case.sealed or not self.is_open:
            return ""
        return whatsapp_url("", group_text(self.case, self.catalogue))

    def _told(self, events: Sequence[Event], texts: Mapping[int, Said]) -> tuple[Line, ...]:
        if self._desk.viewer.id not in self._desk.readers:
            events = [one for one in events if one.type != "CommentPosted"]
        locale = self._desk.visit.locale
        erased = self.case.erased_at is not None
        return lines(events, texts, self.catalogue, locale, for_citizen=False, erased=erased)


def _last(events: Sequence[Event], kinds: frozenset[str]) -> Event | None:
    return next((one for one in reversed(events) if one.type in kinds), None)
