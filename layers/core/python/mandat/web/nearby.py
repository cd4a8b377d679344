"""How cases that may be the same thing are shown: picture, distance, age and state, no person."""

from collections.abc import Iterable
from datetime import timedelta

from mandat.nearby.domain import Neighbour
from mandat.platform.ids import show_reference
from mandat.platform.links import photo_url
from mandat.records import record
from mandat.story.words import status_words
from mandat.text.mark import msg
from mandat.web.visit import Visit

DAY = timedelta(days=1)
AWAY = msg("about {metres} m away")
TODAY = msg("today")
YESTERDAY = msg("yesterday")
DAYS_AGO = msg("{days} days ago")


@record
class Shown:
    """`distance` and `thumb` are empty when not known."""

    case_id: str
    reference: str
    title: str
    age: str
    state: str
    distance: str
    thumb: str

    @property
    def line(self) -> str:
        return " · ".join(part for part in (self.age, self.state, self.distance) if part)


def shown(found: Iterable[Neighbour], visit: Visit) -> list[Shown]:
    return [_shown(one, visit) for one in found]


def _shown(one: Neighbour, visit: Visit) -> Shown:
    case = one.case
    away = "" if one.metres is None else visit.say(AWAY, metres=max(10, round(one.metres, -1)))
    return Shown(
        case_id=case.id,
        reference=show_reference(case.id),
        title=case.service_title.get(visit.locale) or case.service_title.get("id", ""),
        age=_age(visit, visit.now - case.submitted_at),
        state=visit.say(status_words(case)),
        distance=away,
        thumb=photo_url(one.photo) if one.photo else "",
    )


def _age(visit: Visit, age: timedelta) -> str:
    days = max(0, age // DAY)
    if days < len(_LATELY):
        return visit.say(_LATELY[days])
    return visit.say(DAYS_AGO, days=days)


_LATELY = (TODAY, YESTERDAY)
