"""Every day: what the months of a programme lack; and each of these jobs, one message at a time."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.city.calendar import to_local
from mandat.platform.observability import count, logger, metrics
from mandat.platform.queues import consume
from mandat.stipend.calendar import job_of, run, work


def turn(record: SQSRecord) -> None:
    now, job = datetime.now(UTC), job_of(record.body)
    if job:
        count("StipendSettled", int(work(job, now)))
        return
    ran = run(to_local(now).date(), now)
    count("StipendJobQueued", ran.jobs)
    logger.info("day", jobs=ran.jobs, mails=ran.mails)


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return consume(event, context, turn)
