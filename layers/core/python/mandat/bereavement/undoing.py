"""A report was wrong: all that it set off is taken back, whatever had become of it."""

from datetime import datetime

from mandat.bereavement import orphans_store
from mandat.bereavement.domain.limits import ANNULLED_BY, ANNULMENT, PAPERS
from mandat.bereavement.domain.model import Death, Opened
from mandat.bereavement.domain.plan import DONE
from mandat.bereavement.endings import ending
from mandat.bereavement.steps import open_step
from mandat.bookings.commands import SYSTEM, cancel
from mandat.cases import store as cases
from mandat.cases.commands import execute
from mandat.cases.domain.acts import WithdrawCase
from mandat.cases.domain.model import Case, CaseStatus
from mandat.errors import NotFoundError, RefusedError
from mandat.platform.observability import logger
from mandat.programmes.commands import mark_alive
from mandat.programmes.domain.terms import BereavementTerms, StepTerms
from mandat.stipend.commands import resume


def undo(death: Death, terms: BereavementTerms, now: datetime, trace: str = "") -> int:
    """Steps are closed, the register and the stipend as before; how many things that changed.

    Papers that were made by then are annulled by a case of their own. Again is the same.
    """
    steps = tuple(one for one in death.opened if one.step != ANNULMENT)
    closed = sum(_close(death.case_id, one, now) for one in steps)
    restored = _restore(death, now) if death.person else 0
    made = any(_is_made(one) for one in steps)
    return closed + restored + (_annul(death, terms, now, trace) if made else 0)


def _close(case_id: str, one: Opened, now: datetime) -> bool:
    """A thing that is out stays so until it is brought back: its own clock sees to that."""
    case = cases.load(one.case_id)
    if case.status is CaseStatus.CLOSED:
        return False
    cause = f"undo:{case_id}:{one.step}"
    try:
        _end(case, cause, now)
    except RefusedError as error:
        logger.info("step not closed", step=one.step, code=error.code)
        return False
    return True


def _end(case: Case, cause: str, now: datetime) -> None:
    if case.is_unsettled:
        cancel(case.id, cause, SYSTEM, now)
    else:
        execute(case.id, WithdrawCase(cause, SYSTEM), now)


def _restore(death: Death, now: datetime) -> int:
    """Each undoes what this very case has done, and nothing else."""
    case_id, person = death.case_id, death.person
    found = [orphans_store.remove(one, case_id) for one in orphans_store.left_by(case_id)]
    try:
        found.append(mark_alive(person, case_id, now))
    except NotFoundError:
        logger.info("nobody to mark alive")
    return sum([*found, resume(person, case_id, now)])


def _is_made(one: Opened) -> bool:
    """Read off the step's own record: the death may not have heard of it."""
    return cases.load(one.case_id).service_id in PAPERS and ending(one.case_id) == DONE


def _annul(death: Death, terms: BereavementTerms, now: datetime, trace: str) -> int:
    step = StepTerms(ANNULMENT, ANNULLED_BY)
    return not open_step(death.case_id, step, terms, now, trace).replayed
