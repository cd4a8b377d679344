"""SQS: batches in and out, never trusting that all of a batch went well."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.platform.clients import client
from mandat.platform.observability import log_failure, logger
from mandat.platform.poison import hurry


def send_batch(queue_url: str, entries: list[dict[str, Any]]) -> int:
    """Send at most 10 messages (MessageBody, DelaySeconds); how many the queue took.

    What it did not take is logged; the sender must be able to live with a later try.
    """
    if not entries:
        return 0
    numbered = [{"Id": str(place), **entry} for place, entry in enumerate(entries)]
    answer = client("sqs").send_message_batch(QueueUrl=queue_url, Entries=numbered)
    failed = answer.get("Failed", [])
    if failed:
        logger.warning("messages not taken", failed=len(failed), code=failed[0].get("Code"))
    return len(entries) - len(failed)


def consume(
    event: dict[str, Any], context: LambdaContext, handle: Callable[[SQSRecord], Any]
) -> PartialItemFailureResponse:
    """Every record by `handle`; the ones that raise come back, their neighbours do not.

    Raises BatchProcessingError when all of them do. Neither it nor the log quotes their errors,
    which may quote a person.
    """
    processor = BatchProcessor(event_type=EventType.SQS)

    def by_position(record: SQSRecord) -> Any:  # the processor passes it by this name
        try:
            return handle(record)
        except Exception as error:
            log_failure(error, record=record.message_id)
            hurry(record, error)
            raise

    try:
        return process_partial_response(event, by_position, processor, context)
    except BatchProcessingError as error:
        failed = len(error.child_exceptions)
        raise BatchProcessingError(f"all {failed} records failed") from None
