"""A death on the table: an invented family of the register, and the feed read to its end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from integration.bookings_machine import table
from integration.lending import no_pause
from integration.stipends import enrol, resident
from mandat.bereavement.commands import Done, execute, loaded, report
from mandat.bereavement.domain import acts as a
from mandat.bereavement.domain.model import Death
from mandat.bereavement.following import follow
from mandat.cases import store as cases
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import Command, FinishTask, RejectTask, RouteCase
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.city.domain import owner_of
from mandat.city.store import load_catalogue
from mandat.personal.submission import Submission
from mandat.programmes.domain.person import Marital
from mandat.programmes.terms_store import forget_programmes
from mandat.stipend.commands import open_payment
from samples import resent, submission
from unit.bereavement import samples as b
from unit.cases import samples as s

VILLAGE = "17.71.07.1004"
FATHER, MOTHER, OLDER, YOUNGER = (letter * 32 for letter in "fmoy")
FAMILY = "h" * 32
MONTH = "2026-11"
TODAY = a.BereavementTerms()
PHOTOS = b.PHOTO


def family() -> None:
    """Father, mother and three children, one of age; the father has a stipend, for this month."""
    forget_programmes()
    home = {"village": VILLAGE, "family": FAMILY}
    married = {"marital": Marital.MARRIED, **home}
    resident(FATHER, name="Bapak Contoh", born_on=date(1960, 1, 1), sex="m", **married)
    resident(MOTHER, born_on=date(1970, 1, 1), **married)
    single = {"marital": Marital.SINGLE, **home}
    resident(OLDER, name="Anak Contoh", born_on=date(2010, 5, 5), **single)
    resident(YOUNGER, name="Adik Contoh", born_on=date(2015, 6, 6), **single)
    resident("g" * 32, name="Kakak Contoh", born_on=date(1999, 6, 6), **single)
    enrol(FATHER, village=VILLAGE, from_month=MONTH)
    open_payment(FATHER, MONTH, b.NOW)


def filed(key: str = "one") -> Submission:
    service = load_catalogue().service("kematian")
    assert service
    sent = submission(
        f"submit:{key}",
        service_id=service.id,
        programme=service.programme,
        sealed=True,
        village=VILLAGE,
    )
    return resent(sent, person="")


def told(key: str = "one", at: datetime = b.NOW, **changes: Any) -> str:
    """A report that its lurah has; the case's id."""
    wish = b.report(cause="", terms=TODAY, **changes)
    case_id = report(filed(key), wish, at, no_pause).case.id
    route(case_id, at)
    return case_id


def orphans() -> set[str]:
    """Whoever the fostering programme would find."""
    items = [item for rows in table().items.values() for item in rows.values()]
    found = [item.to_json()["Attributes"]["pk"]["S"] for item in items]
    return {pk.partition("#")[2] for pk in found if pk.startswith("ORPHAN#")}


def route(case_id: str, at: datetime = b.NOW) -> Case:
    case, catalogue = cases.load(case_id), load_catalogue()
    owner = owner_of(catalogue.service(case.service_id), catalogue.village(case.village))
    command = RouteCase(f"route:{case_id}", "system", calendar=s.CALENDAR, owner=owner)
    return execute_case(case_id, command, at).case


def do(
    case_id: str, kind: type[a.DeathCommand], actor: str = "", at: datetime = b.NOW, **more: Any
) -> Done:
    """With the terms that are in the table; by the owner unless somebody else is named."""
    actor = actor or post(case_id)
    return execute(case_id, replace(b.say(kind, actor, **more), terms=TODAY), at)


def post(case_id: str) -> str:
    return f"post:{cases.load(case_id).owner}:a1"


def record(*case_ids: str) -> list[Event]:
    return [event for one in case_ids for event in cases.timeline(one)]


def step_cases(case_id: str) -> dict[str, str]:
    return {one.step: one.case_id for one in loaded(case_id).opened}


def heard(case_id: str, at: datetime = b.NOW) -> Death:
    """The feed read until nothing new comes: the death's events, and those of its steps."""
    read: set[str] = set()
    while news := [one for one in _family_of(case_id) if one.id not in read]:
        for event in news:
            follow(event, at)
            read.add(event.id)
        for step_case in step_cases(case_id).values():
            if cases.load(step_case).task is None:
                route(step_case, at)
    return loaded(case_id)


def _family_of(case_id: str) -> Iterator[Event]:
    yield from record(case_id, *step_cases(case_id).values())


def finish(step_case: str, at: datetime = b.NOW) -> None:
    """Its owner has done it, as its service asks."""
    case = cases.load(step_case)
    photos = tuple(f"{step_case.lower().rjust(20, 'x')}/{n + 1}" for n in range(3))
    end(step_case, FinishTask, at, photos=photos[: case.terms.evidence_photos])


def refuse(step_case: str, at: datetime = b.NOW) -> None:
    end(step_case, RejectTask, at, reason="not_found")


def end(step_case: str, kind: type[Command], at: datetime, **more: Any) -> None:
    cause = f"{kind.__name__}:{step_case}"
    command: Any = kind(cause, post(step_case), text=b.TEXT, calendar=s.CALENDAR, **more)  # type: ignore[call-arg]  # those that end a task are told with a text
    execute_case(step_case, command, at)
