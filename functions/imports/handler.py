"""ImportQueue -> extracts of Dukcapil and Dinsos into the register, as far as the time reaches."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.platform.observability import count, logger, metrics
from mandat.platform.queues import consume
from mandat.programmes.imports import Run, arrived, carry_on

# A batch takes seconds; the report of a whole file, too.
ENOUGH_MS = 60_000


def take(record: SQSRecord, context: LambdaContext) -> None:
    for key in arrived(record.body):
        load(key, Run(partial(has_time, context), datetime.now(UTC)))


def has_time(context: LambdaContext) -> bool:
    return context.get_remaining_time_in_millis() > ENOUGH_MS


def load(key: str, run: Run) -> None:
    """The file's name may name somebody: what is logged is the upload's id."""
    progress = carry_on(key, run)
    if progress is None:
        logger.info("nothing to import")
        return
    if progress.is_over:
        count("ImportRefusedRows", progress.counts.refused)
    logger.info(
        "imported",
        upload=progress.upload,
        status=progress.status,
        reason=progress.reason,
        rows=vars(progress.counts),
    )


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return consume(event, context, partial(take, context=context))
