"""Officials as the city's file has them, brought to the table: new, changed, or as they are.

The file never says who fosters whom, nor that somebody has left: that is for people to say.
"""

from collections.abc import Iterable
from functools import partial
from itertools import islice

from mandat.fostering import store
from mandat.fostering.domain.model import Official
from mandat.fostering.domain.officials import missing, synced
from mandat.platform.patience import Pause, jitter, patiently
from mandat.platform.transaction import CONTENDED, Write, commit
from mandat.programmes.domain.terms import FosterTerms
from mandat.programmes.terms_store import load_programmes
from mandat.records import record

# Officials of one transaction: each may need three actions.
BATCH = 30
_AGAIN = frozenset({store.ROLL_CHANGED, CONTENDED})


@record
class Synced:
    """How many were new and changed, and the ids of those in office whom the file does not name."""

    new: int
    changed: int
    same: int
    missing: tuple[str, ...]


def sync_officials(wanted: Iterable[Official], pause: Pause = jitter) -> Synced:
    """Again is the same. Raises ConflictError (too busy), UnavailableError, OutcomeUnknownError.

    Who has left stays so: somebody who comes back to office is another official.
    """
    everybody = tuple(wanted)
    rest, new, changed = iter(everybody), 0, 0
    while batch := tuple(islice(rest, BATCH)):
        added, altered = patiently(partial(_written, batch), pause, _AGAIN)
        new, changed = new + added, changed + altered
    gone = tuple(one.id for one in missing(store.officials(), everybody))
    return Synced(new, changed, len(everybody) - new - changed, gone)


def _written(batch: Iterable[Official]) -> tuple[int, int]:
    terms = load_programmes().fostering
    pairs = [(store.load_official(one.id), one) for one in batch]
    found = [(before, after) for before, one in pairs if (after := synced(before, one))]
    if found:
        commit(write for before, after in found for write in _writes(before, after, terms))
    new = sum(before is None for before, _ in found)
    return new, len(found) - new


def _writes(before: Official | None, after: Official, terms: FosterTerms) -> list[Write]:
    return [store.official_write(before, after, terms), *store.person_writes(before, after)]
