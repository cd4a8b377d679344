"""The SMS service: one try a call, and nobody's number in a log."""

from functools import cache
from typing import Any

from mandat.messaging.ses import ONE_TRY, UNCERTAIN, Sending
from mandat.platform import clients
from mandat.platform.observability import logger

# The number is at fault, or its owner wants no SMS: a later try meets the same answer.
PERMANENT = frozenset({"InvalidParameter", "InvalidParameterValue", "OptedOut", "EndpointDisabled"})
_PREFIX = "AWS.SNS.SMS"


@cache
def _client() -> Any:
    return clients.made("sns", **ONE_TRY)


def send(text: str, phone: str, sender_id: str) -> Sending:
    """Hand over `text` for `phone` (E.164), as one that matters: no advertising."""
    from botocore.exceptions import (
        ClientError,
        ConnectTimeoutError,
        EndpointConnectionError,
        HTTPClientError,
    )

    said = {f"{_PREFIX}.SMSType": "Transactional", f"{_PREFIX}.SenderID": sender_id}
    try:
        _client().publish(PhoneNumber=phone, Message=text, MessageAttributes=_attributes(said))
    except ClientError as error:
        return _refused(error.response)
    except (ConnectTimeoutError, EndpointConnectionError):
        return Sending.NOT_NOW
    except HTTPClientError:
        return Sending.UNANSWERED
    return Sending.TAKEN


def _attributes(said: dict[str, str]) -> dict[str, dict[str, str]]:
    return {name: {"DataType": "String", "StringValue": text} for name, text in said.items()}


def _refused(response: dict[str, Any]) -> Sending:
    """The service's message may quote the number: only its code is logged."""
    code = response.get("Error", {}).get("Code", "")
    logger.warning("sms not taken", code=code)
    if code in PERMANENT:
        return Sending.NEVER
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return Sending.UNANSWERED if status in UNCERTAIN else Sending.NOT_NOW
