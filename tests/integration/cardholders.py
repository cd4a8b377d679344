"""Cards at 17 on the table: invented young people, and days that run to their end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from unittest.mock import patch

from integration import stipends
from integration.lending import no_pause
from mandat.cases import store as cases
from mandat.city.calendar import JAKARTA
from mandat.city.store import load_catalogue
from mandat.idcard import calendar, store
from mandat.idcard.commands import Done, execute
from mandat.idcard.domain import acts as a
from mandat.idcard.domain.model import Card
from mandat.programmes import store as register
from mandat.programmes.domain.person import Marital, Person
from mandat.programmes.terms_store import load_programmes
from unit.idcard import samples as t

BORN = date(2010, 11, 20)
MORNING = time(0, 20)


def young(person: str = t.PERSON, **changes: Any) -> Person:
    """Somebody of the register."""
    values = {"name": "Anak Contoh", "born_on": BORN, "marital": Marital.SINGLE}
    return stipends.resident(person, **(values | {"village": t.VILLAGE} | changes))


def known(person: str) -> Person | None:
    return register.find(person)


def beat(day: date) -> datetime:
    """When the run of a local day begins."""
    return datetime.combine(day, MORNING, JAKARTA)


def day_runs(day: date, *, jobs: int | None = None) -> list[calendar.Job]:
    """The jobs of a run, done: the first `jobs` of them if it crashes. New cases find their post,
    and what follows from that is done."""
    queued: list[str] = []

    def took(bodies: Iterator[str], delay: int = 0) -> int:
        found = tuple(bodies)
        queued.extend(() if delay else found)
        return len(found)

    with patch.object(calendar, "queue_jobs", took):
        calendar.run(day, beat(day))
    found = [job for one in queued if (job := calendar.job_of(one))]
    for job in found[:jobs]:
        calendar.work(job, beat(day))
        routed(job.person, beat(day)) if job.person else None
    return found


def routed(person: str, at: datetime) -> str:
    """The person's case, with its post."""
    case_id = store.case_of(person)
    if case_id and cases.load(case_id).task is None:
        stipends.route(case_id, at)
        settle(case_id, at)
    return case_id or ""


def settle(case_id: str, at: datetime) -> bool:
    return calendar.work(calendar.Job(case=case_id), at)


def expected(person: str = t.PERSON, at: datetime = t.NOW) -> str:
    """The case of somebody who was invited; the first run has been there."""
    calendar.work(calendar.Job(person=person), at)
    return routed(person, at)


def do(case_id: str, command: a.CardCommand, at: datetime = t.NOW) -> Done:
    """With the terms that are in the table."""
    return execute(case_id, replace(command, terms=a.NOTHING_PROMISED), at, pause=no_pause)


def card(person: str = t.PERSON) -> Card:
    found = store.of_person(person)
    assert found
    return found


def owner(case_id: str) -> str:
    found = cases.load(case_id).owner
    assert found
    return found


def lurah(village: str = t.VILLAGE) -> str:
    found = load_catalogue().village(village)
    assert found
    return found.lurah_id


def by_lurah(command: a.CardCommand, village: str = t.VILLAGE) -> Any:
    return replace(command, actor=f"post:{lurah(village)}:a1")


def printed(person: str = t.PERSON, at: datetime = t.NOW) -> str:
    case_id = expected(person, at)
    do(case_id, t.take(cause=f"take:{case_id}"), at)
    do(case_id, t.print_card(cause=f"print:{case_id}"), at)
    return case_id


def free_time(days: int = 2, at: datetime = t.NOW) -> a.AppointRecording:
    """A counter's first half hour on the first day of its days from then on."""
    terms, shut = load_programmes().card, load_catalogue().calendar.holidays
    day = at.astimezone(JAKARTA).date() + timedelta(days=days)
    while day.weekday() not in terms.weekdays or day in shut:
        day += timedelta(days=1)
    start = datetime.combine(day, time(), JAKARTA) + timedelta(minutes=terms.open_minute)
    return t.appoint(counter=terms.counters[0].id, appointed_at=start)
