"""Every call to AWS of the functions in this process: heard, refused, or done and not answered."""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient
from botocore.exceptions import ReadTimeoutError

from chaos.calls import EVENT, MARKS
from chaos.letters import ID
from integration.wire import refusing

REFUSED, LOST = "refused", "lost"
READS = ("Get", "Query", "BatchGet", "List", "Head", "Decrypt")
Ask = Callable[[Any, str, dict[str, Any]], Any]


@dataclass(frozen=True)
class Call:
    """`marks` are what its parameters say of its kind: beginnings of keys, events."""

    function: str
    operation: str
    marks: frozenset[str]

    @property
    def name(self) -> str:
        return " ".join([self.function, self.operation, *sorted(self.marks)])

    @property
    def ways(self) -> tuple[str, ...]:
        """A read without an answer is a read that was refused."""
        return (REFUSED,) if self.operation.startswith(READS) else (REFUSED, LOST)


@dataclass
class Wires:
    """`asked` are calls in the order of their first; what is `armed` meets its fault once.

    `mails` are (kind, address), each id once; `twice` are mails that went out again.
    """

    asked: list[Call] = field(default_factory=list)
    armed: dict[Call, str] = field(default_factory=dict)
    mails: dict[tuple[str, str], str] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)
    _function: str = ""

    def forget(self, armed: dict[Call, str]) -> None:
        """Before another run."""
        self.asked, self.armed, self.mails, self.twice = [], dict(armed), {}, []

    @contextmanager
    def within(self, function: str) -> Iterator[None]:
        """Calls are a function's; those of the tests themselves meet nothing."""
        self._function = function
        try:
            yield
        finally:
            self._function = ""

    @contextmanager
    def tapped(self, usual: Ask) -> Iterator[None]:
        """`usual` is how calls are made when nothing is in their way."""
        real = BaseClient._make_api_call

        def make_api_call(client: Any, operation: str, params: dict[str, Any]) -> Any:
            if not self._function:
                return usual(client, operation, params)
            call = _call(self._function, operation, params)
            self.asked.append(call)
            fault = self.armed.pop(call, "")
            if fault == REFUSED:
                with refusing(client, operation):
                    return real(client, operation, params)
            if operation == "SendEmail":
                self._mailed(params)
            answer = usual(client, operation, params)
            if fault == LOST:
                _lose(client, operation)
            return answer

        with patch.object(BaseClient, "_make_api_call", make_api_call):
            yield

    def _mailed(self, params: dict[str, Any]) -> None:
        raw = params["Content"]["Raw"]["Data"]
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        key = (str(mail[ID]), str(mail["To"]))
        if key in self.mails:
            self.twice.append(key[0])
        self.mails[key] = str(mail["Subject"])

    def kinds(self) -> Counter[str]:
        """How many mails of each kind."""
        return Counter(re.sub(r"^[^.]*\.\d*\.?", "", one) for one, _ in self.mails)


def _call(function: str, operation: str, params: dict[str, Any]) -> Call:
    told = json.dumps(params, separators=(",", ":"), default=str)
    return Call(function, operation, frozenset(EVENT.findall(told) or MARKS.findall(told)))


def _lose(client: Any, operation: str) -> None:
    """As botocore does it for a request that ends so."""
    error = ReadTimeoutError(endpoint_url="https://aws.example.org")
    service = client.meta.service_model.service_id.hyphenize()
    client.meta.events.emit(f"after-call-error.{service}.{operation}", exception=error, context={})
    raise error
