"""CaseEvents -> the post that must act, what merged cases share, what follows from bookings."""

from datetime import UTC, datetime
from pkgutil import resolve_name
from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.cases.domain.facts import Event
from mandat.cases.feed import event_of_message
from mandat.cases.routing import route_submitted
from mandat.merging.commands import carry
from mandat.platform.observability import follow, lag, logger, metrics
from mandat.platform.queues import consume

# Imported at the first booking: a start for a complaint does not pay for it.
LINE, DAMAGE = "mandat.bookings.line:offer_next", "mandat.bookings.damage:report_damage"


def route(record: SQSRecord) -> None:
    now = datetime.now(UTC)
    event = event_of_message(record.body)
    if event is None:
        return
    follow(event.case_id, event.correlation_id)
    lag("FeedLag", event.at, now)
    done = route_submitted(event, now)
    offered = _follow_booking(event, now) if event.type.startswith("Booking") else 0
    owner = done.case.owner if done else None
    logger.info("routed", owner=owner, carried=carry(event, now), offered=offered)


def _follow_booking(event: Event, now: datetime) -> int:
    """Damage opens a case of its own; how many in line were offered what came free."""
    resolve_name(DAMAGE)(event, now)
    return int(resolve_name(LINE)(event, now))


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return consume(event, context, route)
