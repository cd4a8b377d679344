"""A child's record for who fosters it, and for the child's own link: read by name, and logged.

Posts ask the register as they ask of any child (programmes.commands.consult).
"""

from datetime import datetime

from mandat.platform.transaction import put
from mandat.programmes import store as register
from mandat.programmes.domain.person import Person
from mandat.programmes.store import Read
from mandat.programmes.terms_store import load_programmes


def known_child(child: str, actor: str, purpose: str, now: datetime) -> Person:
    """The child's record. Whoever calls has seen that it is entrusted to `actor`.

    Raises NotFoundError when the register has deleted it.
    """
    kept_days = load_programmes().register.retention_days
    put(register.read_write(child, Read(now, actor, purpose, ""), kept_days))
    return register.load(child)


def first_name(person: Person) -> str:
    """As a child is called: nothing that would tell its family."""
    return person.name.partition(" ")[0]
