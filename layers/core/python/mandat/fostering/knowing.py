"""A child's record for who fosters it, and for the child's own link: read by name, and logged."""

from datetime import datetime

from mandat.programmes.domain.person import Person
from mandat.programmes.knowing import Look, first_name, known

__all__ = ["first_name", "known_child"]


def known_child(child: str, actor: str, purpose: str, now: datetime) -> Person:
    """The child's record. Whoever calls has seen that it is entrusted to `actor`.

    Raises NotFoundError when the register has deleted it.
    """
    return known(child, Look(actor, purpose, now))
