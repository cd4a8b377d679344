"""A command is done once: again after somebody was faster, never when its cause was met before."""

from collections.abc import Callable
from typing import TypeVar

from mandat.cases import store
from mandat.cases.domain.model import Case
from mandat.cases.store import CauseOutcome
from mandat.errors import ConflictError, OutcomeUnknownError, RefusedError
from mandat.platform.outage import asking_back
from mandat.platform.patience import BUSY, TRIES, Pause, jitter

Made = TypeVar("Made")


def at_once(_attempt: int) -> None:
    """No pause: a case has few writers at a time."""


def nobody_gives_up(_error: ConflictError) -> None:
    """Every conflict is answered by another look."""


def once(
    command: tuple[str, str],
    tried: Callable[[int], Made],
    known: Callable[[Case], Made],
    pause: Pause = jitter,
    give_up: Callable[[ConflictError], None] = nobody_gives_up,
) -> Made:
    """`tried` until it meets nobody else, or what an earlier one of its cause came to (`known`).

    `command` is (case id, cause). `give_up` raises what a conflict means where another look would
    find the same. Raises what `tried` raises; ConflictError(BUSY) when it always met somebody.
    """
    for attempt in range(TRIES):
        try:
            return tried(attempt)
        except (RefusedError, ConflictError, OutcomeUnknownError) as error:
            met = known_outcome(*command)
            if met:
                return known(met[0])
            if not isinstance(error, ConflictError):
                raise
            give_up(error)
        pause(attempt)
    raise ConflictError(BUSY)


def known_outcome(case_id: str, cause: str) -> tuple[Case, CauseOutcome] | None:
    """What `cause` came to before. Raises OutcomeUnknownError while that cannot be read."""
    with asking_back():
        known = store.outcome(case_id, cause)
        return (store.load(case_id), known) if known else None
