"""What an extract changes about a person. Pure.

Each source has its say: Dukcapil of who somebody is, Dinsos of how poor and how to be reached. What
Dukcapil has told is not told anew by Dinsos, so the order of the files makes no difference. No
extract wakes the dead, or moves a death that a death case has put on record.
"""

import json
from dataclasses import replace
from datetime import date, timedelta

from mandat.programmes.domain.layout import DINSOS, DUKCAPIL
from mandat.programmes.domain.person import Person
from mandat.programmes.domain.rows import Row
from mandat.programmes.domain.terms import RegisterTerms
from mandat.records import record

# Civil registration is a duty by law (UU 24/2013), social aid a public task (UU 25/2009).
BASES = {DUKCAPIL: "legal_duty", DINSOS: "public_task"}
# Grows when a row is understood otherwise than before: every row then writes once more.
# 2: births stand by their month.
EDITION = 2
# So long may a record go on before its date is moved: an unchanged row writes nothing.
REFRESHED_AFTER = timedelta(days=365)


@record
class Telling:
    """A row with whom it is of: ids are keyed hashes. `day` is the local one of the import."""

    source: str
    row: Row
    person: str
    family: str
    day: date
    terms: RegisterTerms

    @property
    def kept_until(self) -> date:
        return self.day + timedelta(days=self.terms.retention_days)


def content(source: str, row: Row) -> str:
    """The same for the same row, however it was written. It has the NIK: hash it with a key."""
    told = [getattr(row, name) for name in row.__dataclass_fields__ if name != "nik"]
    return json.dumps([EDITION, source, row.nik.digits, *map(str, told)])


def is_stale(before: Person, telling: Telling) -> bool:
    """Whether the retention of somebody who is still listed ends sooner than it should."""
    until = before.retain_until
    return before.is_alive and (until is None or until < telling.kept_until - REFRESHED_AFTER)


def told(before: Person | None, telling: Telling) -> Person:
    """The person after the row."""
    row = telling.row
    person = before or Person(telling.person, row.nik.last4, row.name, row.born_on)
    after = _civil(person, telling) if _may_tell(before, telling.source) else person
    if telling.source == DINSOS:
        after = replace(after, phone=row.phone, decile=row.decile)
    revision = before.revision + 1 if before else 1
    return replace(after, retain_until=_kept(person, after, telling), revision=revision)


def _may_tell(before: Person | None, source: str) -> bool:
    return source == DUKCAPIL or before is None or before.source != DUKCAPIL


def _civil(person: Person, telling: Telling) -> Person:
    row = telling.row
    return replace(
        person,
        name=row.name,
        born_on=row.born_on,
        sex=row.sex,
        marital=row.marital,
        village=row.village,
        neighbourhood=row.neighbourhood,
        address=row.address,
        faith=row.faith or person.faith,
        family=telling.family,
        source=telling.source,
        basis=BASES[telling.source],
        died_on=_died_on(person, row),
    )


def _died_on(person: Person, row: Row) -> date | None:
    if person.death_case or row.died_on is None:
        return person.died_on
    return row.died_on


def _kept(before: Person, after: Person, telling: Telling) -> date | None:
    """From the death on the date stands, however often an extract still lists the dead."""
    if not (before.is_alive or after.is_alive):
        return before.retain_until
    return telling.kept_until
