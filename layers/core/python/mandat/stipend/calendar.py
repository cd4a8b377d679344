"""Every day: what the months still lack, the lists of who pays, and what is published.

A run looks at the roll and the ledgers and not at what earlier runs did: two runs, a late one and
one that crashed half-way come to the same, and a missed day is made good by the next.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime

from mandat.programmes.domain.terms import StipendTerms
from mandat.programmes.jobs import queue_jobs
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.stipend import store
from mandat.stipend.domain.limits import MONTHS_BACK
from mandat.stipend.domain.model import Payment, PaymentStatus
from mandat.stipend.domain.months import later, month_of, newest, span
from mandat.stipend.domain.roll import to_settle
from mandat.stipend.domain.totals import counted
from mandat.stipend.monthly import settle
from mandat.stipend.pay_list import announce

JOB = "stipend"
# A list that was missed is still sent on these days after its own.
LATE_DAYS = 3


@record
class Job:
    """One month of one person, to be brought to what the roll says."""

    month: str
    person: str


@record
class Ran:
    """What a run has queued: jobs, and mails of lists."""

    jobs: int
    mails: int


def run(day: date, now: datetime) -> Ran:
    """The run of a local day. Again is the same. Raises OutcomeUnknownError."""
    terms = load_programmes().stipend
    roll, last = tuple(store.roll()), newest(day, terms)
    jobs: list[Job] = []
    open_now = False
    for month in _months(min((one.from_month for one in roll), default=last), last):
        ledger = tuple(store.ledger(month))
        jobs += (Job(month, person) for person in to_settle(month, roll, ledger))
        store.put_totals(counted(month, ledger, now) for _ in ledger[:1])
        open_now = month == last and _is_open(ledger)
    queued = queue_jobs(encode(one) for one in jobs)
    return Ran(queued, _lists(day, terms, now) if open_now or queued else 0)


def _months(first: str, last: str) -> tuple[str, ...]:
    return span(max(first, later(last, 1 - MONTHS_BACK)), last)


def _is_open(ledger: Iterable[Payment]) -> bool:
    return any(one.status in {PaymentStatus.DUE, PaymentStatus.PAID} for one in ledger)


def _lists(day: date, terms: StipendTerms, now: datetime) -> int:
    """Of the last list day, once for it: who pays hears of the whole month at once."""
    days = [one for one in terms.list_days if one <= day.day]
    if not days or day.day - max(days) > LATE_DAYS:
        return 0
    return announce(month_of(day), day.replace(day=max(days)), now)


def encode(job: Job) -> str:
    return json.dumps({"job": JOB, "month": job.month, "person": job.person})


def job_of(body: str) -> Job | None:
    """The job of a queue message; None for a beat."""
    found = json.loads(body)
    return Job(found["month"], found["person"]) if found.get("job") == JOB else None


def work(job: Job, now: datetime) -> bool:
    """Do one job; whether anything was still to be done. Again is the same."""
    return settle(job.person, job.month, now)
