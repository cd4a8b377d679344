"""The stipend on the table: invented people of the register, enrolled and paid."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from integration.lending import no_pause
from mandat.cases import store as cases
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import RouteCase
from mandat.cases.domain.model import Case
from mandat.city.domain import owner_of
from mandat.city.store import load_catalogue
from mandat.personal.submission import Submission
from mandat.platform.transaction import commit
from mandat.programmes import store as register
from mandat.programmes.domain.person import Marital, Person
from mandat.programmes.domain.terms import Programmes, StipendTerms
from mandat.programmes.store import Stored
from mandat.programmes.terms_store import forget_programmes, put_programmes, read_programmes
from mandat.stipend import store
from mandat.stipend.commands import Done, apply_for, execute
from mandat.stipend.domain import acts as a
from mandat.stipend.domain.model import Application, Enrolment, Payment
from samples import resent, submission
from unit.cases import samples as s
from unit.stipend import samples as p


def promise(terms: StipendTerms = p.TERMS) -> None:
    """The terms of the sample, in place of those that the city has synced."""
    forget_programmes()
    known = read_programmes()
    replaces = known.version if known else 0
    put_programmes(replace(known or Programmes(), version=replaces + 1, stipend=terms), replaces)


def resident(person_id: str = p.PERSON, **changes: Any) -> Person:
    made = Person(
        person_id,
        "4321",
        "Ibu Contoh",
        date(1950, 3, 1),
        marital=Marital.WIDOWED,
        village=p.VILLAGE,
    )
    known = register.find(person_id)
    before = register.load_stored(person_id) if known else None
    revision = known.revision + 1 if known else 1
    person = replace(made, revision=revision, **changes)
    commit(register.writes(before, Stored(person, b"sealed")))
    return person


def enrol(person_id: str = p.PERSON, **changes: Any) -> Enrolment:
    """Without the way there."""
    made = p.enrolment(person_id, **changes)
    commit([store.enrolment_write(None, made)])
    return made


def filed(key: str = "one", **changes: Any) -> Submission:
    service = load_catalogue().service("santunan-lansia")
    assert service
    sent = submission(
        f"submit:{key}",
        service_id=service.id,
        programme="stipend",
        sealed=True,
        village=p.VILLAGE,
        **changes,
    )
    return resent(sent, person="")


def ask(key: str = "one", at: datetime = p.NOW, **changes: Any) -> str:
    """An application that its lurah has; the case's id."""
    wish = p.wish(terms=a.NOTHING_PROMISED, **changes)
    case_id = apply_for(filed(key), wish, at).case.id
    route(case_id, at)
    return case_id


def route(case_id: str, at: datetime = p.NOW) -> Case:
    case, catalogue = cases.load(case_id), load_catalogue()
    owner = owner_of(catalogue.service(case.service_id), catalogue.village(case.village))
    command = RouteCase(f"route:{case_id}", "system", calendar=s.CALENDAR, owner=owner)
    return execute_case(case_id, command, at).case


def do(case_id: str, command: a.StipendCommand, at: datetime = p.NOW) -> Done:
    """With the terms that are in the table."""
    today = replace(command, terms=a.NOTHING_PROMISED)
    return execute(case_id, today, at, pause=no_pause)


def lurah() -> str:
    village = load_catalogue().village(p.VILLAGE)
    assert village
    return f"post:{village.lurah_id}:a1"


def visited(key: str = "one", **changes: Any) -> str:
    case_id = ask(key, **changes)
    do(case_id, p.visit(actor=lurah(), cause=f"visit:{key}", photos=shown(key)))
    return case_id


def shown(key: str) -> tuple[str, ...]:
    """A photo of that form alone."""
    return (f"{hashlib.sha256(key.encode()).hexdigest()[:20]}/1",)


def approved(key: str = "one", **changes: Any) -> str:
    case_id = visited(key, **changes)
    do(case_id, p.approve(cause=f"approve:{key}", from_month="2026-11"))
    return case_id


def owed(month: str, person: str = p.PERSON) -> Payment:
    found = store.find_payment(month, person)
    assert found
    return found


def types(case_id: str) -> Sequence[str]:
    return [event.type for event in cases.timeline(case_id)]


def enrolment(person: str = p.PERSON) -> Enrolment:
    found = store.find_enrolment(person)
    assert found
    return found


def application(done: Done) -> Application:
    assert done.application
    return done.application
