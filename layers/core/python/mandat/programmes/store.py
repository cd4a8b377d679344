"""The register in the table. Keys: docs/data-model.md.

RESIDENT#<person id> / RESIDENT          a person: one JSON document, the sealed NIK beside it
RESIDENT#<person id> / READ#<at>#<hash>  who asked for the record, why, and for which case
HOUSEHOLD#<family hash> / <person id>    who stands on a family card
CASE#<case id> / NIK                     a NIK that somebody typed into a form, sealed
BORN#<month> / <day>#<person id>         births_store.py
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime, time, timedelta

import msgspec
from pynamodb.attributes import BinaryAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.cases.store import case_key, stamp
from mandat.city.calendar import JAKARTA
from mandat.errors import NotFoundError
from mandat.personal.store import forgotten_at
from mandat.platform.secrets import keyed_hash
from mandat.platform.table import Number, TableItem, epoch
from mandat.platform.transaction import NEW, Delete, Put, Write
from mandat.programmes.births_store import birth_writes
from mandat.programmes.domain.nik import Nik
from mandat.programmes.domain.person import Person
from mandat.programmes.sealing import seal
from mandat.records import record

RESIDENT, NIK = "RESIDENT", "NIK"
CHANGED = "resident_changed"
# A family card has ten lines; a boarding house or an orphanage may have three of them.
MEMBERS_MAX = 30
READS_PAGE = 50


class ResidentItem(TableItem, discriminator="Resident"):
    """`civil_row` and `welfare_row` are keyed digests of the rows that it was last told by;
    `upload` is the one that wrote it last."""

    revision = Number()
    state = UnicodeAttribute()
    sealed = BinaryAttribute(legacy_encoding=False)
    upload = UnicodeAttribute(null=True)
    civil_row = UnicodeAttribute(null=True)
    welfare_row = UnicodeAttribute(null=True)


class MemberItem(TableItem, discriminator="HouseholdMember"):
    """Its key says all."""


class ReadItem(TableItem, discriminator="ResidentRead"):
    at = UnicodeAttribute()
    actor = UnicodeAttribute()
    purpose = UnicodeAttribute()
    case_id = UnicodeAttribute(null=True)


class CaseNikItem(TableItem, discriminator="CaseNik"):
    """`person` is the id that the register would have for it."""

    sealed = BinaryAttribute(legacy_encoding=False)
    last4 = UnicodeAttribute()
    person = UnicodeAttribute()


@record
class Stored:
    """A person with what lies beside it; `rows` are digests by source."""

    person: Person
    sealed: bytes = field(repr=False)
    rows: Mapping[str, str] = field(default_factory=dict, repr=False)
    upload: str = ""


@record
class Read:
    """One look at a record. `at` is aware UTC; `purpose` is a code."""

    at: datetime
    actor: str
    purpose: str
    case_id: str = ""


@record
class CaseNik:
    """A NIK that lies sealed with a case."""

    person: str
    last4: str
    sealed: bytes = field(repr=False)


def resident_key(person_id: str) -> str:
    return f"RESIDENT#{person_id}"


def person_id(nik: Nik) -> str:
    """Who has this NIK, without telling it: nobody has two ids."""
    return keyed_hash("nik", nik.digits).hex()[:32]


def family_hash(card: str) -> str:
    """How the 16 digits of a family card are stored."""
    return keyed_hash("family", card).hex()[:32]


def load(person_id: str) -> Person:
    """The person as it is now, read consistently. Raises NotFoundError."""
    return load_stored(person_id).person


def find(person_id: str) -> Person | None:
    try:
        return load(person_id)
    except NotFoundError:
        return None


def load_stored(person_id: str) -> Stored:
    """The same, with what lies beside it. Raises NotFoundError."""
    try:
        item = ResidentItem.get(resident_key(person_id), RESIDENT, consistent_read=True)
    except DoesNotExist as error:
        raise NotFoundError("no_resident") from error
    return _stored(item)


def load_many(person_ids: Iterable[str]) -> dict[str, Stored]:
    """Those of the people that there are, by id; a call for each hundred."""
    keys = [(resident_key(one), RESIDENT) for one in dict.fromkeys(person_ids)]
    found = ResidentItem.batch_get(keys, consistent_read=True)
    return {one.person.id: one for one in map(_stored, found)}


def household(family: str) -> tuple[Person, ...]:
    """Everybody on a family card, by id: at most MEMBERS_MAX; nobody for an empty hash."""
    if not family:
        return ()
    found = MemberItem.query(f"HOUSEHOLD#{family}", limit=MEMBERS_MAX, consistent_read=True)
    people = load_many(item.sk for item in found)
    return tuple(people[one].person for one in sorted(people))


def _stored(item: ResidentItem) -> Stored:
    person = msgspec.json.decode(item.state, type=Person)
    rows = {"dukcapil": item.civil_row or "", "dinsos": item.welfare_row or ""}
    return Stored(person, item.sealed, rows, item.upload or "")


def writes(before: Stored | None, after: Stored) -> list[Write]:
    """A person and the line on the family card, over the revision that was read.

    Refused as CHANGED when somebody else wrote first.
    """
    seen = ResidentItem.revision == before.person.revision if before else NEW
    person = after.person
    births = birth_writes(before.person if before else None, person, _expires(person.retain_until))
    return [Put(_item(after), seen, CHANGED), *_member_writes(before, person), *births]


def _item(stored: Stored) -> ResidentItem:
    person = stored.person
    return ResidentItem(
        resident_key(person.id),
        RESIDENT,
        revision=person.revision,
        state=msgspec.json.encode(person).decode(),
        sealed=stored.sealed,
        upload=stored.upload or None,
        civil_row=stored.rows.get("dukcapil") or None,
        welfare_row=stored.rows.get("dinsos") or None,
        expires_at=_expires(person.retain_until),
    )


def _expires(day: date | None) -> int | None:
    """The end of a local day."""
    if day is None:
        return None
    return epoch(datetime.combine(day + timedelta(days=1), time(), JAKARTA))


def _member_writes(before: Stored | None, after: Person) -> list[Write]:
    """Who moved to another card stands on one only."""
    old = before.person if before else None
    had, has = (_line(one) if one and one.family else None for one in (old, after))
    gone: list[Write] = []
    if had and old and old.family != after.family:
        gone = [Delete(had)]
    unchanged = had and has and had.attribute_values == has.attribute_values
    return [*gone, Put(has)] if has and not unchanged else gone


def _line(person: Person) -> MemberItem:
    kept = _expires(person.retain_until)
    return MemberItem(f"HOUSEHOLD#{person.family}", person.id, expires_at=kept)


def read_write(person_id: str, read: Read, kept_days: int) -> Put:
    """That somebody looks: a repeat of the very same look writes the same."""
    at = stamp(read.at)
    seed = f"{read.actor}|{read.purpose}|{read.case_id}"
    return Put(
        ReadItem(
            resident_key(person_id),
            f"READ#{at}#{hashlib.sha256(seed.encode()).hexdigest()[:8]}",
            at=at,
            actor=read.actor,
            purpose=read.purpose,
            case_id=read.case_id or None,
            expires_at=epoch(read.at + timedelta(days=kept_days)),
        )
    )


def reads(person_id: str, limit: int = READS_PAGE) -> tuple[Read, ...]:
    """Who looked, the last first (UU PDP 27/2022, article 32: the trail of processing)."""
    found = ReadItem.query(
        resident_key(person_id),
        ReadItem.sk.startswith("READ#"),
        limit=limit,
        scan_index_forward=False,
        consistent_read=True,
    )
    return tuple(
        Read(datetime.fromisoformat(one.at), one.actor, one.purpose, one.case_id or "")
        for one in found
    )


def case_nik_write(case_id: str, nik: Nik, at: datetime) -> Write:
    """A typed NIK beside its case, kept as long as the case's other personal items."""
    item = CaseNikItem(
        case_key(case_id),
        NIK,
        sealed=seal(nik.digits, case_key(case_id)),
        last4=nik.last4,
        person=person_id(nik),
        expires_at=forgotten_at(at),
    )
    return Put(item)


def case_nik(case_id: str) -> CaseNik:
    """The NIK that lies with a case. Raises NotFoundError."""
    try:
        item = CaseNikItem.get(case_key(case_id), NIK, consistent_read=True)
    except DoesNotExist as error:
        raise NotFoundError("no_nik") from error
    return CaseNik(item.person, item.last4, item.sealed)


def forget_case_nik(case_id: str) -> Write:
    """For erasure: again is the same."""
    return Delete(CaseNikItem(case_key(case_id), NIK))
