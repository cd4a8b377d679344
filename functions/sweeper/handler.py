"""Every minute: what is due goes to the DueQueue."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.platform.observability import logger, metrics
from mandat.platform.queues import consume
from mandat.reminders.sweep import sweep


def beat(_record: SQSRecord) -> None:
    sweep(datetime.now(UTC))


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return consume(event, context, beat)
