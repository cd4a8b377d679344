"""CaseEvents of programmes -> what follows from each, in every programme that follows any."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.bereavement.following import follow as follow_death
from mandat.cases.domain.facts import Event
from mandat.cases.feed import event_of_message
from mandat.fostering.following import follow as follow_orphans
from mandat.guarantee.following import follow as follow_letter
from mandat.idcard.following import follow as follow_card
from mandat.platform.observability import follow, lag, logger, metrics
from mandat.platform.queues import consume
from mandat.stipend.following import follow as follow_stipend

Follower = Callable[[Event, datetime], int]

# Each looks at the event's case and does what is its own: how many things that changed. The same
# event again goes on where it stopped, so one that fails costs the others a second look only. In
# this order: a death finds its orphans before they are taken up.
FOLLOWERS: Mapping[str, Follower] = {
    "death": follow_death,
    "stipend": follow_stipend,
    "guarantee": follow_letter,
    "foster": follow_orphans,
    "idcard": follow_card,
}


def set_off(record: SQSRecord) -> None:
    now = datetime.now(UTC)
    event = event_of_message(record.body)
    if event is None:
        return
    follow(event.case_id, event.correlation_id)
    lag("FeedLag", event.at, now)
    changed = {name: act(event, now) for name, act in FOLLOWERS.items()}
    logger.info("followed", event=event.type, changed=changed)


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return consume(event, context, set_off)
