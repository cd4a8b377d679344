"""An official leaves office: all his children are without a fosterer at once.

First he is out of office, in one write; then each child is handed on in a write of its own. A crash
between them loses nobody: whoever still stands with him is handed on by a repeat or the daily run,
counted from the moment in which he left.
"""

from datetime import datetime

from mandat.errors import NotFoundError, NotYoursError
from mandat.fostering import store
from mandat.fostering.domain.decide import SYSTEM
from mandat.fostering.domain.limits import DIED, LEFT
from mandat.fostering.domain.model import Official
from mandat.fostering.domain.officials import back, left
from mandat.fostering.needs import hand_on
from mandat.fostering.opening import AGAIN
from mandat.platform.patience import Pause, jitter, patiently
from mandat.platform.transaction import commit
from mandat.programmes.terms_store import load_programmes
from mandat.records import record


@record
class Leaving:
    """`actor` is system or a post that may say so; `cause` is who alone may take it back."""

    official: str
    reason: str
    cause: str
    actor: str = SYSTEM

    @property
    def post(self) -> str:
        kind, _, rest = self.actor.partition(":")
        return rest.partition(":")[0] if kind == "post" else ""


def leave(leaving: Leaving, now: datetime, pause: Pause = jitter) -> int:
    """How many children were handed on. Again is the same.

    Raises NotFoundError, NotYoursError for a post that may not say so, InvalidError for a reason
    that is none, ConflictError (too busy), UnavailableError or OutcomeUnknownError.
    """
    if leaving.actor != SYSTEM and leaving.post not in load_programmes().fostering.left_by:
        raise NotYoursError("not_left_by")
    patiently(lambda: _left(leaving, now), pause, AGAIN)
    return hand_all_on(leaving.official, now, pause)


def _left(leaving: Leaving, now: datetime) -> None:
    before = _known(leaving.official)
    if before.is_active:
        gone = left(before, leaving.reason, leaving.cause, now)
        commit([store.official_write(before, gone, load_programmes().fostering)])


def _known(official_id: str) -> Official:
    found = store.load_official(official_id)
    if found is None:
        raise NotFoundError("no_official")
    return found


def hand_all_on(official_id: str, now: datetime, pause: Pause = jitter) -> int:
    """Whoever still stands with an official who has left; how many were handed on."""
    official = _known(official_id)
    because = DIED if official.left_because == DIED else LEFT
    standing = () if official.is_active else official.children
    return sum(hand_on(one, because, now, official_id, pause) for one in standing)


def come_back(official_id: str, cause: str, now: datetime, pause: Pause = jitter) -> bool:  # noqa: ARG001  like all that changes the roll
    """It was wrong that he left, as that very `cause` had said; whether this call undid it.

    Whom he still has stays with him; whoever was handed on may be offered to him again.
    """

    def undone() -> bool:
        before = store.load_official(official_id)
        if before is None or before.is_active or before.left_cause != cause:
            return False
        commit([store.official_write(before, back(before), load_programmes().fostering)])
        return True

    return patiently(undone, pause, AGAIN)
