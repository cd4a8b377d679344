"""The fostering programme on the table: invented children, officials, and cases that are routed."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from integration import stipends
from integration.lending import no_pause
from mandat.cases import store as cases
from mandat.fostering import store
from mandat.fostering.commands import Done, execute, take_up
from mandat.fostering.domain import acts as a
from mandat.fostering.domain.model import Fostering, Official
from mandat.platform.transaction import commit
from mandat.programmes.domain.person import Marital, Person
from mandat.programmes.terms_store import load_programmes
from unit.fostering import samples as t

REGISTER = "register"


def orphan(child: str = t.CHILD, **changes: Any) -> Person:
    """A child of the register."""
    values = {"name": "Anak Contoh", "born_on": date(2015, 6, 6), "marital": Marital.SINGLE}
    return stipends.resident(child, **(values | {"village": t.VILLAGE} | changes))


def official(name: str = "budi", **changes: Any) -> Official:
    made = t.official(name, **changes)
    commit([store.official_write(None, made, load_programmes().fostering)])
    commit(store.person_writes(None, made)) if made.person else None
    return made


def taken(child: str = t.CHILD, at: datetime = t.NOW, source: str = REGISTER) -> str:
    """A child in the programme, whose case the post has; the case's id."""
    assert take_up(child, source, at.date(), at, pause=no_pause)
    return routed(child, at)


def routed(child: str = t.CHILD, at: datetime = t.NOW) -> str:
    """The case that looks for a fosterer, with the post that keeps the programme."""
    case_id = known(child).case_id
    if cases.load(case_id).task is None:
        stipends.route(case_id, at)
    return case_id


def known(child: str = t.CHILD) -> Fostering:
    found = store.load_fostering(child)
    assert found
    return found


def who(name: str = "budi") -> Official:
    found = store.load_official(name)
    assert found
    return found


def do(case_id: str, command: a.FosterCommand, at: datetime = t.NOW) -> Done:
    """With the terms that are in the table."""
    return execute(case_id, replace(command, terms=a.NOTHING_PROMISED), at, pause=no_pause)


def entrusted(child: str = t.CHILD, name: str = "budi", at: datetime = t.NOW) -> str:
    """A child that an official fosters; the case by which it was found a fosterer."""
    case_id = taken(child, at) if store.load_fostering(child) is None else routed(child, at)
    do(case_id, t.match(official=name, cause=f"match:{case_id}"), at)
    return case_id
