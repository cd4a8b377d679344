"""Who is mailed what goes to a post: itself, or whoever stands above it. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from mandat.city.domain import TRIAGE, Address, Post
from mandat.records import record

# A post id -> the post that stands in for it, None at the top.
Above = Callable[[str], str | None]


@record
class Reader:
    """One mailbox of a post. `instead_of` is the post that could not be reached itself."""

    post: str
    address: str
    instead_of: str = ""


def reachable(post: Post) -> bool:
    """Whether a holder of the post can be mailed; deputies do not make up for them."""
    return any(one.is_reachable for one in post.addresses)


def is_whole(post: Post | None) -> bool:
    """Whether everybody who holds the post can be mailed."""
    return post is not None and bool(post.addresses) and all(o.is_reachable for o in post.addresses)


def readers(
    post_id: str, posts: Mapping[str, Post], above: Above, case_id: str, now: datetime
) -> tuple[Reader, ...]:
    """Everybody who is mailed what goes to `post_id`; nobody only when no post has an address.

    Mail to a mailbox that was given up goes to the first post above that can be reached, at last
    to triage; when there is none, it is tried at the post's own mailboxes all the same.
    """
    post = posts.get(post_id)
    own = _readers(post, case_id, now) if post else ()
    if is_whole(post):
        return own
    stand_ins = _stand_ins(post_id, posts, above, now)
    return (*own, *stand_ins) or _last_resort(post, posts)


def own_readers(post: Post, now: datetime) -> tuple[Reader, ...]:
    """The post's own mailboxes that work, and those of who acts for all of it."""
    return _readers(post, "", now)


def _readers(post: Post, case_id: str, now: datetime) -> tuple[Reader, ...]:
    return tuple(Reader(post.id, one.id) for one in _mailed(post, case_id, now))


def _mailed(post: Post, case_id: str, now: datetime) -> Iterator[Address]:
    yield from (one for one in post.addresses if one.is_reachable)
    for one in post.deputies:
        meant = one.case_id in {"", case_id}
        if meant and one.is_reachable and one.is_running(now):
            yield one


def _stand_ins(
    post_id: str, posts: Mapping[str, Post], above: Above, now: datetime
) -> tuple[Reader, ...]:
    for one in (*chain(post_id, above), TRIAGE):
        post = posts.get(one)
        if one != post_id and post is not None and reachable(post):
            found = _readers(post, "", now)
            return tuple(Reader(each.post, each.address, post_id) for each in found)
    return ()


def _last_resort(post: Post | None, posts: Mapping[str, Post]) -> tuple[Reader, ...]:
    for one in (post, posts.get(TRIAGE)):
        if one is not None and one.addresses:
            return tuple(Reader(one.id, each.id) for each in one.addresses)
    return ()


def chain(post_id: str, above: Above) -> tuple[str, ...]:
    """The posts above `post_id`, the nearest first, however wrongly they may be tied."""
    found: list[str] = []
    one = above(post_id)
    while one and one not in found and one != post_id:
        found.append(one)
        one = above(one)
    return tuple(found)


def wanted(post_ids: Iterable[str], posts: Mapping[str, Post], above: Above) -> frozenset[str]:
    """The posts that must be known to say who is mailed: themselves, and whoever stands in."""
    found = set(post_ids)
    for one in tuple(found):
        if one in posts and not is_whole(posts[one]):
            found |= {TRIAGE, *chain(one, above)}
        elif one not in posts:
            found.add(TRIAGE)
    return frozenset(found)
