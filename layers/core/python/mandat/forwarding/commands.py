"""Forward a new report to every head, and at the end of a window gather what else came in it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from mandat.cases import store as cases
from mandat.cases.domain.facts import Event, TaskAssigned
from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue, load_post
from mandat.forwarding import store
from mandat.forwarding.domain import Window, gathered_at, hearers, others, read_window, window_of
from mandat.messaging import queue
from mandat.messaging.domain import Kind, Message
from mandat.messaging.notify import NEWS_FOR
from mandat.posts.reach import own_readers

DIGEST_OF = "digest#"


def forward(event: Event, now: datetime) -> int:
    """Queue the first copies of a case that got its owner; how many messages that made.

    Raises OutcomeUnknownError: done again, it makes the same messages.
    """
    fact = event.fact
    if not isinstance(fact, TaskAssigned) or now - event.at > NEWS_FOR:
        return 0
    catalogue = load_catalogue()
    heads = hearers(cases.load(event.case_id), fact.owner, catalogue.heads)
    return queue.put(_copies(event, _at_once(event, heads, catalogue, now), now))


def _at_once(
    event: Event, heads: Sequence[str], catalogue: Catalogue, now: datetime
) -> Iterator[str]:
    """The heads whose window the event opens; asked first, for on a bad day it opens none."""
    window = window_of(event.at, catalogue.calendar)
    known = store.firsts(heads, window)
    if set(heads) - known.keys():
        store.expect_end(window, gathered_at(window, catalogue.calendar))
    for head in heads:
        opens = head not in known and store.open_window(head, window, event.id, now)
        if opens or known.get(head) == event.id:
            yield head


def _copies(event: Event, heads: Iterable[str], now: datetime) -> Iterable[Message]:
    trace = event.correlation_id
    for post, address in _mailboxes(heads, now):
        yield Message(event.id, Kind.FORWARDED, event.case_id, event.seq, post, address, trace)


def _mailboxes(heads: Iterable[str], now: datetime) -> Iterable[tuple[str, str]]:
    """Own mailboxes only: the one superior of all heads would get every copy of each."""
    for head in heads:
        post = load_post(head)
        for one in own_readers(post, now) if post else ():
            yield one.post, one.address


def gather(window_id: str, due_at: datetime, now: datetime) -> int:
    """Queue the digests of a window that is over, to each head for whom there is something in it.

    Raises OutcomeUnknownError: done again, it makes the same messages.
    """
    catalogue = load_catalogue()
    window = read_window(window_id, catalogue.calendar)
    queued = queue.put(_digests(window, _with_more(window, catalogue.heads, now), now))
    store.forget_due(window_id, due_at)
    return queued


def _with_more(window: Window, heads: Iterable[str], now: datetime) -> Iterator[str]:
    """The heads whose window brought them more than its first report."""
    events = store.assigned_in(window, now)
    for head, first in sorted(store.firsts(heads, window, all_of_them=True).items()):
        if others(events, head, first):
            yield head


def _digests(window: Window, heads: Iterable[str], now: datetime) -> Iterable[Message]:
    for post, address in _mailboxes(heads, now):
        yield Message(f"{DIGEST_OF}{window.id}", Kind.DIGEST, "", 0, post, address)


def unheard(head: str, window: Window, now: datetime) -> tuple[Event, ...]:
    """What a window brought a head beside its first report, the oldest first."""
    return others(store.assigned_in(window, now), head, store.first_of(head, window))
