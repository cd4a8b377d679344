"""A mail's matter together with the guarantee or the follow-up that it is about, and its names."""

from datetime import datetime

from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, ClockName
from mandat.guarantee.domain import facts as g
from mandat.guarantee.domain.model import last_day
from mandat.messaging.matter import Matter
from mandat.messaging.names import names as of_any_case
from mandat.messaging.speech import Speech
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.story.guarantees import VOIDS, ending_of
from mandat.story.words import PROGRAMME_REASONS
from mandat.text.words import show_date

# By these a request ends; a fact of its case follows in the same step.
_ENDS = (g.GuaranteeIssued, g.GuaranteeRefused)


@record
class Cared:
    """`told` is what the mail tells: its event, or the end that its event follows."""

    matter: Matter
    told: Event

    @property
    def speech(self) -> Speech:
        return self.matter.speech

    @property
    def is_end(self) -> bool:
        """The citizen is told how it ended, with the end of its case."""
        return not self.matter.message.post and self.told is not self.matter.event


def cared_of(matter: Matter) -> Cared:
    return Cared(matter, _end_of(matter) or matter.event)


def _end_of(matter: Matter) -> Event | None:
    event = matter.event
    same = (one for one in matter.recent if one.cause == event.cause and one.seq < event.seq)
    return next((one for one in same if isinstance(one.fact, _ENDS)), None)


def names(cared: Cared) -> dict[str, str]:
    """Every name that a wording may hold; one that does not apply is empty."""
    matter, fact = cared.matter, cared.told.fact
    village = matter.village
    own = {
        "place": village.name if village else matter.catalogue.city_name,
        "soon": cared.speech.time(_answer_by(matter.case)),
        "hospital": _hospital(fact),
        "day": _day(fact, cared.speech.locale),
        "ending": _ending(fact, cared.speech.locale),
    }
    reason = cared.speech.say(_reason(fact))
    return of_any_case(matter) | own | ({"reason": reason} if reason else {})


def _answer_by(case: Case) -> datetime | None:
    """By when whoever holds it must have answered."""
    clock = case.task.clock(ClockName.ANSWER) if case.task else None
    return clock.by if clock else None


def _hospital(fact: object) -> str:
    if not isinstance(fact, g.GuaranteeIssued):
        return ""
    found = load_programmes().guarantee.hospital(fact.hospital)
    return found.name if found else ""


def _day(fact: object, locale: str) -> str:
    """The last day of a letter, the first of a cover."""
    if isinstance(fact, g.GuaranteeIssued):
        return show_date(last_day(fact.valid_until), locale)
    since = fact.since if isinstance(fact, g.GuaranteeFollowedUp) else None
    return show_date(since, locale) if since else ""


def _ending(fact: object, locale: str) -> str:
    return ending_of(fact, locale) if isinstance(fact, g.GuaranteeFollowedUp) else ""


def _reason(fact: object) -> str:
    code = str(getattr(fact, "reason", ""))
    return VOIDS.get(code) or PROGRAMME_REASONS.get(code, "")
