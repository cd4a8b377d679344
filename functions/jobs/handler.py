"""Every day: what each programme lacks; and each of these jobs, one message at a time.

The beat queues a day for each programme: what holds one of them up holds up no other.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Protocol

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.city.calendar import to_local
from mandat.errors import OutcomeUnknownError
from mandat.fostering import calendar as fostering
from mandat.idcard import calendar as idcard
from mandat.platform.observability import count, logger, metrics
from mandat.platform.queues import consume, send_batch
from mandat.platform.settings import settings
from mandat.records import record
from mandat.stipend import calendar as stipend


class Ran(Protocol):
    """What a run has queued: jobs, and mails of lists."""

    @property
    def jobs(self) -> int: ...
    @property
    def mails(self) -> int: ...


class Days(Protocol):
    """The days of a programme. Each call again comes to the same."""

    def run(self, day: date, now: datetime) -> Ran: ...
    def job_of(self, body: str) -> Any: ...
    def work(self, job: Any, now: datetime) -> bool: ...


@record
class Slice:
    """A programme's days, and the metrics that count its jobs."""

    days: Days
    queued: str
    settled: str


# By the name in its messages: {"day": name} of the beat, and {"job": name} of its own jobs.
SLICES: Mapping[str, Slice] = {
    "stipend": Slice(stipend, "StipendJobQueued", "StipendSettled"),
    "fostering": Slice(fostering, "FosterJobQueued", "FosterSettled"),
    "idcard": Slice(idcard, "CardJobQueued", "CardSettled"),
}


def turn(record: SQSRecord) -> None:
    now, said = datetime.now(UTC), json.loads(record.body)
    if "job" in said:
        _work(SLICES[said["job"]], record.body, now)
    elif "day" in said:
        _run(said["day"], now)
    else:
        _queue_days()


def _work(programme: Slice, body: str, now: datetime) -> None:
    job = programme.days.job_of(body)
    count(programme.settled, int(programme.days.work(job, now)))


def _run(name: str, now: datetime) -> None:
    programme = SLICES[name]
    ran = programme.days.run(to_local(now).date(), now)
    count(programme.queued, ran.jobs)
    logger.info("day", programme=name, jobs=ran.jobs, mails=ran.mails)


def _queue_days() -> None:
    """Raises OutcomeUnknownError: the beat comes again, and a day that ran twice is as one."""
    entries = [{"MessageBody": json.dumps({"day": name})} for name in SLICES]
    if send_batch(settings().job_queue_url, entries) < len(entries):
        raise OutcomeUnknownError("jobs_not_taken")


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return consume(event, context, turn)
