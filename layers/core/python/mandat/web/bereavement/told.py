"""A death as its family reads it: what is ahead, each step in plain words, and whom to call."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from mandat.bereavement import store
from mandat.bereavement.domain import plan
from mandat.bereavement.domain.model import Death, DeathStatus
from mandat.cases import store as cases
from mandat.cases.domain.model import Case, CaseStatus
from mandat.city.calendar import to_local
from mandat.city.domain import Catalogue, owner_of
from mandat.city.store import load_catalogue
from mandat.programmes.domain.terms import BereavementTerms, Faith, StepTerms
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.story.loans import show_hour
from mandat.story.timeline import post_title
from mandat.text.mark import msg
from mandat.text.words import show_day, show_time, translations
from mandat.web.bereavement.evenings import Evening, evenings
from mandat.web.bereavement.mourning import faith_of
from mandat.web.bereavement.stepping import StepTold, step_told
from mandat.web.dispatch.asking import desk_phone
from mandat.web.phones import show_phone

TONIGHT = msg("Tonight: {evening}, from {hour} at the house.")
TONIGHT_PAPERS = msg("Tonight: {evening}, and the papers are handed to you by {hour}.")
COMES = msg("{lurah} comes to the house to confirm it and to ask what is missing.")
EVENING_HELD = msg("{evening} at the house, from {hour}.")
PAPERS_HANDED = msg("{evening} at the house, and the papers are handed to you by {hour}.")
PAPERS_LATE = msg("The papers are handed to you at the house by {hour}.")
NOW = msg("Now")
EVENINGS = msg("The evenings")
HEADING = msg("For the family of {name}")
HEADING_PLAIN = msg("For the family")


@record
class Ahead:
    """What comes, and when."""

    when: str
    what: str


@record
class Told:
    """`death` and its case as they are now."""

    case: Case
    death: Death
    terms: BereavementTerms
    catalogue: Catalogue
    locale: str
    now: datetime
    name: str = ""

    def say(self, message: str, **values: object) -> str:
        return translations(self.locale).gettext(message).format_map(values)

    @property
    def heading(self) -> str:
        return self.say(HEADING, name=self.name) if self.name else self.say(HEADING_PLAIN)

    @property
    def is_undone(self) -> bool:
        return self.death.status is DeathStatus.UNDONE

    @property
    def is_handed_over(self) -> bool:
        return self.death.status is DeathStatus.HANDED_OVER

    @property
    def faith(self) -> Faith | None:
        return faith_of(self.terms, self.death.faith)

    @property
    def condolence(self) -> str:
        return _said(self.faith.condolence, self.locale) if self.faith else ""

    @property
    def evening(self) -> str:
        """What the evenings are called."""
        return _said(self.faith.evening, self.locale) if self.faith else self.say(EVENINGS)

    @property
    def hour(self) -> str:
        """When an evening begins, as the terms have it now."""
        minute = self.terms.evening_minute
        return f"{minute // 60:02}{'.' if self.locale == 'id' else ':'}{minute % 60:02} WIB"

    @property
    def handover_hour(self) -> str:
        return f"{show_hour(self.death.handover_by, self.locale)} WIB"

    @cached_property
    def lurah(self) -> str:
        """Who answers for all of it: the case's owner, or whose it will be."""
        village = self.catalogue.village(self.case.village)
        rule = owner_of(self.catalogue.service(self.case.service_id), village)
        return post_title(self.case.owner or rule, self.catalogue)

    @cached_property
    def nights(self) -> tuple[Evening, ...]:
        return evenings(self)

    @cached_property
    def tonight(self) -> str:
        """What this evening brings; nothing when it brings nothing, or all is over."""
        today = to_local(self.now).date()
        if self.is_undone or today not in self.death.nights:
            return ""
        by = to_local(self.death.handover_by).date()
        brings = today == by and not self.is_handed_over
        message = TONIGHT_PAPERS if brings else TONIGHT
        hour = self.handover_hour if brings else self.hour
        return self.say(message, evening=self.evening, hour=hour)

    @cached_property
    def ahead(self) -> tuple[Ahead, ...]:
        """Now, each evening to come, and the hour of the papers: what a report has set off."""
        first = Ahead(self.say(NOW), self.say(COMES, lurah=self.lurah))
        today = to_local(self.now).date()
        coming = [one for one in self.nights if to_local(one.day).date() >= today]
        late = () if self.is_last_of_nights else (self._handover(),)
        return (first, *(self._evening(one) for one in coming), *late)

    @property
    def is_last_of_nights(self) -> bool:
        """Whether the papers come on an evening; of a late report on one after them."""
        return to_local(self.death.handover_by).date() in self.death.nights

    def _handover(self) -> Ahead:
        by = self.death.handover_by
        when = show_day(by, self.locale)
        return Ahead(when, self.say(PAPERS_LATE, hour=self.handover_hour))

    def _evening(self, one: Evening) -> Ahead:
        message = PAPERS_HANDED if one.papers else EVENING_HELD
        hour = self.handover_hour if one.papers else self.hour
        when = f"{one.title}, {show_day(one.day, self.locale)}"
        return Ahead(when, self.say(message, evening=self.evening, hour=hour))

    @cached_property
    def steps(self) -> tuple[StepTold, ...]:
        """Every step that this death needs, in the order of the terms."""
        return tuple(step_told(one, self) for one in needed(self.terms, self.death))

    @property
    def papers(self) -> list[StepTold]:
        return [one for one in self.steps if one.is_paper]

    @property
    def others(self) -> list[StepTold]:
        return [one for one in self.steps if not one.is_paper]

    @cached_property
    def opened(self) -> Mapping[str, Case]:
        """The cases of the steps by their ids."""
        found = cases.load_many([one.case_id for one in self.death.opened])
        return {one.id: one for one in found}

    @cached_property
    def desk(self) -> str:
        return desk_phone()

    @property
    def desk_number(self) -> str:
        return show_phone(self.desk)

    def time(self, at: datetime) -> str:
        return show_time(at, self.locale)

    @property
    def is_open(self) -> bool:
        return self.case.status in {CaseStatus.SUBMITTED, CaseStatus.OPEN}


def needed(terms: BereavementTerms, death: Death) -> tuple[StepTerms, ...]:
    """The steps that this death has or will have, in the order of the terms."""
    comes = death.status is not DeathStatus.UNDONE
    return tuple(
        one
        for one in terms.steps
        if death.step(one.id) or (comes and plan.is_needed(one, death, terms))
    )


def _said(text: Mapping[str, str], locale: str) -> str:
    return text.get(locale) or text.get("id", "")


def told_of(case: Case, locale: str, now: datetime, name: str = "") -> Told | None:
    """None for a case that no death hangs off. `name` is who died, as it was reported."""
    death = store.load(case.id)
    if death is None:
        return None
    terms = load_programmes().bereavement
    return Told(case, death, terms, load_catalogue(), locale, now, name)
