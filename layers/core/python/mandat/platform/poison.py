"""What no waiting heals comes again soon, so that it lies among the dead letters within minutes.

A queue's visibility timeout is made for outages: minutes between two tries, an hour in all for the
mail. A message that meets a fault of ours needs none of that.
docs/decisions/2026-11-24-poison-parks-in-minutes.md
"""

from contextlib import suppress

from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from mandat.errors import ConflictError, OutcomeUnknownError, UnavailableError
from mandat.platform.clients import client

SOON_SECONDS = 30
WAITING_HEALS = (ConflictError, OutcomeUnknownError, UnavailableError)


def hurry(record: SQSRecord, error: Exception) -> None:
    """Show a record that failed again soon, unless waiting may heal `error`.

    Not more than a wish: refused, the queue's own visibility timeout holds.
    """
    if isinstance(error, WAITING_HEALS):
        return
    sqs = client("sqs")
    with suppress(UnavailableError):
        sqs.change_message_visibility(
            QueueUrl=_url(sqs.meta.endpoint_url, record.event_source_arn),
            ReceiptHandle=record.receipt_handle,
            VisibilityTimeout=SOON_SECONDS,
        )


def _url(endpoint: str, arn: str) -> str:
    account, name = arn.split(":")[4:]
    return f"{endpoint}/{account}/{name}"
