"""CaseEvents -> a message for everybody who must know."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.cases.feed import event_of_message
from mandat.forwarding.commands import forward
from mandat.messaging.notify import tell, tell_of_post
from mandat.platform.observability import follow, lag, logger, metrics
from mandat.platform.queues import consume
from mandat.posts.feed import entry_of_message


def notify(record: SQSRecord) -> None:
    now = datetime.now(UTC)
    event, entry = event_of_message(record.body), entry_of_message(record.body)
    if event:
        follow(event.case_id, event.correlation_id)
        lag("FeedLag", event.at, now)
        # The owner's mail first: copies never hold it up.
        told, copies = tell(event, now), forward(event, now)
        logger.info("notified", event_type=event.type, messages=told, copies=copies)
    elif entry:
        lag("FeedLag", entry.at, now)
        told = tell_of_post(entry, now)
        logger.info("notified", event_type=entry.type, post=entry.post_id, messages=told)


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return consume(event, context, notify)
