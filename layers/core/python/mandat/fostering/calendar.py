"""Every day: who must be looked after, what months and terms lack, and what is published.

A run looks at children, officials and ledgers and not at what earlier runs did: two runs, a late
one and one that crashed half-way come to the same, and a missed day is made good by the next.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from mandat.cases import store as cases
from mandat.city.calendar import to_local
from mandat.city.store import load_catalogue
from mandat.fostering import store
from mandat.fostering.domain.limits import GROWN_UP
from mandat.fostering.domain.model import Fostering, Official
from mandat.fostering.domain.periods import recent, to_settle
from mandat.fostering.domain.totals import FosterTotals, counted, month_of_ledger
from mandat.fostering.duties import settle_duty
from mandat.fostering.ending import Ending, end
from mandat.fostering.monthly_mail import announce
from mandat.fostering.needs import leaders_must_hear, looks, settle_child
from mandat.platform.observability import count
from mandat.programmes.domain.terms import FosterTerms
from mandat.programmes.jobs import queue_jobs
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.stipend.domain.months import month_of

JOB = "fostering"
# A list day's mail waits until the month's cases are there, and is still sent on days after it.
MAIL_AFTER_SECONDS = 900
LATE_DAYS = 3
METRIC = "FosterChildrenWaiting"


@record
class Job:
    """One child, or one period of it, to be brought to what must be so; or the mails of a day."""

    child: str = ""
    period: str = ""
    mails: str = ""


@record
class Ran:
    """What a run has queued: jobs, and days whose mails are to be sent."""

    jobs: int
    mails: int


def run(day: date, now: datetime) -> Ran:
    """The run of a local day. Again is the same. Raises OutcomeUnknownError."""
    terms = load_programmes().fostering
    roll, officials = tuple(store.roll()), {one.id: one for one in store.officials()}
    jobs = [
        *(Job(one) for one in _to_look_after(roll, officials, day, now)),
        *_undone(roll, day, terms),
    ]
    _publish(roll, officials.values(), day, terms, now)
    mails = [Job(mails=one.isoformat()) for one in _list_days(day, terms)]
    queued = queue_jobs(encode(one) for one in jobs)
    return Ran(queued, queue_jobs((encode(one) for one in mails), MAIL_AFTER_SECONDS))


def _to_look_after(
    roll: Sequence[Fostering], officials: dict[str, Official], day: date, now: datetime
) -> Iterator[str]:
    """Who is grown up, whose official has left, who waits without a case or for too long."""
    waiting = {one.case_id: one for one in roll if one.is_waiting}
    found = {one.id: one for one in cases.load_many(waiting)}
    for one in roll:
        case, official = found.get(one.case_id), officials.get(one.official)
        grown = not one.is_ended and one.grown_on is not None and one.grown_on <= day
        left = one.is_fostered and (official is None or not official.is_active)
        late = one.is_waiting and (not looks(case) or leaders_must_hear(one, case, now))
        if grown or left or late:
            yield one.child


def _undone(roll: Sequence[Fostering], day: date, terms: FosterTerms) -> Iterator[Job]:
    for period in recent(day, terms):
        ledger = tuple(store.ledger(period.id))
        yield from (Job(one, period.id) for one in to_settle(period, roll, ledger, terms))


def _publish(
    roll: Sequence[Fostering],
    officials: Iterable[Official],
    day: date,
    terms: FosterTerms,
    now: datetime,
) -> None:
    month = month_of(day)
    districts = {one.code: one.district_code for one in load_catalogue().villages}
    of_month = month_of_ledger(month, store.ledger(month), now)
    told: FosterTotals = counted(roll, officials, districts, terms, now, of_month)
    store.put_totals(told)
    count(METRIC, told.waiting)


def _list_days(day: date, terms: FosterTerms) -> tuple[date, ...]:
    """The last list day, for a few days: it is once for each official, whatever is queued."""
    days = [one for one in terms.list_days if one <= day.day <= one + LATE_DAYS]
    return (day.replace(day=max(days)),) if days else ()


def encode(job: Job) -> str:
    said = {"child": job.child, "period": job.period, "mails": job.mails}
    return json.dumps({"job": JOB} | {name: value for name, value in said.items() if value})


def job_of(body: str) -> Job | None:
    """The job of a queue message; None for another's."""
    found = json.loads(body)
    if found.pop("job", "") != JOB:
        return None
    return Job(**found)


def work(job: Job, now: datetime) -> bool:
    """Do one job; whether anything was still to be done. Again is the same."""
    if job.mails:
        return bool(_announced(date.fromisoformat(job.mails), now))
    if job.period:
        return settle_duty(job.child, job.period, now)
    return _grown(job.child, now) or settle_child(job.child, now)


def _announced(day: date, now: datetime) -> int:
    return announce((one.id for one in store.officials() if one.children), day, now)


def _grown(child: str, now: datetime) -> bool:
    """Whether the child is grown up and this call ended its fostering."""
    one, day = store.load_fostering(child), to_local(now).date()
    if one is None or one.is_ended or one.grown_on is None or one.grown_on > day:
        return False
    return end(Ending(child, GROWN_UP, f"grown:{child}"), now)
