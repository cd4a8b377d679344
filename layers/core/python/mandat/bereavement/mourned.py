"""A mail's matter together with the death that it is about, and the names of its sentences."""

from dataclasses import field

from mandat.bereavement import store
from mandat.bereavement.domain.facts import DeathPapersHandedOver, DeathStepEnded, DeathUndone
from mandat.bereavement.domain.model import Death
from mandat.cases import store as cases
from mandat.cases.domain.facts import Event
from mandat.messaging.matter import Matter
from mandat.messaging.names import names as of_any_case
from mandat.messaging.speech import Speech
from mandat.personal import store as personal
from mandat.personal.domain import Contact
from mandat.programmes.domain.terms import BereavementTerms, Faith
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.story.deaths import REPORTERS, UNDO_REASONS, show_step
from mandat.story.timeline import post_title
from mandat.text.mark import msg

NO_FAITH = Faith("", {}, {}, {})


@record
class Mourned:
    """`told` is what the mail tells: its event, or the end that its event follows.

    `family` is who reported it, empty for whoever asked to stay unnamed. `step` is what the case
    does for the death, empty for the death's own.
    """

    matter: Matter
    death: Death
    terms: BereavementTerms = field(repr=False)
    told: Event
    family: Contact = field(repr=False)
    step: str = ""

    @property
    def speech(self) -> Speech:
        return self.matter.speech

    @property
    def is_end(self) -> bool:
        """The family is told of it with the end of its case."""
        return not self.matter.message.post and self.told is not self.matter.event

    @property
    def faith(self) -> Faith:
        known = self.terms.faiths
        return next((one for one in known if one.id == self.death.faith), NO_FAITH)

    @property
    def evening(self) -> str:
        """«Malam takziah»; of a faith that is not known any more, just the evening."""
        return self.speech.of(self.faith.evening) or self.speech.say(msg("Evening"))


def mourned_of(matter: Matter) -> Mourned | None:
    """None for a case that no death belongs to."""
    parent = store.parent_of(matter.case.id)
    death_case = parent[0] if parent else matter.case.id
    death = store.load(death_case)
    if death is None:
        return None
    case = cases.load(death_case) if parent else matter.case
    family = Contact() if case.confidential else personal.contact(death_case)
    told = _end_of(matter) or matter.event
    terms = load_programmes().bereavement
    step = parent[1] if parent else ""
    return Mourned(matter, death, terms, told, family, step)


def _end_of(matter: Matter) -> Event | None:
    event = matter.event
    same = (one for one in matter.recent if one.cause == event.cause and one.seq < event.seq)
    return next((one for one in same if isinstance(one.fact, DeathPapersHandedOver)), None)


def names(mourned: Mourned) -> dict[str, str]:
    """Every name that a wording may hold; one that does not apply is empty."""
    matter, death, speech = mourned.matter, mourned.death, mourned.speech
    village, fact = matter.village, mourned.told.fact
    papers = fact.papers if isinstance(fact, DeathPapersHandedOver) else ()
    own = {
        "place": village.name if village else matter.catalogue.city_name,
        "visitor": post_title(village.lurah_id, matter.catalogue) if village else "",
        "condolence": speech.of(mourned.faith.condolence),
        "reporter": speech.say(REPORTERS.get(death.reporter, "")),
        "handover": speech.time(death.handover_by),
        "papers": ", ".join(show_step(one, speech.locale) for one in papers),
        **_of_step(mourned),
    }
    return of_any_case(matter) | own | _why(mourned)


def _of_step(mourned: Mourned) -> dict[str, str]:
    fact = mourned.told.fact
    if not isinstance(fact, DeathStepEnded):
        return {}
    opened = mourned.death.step(fact.step)
    case = cases.find(opened.case_id) if opened else None
    refuser = post_title(case.owner, mourned.matter.catalogue) if case and case.owner else ""
    return {"step": show_step(fact.step, mourned.speech.locale), "refuser": refuser}


def _why(mourned: Mourned) -> dict[str, str]:
    reason = str(getattr(mourned.told.fact, "reason", ""))
    undone = isinstance(mourned.told.fact, DeathUndone) and reason in UNDO_REASONS
    return {"reason": mourned.speech.say(UNDO_REASONS[reason])} if undone else {}
