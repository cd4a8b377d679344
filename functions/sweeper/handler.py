"""Every minute: what is due goes to the DueQueue."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.platform.observability import logger, metrics
from mandat.platform.queues import consume
from mandat.reminders.sweep import sweep

# Longer than the slowest write with its retries: the sweep ends before Lambda ends it.
SPARE_MS = 15_000


def beat(context: LambdaContext, _record: SQSRecord) -> None:
    sweep(datetime.now(UTC), lambda: context.get_remaining_time_in_millis() > SPARE_MS)


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return consume(event, context, partial(beat, context))
