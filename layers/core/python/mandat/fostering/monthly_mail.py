"""One mail a month to an official for all his children, and its reminder: what he has to prove.

It is said on the list days of the terms; the calendar's run queues it. How many, by when: no name.
"""

from collections.abc import Iterable
from datetime import date, datetime

from mandat.city.calendar import to_local
from mandat.fostering import store
from mandat.fostering.domain.model import Duty, DutyStatus, Official
from mandat.fostering.letters import SPEECH, letter
from mandat.fostering.notices import OFFICIAL
from mandat.messaging import queue
from mandat.messaging.domain import Kind, Message
from mandat.messaging.mail import Mail, Rows
from mandat.programmes.terms_store import load_programmes
from mandat.story.stipends import show_period, show_rupiah
from mandat.text.mark import msg

_BEGINNING = "foster-list#"


def announce(official_ids: Iterable[str], day: date, now: datetime) -> int:
    """Queue the mail of a list day for each official; how many. Again on that day is the same.

    The first list day of a month tells, the others remind. Raises OutcomeUnknownError.
    """
    del now
    first = min(load_programmes().fostering.list_days)
    kind = Kind.FOSTER_MONTH if day.day <= first else Kind.FOSTER_REMINDER
    cause = f"{_BEGINNING}{day.isoformat()}"
    return queue.put(Message(cause, kind, "", 0, OFFICIAL, one) for one in official_ids)


def compose(message: Message, official: Official, now: datetime) -> Mail | None:
    """None when nothing is left to prove."""
    due = tuple(_owed(official))
    if not due:
        return None
    month = show_period(f"{to_local(now):%Y-%m}", SPEECH.locale)
    return letter(message.kind, official, month=month, facts=_facts(official, due))


def _owed(official: Official) -> Iterable[Duty]:
    for child in official.children:
        for duty in store.duties_of(child):
            if duty.official == official.id and duty.status is DutyStatus.DUE:
                yield duty


def _facts(official: Official, due: tuple[Duty, ...]) -> Rows:
    say, least = SPEECH.say, load_programmes().fostering.least_amount
    months = [one for one in due if one.is_month]
    terms = [one for one in due if not one.is_month]
    rows = (
        (say(msg("Your foster children")), str(len(official.children))),
        (say(msg("Month's help to prove")), _told(months)),
        (say(msg("At least, for each child")), show_rupiah(least) if months else ""),
        (say(msg("School and health to tell of")), _told(terms)),
    )
    return tuple(row for row in rows if row[1])


def _told(due: list[Duty]) -> str:
    """How many, and by when the first."""
    if not due:
        return ""
    by = SPEECH.time(min(one.due_by for one in due))
    return SPEECH.say(msg("{n}, before {time}"), n=str(len(due)), time=by)
