"""Every morning: a message for each post with open tasks."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.briefs.commands import announce
from mandat.platform.observability import count, logger, metrics
from mandat.platform.queues import consume


def morning(_record: SQSRecord) -> None:
    messages = announce(datetime.now(UTC))
    count("BriefQueued", messages)
    logger.info("morning", messages=messages)


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return consume(event, context, morning)
