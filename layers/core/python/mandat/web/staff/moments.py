"""Deadlines in words: which one runs, and how late it is."""

from datetime import datetime, timedelta

from mandat.cases.domain.model import Case, CaseStatus, Clock, ClockName
from mandat.cases.domain.timing import chasing_clocks
from mandat.records import record
from mandat.story import words
from mandat.text.mark import msg
from mandat.text.words import translations

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# Up to two days are told in hours: «40 jam» is nearer to the work than «1 hari».
HOURS_UP_TO = 2 * DAY


@record
class Deadline:
    """`name` and `left` are sentences' parts in the reader's language."""

    name: str
    by: datetime
    is_late: bool
    left: str


def running(case: Case) -> tuple[Clock, ...]:
    """The clocks that run now, the next to end first; none while the citizen is waited for."""
    if case.status is CaseStatus.OPEN and case.task:
        paused = case.task.waiting_until is not None
        return () if paused else tuple(sorted(chasing_clocks(case.task), key=_by))
    return (case.clock,) if case.clock else ()


def deadlines(case: Case, now: datetime, locale: str) -> tuple[Deadline, ...]:
    return tuple(_deadline(clock.name, clock.by, now, locale) for clock in running(case))


def _deadline(name: ClockName, by: datetime, now: datetime, locale: str) -> Deadline:
    say = translations(locale).gettext
    return Deadline(say(words.CLOCKS[name]), by, by < now, distance(by, now, locale))


def _by(clock: Clock) -> datetime:
    return clock.by


def distance(by: datetime, now: datetime, locale: str) -> str:
    """«lewat 3 jam» or «sisa 40 menit»."""
    say = translations(locale).gettext
    template = say(msg("{span} late")) if by < now else say(msg("{span} left"))
    return template.format(span=span(abs(by - now), locale))


def span(length: timedelta, locale: str) -> str:
    """A length of time in its one fitting unit, rounded down."""
    say = translations(locale).gettext
    if length < HOUR:
        return say(msg("{n} min")).format(n=length // MINUTE)
    if length < HOURS_UP_TO:
        return say(msg("{n} h")).format(n=length // HOUR)
    return say(msg("{n} d")).format(n=length // DAY)


def days_and_hours(minutes: int, hours_a_day: int, locale: str) -> str:
    """Minutes of a clock that runs some hours a day: «4 hari 6 jam»."""
    days, rest = divmod(minutes * MINUTE, hours_a_day * HOUR)
    say = translations(locale).gettext
    template = say(msg("{days} d {hours} h")) if rest >= HOUR else say(msg("{n} d"))
    return template.format(days=days, hours=rest // HOUR, n=days)
