"""A case of the fostering programme as one post may see it: facts, with labels beside them."""

from functools import cached_property

from mandat.cases.domain.model import CaseStatus
from mandat.city.domain import Text
from mandat.fostering import store
from mandat.fostering.domain.matching import Offer
from mandat.fostering.domain.model import Complaint, Duty, Need, Official
from mandat.fostering.sheets import code_of
from mandat.records import record
from mandat.story.fosterings import BECAUSE, HEALTH, PROOFS, SCHOOL, WHAT, show_period
from mandat.story.stipends import show_rupiah
from mandat.text.mark import msg
from mandat.text.words import show_date, show_time
from mandat.web.children.desk import ChildDesk
from mandat.web.children.wording import LOAD, NEAR, RESTS, STATUS
from mandat.web.phones import show_phone
from mandat.web.report.summary import said

Fact = tuple[str, str]
UNNAMED = msg("A child")


@record
class Offered:
    """An official as the page offers him: the words of where he is and how many he has."""

    id: str
    name: str
    rank: str
    near: str
    load: str


class ChildView:
    """Reads only what the post may see; each part once, when the page asks for it."""

    def __init__(self, child_desk: ChildDesk) -> None:
        self._one = child_desk
        self._visit = child_desk.desk.visit
        self._say = self._visit.say
        self._locale = self._visit.locale

    @property
    def may_read(self) -> bool:
        return self._one.desk.sight.content

    @property
    def is_open(self) -> bool:
        """Nobody judges an answer that nobody asked for: no clock is shown after it."""
        return self._one.desk.case.status is CaseStatus.OPEN

    @property
    def status(self) -> str:
        """A message id."""
        return STATUS[self._state]

    @property
    def rests(self) -> str:
        """A message id: why there is nothing to do; mostly empty."""
        return RESTS.get(self._state, "")

    @property
    def _state(self) -> str:
        subject = self._one.subject
        if isinstance(subject, Complaint):
            return "complaint"
        kind = "need" if isinstance(subject, Need) else "duty"
        return f"{kind}-{subject.status}"

    @property
    def name(self) -> str:
        person = self._one.person
        return person.name if person else self._say(UNNAMED)

    @property
    def code(self) -> str:
        """To be read out with the number of this case to who has no sheet; else empty."""
        fostering, one = self._one.fostering, self._one
        keeps = one.desk.viewer.id == one.terms.matched_by and one.person is not None
        shown = one.need and fostering and not fostering.is_ended
        return code_of(one.subject.case_id) if keeps and shown else ""

    @property
    def facts(self) -> list[Fact]:
        """Label and value, as far as they are known and the post may know them."""
        found = (*self._of_child(), *self._of_subject(), *self._of_fosterer())
        return [one for one in found if one[1]]

    def _of_child(self) -> list[Fact]:
        """Nothing but the place for who may not read of children."""
        person, say = self._one.person, self._say
        place = (say("Place"), self._place)
        if person is None:
            return [place]
        return [
            (say("Name"), person.name),
            (say("Born on"), show_date(person.born_on, self._locale)),
            place,
            ("RT/RW", person.neighbourhood),
            (say("Address"), person.address),
            (say("Phone"), show_phone(person.phone) if person.phone else ""),
        ]

    @property
    def _place(self) -> str:
        fostering = self._one.fostering
        code = fostering.village if fostering else self._one.desk.case.village
        village = self._one.desk.catalogue.village(code)
        return f"{village.name}, {village.district}" if village else ""

    def _of_subject(self) -> list[Fact]:
        subject = self._one.subject
        if isinstance(subject, Need):
            return self._of_need(subject)
        return self._of_complaint(subject) if isinstance(subject, Complaint) else self._due(subject)

    def _of_need(self, need: Need) -> list[Fact]:
        say = self._say
        why = say(BECAUSE[need.because]) if need.because in BECAUSE else need.because
        return [
            (say("Without a fosterer since"), show_time(need.waiting_since, self._locale)),
            (say("Why"), why),
            (say("Fostered before by"), self._title(need.before)),
        ]

    def _of_complaint(self, one: Complaint) -> list[Fact]:
        say = self._say
        return [
            (say("What is wrong"), say(WHAT[one.what]) if one.what in WHAT else one.what),
            (say("Said by"), say(_SAID_BY[one.by]) if one.by in _SAID_BY else one.by),
        ]

    def _due(self, duty: Duty) -> list[Fact]:
        say, amount = self._say, show_rupiah(duty.amount) if duty.amount else ""
        settled = show_time(duty.settled_at, self._locale) if duty.settled_at else ""
        return [
            (say("For"), show_period(duty.period, self._locale)),
            (say("At least"), show_rupiah(duty.least) if duty.is_month else ""),
            (say("To be proved by"), show_time(duty.due_by, self._locale)),
            (say("Given"), amount),
            (say("What shows it"), say(PROOFS[duty.proof]) if duty.proof in PROOFS else ""),
            (say("School"), say(SCHOOL[duty.school]) if duty.school in SCHOOL else ""),
            (say("Health"), say(HEALTH[duty.health]) if duty.health in HEALTH else ""),
            (say("Recorded"), settled),
        ]

    def _of_fosterer(self) -> list[Fact]:
        """Who fosters it, and how to call him."""
        official = self._fosterer
        if official is None:
            return []
        phone = show_phone(official.phone) if official.phone else ""
        return [
            (self._say("Fostered by"), self._title(official.id)),
            (self._say("Phone of the official"), phone),
            ("Email", official.email),
        ]

    @cached_property
    def _fosterer(self) -> Official | None:
        """Of a duty and a complaint who owes it; of a need who has the child now."""
        subject, fostering = self._one.subject, self._one.fostering
        now = fostering.official if fostering else ""
        return store.load_official(now if isinstance(subject, Need) else subject.official)

    def _title(self, official_id: str) -> str:
        found = store.load_official(official_id)
        return f"{found.name}, {rank_of(found, self._one, self._locale)}" if found else official_id

    @property
    def offers(self) -> list[Offered]:
        return [offered(one, self._one) for one in self._one.offers]


_SAID_BY = {"child": msg("the child"), "guardian": msg("who looks after it")}


def rank_of(official: Official, child_desk: ChildDesk, locale: str) -> str:
    found = child_desk.terms.rank(official.rank)
    title: Text = found.title if found else {"id": official.rank}
    return said(title, locale)


def offered(offer: Offer, child_desk: ChildDesk) -> Offered:
    official, visit = offer.official, child_desk.desk.visit
    quota = child_desk.terms.quota(official.rank)
    return Offered(
        official.id,
        official.name,
        rank_of(official, child_desk, visit.locale),
        visit.say(NEAR[offer.near]),
        visit.say(LOAD, n=len(official.children), quota=quota),
    )
