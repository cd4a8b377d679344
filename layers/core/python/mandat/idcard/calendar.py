"""Every day: whose card is to be thought of, what each needs, and what is published.

A run looks at the register's birthdays and at the cards, and not at what earlier runs did: two
runs, a late one and one that crashed half-way come to the same, and a missed day is made good.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from mandat.idcard import store
from mandat.idcard.domain.birthdays import birthday, born_from, born_until, months
from mandat.idcard.domain.model import Card, CardStatus
from mandat.idcard.domain.steps import step_of
from mandat.idcard.domain.totals import counted
from mandat.idcard.expecting import expect, lacks
from mandat.idcard.settling import settle
from mandat.programmes.births_store import born_in
from mandat.programmes.domain.terms import CardTerms
from mandat.programmes.jobs import queue_jobs
from mandat.programmes.terms_store import load_programmes
from mandat.records import record

JOB = "idcard"
# Months of the past whose shares may still change.
COUNTED_MONTHS = 3


@record
class Job:
    """A person whose card is to be thought of, or the case of a card that needs something."""

    person: str = ""
    case: str = ""


@record
class Ran:
    """What a run has queued."""

    jobs: int
    mails: int = 0


def run(day: date, now: datetime) -> Ran:
    """The run of a local day. Again is the same. Raises OutcomeUnknownError."""
    terms = load_programmes().card
    jobs = queue_jobs(encode(one) for one in _wanted(day, terms))
    _publish(day, now)
    return Ran(jobs)


def _wanted(day: date, terms: CardTerms) -> Iterator[Job]:
    """Month by month of birth, beside the cards of those birthdays: a month is held at a time."""
    first, last = born_from(day, terms), born_until(day, terms)
    for month in months(first, last):
        cards = _cards_of(month, terms)
        for born_on, person in born_in(month):
            if first <= born_on <= last and lacks(cards.get(person)):
                yield Job(person=person)
        yield from (Job(case=one.case_id) for one in cards.values() if _needs(one, day, terms))


def _cards_of(month: str, terms: CardTerms) -> dict[str, Card]:
    """The cards of those born in a month; of 29 February they are with those of March."""
    born = date.fromisoformat(f"{month}-01")
    turns = {birthday(born, terms.age), birthday(_end_of(born), terms.age)}
    return {card.person: card for one in _months_of(turns) for card in store.of_month(one)}


def _end_of(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _months_of(days: Iterable[date]) -> list[str]:
    return sorted({f"{one:%Y-%m}" for one in days})


def _needs(card: Card, day: date, terms: CardTerms) -> bool:
    return step_of(card, day, terms) is not None


def _publish(day: date, now: datetime) -> None:
    """The months that are not over long ago, as far as anybody turned 17 in them."""
    first = (day - timedelta(days=31 * COUNTED_MONTHS)).replace(day=1)
    found = (counted(one, store.of_month(one), day, now) for one in months(first, day))
    store.put_totals(one for one in found if one.turned)


def encode(job: Job) -> str:
    return json.dumps({"job": JOB, "person": job.person, "case": job.case})


def job_of(body: str) -> Job | None:
    """The job of a queue message; None for a beat."""
    found = json.loads(body)
    return Job(found["person"], found["case"]) if found.get("job") == JOB else None


def work(job: Job, now: datetime) -> bool:
    """Do one job; whether anything was still to be done. Again is the same."""
    return expect(job.person, now) if job.person else settle(job.case, now)


def open_cards(days: int, day: date, terms: CardTerms) -> Iterator[Card]:
    """Cards on their way whose birthday is at most so many days ahead, or over: for lists."""
    last = day + timedelta(days=days)
    for month in months(day - timedelta(days=terms.late_days), last):
        for card in store.of_month(month):
            if not card.is_over and card.birthday <= last:
                yield card


def is_made(card: Card) -> bool:
    """Whether nothing is left to be done at the counter."""
    return card.status in {CardStatus.PRINTED, CardStatus.OUT}
