"""Posts that outlive people: delegation and serah terima. Pure.

A change gives the post as it is afterwards and the fact for its audit. Facts hold ids, codes and
keyed hashes of mailboxes; names and addresses stand on the post only, while they are its own.
"""

from collections.abc import Callable
from dataclasses import field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from mandat.city.domain import Address, Deputy, Post
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from mandat.records import record

# It keeps the city's records of who holds which post, and may begin any serah terima.
PERSONNEL = "bkpsdm"
DEPUTIES_MAX = 5
DELEGATED_AT_MOST = timedelta(days=90)
# One task is over much sooner; this ends what nobody ended.
TASK_DELEGATED = timedelta(days=60)
HANDOVER_AGE = timedelta(days=7)
# Instead of one address id: everybody who holds the post now.
EVERYBODY = "all"
FIRST_SEAT = "a1"

# A mail address -> its keyed hash.
Hashed = Callable[[str], str]
Mailbox = TypeVar("Mailbox", bound=Address)


class Reason(StrEnum):
    """Why mail to an address is given up."""

    BOUNCED = "bounced"
    SUPPRESSED = "suppressed"
    COMPLAINED = "complained"


class HandoverState(StrEnum):
    ASKED = "asked"
    DONE = "done"
    DECLINED = "declined"


@record
class Handover:
    """A serah terima that waits for the newcomer. `seat` is whom he follows, or EVERYBODY.

    It holds for the `generation` of the post that it was asked in; a later one of the same post
    takes its place.
    """

    id: str
    post_id: str
    seat: str
    name: str = field(repr=False)
    email: str = field(repr=False)
    generation: int
    asked_by: str
    asked_at: datetime
    state: HandoverState = HandoverState.ASKED

    def is_open(self, post: Post, now: datetime) -> bool:
        fresh = now < self.asked_at + HANDOVER_AGE
        return self.state is HandoverState.ASKED and fresh and self.generation == post.generation


@record
class DelegationGiven:
    """Somebody acts for the post, for one case or for all, until a moment."""

    deputy: str
    serial: int
    case_id: str
    until: datetime
    mailbox: str


@record
class DelegationEnded:
    """A deputy's links have ended."""

    deputy: str
    serial: int


@record
class HandoverAsked:
    """A newcomer was named for a seat, and has his link in the mail."""

    handover: str
    seat: str
    mailbox: str


@record
class HandoverDeclined:
    """`came_back`: nobody declined, the mail to the newcomer failed."""

    handover: str
    asked_by: str
    came_back: bool = False


@record
class PostHandedOver:
    """`seat` is the newcomer's address; `former` are (address id, mailbox) of who left it.

    `deputies` are those whose delegation ended with it.
    """

    handover: str
    asked_by: str
    seat: str
    generation: int
    mailbox: str
    former: tuple[tuple[str, str], ...]
    deputies: tuple[str, ...] = ()


@record
class AddressUnreachable:
    """Mail to an address of the post failed for good, for a `reason`."""

    address: str
    reason: str
    mailbox: str


PostFact = (
    DelegationGiven
    | DelegationEnded
    | HandoverAsked
    | HandoverDeclined
    | PostHandedOver
    | AddressUnreachable
)


@record
class Entry:
    """A fact in the audit of a post. `key` is unique within the post and sorts by time."""

    post_id: str
    key: str
    at: datetime
    cause: str
    actor: str
    fact: PostFact

    @property
    def id(self) -> str:
        return f"{self.post_id}#{self.key}"

    @property
    def type(self) -> str:
        return type(self.fact).__name__


@record
class Change:
    """`gone` are those who are told although the post does not know them any more."""

    post: Post
    fact: PostFact
    gone: tuple[Address, ...] = ()


@record
class Wish:
    """Who shall act or follow: a name and a mailbox, as they were typed and checked."""

    name: str = field(repr=False)
    email: str = field(repr=False)


def post_of(actor: str) -> str:
    """The post of an actor post:<post id>:<address id>."""
    return actor.removeprefix("post:").partition(":")[0]


def holder(post: Post, actor: str) -> Address:
    """The holder of `post` that acts. Raises NotYoursError: deputies hand on nothing."""
    address_id = actor.removeprefix(f"post:{post.id}:")
    found = next((one for one in post.addresses if one.id == address_id), None)
    if found is None:
        raise NotYoursError("not_holder")
    return found


def same_mailbox(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


# -- Delegation


def delegate(
    post: Post, actor: str, wish: Wish, case_id: str, until: datetime, now: datetime, hashed: Hashed
) -> Change:
    """A deputy acts until `until`: on one case, or on all work of the post when there is none."""
    holder(post, actor)
    if any(same_mailbox(one.email, wish.email) for one in post.addresses):
        raise InvalidError("email", "already_holder")
    if not now < until <= now + DELEGATED_AT_MOST:
        raise InvalidError("day", "until_out_of_range")
    others = tuple(one for one in post.deputies if one.is_running(now))
    others = tuple(one for one in others if not _is_same(one, wish, case_id))
    serial = post.delegations + 1
    made = Deputy(
        _free_seat(others), wish.name, wish.email, serial=serial, case_id=case_id, until=until
    )
    after = replace(
        post,
        deputies=tuple(sorted((*others, made), key=_by_id)),
        delegations=serial,
        revision=post.revision + 1,
    )
    return Change(after, DelegationGiven(made.id, serial, case_id, until, hashed(wish.email)))


def _is_same(one: Deputy, wish: Wish, case_id: str) -> bool:
    """A second delegation of the same thing to the same person takes the place of the first."""
    return one.case_id == case_id and same_mailbox(one.email, wish.email)


def _free_seat(taken: tuple[Deputy, ...]) -> str:
    used = {one.id for one in taken}
    free = [f"d{n}" for n in range(1, DEPUTIES_MAX + 1) if f"d{n}" not in used]
    if not free:
        raise NotAllowedError("deputies_full")
    return free[0]


def _by_id(one: Address) -> str:
    return one.id


def end_delegation(post: Post, actor: str, serial: int) -> Change | None:
    """A holder ends a delegation; None when it is over already."""
    holder(post, actor)
    ended = next((one for one in post.deputies if one.serial == serial), None)
    if ended is None:
        return None
    left = tuple(one for one in post.deputies if one.serial != serial)
    after = replace(post, deputies=left, revision=post.revision + 1)
    return Change(after, DelegationEnded(ended.id, serial), (ended,))


def may_act(post: Post, address_id: str, edition: str, now: datetime) -> bool:
    """Whether a link that names an address and its edition still stands for the post."""
    one = post.address(address_id)
    if one is None or edition != post.edition(address_id):
        return False
    return not isinstance(one, Deputy) or one.is_running(now)


def may_act_on(post: Post, address_id: str, case_id: str, owner: str) -> bool:
    """A deputy for one task acts on that task only, and while it is the post's."""
    one = post.address(address_id)
    if not isinstance(one, Deputy) or not one.case_id:
        return one is not None
    return one.case_id == case_id and owner == post.id


def keeps_list(post: Post, address_id: str) -> bool:
    """Who sees all open work of the post: everybody but a deputy for one task."""
    one = post.address(address_id)
    return one is not None and not (isinstance(one, Deputy) and one.case_id)


# -- Serah terima


def may_hand_over(by: str, post: Post) -> bool:
    """The superior, or the personnel agency; nobody hands over the post that he holds."""
    return by != post.id and by in {post.superior_id, PERSONNEL}


def ask_handover(
    post: Post, by: Post, actor: str, seat: str, wish: Wish, handover_id: str, now: datetime
) -> Handover:
    """The serah terima that the newcomer is asked to confirm."""
    holder(by, actor)
    if not may_hand_over(by.id, post):
        raise NotYoursError("not_superior")
    if seat != EVERYBODY and seat not in {one.id for one in post.addresses}:
        raise InvalidError("seat", "choose_one")
    if any(same_mailbox(one.email, wish.email) for one in _staying(post, seat)):
        raise InvalidError("email", "already_holder")
    return Handover(handover_id, post.id, seat, wish.name, wish.email, post.generation, actor, now)


def _staying(post: Post, seat: str) -> tuple[Address, ...]:
    if seat == EVERYBODY:
        return ()
    return tuple(one for one in post.addresses if one.id != seat)


def hand_over(post: Post, handover: Handover, now: datetime, hashed: Hashed) -> Change:
    """The newcomer holds the post. Raises NotAllowedError when it was settled or came too late."""
    require_open(post, handover, now)
    seat = FIRST_SEAT if handover.seat == EVERYBODY else handover.seat
    newcomer = Address(seat, handover.name, handover.email)
    staying = _staying(post, handover.seat)
    after = post.held_by(tuple(sorted((*staying, newcomer), key=_by_id)))
    leaving = tuple(one for one in post.addresses if one not in staying)
    deputies = tuple(one for one in post.deputies if one.is_running(now))
    fact = PostHandedOver(
        handover.id,
        handover.asked_by,
        seat,
        after.generation,
        hashed(handover.email),
        tuple((one.id, hashed(one.email)) for one in leaving),
        tuple(one.id for one in deputies),
    )
    replaced = tuple(one for one in leaving if not same_mailbox(one.email, handover.email))
    return Change(after, fact, (*replaced, *deputies))


def decline(
    post: Post, handover: Handover, now: datetime, *, came_back: bool = False
) -> HandoverDeclined:
    """The mailbox is somebody else's or takes no mail, or its reader does not take the post."""
    require_open(post, handover, now)
    return HandoverDeclined(handover.id, handover.asked_by, came_back)


def require_open(post: Post, handover: Handover, now: datetime) -> None:
    if not handover.is_open(post, now):
        raise NotAllowedError("handover_over")


# -- Reachability


def mark(
    post: Post, address_id: str, email: str, reason: Reason, at: datetime, hashed: Hashed
) -> Change | None:
    """Mail to an address is given up; None when that is known, or the mailbox is another by now."""
    one = post.address(address_id)
    if one is None or not one.is_reachable or not same_mailbox(one.email, email):
        return None
    fact = AddressUnreachable(one.id, reason, hashed(one.email))
    return Change(_marked(post, one.id, reason, at), fact)


def _marked(post: Post, address_id: str, reason: Reason, at: datetime) -> Post:
    return replace(
        post,
        addresses=tuple(_given_up(one, address_id, reason, at) for one in post.addresses),
        deputies=tuple(_given_up(one, address_id, reason, at) for one in post.deputies),
        revision=post.revision + 1,
    )


def _given_up(one: Mailbox, address_id: str, reason: Reason, at: datetime) -> Mailbox:
    if one.id != address_id:
        return one
    return replace(one, unreachable_since=at, unreachable_reason=reason)
