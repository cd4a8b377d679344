"""An event of the feed -> a message on the queue for everybody who must know of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mandat.cases import store
from mandat.cases.domain.facts import Event
from mandat.city.domain import TRIAGE, Post
from mandat.city.store import load_catalogue, load_post
from mandat.messaging import queue
from mandat.messaging.domain import CITIZEN, audience, messages

# Older events are history that is replayed for scores; claims are kept longer than this.
NEWS_FOR = timedelta(days=15)


def tell(event: Event, now: datetime) -> int:
    """Queue what `event` has to tell; how many messages that made. Raises OutcomeUnknownError."""
    if now - event.at > NEWS_FOR:
        return 0
    case = store.load(event.case_id)
    superiors = {post.id: post.superior_id for post in load_catalogue().posts}
    whom = audience(event, case, superiors)
    return queue.put(messages(event, whom, _posts(reader for _, reader in whom)))


def _posts(readers: Iterable[str]) -> dict[str, Post]:
    """The posts among `readers`, and triage, which stands in for one that nobody holds."""
    wanted = {reader for reader in readers if reader != CITIZEN}
    found = (load_post(post_id) for post_id in sorted(wanted | {TRIAGE} if wanted else wanted))
    return {post.id: post for post in found if post}
