"""A service of AWS that refuses, throttles or does not answer: one error of ours for all of them.

Heard on the one session that every client comes from, after the last of the client's own tries.
What a caller explains itself stays as it is: a refused condition, an object that is missing or
another one by now, the transaction (platform.transaction) and the mail (messaging.ses).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from mandat.errors import OutcomeUnknownError, UnavailableError

EXPLAINED = frozenset({"TransactWriteItems", "SendEmail", "Publish"})
_OBJECT_OTHER_OR_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.PRECONDITION_FAILED})
_CONDITION = "ConditionalCheckFailedException"


@contextmanager
def asking_back() -> Iterator[None]:
    """To ask what became of a write: while that cannot be read, nobody knows.

    Raises OutcomeUnknownError for a service that does not answer.
    """
    try:
        yield
    except UnavailableError as error:
        raise OutcomeUnknownError("outcome_unread") from error


def watch(session: Any) -> None:
    """Have every client that `session` makes from now on raise UnavailableError for a fault."""
    session.register("after-call", _answered, unique_id="mandat-answered")
    session.register("after-call-error", _unanswered, unique_id="mandat-unanswered")


def _answered(http_response: Any, parsed: dict[str, Any], model: Any, **_: Any) -> None:
    status = http_response.status_code
    code = parsed.get("Error", {}).get("Code", "")
    if status < HTTPStatus.MULTIPLE_CHOICES or status in _OBJECT_OTHER_OR_GONE:
        return
    if model.name not in EXPLAINED and code != _CONDITION:
        raise UnavailableError(f"{model.name}_refused")


def _unanswered(exception: Exception, event_name: str, **_: Any) -> None:
    operation = event_name.rpartition(".")[2]
    if operation not in EXPLAINED:
        raise UnavailableError(f"{operation}_unanswered") from exception
