"""EraseQueue -> what a citizen wished to be forgotten is deleted."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.cases.feed import event_of_message
from mandat.own.commands import erase
from mandat.platform.observability import follow, lag, logger, metrics
from mandat.platform.queues import consume


def forget(record: SQSRecord) -> None:
    event = event_of_message(record.body)
    if event is None:
        return
    follow(event.case_id, event.correlation_id)
    lag("FeedLag", event.at, datetime.now(UTC))
    logger.info("erased", groups=erase(event))


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return consume(event, context, forget)
