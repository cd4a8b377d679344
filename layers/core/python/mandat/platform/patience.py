"""Writers who meet at one item: each waits for a random while and tries again."""

import random
import time
from collections.abc import Callable, Collection
from typing import TypeVar

from mandat.errors import ConflictError
from mandat.platform.transaction import CONTENDED

TRIES = 12
FIRST_SECONDS = 0.05
LONGEST_SECONDS = 2.0
BUSY = "busy"

Outcome = TypeVar("Outcome")
Pause = Callable[[int], None]


def jitter(
    attempt: int,
    roll: Callable[[], float] = random.random,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Wait before the try after `attempt` (0, 1, …): a random part of twice as long each time.

    All twelve together take at most 16 seconds, 8 on average: a page waits for 29.
    """
    sleep(roll() * min(LONGEST_SECONDS, FIRST_SECONDS * 2**attempt))


def patiently(
    write: Callable[[], Outcome], pause: Pause = jitter, again: Collection[str] = (CONTENDED,)
) -> Outcome:
    """`write`, again while another transaction has one of its items. DynamoDB does not wait.

    A `write` that reads first may also go again for a refusal that a new look answers: `again`.

    Raises ConflictError(BUSY) when it always had, and whatever else `write` raises at once.
    """
    for attempt in range(TRIES):
        try:
            return write()
        except ConflictError as error:
            if error.code not in again:
                raise
        pause(attempt)
    raise ConflictError(BUSY)
