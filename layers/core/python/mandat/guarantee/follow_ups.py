"""What follows a letter becomes a case: opened once, settled once, dropped with its letter."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from mandat.cases import store as cases
from mandat.cases.commands import Receipt, save, submit, submitted
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide as decide_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.cases.once import once
from mandat.city.domain import Catalogue, Service
from mandat.city.store import load_catalogue
from mandat.errors import NotFoundError
from mandat.guarantee import store
from mandat.guarantee.briefing import follow_up_text
from mandat.guarantee.domain import acts as a
from mandat.guarantee.domain import follow_up as domain
from mandat.guarantee.domain.limits import COVER, STATEMENT
from mandat.guarantee.domain.model import FollowUp, Guarantee
from mandat.personal import store as personal
from mandat.personal import writes
from mandat.personal.domain import Narrative
from mandat.personal.submission import Submission
from mandat.platform import ids
from mandat.platform.patience import Pause, jitter
from mandat.programmes.domain.terms import GuaranteeTerms
from mandat.programmes.opening import Opening, submission
from mandat.programmes.terms_store import load_programmes
from mandat.records import record

SYSTEM = "system"


@record
class Settled:
    """A command's outcome. `events` is empty when it had been done before."""

    case: Case
    follow_up: FollowUp
    events: tuple[Event, ...] = ()
    replayed: bool = False


def open_follow_up(
    kind: str, case: Case, guarantee: Guarantee, now: datetime, trace: str = ""
) -> Receipt:
    """The case of what follows the letter of `case`, made once. Raises what `submit` does."""
    catalogue = load_catalogue()
    service = _service(kind, load_programmes().guarantee, catalogue)
    told = personal.narrative(case.id)
    text = follow_up_text(kind, case, guarantee, told, personal.contact(case.id))
    here = Narrative(text, told.neighbourhood, told.landmark, told.latitude, told.longitude)
    opening = Opening(
        service, cause_of(kind, case.id), text, case.village, narrative=here, correlation_id=trace
    )
    return submit(submission(opening, catalogue), now, partial(_save, kind, case.id))


def cause_of(kind: str, letter: str) -> str:
    """One follow-up of a kind for a letter's case, ever."""
    return f"{kind}:{letter}"


def _service(kind: str, terms: GuaranteeTerms, catalogue: Catalogue) -> Service:
    """Raises NotFoundError: the sync lets the terms name no service that there is not."""
    named: Mapping[str, str] = {COVER: terms.cover_service, STATEMENT: terms.statement_service}
    found = catalogue.service(named[kind])
    if found is None:
        raise NotFoundError("no_service")
    return found


def _save(kind: str, letter: str, filed: Submission, now: datetime) -> Case:
    events = decide_case(None, filed.command, now)
    case, cause = apply(None, events[0]), filed.command.cause
    begin = a.BeginFollowUp(cause, SYSTEM, kind=kind, letter=letter)
    events = (*events, *domain.decide(case, None, begin, now))
    return submitted(filed, events, [store.follow_up_write(_after(None, events))])


def find(kind: str, letter: str) -> FollowUp | None:
    """The follow-up of a letter's case; None where none was opened."""
    tried = (store.load_follow_up(one) for one in ids.case_ids(cause_of(kind, letter)))
    return next((one for one in tried if one and (one.kind, one.letter) == (kind, letter)), None)


def loaded(case_id: str) -> FollowUp:
    """The follow-up of the case. Raises NotFoundError for a case without one."""
    follow_up = store.load_follow_up(case_id)
    if follow_up is None:
        raise NotFoundError("no_follow_up")
    return follow_up


def execute(
    case_id: str, command: a.GuaranteeCommand, now: datetime, pause: Pause = jitter
) -> Settled:
    """Do `command` to the follow-up of the case, once; raises as `commands.execute`."""
    return once(
        (case_id, command.cause),
        lambda _: _attempt(case_id, command, now),
        lambda case: Settled(case, loaded(case_id), replayed=True),
        pause,
    )


def _attempt(case_id: str, command: a.GuaranteeCommand, now: datetime) -> Settled:
    case, before = cases.load(case_id), loaded(case_id)
    events = domain.decide(case, before, command, now)
    after = _after(before, events)
    extra = [store.follow_up_write(after), *writes.text_writes(command, events)]
    return Settled(save(case, events, extra).case, after, events)


def _after(before: FollowUp | None, events: tuple[Event, ...]) -> FollowUp:
    follow_up = domain.replay(events, before)
    if follow_up is None:
        raise ValueError("a command about a follow-up has one")
    return follow_up
