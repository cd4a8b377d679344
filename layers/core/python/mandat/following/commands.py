"""Beginning and ending to follow a case."""

from datetime import datetime

from mandat.cases.domain.model import Case
from mandat.errors import NotFoundError
from mandat.following import store
from mandat.following.domain import Follower
from mandat.nearby.domain import may_be_shown
from mandat.platform.limits import spend_try

# Nobody fills a case with followers.
AN_HOUR = 60


def follow_case(case: Case, seed: str, email: str, locale: str, now: datetime) -> Follower:
    """Follow `case`, once for each `seed` (address, number or form).

    Raises NotFoundError for a case that is never shown, TooManyTriesError above 60 an hour.
    """
    if not may_be_shown(case):
        raise NotFoundError("no_case")
    spend_try(f"follow:{case.id}", now, AN_HOUR)
    follower = Follower(case.id, store.follower_hash(seed), email, locale)
    store.put(follower, now)
    return follower


def stop_following(follower: Follower) -> None:
    store.drop(follower)
