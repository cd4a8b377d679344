"""The mail service: one try a call, because only we know which mail may go twice."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from email.utils import parseaddr
from enum import Enum
from functools import cache
from typing import Any

from mandat.platform import clients
from mandat.platform.observability import logger
from mandat.platform.settings import settings

ONE_TRY = {"retries": {"total_max_attempts": 1}, "connect_timeout": 3, "read_timeout": 10}
# The mail itself is at fault: a later try meets the same answer.
PERMANENT = frozenset({"MessageRejected", "BadRequestException"})
TAG = "message"
TAG_MAX = 256
UNCERTAIN = frozenset({500, 502, 504})


class Sending(Enum):
    """What SES answered: taken, never, not now, or nothing that we heard."""

    TAKEN = 1
    NEVER = 2
    NOT_NOW = 3
    UNANSWERED = 4


@cache
def _client() -> Any:
    return clients.made("sesv2", **ONE_TRY)


def send(mime: bytes, to: str, message_id: str) -> Sending:
    """Hand over a finished mail for `to`. What comes back of it names the message by its tag."""
    from botocore.exceptions import (
        ClientError,
        ConnectTimeoutError,
        EndpointConnectionError,
        HTTPClientError,
    )

    try:
        _client().send_email(
            FromEmailAddress=parseaddr(settings().mail_sender)[1],
            Destination={"ToAddresses": [to]},
            Content={"Raw": {"Data": mime}},
            ConfigurationSetName=settings().mail_configuration_set,
            EmailTags=[{"Name": TAG, "Value": tag_of(message_id)}],
        )
    except ClientError as error:
        return _refused(error.response)
    except (ConnectTimeoutError, EndpointConnectionError):
        return Sending.NOT_NOW
    except HTTPClientError:
        return Sending.UNANSWERED
    return Sending.TAKEN


def tag_of(message_id: str) -> str:
    """A tag takes letters, digits, - and _ only, at most 256 of them."""
    return urlsafe_b64encode(message_id.encode()).decode().rstrip("=")[:TAG_MAX]


def id_of(tag: str) -> str:
    """The other way round; empty for what is no tag of ours."""
    try:
        return urlsafe_b64decode(tag + "=" * (-len(tag) % 4)).decode()
    except ValueError:
        return ""


def _refused(response: dict[str, Any]) -> Sending:
    """The service's message quotes addresses: only its code is logged."""
    code = response.get("Error", {}).get("Code", "")
    logger.warning("mail not taken", code=code)
    if code in PERMANENT:
        return Sending.NEVER
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return Sending.UNANSWERED if status in UNCERTAIN else Sending.NOT_NOW
