"""How each consumer reads a message: what its function's handler calls, at the message's own time.

The handlers themselves take the time from the clock, and pass over news that is weeks old.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from contract.play import NOW
from jobs.handler import SLICES
from mandat.bookings.line import offer_next
from mandat.cases.domain.apply import apply
from mandat.cases.domain.facts import CaseSubmitted, Event
from mandat.cases.domain.model import Case, Task, TaskStatus
from mandat.cases.domain.transitions import CASE, TASK
from mandat.cases.feed import event_of_message
from mandat.cases.routing import route_submitted
from mandat.cases.store import load
from mandat.forwarding.commands import forward
from mandat.merging.commands import carry
from mandat.messaging.deliver import deliver
from mandat.messaging.domain import read_id
from mandat.messaging.feedback import hear, read
from mandat.messaging.notify import tell, tell_of_post
from mandat.messaging.queue import decode
from mandat.own.commands import erase
from mandat.photos.commands import arrived, claim
from mandat.posts.feed import entry_of_message
from mandat.programmes.imports import arrived as arrived_extracts
from mandat.reminders.commands import act
from programmes.handler import FOLLOWERS


def applied(event: Event) -> Case:
    """Today's core takes the event, in each state of a case that has a step for it."""
    if isinstance(event.fact, CaseSubmitted):
        return apply(None, event)
    taken = [apply(case, event) for case in _before(event)]
    assert taken, f"no state has a step for {event.type}"
    return taken[0]


def _before(event: Event) -> list[Case]:
    """The case of the event as it may have stood, once for each step of the tables."""
    case = replace(load(event.case_id), seq=event.seq - 1)
    of_cases = [status for status, fact in CASE if fact == event.type and status]
    of_tasks = [_tasks(case, status) for status, fact in TASK if fact == event.type]
    tasks = of_tasks or [case.tasks]
    return [replace(case, status=one, tasks=other) for one in of_cases for other in tasks]


def _tasks(case: Case, status: TaskStatus | None) -> tuple[Task, ...]:
    """None is the step of a task that begins."""
    return tuple(replace(one, status=status) for one in case.tasks) if status else ()


def event_of(body: str) -> Event:
    event = event_of_message(body)
    assert event is not None
    assert applied(event).seq == event.seq
    return event


def routing(body: str) -> None:
    event = event_of(body)
    route_submitted(event, event.at)
    offer_next(event, event.at)
    carry(event, event.at)


def notify(body: str) -> None:
    entry = entry_of_message(body)
    if entry:
        assert tell_of_post(entry, entry.at) > 0
        return
    event = event_of(body)
    tell(event, event.at)
    forward(event, event.at)


def photos(body: str) -> None:
    if event_of_message(body) is None:
        assert len(arrived(body)) > 0
        return
    event = event_of(body)
    assert claim(event) == event.photos


def erasure(body: str) -> None:
    event = event_of(body)
    assert event.type == "DataErased"
    erase(event)


def programmes(body: str) -> None:
    event = event_of(body)
    for follow in FOLLOWERS.values():
        follow(event, event.at)


def jobs(body: str) -> None:
    said = json.loads(body)
    if "job" in said:
        days = SLICES[said["job"]].days
        assert days.work(days.job_of(body), NOW) is False
        return
    for name in [said["day"]] if "day" in said else SLICES:
        assert SLICES[name].days.run(NOW.date(), NOW).jobs == 0


def imports(body: str) -> None:
    assert arrived_extracts(body) == ("incoming/dukcapil/20261124T020000000000.csv",)


def deliver_(body: str) -> None:
    """Its id names the mail in the log of what was sent: it may never become another."""
    message = decode(body)
    sent = read_id(message.id)
    assert sent is not None
    assert (sent.kind, sent.post, sent.address) == (message.kind, message.post, message.address)
    deliver(message, "message-1:1", NOW + timedelta(hours=2))


def reminders(body: str) -> None:
    act(body, NOW + timedelta(hours=2))


def feedback(body: str) -> None:
    report = read(body)
    if report:
        hear(report, datetime.fromisoformat("2026-11-24T03:00:00+00:00"))


READERS: Mapping[str, Callable[[str], None]] = {
    "routing": routing,
    "notify": notify,
    "photos": photos,
    "erasure": erasure,
    "deliver": deliver_,
    "reminders": reminders,
    "feedback": feedback,
    "programmes": programmes,
    "jobs": jobs,
    "imports": imports,
}
