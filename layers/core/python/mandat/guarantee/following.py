"""What a letter sets off, read off the feed: its world is brought to what its record says.

Every event asks the same: what does the letter say now, and what of it is not so yet? So repeats,
other orders and crashes between two writes all come to the same.
"""

from datetime import datetime

from mandat.cases import store as cases
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import EraseData
from mandat.cases.domain.facts import Event
from mandat.errors import NotAllowedError
from mandat.guarantee import follow_ups, store
from mandat.guarantee.commands import execute, loaded
from mandat.guarantee.domain.acts import DropFollowUp, HearFollowUp
from mandat.guarantee.domain.limits import COVER, STATEMENT
from mandat.guarantee.domain.model import FollowUp, FollowUpStatus, Guarantee, GuaranteeStatus

SYSTEM = "system"
KINDS = (COVER, STATEMENT)
SETTLING = frozenset({"GuaranteeIssued", "GuaranteeVoided"})
ENDING = frozenset({"GuaranteeFollowUpSettled", "GuaranteeFollowUpDropped"})


def follow(event: Event, now: datetime) -> int:
    """Do what follows from an event of a programme's case; how many things that changed.

    Raises what the commands raise; the same event again goes on where it stopped.
    """
    if event.type in SETTLING:
        return settle(event.case_id, now, event.correlation_id)
    if event.type in ENDING:
        return _hear(event, now)
    return _erase_all(event.case_id, now) if event.type == "DataErased" else 0


def settle(case_id: str, now: datetime, trace: str = "") -> int:
    """Until the letter says after it what it said before: it may be made void meanwhile."""
    changed, letter = 0, loaded(case_id)
    while True:
        changed += _brought_about(letter, now, trace)
        before, letter = letter, loaded(case_id)
        if (before.status is GuaranteeStatus.VOID) == (letter.status is GuaranteeStatus.VOID):
            return changed


def _brought_about(letter: Guarantee, now: datetime, trace: str) -> int:
    if letter.status is GuaranteeStatus.VOID:
        return sum(_drop(kind, letter.case_id, now, trace) for kind in KINDS)
    return sum(_open(kind, letter, now, trace) for kind in _needed(letter))


def _needed(letter: Guarantee) -> tuple[str, ...]:
    """Cover after every letter; a statement where it came before anybody had shown poverty."""
    return (COVER,) if letter.is_shown_poor else KINDS


def _open(kind: str, letter: Guarantee, now: datetime, trace: str) -> bool:
    case = cases.load(letter.case_id)
    return not follow_ups.open_follow_up(kind, case, letter, now, trace).replayed


def _drop(kind: str, letter: str, now: datetime, trace: str) -> bool:
    """What was settled before the letter was made void stays settled."""
    found = follow_ups.find(kind, letter)
    if found is None or found.status is not FollowUpStatus.DUE:
        return False
    command = DropFollowUp(f"drop:{letter}", SYSTEM, correlation_id=trace)
    try:
        return bool(follow_ups.execute(found.case_id, command, now).events)
    except NotAllowedError:
        if follow_ups.loaded(found.case_id).status is FollowUpStatus.DUE:
            raise
        return False


def _hear(event: Event, now: datetime) -> int:
    """A follow-up has ended: its letter hears how, and its text goes with the letter's."""
    ended = follow_ups.loaded(event.case_id)
    heard = 0
    if ended.status is FollowUpStatus.SETTLED:
        heard = len(execute(ended.letter, _told(event, ended), now).events)
    erased = cases.load(ended.letter).erased_at
    return heard + (_erase(ended.case_id, now) if erased else 0)


def _told(event: Event, ended: FollowUp) -> HearFollowUp:
    return HearFollowUp(
        event.id,
        SYSTEM,
        correlation_id=event.correlation_id,
        kind=ended.kind,
        how=ended.how,
        since=ended.since,
    )


def _erase_all(case_id: str, now: datetime) -> int:
    """What the posts were told goes with the data of who asked, where they need it no longer."""
    if store.load(case_id) is None:
        return 0
    found = (follow_ups.find(kind, case_id) for kind in KINDS)
    ended = [one for one in found if one and one.status is not FollowUpStatus.DUE]
    return sum(_erase(one.case_id, now) for one in ended)


def _erase(case_id: str, now: datetime) -> int:
    return bool(execute_case(case_id, EraseData(f"erase:{case_id}", SYSTEM), now).events)
