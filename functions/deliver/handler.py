"""MessageQueue -> a mail, sent once."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.messaging.deliver import deliver
from mandat.messaging.queue import decode
from mandat.platform.observability import as_id, follow, logger, metrics
from mandat.platform.queues import consume


def send(record: SQSRecord) -> None:
    message = decode(record.body)
    follow(message.case_id, message.correlation_id)
    attempt = f"{record.message_id}:{record.attributes.approximate_receive_count}"
    became = deliver(message, attempt, datetime.now(UTC))
    logger.info("delivered", message_id=as_id(message.id), kind=message.kind, became=became)


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return consume(event, context, send)
