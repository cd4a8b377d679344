"""Every head hears of every report: the first at once, the others of its window in one mail. Pure.

A window is a quarter hour, and a night is one window. A report belongs to the window in which it
was given its first owner, however late that is heard of.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from mandat.cases.domain.facts import Event, TaskAssigned
from mandat.cases.domain.model import Case, CaseStatus
from mandat.city.calendar import Calendar, to_local
from mandat.records import record

QUARTER = timedelta(minutes=15)
NIGHT = timedelta(hours=11)
# A report stands in the index a moment after the hour that it carries.
GRACE = timedelta(minutes=2)
_ID = "%Y%m%dT%H%M"


@record
class Window:
    """From `start` up to `end`, aware UTC."""

    start: datetime
    end: datetime

    @property
    def id(self) -> str:
        return f"{self.start:{_ID}}"


def window_of(at: datetime, calendar: Calendar) -> Window:
    """The window that holds `at`."""
    if calendar.is_quiet(at):
        end = calendar.after_quiet(at)
        return Window(end - NIGHT, end)
    local = to_local(at)
    start = local.replace(minute=local.minute // 15 * 15, second=0, microsecond=0).astimezone(UTC)
    return Window(start, start + QUARTER)


def read_window(window_id: str, calendar: Calendar) -> Window:
    """The window of that id. Raises ValueError for what is none."""
    return window_of(datetime.strptime(window_id, _ID).replace(tzinfo=UTC), calendar)


def gathered_at(window: Window, calendar: Calendar) -> datetime:
    """When the others of a window are mailed: after its end, and never at night."""
    return calendar.after_quiet(window.end + GRACE)


# The channel of cases that hand-overs open (bookings.damage).
OF_LOANS = "booking"


def hearers(case: Case, owner: str, heads: Iterable[str]) -> tuple[str, ...]:
    """The heads that get a copy: not the owner, and nobody of a sealed case or of a loan.

    Nor of what a driver says of a thing that the city lends: it is its owner's only.
    """
    return () if is_hidden(case) else tuple(sorted(set(heads) - {owner}))


def is_hidden(case: Case) -> bool:
    """No matter of all heads: sealed, lent, of a programme, or said by a driver of a thing."""
    return case.sealed or bool(case.booking or case.programme) or case.channel == OF_LOANS


def others(events: Iterable[Event], head: str, first: str) -> tuple[Event, ...]:
    """What a head has still to hear of its window, the oldest first; `first` is an event's id."""
    found = {one.id: one for one in events if _is_news(one, head, first)}
    return tuple(sorted(found.values(), key=_age))


def _is_news(event: Event, head: str, first: str) -> bool:
    fact = event.fact
    return isinstance(fact, TaskAssigned) and fact.owner != head and event.id != first


def _age(event: Event) -> tuple[datetime, str]:
    return event.at, event.id


def is_told(case: Case, head: str) -> bool:
    """Whether a copy is still worth a line: what is sealed, settled, lent or one's own is not."""
    return not is_hidden(case) and case.status is not CaseStatus.CLOSED and case.owner != head
