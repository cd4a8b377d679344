"""A step of a death becomes a case: in one write with the record of the death that it belongs to.

So no step has a case that the death does not know, none has two, and a report that was undone
meanwhile opens none.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from mandat.bereavement import equipment, store
from mandat.bereavement.briefing import step_text
from mandat.bereavement.commands import loaded
from mandat.bereavement.domain.acts import OpenStep
from mandat.bereavement.domain.apply import replay
from mandat.bereavement.domain.decide import SYSTEM, decide
from mandat.bereavement.domain.model import Death
from mandat.bereavement.domain.promise import due_by, unasked, until
from mandat.cases import store as cases
from mandat.cases.commands import Receipt, Saving, submit, submitted
from mandat.cases.domain.apply import replay as replay_case
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.model import Case
from mandat.cases.domain.promise import terms_of
from mandat.city.domain import Catalogue, Service
from mandat.city.store import load_catalogue
from mandat.errors import ConflictError, InvalidError, NotFoundError, TakenError
from mandat.personal import store as personal
from mandat.personal.domain import Narrative
from mandat.personal.submission import Submission
from mandat.platform.patience import BUSY, TRIES, Pause, jitter
from mandat.platform.transaction import MOVED, Write
from mandat.programmes.domain.terms import BereavementTerms, StepTerms
from mandat.programmes.opening import Opening, submission
from mandat.records import record

STEP = "step"
OPENED = "step_opened"


@record
class Opener:
    """One step of a death, about to be opened; `trace` is the request that set it off."""

    case: Case
    death: Death
    step: StepTerms
    terms: BereavementTerms
    catalogue: Catalogue
    now: datetime
    trace: str = ""

    @property
    def cause(self) -> str:
        return f"step:{self.case.id}:{self.step.id}"

    def service(self, service_id: str) -> Service:
        """Raises NotFoundError: the sync lets no step name a service that there is not."""
        found = self.catalogue.service(service_id)
        if found is None:
            raise NotFoundError("no_service")
        return found


def open_step(
    case_id: str,
    step: StepTerms,
    terms: BereavementTerms,
    now: datetime,
    trace: str = "",
    pause: Pause = jitter,
) -> Receipt:
    """The step's case, made once. What cannot be borrowed is asked of the post instead.

    Raises NotAllowedError when the report was undone, and what `cases.commands.submit` does.
    """
    case, death = cases.load(case_id), loaded(case_id)
    one = Opener(case, death, step, terms, load_catalogue(), now, trace)
    return _borrowed(one, pause) or submit(_asked(one), now, _saving(one, pause))


def _asked(one: Opener) -> Submission:
    service = one.service(one.step.service)
    terms = terms_of(service, one.catalogue)
    by = due_by(one.step, one.death, one.now)
    promised = until(terms, by, one.catalogue.calendar, one.now) if by else unasked(terms)
    return _filed(one, replace(_opening(one, service), terms=promised))


def _opening(one: Opener, service: Service) -> Opening:
    """With the house and the words of the report; its number may be called, but nobody owes it."""
    told = personal.narrative(one.case.id)
    text = step_text(one.case, one.death, one.step, told, personal.contact(one.case.id))
    here = Narrative(text, told.neighbourhood, told.landmark, told.latitude, told.longitude)
    return Opening(
        service, one.cause, text, one.case.village, narrative=here, correlation_id=one.trace
    )


def _filed(one: Opener, opening: Opening) -> Submission:
    """A loan of a death is a step as well: what becomes of it is heard of."""
    made = submission(opening, one.catalogue)
    return replace(made, command=replace(made.command, programme=STEP, sealed=True))


def _saving(one: Opener, pause: Pause) -> Saving:
    def save_both(filed: Submission, now: datetime) -> Case:
        events = decide_case(None, filed.command, now)
        for attempt in range(TRIES):
            try:
                return submitted(filed, events, _parents(one, filed.command.case_id), pause)
            except ConflictError as error:
                if error.code != MOVED:
                    raise
            pause(attempt)
        raise ConflictError(BUSY)

    return save_both


def _parents(one: Opener, step_case: str) -> Sequence[Write]:
    """The death's part of the write, as it stands now. ConflictError when the step is open."""
    case_id, step = one.case.id, one.step.id
    case, death = cases.load(case_id), loaded(case_id)
    command = OpenStep(f"open:{one.cause}", SYSTEM, terms=one.terms, step=step, step_case=step_case)
    events = decide(case, death, command, one.now)
    after = replay(events, death)
    if not events or after is None:
        raise ConflictError(OPENED)
    moved = [
        *cases.writes(case, replay_case(events, case), events, ""),
        *store.writes(death, after),
    ]
    return [
        *(replace(write, refused=MOVED) for write in moved),
        store.link_write(step_case, case_id, step),
    ]


def _borrowed(one: Opener, pause: Pause) -> Receipt | None:
    """None when it is no loan, or the pool is short of it."""
    calendar = one.catalogue.calendar
    wish = equipment.wish(one.death, one.step, one.terms, calendar, one.now)
    if wish is None:
        return None
    from mandat.bookings.commands import request

    asked = _filed(one, _opening(one, one.service(wish.offer)))
    try:
        return request(asked, wish, one.now, pause, partial(_parents, one))
    except (TakenError, InvalidError):
        return None
