"""Rows of an extract into the register, some at a time: each is there whole, or not at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial

from mandat.errors import ConflictError, InvalidError, NotFoundError, OutcomeUnknownError
from mandat.platform.clients import client
from mandat.platform.patience import TRIES, jitter
from mandat.platform.secrets import keyed_hash
from mandat.platform.transaction import CONTENDED, commit
from mandat.programmes import store
from mandat.programmes.domain import twice
from mandat.programmes.domain.layout import Layout
from mandat.programmes.domain.rows import Known, Row, fields, read
from mandat.programmes.domain.spans import Line
from mandat.programmes.domain.telling import Telling, content, is_stale, told
from mandat.programmes.domain.terms import RegisterTerms
from mandat.programmes.sealing import seal
from mandat.programmes.store import Stored
from mandat.records import record

# Less than the ten connections that a client keeps.
WORKERS = 8
TWICE, BUSY = "nik_twice", "busy"
REFUSED, NEW, CHANGED, UNCHANGED = "refused", "new", "changed", "unchanged"
_AGAIN = frozenset({store.CHANGED, CONTENDED})


@record
class Extraction:
    """What all lines of an extract share. `twice` are NIKs that stand in it more than once."""

    upload: str
    layout: Layout
    known: Known
    terms: RegisterTerms
    twice: frozenset[int] = frozenset()


@record
class Outcome:
    """What became of line `number`: a name of uploads_store.Counts, and why it was refused."""

    number: int
    kind: str
    code: str = ""


@record
class _Told:
    """A row on its way, with its digest."""

    number: int
    telling: Telling
    digest: str


def warm() -> None:
    """Make the clients before threads would: botocore makes none in two at once."""
    client("kms")


def load(lines: Sequence[Line], extraction: Extraction, pool: Executor) -> list[Outcome]:
    """Every line of a batch, in its order.

    Raises what the table or KMS raise when they do not answer: the batch is then done again, and
    what it had written is found unchanged.
    """
    tried = [_try(line, extraction) for line in lines]
    rows = [one for one in tried if isinstance(one, _Told)]
    before = store.load_many(one.telling.person for one in rows)
    write = partial(_write, before=before, upload=extraction.upload)
    written = pool.map(write, rows)
    return list(_in_order(tried, written))


def _in_order(tried: Iterable[_Told | Outcome], written: Iterator[Outcome]) -> Iterator[Outcome]:
    for one in tried:
        yield one if isinstance(one, Outcome) else next(written)


def _try(line: Line, extraction: Extraction) -> _Told | Outcome:
    if line.problem:
        return Outcome(line.number, REFUSED, line.problem)
    try:
        row = read(fields(line.text, extraction.layout), extraction.known)
    except InvalidError as error:
        return Outcome(line.number, REFUSED, error.code)
    if extraction.twice and twice.key(row.nik.digits) in extraction.twice:
        return Outcome(line.number, REFUSED, TWICE)
    return _told(line.number, row, extraction)


def _told(number: int, row: Row, extraction: Extraction) -> _Told:
    source = extraction.layout.source
    telling = Telling(
        source,
        row,
        store.person_id(row.nik),
        store.family_hash(row.card),
        extraction.known.day,
        extraction.terms,
    )
    return _Told(number, telling, keyed_hash("row", content(source, row)).hex()[:32])


def _write(one: _Told, before: Mapping[str, Stored], upload: str) -> Outcome:
    """Over what the batch has read; over what it is by now, when somebody else wrote, or when
    nobody answered whether it is written."""
    found = before.get(one.telling.person)
    for attempt in range(TRIES):
        try:
            return Outcome(one.number, _written(one, found, upload))
        except ConflictError as error:
            if error.code not in _AGAIN:
                raise
        except OutcomeUnknownError:
            if attempt == TRIES - 1:
                raise
        jitter(attempt)
        found = _now(one.telling.person)
    return Outcome(one.number, REFUSED, BUSY)


def _now(person_id: str) -> Stored | None:
    try:
        return store.load_stored(person_id)
    except NotFoundError:
        return None


def _written(one: _Told, before: Stored | None, upload: str) -> str:
    source = one.telling.source
    if before and _says_nothing(before, one):
        return _seen(before, upload)
    sealed = before.sealed if before else _sealed(one.telling)
    rows = {**(before.rows if before else {}), source: one.digest}
    after = Stored(told(before.person if before else None, one.telling), sealed, rows, upload)
    commit(store.writes(before, after))
    return CHANGED if before else NEW


def _says_nothing(before: Stored, one: _Told) -> bool:
    known = before.rows.get(one.telling.source) == one.digest
    return known and not is_stale(before.person, one.telling)


def _seen(before: Stored, upload: str) -> str:
    """A batch that is done again tells what it did the first time."""
    if before.upload != upload:
        return UNCHANGED
    return NEW if before.person.revision == 1 else CHANGED


def _sealed(telling: Telling) -> bytes:
    return seal(telling.row.nik.digits, store.resident_key(telling.person))
