"""Who is told of an entry in the audit of a post. Pure."""

# ruff: noqa: ARG001  every rule of the dispatch has the same signature

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import singledispatch

from mandat.city.domain import Address, Deputy, Post
from mandat.messaging.domain import SEKDA, Kind, Message
from mandat.posts import domain as d
from mandat.posts.domain import Entry
from mandat.posts.reach import Above, Reader, readers

# Mailboxes that are not on the post: the newcomer's before he confirms, and of those who left.
NEWCOMER = "newcomer"
FORMER = "former-"

Told = tuple[Kind, Reader]


def news(
    entry: Entry, about: Post, posts: Mapping[str, Post], above: Above, now: datetime
) -> tuple[Message, ...]:
    """A message for each mailbox that must know; its cause is the entry."""
    found: dict[str, Message] = {}
    for kind, to in _told(entry.fact, entry, about, _Reach(posts, above, now)):
        case_id = entry.fact.case_id if isinstance(entry.fact, d.DelegationGiven) else ""
        made = Message(entry.id, kind, case_id, 0, to.post, to.address, instead_of=to.instead_of)
        found.setdefault(made.id, made)
    return tuple(found.values())


def about_of(message: Message) -> tuple[str, str]:
    """The post and the audit key that a message of news is about."""
    post_id, _, key = message.cause.partition("#")
    return post_id, key


class _Reach:
    def __init__(self, posts: Mapping[str, Post], above: Above, now: datetime) -> None:
        self._posts, self._above, self._now = posts, above, now

    def of(self, post_id: str) -> tuple[Reader, ...]:
        return readers(post_id, self._posts, self._above, "", self._now)


@singledispatch
def _told(fact: d.PostFact, entry: Entry, about: Post, reach: _Reach) -> Iterator[Told]:
    raise TypeError(f"nobody is named who hears of a {type(fact).__name__}")


@_told.register
def _given(fact: d.DelegationGiven, entry: Entry, about: Post, reach: _Reach) -> Iterator[Told]:
    yield Kind.DEPUTISED, Reader(about.id, fact.deputy)


@_told.register
def _ended(fact: d.DelegationEnded, entry: Entry, about: Post, reach: _Reach) -> Iterator[Told]:
    yield Kind.DEPUTY_OVER, Reader(about.id, f"{FORMER}{fact.deputy}")


@_told.register
def _asked(fact: d.HandoverAsked, entry: Entry, about: Post, reach: _Reach) -> Iterator[Told]:
    yield Kind.TAKE_POST, Reader(about.id, NEWCOMER)


@_told.register
def _declined(fact: d.HandoverDeclined, entry: Entry, about: Post, reach: _Reach) -> Iterator[Told]:
    yield Kind.HANDOVER_DECLINED, _asker(fact.asked_by)


@_told.register
def _handed_over(
    fact: d.PostHandedOver, entry: Entry, about: Post, reach: _Reach
) -> Iterator[Told]:
    yield Kind.WELCOME, Reader(about.id, fact.seat)
    for one in about.addresses:
        if one.id != fact.seat and one.is_reachable:
            yield Kind.LINKS_RENEWED, Reader(about.id, one.id)
    for address, _ in fact.former:
        yield Kind.HANDED_OVER, Reader(about.id, f"{FORMER}{address}")
    for address in fact.deputies:
        yield Kind.DEPUTY_OVER, Reader(about.id, f"{FORMER}{address}")
    for to in reach.of(about.superior_id) if about.superior_id else ():
        yield Kind.HANDOVER_DONE, to
    yield Kind.HANDOVER_DONE, _asker(fact.asked_by)


@_told.register
def _unreachable(
    fact: d.AddressUnreachable, entry: Entry, about: Post, reach: _Reach
) -> Iterator[Told]:
    """Sekda; of a deputy's mailbox, those who gave the delegation."""
    one: Address | None = about.address(fact.address)
    told = about.id if isinstance(one, Deputy) else SEKDA
    for to in reach.of(told):
        yield Kind.UNREACHABLE, to


def _asker(actor: str) -> Reader:
    _, post, address = actor.split(":")
    return Reader(post, address)
