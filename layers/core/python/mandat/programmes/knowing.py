"""The record of somebody, for who has to do with them by a task or a link: read and logged.

Posts ask the register as they ask of anybody (programmes.commands.consult); here whoever calls has
seen that `actor` may know of this very person, a child too.
"""

from collections.abc import Iterable
from datetime import datetime

from mandat.platform.transaction import put
from mandat.programmes import store as register
from mandat.programmes.domain.person import Person
from mandat.programmes.store import Read
from mandat.programmes.terms_store import load_programmes
from mandat.records import record


@record
class Look:
    """Who looks, why (a code) and when."""

    actor: str
    purpose: str
    at: datetime


def known(person: str, look: Look, case_id: str = "") -> Person:
    """Raises NotFoundError when the register has deleted it."""
    _log(person, look, case_id)
    return register.load(person)


def known_people(people: Iterable[tuple[str, str]], look: Look) -> dict[str, Person]:
    """Those of (person, case) whom the register has, by id: a look is logged for each."""
    wanted = dict(people)
    for person, case_id in wanted.items():
        _log(person, look, case_id)
    return {one: found.person for one, found in register.load_many(wanted).items()}


def first_name(person: Person) -> str:
    """As somebody is called: nothing that would tell the family."""
    return person.name.partition(" ")[0]


def _log(person: str, look: Look, case_id: str) -> None:
    kept_days = load_programmes().register.retention_days
    put(register.read_write(person, Read(look.at, look.actor, look.purpose, case_id), kept_days))
