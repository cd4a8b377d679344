"""CaseEvents -> the post that must act, and what is done to merged cases with their main one."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.cases.feed import event_of_message
from mandat.cases.routing import route_submitted
from mandat.merging.commands import carry
from mandat.platform.observability import follow, lag, logger, metrics
from mandat.platform.queues import consume


def route(record: SQSRecord) -> None:
    now = datetime.now(UTC)
    event = event_of_message(record.body)
    if event is None:
        return
    follow(event.case_id, event.correlation_id)
    lag("FeedLag", event.at, now)
    done = route_submitted(event, now)
    logger.info("routed", owner=done.case.owner if done else None, carried=carry(event, now))


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return consume(event, context, route)
