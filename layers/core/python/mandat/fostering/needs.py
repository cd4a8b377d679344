"""A child without a fosterer has a case that looks for one: made in the write that says so."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from mandat.cases import store as cases
from mandat.cases.domain.model import RUNG_LEADERS, Case, CaseStatus, Terms
from mandat.city.calendar import JAKARTA, to_local
from mandat.city.domain import Catalogue
from mandat.errors import ConflictError, TakenError
from mandat.fostering import store
from mandat.fostering.acting import execute
from mandat.fostering.domain.acts import OpenNeed, TellLeaders
from mandat.fostering.domain.decide import SYSTEM
from mandat.fostering.domain.limits import CHILD_DIED, GROWN_UP, LEFT, NEW
from mandat.fostering.domain.model import Fostering, Subject
from mandat.fostering.domain.officials import without_child
from mandat.fostering.domain.roll import begun_again, in_need, known_by, next_turn, taken_up
from mandat.fostering.domain.waiting import must_know, promised
from mandat.fostering.opening import AGAIN, Wanted, open_case
from mandat.platform.patience import BUSY, TRIES, Pause, jitter, patiently
from mandat.platform.transaction import MOVED, Write, commit
from mandat.programmes import store as register
from mandat.programmes.commands import consult
from mandat.programmes.terms_store import load_programmes
from mandat.records import record

TAKEN_UP = "fostering"
TEXT = "Seorang anak yatim belum punya orang tua asuh."
# What else says that a child is one of the programme, in the same write; None when it does no more.
Witness = Callable[[], Sequence[Write] | None]
# Nothing brings these back: who is grown up needs no fosterer, and the dead are not reported alive.
_FOR_GOOD = frozenset({GROWN_UP, CHILD_DIED})


@record
class Looking:
    """A child about to be looked for: as it was read, as it waits, and what is written with it."""

    before: Fostering | None
    waits: Fostering
    since: datetime
    because: str
    official: str = ""
    more: Sequence[Write] = ()

    @property
    def cause(self) -> str:
        return f"foster:{self.waits.child}:{next_turn(self.waits)}"


def no_witness() -> Sequence[Write]:
    """The register itself, or the post, says so."""
    return ()


def take_up(
    person_id: str,
    source: str,
    since: date,
    now: datetime,
    witness: Witness = no_witness,
    pause: Pause = jitter,
) -> bool:
    """Make the child one of the programme, for a death's case or «register»; whether it is new.

    It is without a fosterer since that local day. Again is the same, for each `source` once. Not
    for whom the register does not know, or who is dead or grown up. Raises ConflictError (too
    busy), UnavailableError or OutcomeUnknownError.
    """
    for attempt in range(TRIES):
        more = witness()
        if more is None:
            return False
        try:
            return _taken_up(person_id, source, since, now, more)
        except ConflictError as error:
            if error.code not in AGAIN:
                raise
        pause(attempt)
    raise ConflictError(BUSY)


def _taken_up(
    person_id: str, source: str, since: date, now: datetime, more: Sequence[Write]
) -> bool:
    before = store.load_fostering(person_id)
    if before and (source in before.sources or before.reason in _FOR_GOOD):
        return False
    if before and not before.is_ended:
        commit([store.fostering_write(before, known_by(before, source)), *more])
        return False
    waiting = min(datetime.combine(since, time(), JAKARTA), now)
    waits = _waits(person_id, before, source, waiting)
    if waits is None or not _is_child(waits, now):
        return False
    consult(person_id, SYSTEM, TAKEN_UP, now)
    # Opened just now for another source: a new look says for this one as well.
    if not look(Looking(before, waits, waiting, NEW, more=more), now):
        raise TakenError(MOVED)
    return True


def _waits(
    person_id: str, before: Fostering | None, source: str, waiting: datetime
) -> Fostering | None:
    """Nobody of whom the register knows no living child."""
    person = register.find(person_id)
    if person is None or not person.is_alive:
        return None
    if before:
        return begun_again(before, waiting, source)
    return taken_up(person, source, waiting, load_programmes().register.adult_age)


def _is_child(fostering: Fostering, now: datetime) -> bool:
    return fostering.grown_on is None or to_local(now).date() < fostering.grown_on


def look(looking: Looking, now: datetime) -> bool:
    """Open the case that looks for a fosterer; whether this call did. Raises TakenError."""
    terms = load_programmes().fostering
    waits, since = looking.waits, looking.since
    first = OpenNeed(
        looking.cause,
        SYSTEM,
        terms=terms,
        child=waits.child,
        waiting_since=since,
        because=looking.because,
        before=looking.official,
    )

    def promise(service: Terms, catalogue: Catalogue) -> Terms:
        return promised(service, since, terms, catalogue.calendar, now)

    def also(subject: Subject) -> Sequence[Write]:
        after = in_need(waits, subject.case_id, since)
        roll = store.fostering_write(looking.before, after)
        return [*store.subject_writes(None, subject), roll, *looking.more]

    wanted = Wanted(terms.service, TEXT, waits.village, first, promise, also)
    return not open_case(wanted, now).replayed


def hand_on(
    child: str, because: str, now: datetime, official: str = "", pause: Pause = jitter
) -> bool:
    """The child is without a fosterer from the moment on in which its official left, or from now.

    `official`: only if he still has it, and has left. Whether this call did it. Again is the same.
    Raises ConflictError (too busy), UnavailableError or OutcomeUnknownError.
    """
    return patiently(lambda: _handed_on(child, because, now, official), pause, AGAIN)


def _handed_on(child: str, because: str, now: datetime, official: str) -> bool:
    before = store.load_fostering(child)
    if before is None or not before.is_fostered or official not in {"", before.official}:
        return False
    had = store.load_official(before.official)
    if had is None or (official and had.is_active):
        return False
    since = had.left_at or now
    terms = load_programmes().fostering
    more = [store.official_write(had, without_child(had, child), terms)]
    looking = Looking(before, before, since, because, official=had.id, more=more)
    return look(looking, now)


def settle_child(child: str, now: datetime, pause: Pause = jitter) -> bool:
    """Bring a child to what must be so; whether anything was still to be done.

    Who waits has an open case, and the leaders know in time; whose official has left waits.
    """
    fostering = store.load_fostering(child)
    if fostering is None or fostering.is_ended:
        return False
    if fostering.is_fostered:
        return hand_on(child, LEFT, now, official=fostering.official, pause=pause)
    case = cases.find(fostering.case_id)
    if not looks(case):
        return patiently(lambda: _look_again(child, now), pause, AGAIN)
    return _told(fostering, case, now)


def looks(case: Case | None) -> bool:
    """Whether the case still looks for a fosterer: nobody else has ended it."""
    return case is not None and case.status in {CaseStatus.SUBMITTED, CaseStatus.OPEN}


def _look_again(child: str, now: datetime) -> bool:
    before = store.load_fostering(child)
    if before is None or not before.is_waiting or looks(cases.find(before.case_id)):
        return False
    return look(Looking(before, before, before.waiting_since or now, NEW), now)


def leaders_must_hear(fostering: Fostering, case: Case | None, now: datetime) -> bool:
    """Whether the child's time is nearly over, and its case has not been with the leaders yet."""
    since = fostering.waiting_since
    known = case is None or case.level >= RUNG_LEADERS
    return since is not None and not known and must_know(since, now, load_programmes().fostering)


def _told(fostering: Fostering, case: Case | None, now: datetime) -> bool:
    """A case that nobody has routed yet is told of when it is: within minutes."""
    if case is None or case.task is None or not leaders_must_hear(fostering, case, now):
        return False
    command = TellLeaders(f"leaders:{case.id}", SYSTEM)
    return bool(execute(case.id, command, now).events)
