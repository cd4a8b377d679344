"""A fostering ends: the child is grown up, has died or moved, or was no orphan after all."""

from datetime import datetime, timedelta

from mandat.cases import store as cases
from mandat.cases.commands import save
from mandat.errors import InvalidError, NotYoursError
from mandat.fostering import store
from mandat.fostering.acting import after_events
from mandat.fostering.domain.acts import DropNeed
from mandat.fostering.domain.decide import SYSTEM, decide
from mandat.fostering.domain.limits import POST_END_REASONS, RETURNED
from mandat.fostering.domain.model import DutyStatus, Fostering
from mandat.fostering.domain.officials import without_child
from mandat.fostering.domain.roll import begun_again, ended
from mandat.fostering.duties import settle_duty
from mandat.fostering.needs import Looking, look, looks
from mandat.fostering.opening import AGAIN
from mandat.platform.patience import Pause, jitter, patiently
from mandat.platform.transaction import TAKEN, Write, commit
from mandat.programmes.terms_store import load_programmes
from mandat.records import record

_AGAIN = AGAIN | {TAKEN}


@record
class Ending:
    """`actor` is system, or a post of the programme for a reason that is a post's to give.

    `cause` is who alone may undo it.
    """

    child: str
    reason: str
    cause: str
    actor: str = SYSTEM

    @property
    def post(self) -> str:
        kind, _, rest = self.actor.partition(":")
        return rest.partition(":")[0] if kind == "post" else ""


def end(ending: Ending, now: datetime, pause: Pause = jitter) -> bool:
    """End it once; whether this call did. What was still owed is void; a repeat makes that good.

    Raises NotYoursError, InvalidError, ConflictError (too busy), UnavailableError or
    OutcomeUnknownError.
    """
    _may_end(ending)
    done = patiently(lambda: _ended(ending, now), pause, _AGAIN)
    _settle(ending.child, now, pause)
    return done


def _may_end(ending: Ending) -> None:
    if ending.actor == SYSTEM:
        return
    if ending.post != load_programmes().fostering.matched_by:
        raise NotYoursError("not_matcher")
    if ending.reason not in POST_END_REASONS:
        raise InvalidError("reason", "choose_one")


def _ended(ending: Ending, now: datetime) -> bool:
    before = store.load_fostering(ending.child)
    if before is None or before.is_ended:
        return False
    after = ended(before, ending.reason, ending.cause, now)
    roll = [_forgotten(before, after, now), *_released(before)]
    if not before.is_waiting or not _dropped(before, ending, roll, now):
        commit(roll)
    return True


def _forgotten(before: Fostering, after: Fostering, now: datetime) -> Write:
    """Who is out of the programme is forgotten in time (UU PDP 27/2022, article 43)."""
    kept = timedelta(days=load_programmes().register.retention_days)
    return store.fostering_write(before, after, now + kept)


def _released(before: Fostering) -> list[Write]:
    official = store.load_official(before.official)
    if official is None or before.child not in official.children:
        return []
    terms = load_programmes().fostering
    return [store.official_write(official, without_child(official, before.child), terms)]


def _dropped(before: Fostering, ending: Ending, roll: list[Write], now: datetime) -> bool:
    """The case that looks for a fosterer ends in the same write; False where there is none."""
    case, need = cases.find(before.case_id), store.load_need(before.case_id)
    if case is None or need is None or not looks(case):
        return False
    command = DropNeed(f"foster-end:{ending.cause}", SYSTEM, reason=ending.reason)
    events = decide(case, need, command, now)
    save(case, events, [*store.subject_writes(need, after_events(need, events)), *roll])
    return True


def _settle(child: str, now: datetime, pause: Pause) -> None:
    for duty in store.duties_of(child):
        if duty.status is DutyStatus.DUE:
            settle_duty(child, duty.period, now, pause)


def resume(child: str, cause: str, now: datetime, pause: Pause = jitter) -> bool:
    """What ended it was wrong, as that very `cause` had said: the child waits again from now on."""
    return patiently(lambda: _resumed(child, cause, now), pause, _AGAIN)


def _resumed(child: str, cause: str, now: datetime) -> bool:
    before = store.load_fostering(child)
    if before is None or not before.is_ended or before.cause != cause:
        return False
    return look(Looking(before, begun_again(before, now), now, RETURNED), now)
