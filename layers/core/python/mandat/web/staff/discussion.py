"""What posts said to each other about a case, a page at a time. The citizen never reads it."""

from collections.abc import Sequence
from dataclasses import field
from datetime import datetime

from mandat.cases import store
from mandat.cases.domain.facts import CommentPosted, Event
from mandat.cases.domain.model import Case
from mandat.city.domain import Catalogue
from mandat.personal import store as personal
from mandat.records import record
from mandat.story.timeline import actor_title, post_title

SHOWN = 20
STEP = 50


@record
class Comment:
    """`mention` is the title of the post that was named, or empty."""

    at: datetime
    by: str
    mention: str
    text: str = field(repr=False)


@record
class Talk:
    """The newest last; `earlier` is where the page before ends, 0 when there is none."""

    comments: tuple[Comment, ...] = ()
    earlier: int = 0


def talk(case: Case, until: int, catalogue: Catalogue, locale: str) -> Talk:
    """The page of the discussion that ends with event `until`."""
    found = _events(case.id, until) if case.comments else []
    shown = found[-SHOWN:]
    earlier = shown[0].seq - 1 if len(found) > SHOWN else 0
    return Talk(_comments(case.id, shown, catalogue, locale), earlier)


def _events(case_id: str, until: int) -> list[Event]:
    """At least one more comment than a page shows, if there are so many."""
    found: list[Event] = []
    last = until
    while last > 0 and len(found) <= SHOWN:
        first = max(0, last - STEP)
        events = store.timeline(case_id, first, last - first)
        found = [*(one for one in events if isinstance(one.fact, CommentPosted)), *found]
        last = first
    return found


def _comments(
    case_id: str, events: Sequence[Event], catalogue: Catalogue, locale: str
) -> tuple[Comment, ...]:
    texts = personal.texts(case_id, events[0].seq - 1) if events else {}
    return tuple(
        Comment(
            one.at,
            actor_title(one.actor, catalogue, locale),
            _mention(one, catalogue),
            texts[one.seq].text if one.seq in texts else "",
        )
        for one in events
    )


def _mention(event: Event, catalogue: Catalogue) -> str:
    named = event.fact.mention if isinstance(event.fact, CommentPosted) else ""
    return post_title(named, catalogue) if named else ""
