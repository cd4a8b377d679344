"""An event of the feed -> a message on the queue for everybody who must know of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mandat.cases import store
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.cases.domain.work import teller
from mandat.city.domain import Catalogue, Post, calls_ambulance, owner_of
from mandat.city.store import load_catalogue, load_post
from mandat.following import mails as followers
from mandat.messaging import queue
from mandat.messaging.domain import (
    CITIZEN,
    SEKDA,
    Kind,
    Message,
    above,
    audience,
    messages,
    texts_of,
)
from mandat.messaging.slices import audience_of
from mandat.posts.domain import Entry
from mandat.posts.news import news
from mandat.posts.reach import Above, wanted

# Older events are history that is replayed for scores; claims are kept longer than this.
NEWS_FOR = timedelta(days=15)


def tell(event: Event, now: datetime) -> int:
    """Queue what `event` has to tell; how many messages that made. Raises OutcomeUnknownError."""
    if now - event.at > NEWS_FOR:
        return 0
    case = store.load(event.case_id)
    superiors = superiors_of(load_catalogue())
    whom, others = _audience(event, case, superiors, now)
    stands_in = above(case, superiors)
    posts = posts_for((reader for _, reader in whom), stands_in)
    told = messages(event, whom, posts, stands_in, now)
    return queue.put((*told, *others, *followers.news(event, case)))


def _audience(
    event: Event, case: Case, superiors: dict[str, str | None], now: datetime
) -> tuple[tuple[tuple[Kind, str], ...], tuple[Message, ...]]:
    """Readers, and finished messages to who is none. Complaints load nothing of the others."""
    catalogue = load_catalogue()
    if calls_ambulance(catalogue.service(case.service_id)):
        from mandat.dispatch import notices as calls

        return calls.audience(event, case, superiors, catalogue)
    if case.booking:
        from mandat.bookings import notices

        return notices.audience(event, case, superiors, catalogue)
    if case.programme:
        return audience_of(case.programme)(event, case, superiors, catalogue, now)
    return audience(event, case, superiors, texts_of(catalogue.sms)), ()


def call_instead(event: Event, case: Case, kind: Kind, now: datetime) -> int:
    """What no SMS could tell is told by a person; how many messages that made."""
    stands_in = above(case, superiors_of(load_catalogue()))
    reader = caller(case, load_catalogue())
    whom = ((kind, reader),)
    posts = posts_for((reader,), stands_in)
    return queue.put(messages(event, whom, posts, stands_in, now))


def caller(case: Case, catalogue: Catalogue) -> str:
    """The post that tells the citizen; before a case is anybody's, the one that would have it."""
    service, village = catalogue.service(case.service_id), catalogue.village(case.village)
    return teller(case) or owner_of(service, village)


def tell_of_post(entry: Entry, now: datetime) -> int:
    """Queue what was done to a post; how many messages that made. Raises OutcomeUnknownError."""
    if now - entry.at > NEWS_FOR:
        return 0
    stands_in = superiors_of(load_catalogue()).get
    about = load_post(entry.post_id)
    told = (entry.post_id, stands_in(entry.post_id) or "", SEKDA)
    posts = posts_for(told, stands_in)
    return queue.put(news(entry, about, posts, stands_in, now)) if about else 0


def superiors_of(catalogue: Catalogue) -> dict[str, str | None]:
    return {post.id: post.superior_id for post in catalogue.posts}


def posts_for(readers: Iterable[str], stands_in: Above) -> dict[str, Post]:
    """The posts among `readers`, and whoever stands in for those that cannot be mailed."""
    ids = frozenset(reader for reader in readers if reader and reader != CITIZEN)
    posts = _loaded(ids)
    rest = wanted(ids, posts, stands_in) - posts.keys()
    return posts | _loaded(rest)


def _loaded(ids: Iterable[str]) -> dict[str, Post]:
    """One by one: a mark that was set a moment ago must be seen."""
    found = (load_post(one) for one in sorted(ids))
    return {post.id: post for post in found if post}
