"""What a post's word on a stipend means for the roll, read off the feed.

A stop and its end each take effect once for their cause, in whatever order they come: repeats and
crashes come to the same.
"""

from datetime import date, datetime

from mandat.cases.domain.facts import Event
from mandat.stipend.domain.facts import StipendResumed, StipendStopped
from mandat.stipend.stopping import resume, stop
from mandat.stipend.store import load_application


def follow(event: Event, now: datetime) -> int:
    """Stop or resume, as the event says; how many things that changed. Raises what they raise."""
    if not isinstance(event.fact, StipendStopped | StipendResumed):
        return 0
    application = load_application(event.case_id)
    if application is None:
        return 0
    return int(_done(application.person, event.fact, now))


def _done(person: str, fact: StipendStopped | StipendResumed, now: datetime) -> bool:
    if isinstance(fact, StipendResumed):
        return resume(person, fact.stop, now)
    return stop(person, fact.reason, date.fromisoformat(fact.day), fact.stop, now)
