"""Every day: whose card is to be thought of, what each needs, and what is published.

A run looks at the register's birthdays and at the cards, and not at what earlier runs did: two
runs, a late one and one that crashed half-way come to the same, and a missed day is made good.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from mandat.idcard import store
from mandat.idcard.domain.birthdays import birthday, born_from, born_until, months
from mandat.idcard.domain.model import Card
from mandat.idcard.domain.steps import step_of
from mandat.idcard.domain.totals import counted
from mandat.idcard.expecting import expect, lacks
from mandat.idcard.list_mail import announce
from mandat.idcard.opened import known_cards
from mandat.idcard.settling import settle
from mandat.programmes.births_store import born_in
from mandat.programmes.domain.terms import CardTerms
from mandat.programmes.jobs import queue_jobs
from mandat.programmes.terms_store import load_programmes
from mandat.records import record

JOB = "idcard"
# Months of the past whose shares may still change.
COUNTED_MONTHS = 3
# The lists wait until the day's cards are with their lurahs.
MAIL_AFTER_SECONDS = 900


@record
class Job:
    """Whose card is to be thought of, the case of one that needs something, or a day's mails."""

    person: str = ""
    case: str = ""
    mails: str = ""


@record
class Ran:
    """What a run has queued: jobs, and days whose mails are to be sent."""

    jobs: int
    mails: int


def run(day: date, now: datetime) -> Ran:
    """The run of a local day. Again is the same. Raises OutcomeUnknownError."""
    terms = load_programmes().card
    jobs = queue_jobs(encode(one) for one in _wanted(day, terms))
    _publish(day, now)
    mails = queue_jobs((encode(Job(mails=day.isoformat())),), MAIL_AFTER_SECONDS)
    return Ran(jobs, mails)


def _wanted(day: date, terms: CardTerms) -> Iterator[Job]:
    """Who of those births has no card yet, and which cards need something or somebody is told of.

    Only the living are among the births: a card whose owner is not has lost them to an extract.
    """
    first, last = born_from(day, terms), born_until(day, terms)
    born = {one: on for month in months(first, last) for on, one in born_in(month)}
    cards = {one.person: one for one in known_cards(day, terms)}
    for person, born_on in born.items():
        if first <= born_on <= last and lacks(cards.get(person)):
            yield Job(person=person)
    for card in cards.values():
        gone = card.birthday >= birthday(first, terms.age) and card.person not in born
        if _needs(card, day, terms) or (gone and not card.is_over):
            yield Job(case=card.case_id)


def _needs(card: Card, day: date, terms: CardTerms) -> bool:
    return step_of(card, day, terms) is not None


def _publish(day: date, now: datetime) -> None:
    """The months that are not over long ago, as far as anybody turned 17 in them."""
    first = (day - timedelta(days=31 * COUNTED_MONTHS)).replace(day=1)
    found = (counted(one, store.of_month(one), day, now) for one in months(first, day))
    store.put_totals(one for one in found if one.turned)


def encode(job: Job) -> str:
    said = {"job": JOB, "person": job.person, "case": job.case, "mails": job.mails}
    return json.dumps({name: value for name, value in said.items() if value})


def job_of(body: str) -> Job | None:
    """The job of a queue message; None for another's."""
    found = json.loads(body)
    return Job(**found) if found.pop("job", "") == JOB else None


def work(job: Job, now: datetime) -> bool:
    """Do one job; whether anything was still to be done. Again is the same."""
    if job.mails:
        return bool(announce(date.fromisoformat(job.mails), now))
    return expect(job.person, now) if job.person else settle(job.case, now)
