"""Who asks the register, and what becomes of it: every look is logged before it is answered."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from mandat.cases.store import case_key
from mandat.city.calendar import JAKARTA
from mandat.errors import NotFoundError, NotYoursError
from mandat.platform.patience import patiently
from mandat.platform.transaction import CONTENDED, Write, commit, put
from mandat.programmes import store
from mandat.programmes.domain.nik import Nik
from mandat.programmes.domain.person import Person
from mandat.programmes.domain.terms import RegisterTerms
from mandat.programmes.sealing import unseal
from mandat.programmes.store import Read, Stored
from mandat.programmes.terms_store import load_programmes

SYSTEM = "system"
SEALED = "sealed_person"
REVEAL = "reveal"
_AGAIN = frozenset({store.CHANGED, CONTENDED})


def match(nik: Nik, actor: str, purpose: str, now: datetime, case_id: str = "") -> Person | None:
    """Who has this NIK, None when the register does not know it. Logged.

    Raises NotYoursError("sealed_person") for a child, unless `actor` is the system or a post that
    may read of children.
    """
    try:
        return consult(store.person_id(nik), actor, purpose, now, case_id)
    except NotFoundError:
        return None


def consult(person_id: str, actor: str, purpose: str, now: datetime, case_id: str = "") -> Person:
    """The record of a person. Logged, also when it is then refused.

    `actor` is system or post:<post id>:<address id>, `purpose` a code. Raises NotFoundError,
    NotYoursError as `match`.
    """
    terms = _terms()
    put(store.read_write(person_id, Read(now, actor, purpose, case_id), terms.retention_days))
    person = store.load(person_id)
    if not _may_read(person, actor, terms, _day(now)):
        raise NotYoursError(SEALED)
    return person


def _terms() -> RegisterTerms:
    return load_programmes().register


def _day(now: datetime) -> date:
    return now.astimezone(JAKARTA).date()


def _may_read(person: Person, actor: str, terms: RegisterTerms, day: date) -> bool:
    """A child stays a child in what is kept of it after death."""
    is_child = person.age(person.died_on or day) < terms.adult_age
    kind, _, rest = actor.partition(":")
    return not is_child or actor == SYSTEM or (kind == "post" and _post(rest) in terms.child_posts)


def _post(rest: str) -> str:
    return rest.partition(":")[0]


def mark_dead(person_id: str, died_on: date, case_id: str, now: datetime) -> bool:
    """The person died, as the death case says: whether it changed anything.

    Who was dead before, by another case or by an extract, stays as they are. Raises NotFoundError.
    """
    kept = _kept_until(now)

    def dead(person: Person) -> Person | None:
        if not person.is_alive:
            return None
        return replace(person, died_on=died_on, death_case=case_id, retain_until=kept)

    return _change(person_id, dead)


def mark_alive(person_id: str, case_id: str, now: datetime) -> bool:
    """The death that `case_id` marked was none: whether it changed anything.

    The next extract is read anew: had it told of a death meanwhile, it says so again. Raises
    NotFoundError.
    """
    kept = _kept_until(now)

    def alive(person: Person) -> Person | None:
        if person.is_alive or person.death_case != case_id:
            return None
        return replace(person, died_on=None, death_case="", retain_until=kept)

    return _change(person_id, alive, forget_rows=True)


def _kept_until(now: datetime) -> date:
    return _day(now) + timedelta(days=_terms().retention_days)


def _change(
    person_id: str, step: Callable[[Person], Person | None], *, forget_rows: bool = False
) -> bool:
    def once() -> bool:
        before = store.load_stored(person_id)
        after = step(before.person)
        if after is None:
            return False
        rows = {} if forget_rows else before.rows
        commit(store.writes(before, _next(before, after, rows)))
        return True

    return patiently(once, again=_AGAIN)


def _next(before: Stored, after: Person, rows: Mapping[str, str]) -> Stored:
    grown = replace(after, revision=before.person.revision + 1)
    return replace(before, person=grown, rows=rows)


def keep_nik(case_id: str, nik: Nik, now: datetime) -> list[Write]:
    """What a form writes in place of the NIK that was typed: sealed, for its case only."""
    return [store.case_nik_write(case_id, nik, now)]


def reveal_nik(case_id: str, actor: str, now: datetime) -> str:
    """The NIK that was typed for a case. Logged with the person. Raises NotFoundError."""
    kept = store.case_nik(case_id)
    read = Read(now, actor, REVEAL, case_id)
    put(store.read_write(kept.person, read, _terms().retention_days))
    return unseal(kept.sealed, case_key(case_id))
