"""Whom somebody who died leaves behind, as far as the register knows."""

from datetime import date

from mandat.bereavement.domain.limits import CHILDREN_MAX, PARENT_YEARS
from mandat.programmes import store
from mandat.programmes.domain.person import Marital, Person
from mandat.records import record


@record
class Kin:
    """`spouse` and the number of children, for the plan; who they are is asked for when needed."""

    spouse: bool = False
    children: int = 0


def kin(person: str, died_on: date, adult_age: int) -> Kin:
    """What the register says; nothing of somebody whom it does not know."""
    found = store.find(person) if person else None
    if found is None:
        return Kin()
    left = children(found, died_on, adult_age)
    return Kin(found.marital is Marital.MARRIED, min(len(left), CHILDREN_MAX))


def children(person: Person, died_on: date, adult_age: int) -> tuple[Person, ...]:
    """Everybody alive on the family card who was under age, and may be a child of theirs.

    The register knows no parents: by age alone a grandparent may be taken for one, and whoever
    visits the family finds that out. Of a child nobody is.
    """
    if person.age(died_on) < adult_age:
        return ()
    home = store.household(person.family)
    return tuple(one for one in home if _may_be_child(one, person, died_on, adult_age))


def _may_be_child(one: Person, parent: Person, day: date, adult_age: int) -> bool:
    younger = parent.age(day) - one.age(day) >= PARENT_YEARS
    return one.id != parent.id and one.is_alive and one.age(day) < adult_age and younger
