"""Load, decide, save: the one way in which a post changes hands, deputies or marks."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from mandat.city.domain import Post
from mandat.city.store import load_post
from mandat.errors import (
    ConflictError,
    NotFoundError,
    OutcomeUnknownError,
    RefusedError,
)
from mandat.platform.outage import asking_back
from mandat.platform.secrets import keyed_hash
from mandat.platform.transaction import Write, commit
from mandat.posts import domain, store
from mandat.posts.domain import Change, Entry, Handover, HandoverState, PostFact, Reason, Wish
from mandat.records import record

TRIES = 5


@record
class Act:
    """Who does it, for which wish (a form's nonce, a mail service's report), and when."""

    actor: str
    cause: str
    now: datetime


@record
class Done:
    """`key` is the audit entry's; empty when there was nothing to do."""

    key: str = ""
    replayed: bool = False


# What a decision gives: the fact for the audit, and the writes beside it.
Decided = tuple[PostFact, Callable[[Entry], list[Write]]]


def mailbox_hash(email: str) -> str:
    """How the audit names a mailbox: it matches, and tells nobody whose it is."""
    return keyed_hash("mailbox", email.strip().casefold()).hex()[:32]


def give_delegation(post_id: str, wish: Wish, case_id: str, until: datetime, act: Act) -> Done:
    """A deputy acts on one case, or on everything when `case_id` is empty.

    Raises RefusedError, ConflictError (too busy) or OutcomeUnknownError, as the others do.
    """

    def decide(post: Post) -> Decided:
        change = domain.delegate(post, act.actor, wish, case_id, until, act.now, mailbox_hash)
        return _changing(post, change)

    return _execute(post_id, decide, act)


def end_delegation(post_id: str, serial: int, act: Act) -> Done:
    """End it now; one that is over already stays so."""

    def decide(post: Post) -> Decided | None:
        change = domain.end_delegation(post, act.actor, serial)
        return _changing(post, change) if change else None

    return _execute(post_id, decide, act)


def ask_handover(post_id: str, seat: str, wish: Wish, act: Act) -> Done:
    """Write to the newcomer; nothing changes before he confirms."""

    def decide(post: Post) -> Decided:
        by = _post(domain.post_of(act.actor))
        handover_id = hashlib.sha256(act.cause.encode()).hexdigest()[:16]
        asked = domain.ask_handover(post, by, act.actor, seat, wish, handover_id, act.now)
        fact = domain.HandoverAsked(asked.id, seat, mailbox_hash(wish.email))
        return fact, lambda made: [*store.writes(made), store.asked_write(asked)]

    return _execute(post_id, decide, act)


def confirm_handover(post_id: str, handover_id: str, act: Act) -> Done:
    """The newcomer takes the post: earlier links end with the same write."""

    def decide(post: Post) -> Decided | None:
        asked = _asked(post_id, handover_id)
        if asked.state is HandoverState.DONE:
            return None
        change = domain.hand_over(post, asked, act.now, mailbox_hash)
        settled = store.settled_write(asked, HandoverState.DONE)
        return change.fact, lambda made: [*store.change_writes(post, change, made), settled]

    return _execute(post_id, decide, act)


def decline_handover(post_id: str, handover_id: str, act: Act) -> Done:
    """Whoever reads the mailbox is not the newcomer; the one who asked is told."""

    def decide(post: Post) -> Decided | None:
        asked = _asked(post_id, handover_id)
        if asked.state is HandoverState.DECLINED:
            return None
        fact = domain.decline(post, asked, act.now)
        settled = store.settled_write(asked, HandoverState.DECLINED)
        return fact, lambda made: [*store.writes(made), settled]

    return _execute(post_id, decide, act)


def fail_handover(post_id: str, email: str, act: Act) -> Done:
    """The newcomer's mailbox takes no mail: the one who asked is told, as of a refusal."""

    def decide(post: Post) -> Decided | None:
        asked = store.handover(post_id)
        is_his = asked is not None and domain.same_mailbox(asked.email, email)
        if asked is None or not is_his or not asked.is_open(post, act.now):
            return None
        fact = domain.decline(post, asked, act.now, came_back=True)
        settled = store.settled_write(asked, HandoverState.DECLINED)
        return fact, lambda made: [*store.writes(made), settled]

    return _execute(post_id, decide, act)


def give_up_address(post_id: str, address_id: str, email: str, reason: Reason, act: Act) -> Done:
    """Mail to the address failed for good; nothing to do when another mailbox stands there now."""

    def decide(post: Post) -> Decided | None:
        change = domain.mark(post, address_id, email, reason, act.now, mailbox_hash)
        return _changing(post, change) if change else None

    return _execute(post_id, decide, act)


def _changing(post: Post, change: Change) -> Decided:
    return change.fact, lambda made: store.change_writes(post, change, made)


def _asked(post_id: str, handover_id: str) -> Handover:
    """The handover that a link names. Raises NotFoundError once another took its place."""
    found = store.handover(post_id)
    if found is None or found.id != handover_id:
        raise NotFoundError("handover_over")
    return found


def _post(post_id: str) -> Post:
    found = load_post(post_id)
    if found is None:
        raise NotFoundError("no_post")
    return found


def _execute(post_id: str, decide: Callable[[Post], Decided | None], act: Act) -> Done:
    """Once for its cause: a repeat meets the first outcome."""
    for _ in range(TRIES):
        try:
            return _attempt(_post(post_id), decide, act)
        except (RefusedError, ConflictError, OutcomeUnknownError) as error:
            with asking_back():
                known = store.outcome(post_id, act.cause)
            if known:
                return Done(known, replayed=True)
            if not isinstance(error, ConflictError):
                raise
    raise ConflictError("busy")


def _attempt(post: Post, decide: Callable[[Post], Decided | None], act: Act) -> Done:
    decided = decide(post)
    if decided is None:
        return Done(store.outcome(post.id, act.cause), replayed=True)
    fact, writes = decided
    key = store.entry_key(act.cause, act.now)
    commit(writes(Entry(post.id, key, act.now, act.cause, act.actor, fact)))
    return Done(key)
