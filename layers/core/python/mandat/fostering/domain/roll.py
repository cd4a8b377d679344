"""What becomes of a child of the programme: taken up, fostered, handed on, at an end. Pure."""

from calendar import isleap
from datetime import date, datetime

from mandat.errors import InvalidError, NotAllowedError
from mandat.fostering.domain.limits import END_REASONS
from mandat.fostering.domain.model import Fostering, FosteringStatus
from mandat.programmes.domain.person import Person
from mandat.records import replace

FEBRUARY, LEAP_DAY = 2, 29


def comes_of_age(person: Person, years: int) -> date:
    """The first local day on which the person is so old, as Person.age counts."""
    born, year = person.born_on, person.born_on.year + years
    if (born.month, born.day) == (FEBRUARY, LEAP_DAY) and not isleap(year):
        return date(year, 3, 1)
    return born.replace(year=year)


def taken_up(person: Person, source: str, waiting_since: datetime, adult_age: int) -> Fostering:
    """A child new to the programme: without a fosterer, its case is still to come."""
    return Fostering(
        person.id,
        FosteringStatus.WAITING,
        village=person.village,
        waiting_since=waiting_since,
        sources=(source,),
        grown_on=comes_of_age(person, adult_age),
    )


def known_by(fostering: Fostering, source: str) -> Fostering:
    """Another parent has died: nothing changes but that it is known."""
    return _next(fostering, sources=(*fostering.sources, source))


def unknown_by(fostering: Fostering, source: str) -> Fostering:
    """That death was none: whatever else made it one of the programme still does."""
    return _next(fostering, sources=tuple(one for one in fostering.sources if one != source))


def matched(fostering: Fostering, official: str, at: datetime) -> Fostering:
    """Never two: only a child without a fosterer gets one. Raises NotAllowedError."""
    if not fostering.is_waiting:
        raise NotAllowedError("child_has_fosterer")
    found = {"official": official, "since": at, "waiting_since": None}
    return _next(fostering, status=FosteringStatus.FOSTERED, **found)


def in_need(fostering: Fostering, case_id: str, since: datetime) -> Fostering:
    """Without a fosterer since that moment, and `case_id` looks for one."""
    turn = fostering.turn + (fostering.case_id != "")
    changed = {"case_id": case_id, "waiting_since": since, "turn": turn}
    return _next(fostering, status=FosteringStatus.WAITING, official="", since=None, **changed)


def ended(fostering: Fostering, reason: str, cause: str, at: datetime) -> Fostering:
    """Raises InvalidError for a reason that is none."""
    if reason not in END_REASONS:
        raise InvalidError("reason", "choose_one")
    over = {"reason": reason, "cause": cause, "ended_at": at, "official": "", "since": None}
    return _next(fostering, status=FosteringStatus.ENDED, waiting_since=None, **over)


def begun_again(fostering: Fostering, since: datetime, source: str = "") -> Fostering:
    """What ended it was wrong, or another parent has died: it waits again, without a case yet."""
    sources = (
        fostering.sources
        if source in {"", *fostering.sources}
        else (
            *fostering.sources,
            source,
        )
    )
    fresh = {"reason": "", "cause": "", "ended_at": None, "waiting_since": since}
    return _next(fostering, status=FosteringStatus.WAITING, sources=sources, **fresh)


def next_turn(fostering: Fostering) -> int:
    """Which look for a fosterer the next case is: it makes that case once."""
    return fostering.turn + (fostering.case_id != "")


def _next(fostering: Fostering, **changes: object) -> Fostering:
    return replace(fostering, revision=fostering.revision + 1, **changes)
