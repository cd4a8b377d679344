"""Uploads -> photos, and CaseEvents with photos -> photos that are kept."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.cases.domain.facts import Event
from mandat.cases.feed import event_of_message
from mandat.photos.commands import arrived, claim, receive
from mandat.platform.observability import count, follow, lag, logger, metrics
from mandat.platform.queues import consume


def take(record: SQSRecord) -> None:
    event = event_of_message(record.body)
    if event:
        keep(event, datetime.now(UTC))
        return
    photo_ids = arrived(record.body)
    count("PhotoReceived", len(photo_ids))
    for photo_id in photo_ids:
        logger.info("received", photo_id=photo_id, outcome=receive(photo_id))


def keep(event: Event, now: datetime) -> None:
    follow(event.case_id, event.correlation_id)
    lag("FeedLag", event.at, now)
    logger.info("claimed", photos=len(event.photos), not_made=len(claim(event)))


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return consume(event, context, take)
