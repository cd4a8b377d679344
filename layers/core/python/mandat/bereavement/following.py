"""What a death sets off, read off the feed: the world is brought to what its record says.

Every event asks the same: what does the death say now, and what of it is not so yet? So repeats,
other orders and crashes between two writes all come to the same.
"""

from datetime import datetime

from mandat.bereavement import orphans_store, store
from mandat.bereavement.commands import execute, loaded
from mandat.bereavement.domain import plan
from mandat.bereavement.domain.acts import EndStep
from mandat.bereavement.domain.decide import SYSTEM
from mandat.bereavement.domain.model import Death, DeathStatus
from mandat.bereavement.endings import ENDING, ending
from mandat.bereavement.erasing import erase_steps, erase_with
from mandat.bereavement.kin import children
from mandat.bereavement.steps import open_step
from mandat.bereavement.undoing import undo
from mandat.cases.domain.facts import Event
from mandat.city.calendar import to_local
from mandat.errors import NotAllowedError, NotFoundError
from mandat.platform.observability import logger
from mandat.programmes import store as register
from mandat.programmes.commands import consult, mark_dead
from mandat.programmes.domain.terms import BereavementTerms
from mandat.programmes.terms_store import load_programmes
from mandat.stipend.commands import stop

SETTLING = frozenset({"DeathReported", "DeathConfirmed", "DeathStepEnded", "DeathUndone"})
ORPHANED = "orphaned"


def follow(event: Event, now: datetime) -> int:
    """Do what follows from an event of a programme's case; how many things that changed.

    Raises what the commands raise; the same event again goes on where it stopped.
    """
    if event.type in SETTLING:
        return settle(event.case_id, now, event.correlation_id)
    if event.type == "DataErased":
        return erase_steps(event.case_id, now)
    return _end_step(event, now) if event.type in ENDING else 0


def _end_step(event: Event, now: datetime) -> int:
    """A step's case has come to its end: the death hears of it, and opens what waited."""
    parent = store.parent_of(event.case_id)
    if parent is None:
        return 0
    case_id, step = parent
    trace, how = event.correlation_id, ending(event.case_id)
    command = EndStep(event.id, SYSTEM, correlation_id=trace, step=step, how=how)
    ended = len(execute(case_id, command, now).events)
    return ended + erase_with(case_id, event.case_id, now)


def settle(case_id: str, now: datetime, trace: str = "") -> int:
    """Until the record says after it what it said before: it may be undone meanwhile."""
    changed, death = 0, loaded(case_id)
    while True:
        changed += _brought_about(death, now, trace)
        before, death = death, loaded(case_id)
        if (before.status is DeathStatus.UNDONE) == (death.status is DeathStatus.UNDONE):
            return changed


def _brought_about(death: Death, now: datetime, trace: str) -> int:
    terms = load_programmes().bereavement
    if death.status is DeathStatus.UNDONE:
        return undo(death, terms, now, trace)
    known = _register(death, now) if death.person else 0
    return known + _open(death, terms, now, trace)


def _open(death: Death, terms: BereavementTerms, now: datetime, trace: str) -> int:
    opened = 0
    for step in plan.steps(death, terms):
        try:
            opened += not open_step(death.case_id, step, terms, now, trace).replayed
        except NotAllowedError:
            if loaded(death.case_id).status is not DeathStatus.UNDONE:
                raise
            return opened
    return opened


def _register(death: Death, now: datetime) -> int:
    """The register and the stipend hear of it, and who is left behind is found."""
    person, day = death.person, to_local(death.died_at).date()
    try:
        marked = mark_dead(person, day, death.case_id, now)
    except NotFoundError:
        logger.info("nobody to mark dead")
        return int(stop(person, "death", day, death.case_id, now))
    stopped = stop(person, "death", day, death.case_id, now)
    return marked + stopped + _find_orphans(death, now)


def _find_orphans(death: Death, now: datetime) -> int:
    """Whoever is found is read of by the system, and that is logged as any look is."""
    case_id, day = death.case_id, to_local(death.died_at).date()
    person = register.load(death.person)
    adult = load_programmes().register.adult_age
    known = set(orphans_store.left_by(case_id))
    left = [one for one in children(person, day, adult) if one.id not in known]
    for one in left:
        consult(one.id, SYSTEM, ORPHANED, now, case_id)
        orphans_store.add(one, case_id, day)
    return len(left)
