"""FeedbackQueue -> who cannot be reached: a post's address, or a citizen's."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.messaging.feedback import hear, read
from mandat.platform.observability import as_id, logger, metrics
from mandat.platform.queues import consume


def listen(record: SQSRecord) -> None:
    report = read(record.body)
    heard = hear(report, datetime.now(UTC)) if report else "ignored"
    logger.info("feedback", message_id=as_id(report.message_id) if report else "", heard=heard)


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return consume(event, context, listen)
