"""A death as one post may see it now: facts for its page, no words of its own but labels."""

from functools import cached_property

from mandat.bereavement.domain.limits import ANNULMENT, PAPERS
from mandat.bereavement.domain.model import DeathStatus, Night
from mandat.cases.domain.model import Case
from mandat.personal import store as personal
from mandat.personal.domain import Contact, Narrative
from mandat.records import record
from mandat.story.timeline import post_title
from mandat.text.mark import msg
from mandat.text.words import show_time
from mandat.web.bereavement.draft import WISH_ANSWER
from mandat.web.bereavement.mourning import faith_of
from mandat.web.bereavement.stepping import StepTold
from mandat.web.bereavement.told import Told
from mandat.web.bereavement.tracking import name_in
from mandat.web.bereavement.wording import night_words
from mandat.web.mourning import wording as w
from mandat.web.mourning.desk import DeathDesk
from mandat.web.phones import show_phone
from mandat.web.report.summary import said

CHILDREN = msg("Children under 18: {number}")
CHILDREN_VISIT = "duka-anak"


@record
class Came:
    """An evening with its day, and the posts that came; `is_held` once it was written down."""

    title: str
    day: str
    is_held: bool
    posts: tuple[str, ...]


class DeathView:
    """Reads only what the post may see; each part once, when the page asks for it."""

    def __init__(self, death_desk: DeathDesk) -> None:
        self._one = death_desk
        self.death = death_desk.death
        self._desk = death_desk.desk
        self._locale = death_desk.desk.visit.locale
        self._say = death_desk.desk.visit.say

    @property
    def status(self) -> str:
        """A message id."""
        return w.STATUS[self.death.status]

    @property
    def is_step(self) -> bool:
        return bool(self._one.step)

    @property
    def is_undone(self) -> bool:
        return self.death.status is DeathStatus.UNDONE

    @property
    def is_paper(self) -> bool:
        return self._desk.case.service_id in PAPERS

    @property
    def to_do(self) -> str:
        """A message id: what the step asks of the post; empty for a service without words."""
        if self._one.step == ANNULMENT:
            return w.ANNUL
        return w.TO_DO.get(self._desk.case.service_id, "") if self.is_step else ""

    @property
    def family_case(self) -> Case:
        return self._one.family_case

    @cached_property
    def narrative(self) -> Narrative:
        """What the family told; a step's owner reads it as far as its work goes."""
        case_id = self.family_case.id
        return personal.narrative(case_id) if self._desk.sight.content else Narrative()

    @property
    def name(self) -> str:
        return name_in(self.narrative)

    @property
    def died_at(self) -> str:
        return show_time(self.death.died_at, self._locale)

    @property
    def reporter(self) -> str:
        return self._say(w.REPORTERS[self.death.reporter])

    @property
    def faith(self) -> str:
        found = faith_of(self._one.terms, self.death.faith)
        return said(found.title, self._locale) if found else self.death.faith

    @property
    def house(self) -> str:
        """Where to come; whoever makes papers comes nowhere."""
        told = self.narrative
        village = self._desk.catalogue.village(self.family_case.village)
        place = f"{village.name}, Kecamatan {village.district}" if village else ""
        parts = (told.landmark, told.neighbourhood) if not self.is_paper else ()
        return "\n".join(one for one in (*parts, place) if one)

    @property
    def last4(self) -> str:
        """Of the NIK, for the owner and for whoever makes papers."""
        return self.death.last4 if self.is_paper or not self.is_step else ""

    @property
    def left(self) -> str:
        """Who is left behind."""
        spouse = msg("Husband or wife") if self.death.spouse else msg("No husband or wife known")
        children = self.death.children
        told = self._say(CHILDREN, number=children) if children else ""
        return "\n".join(one for one in (self._say(spouse), told) if one)

    @property
    def wishes(self) -> str:
        """What is to be brought, for whoever comes to the house with it."""
        told = dict(self.narrative.answers).get(WISH_ANSWER, "")
        return "" if self.is_paper or self._desk.case.service_id == CHILDREN_VISIT else told

    @cached_property
    def contact(self) -> Contact:
        """Whom to call at the house: for the owner, and for steps that come to it."""
        comes = self.is_step and self._desk.sight.contact and not self.is_paper
        return personal.contact(self.family_case.id) if comes else Contact()

    @property
    def phone(self) -> str:
        return show_phone(self.contact.phone) if self.contact.phone else ""

    @property
    def handover_by(self) -> str:
        return show_time(self.death.handover_by, self._locale)

    @cached_property
    def nights(self) -> tuple[Came, ...]:
        """Every evening, and the list of who came."""
        held = {one.number: one for one in self.death.held}
        return tuple(
            self._came(number, held.get(number)) for number in range(1, len(self.death.nights) + 1)
        )

    def _came(self, number: int, held: Night | None) -> Came:
        evening = self._told.nights[number - 1]
        catalogue = self._desk.catalogue
        posts = tuple(post_title(one, catalogue) for one in held.present) if held else ()
        title = self._say(night_words(number), number=number)
        return Came(title, show_time(evening.day, self._locale), held is not None, posts)

    @property
    def steps(self) -> tuple[StepTold, ...]:
        """What the death has set off, for the post that holds the family's case."""
        return () if self.is_step else self._told.steps

    @cached_property
    def _told(self) -> Told:
        one, desk = self._one, self._desk
        return Told(self.family_case, self.death, one.terms, desk.catalogue, self._locale, one.now)
