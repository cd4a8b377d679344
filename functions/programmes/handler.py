"""CaseEvents of programmes -> what a death sets off, and what its steps come to."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.bereavement.following import follow as follow_death
from mandat.cases.feed import event_of_message
from mandat.platform.observability import follow, lag, logger, metrics
from mandat.platform.queues import consume


def set_off(record: SQSRecord) -> None:
    now = datetime.now(UTC)
    event = event_of_message(record.body)
    if event is None:
        return
    follow(event.case_id, event.correlation_id)
    lag("FeedLag", event.at, now)
    logger.info("followed", event=event.type, changed=follow_death(event, now))


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return consume(event, context, set_off)
