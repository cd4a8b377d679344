"""Every morning: a mail to each post with open tasks, and to Sekda what nobody owns."""

from collections.abc import Iterator
from datetime import datetime

from mandat.briefs.domain import cause_of
from mandat.briefs.store import has_work
from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.messaging import queue
from mandat.messaging.domain import SEKDA, Kind, Message
from mandat.messaging.notify import posts_for, superiors_of
from mandat.posts.reach import readers


def announce(now: datetime) -> int:
    """Queue the morning's mails; how many. Done again on the same day, they are the same.

    Raises OutcomeUnknownError.
    """
    catalogue = load_catalogue()
    return queue.put(_messages(catalogue, _posts(catalogue), now))


def _posts(catalogue: Catalogue) -> tuple[str, ...]:
    """Sekda's mail says what the others do not know of, so it is always looked for."""
    return tuple(one.id for one in catalogue.posts if one.id == SEKDA or has_work(one.id))


def _messages(catalogue: Catalogue, posts: tuple[str, ...], now: datetime) -> Iterator[Message]:
    """Mail of a post that cannot be reached goes to who stands in for it."""
    above = superiors_of(catalogue).get
    known = posts_for(posts, above)
    for post in posts:
        for to in readers(post, known, above, "", now):
            cause, other = cause_of(post, now), to.instead_of
            yield Message(cause, Kind.BRIEF, "", 0, to.post, to.address, instead_of=other)
