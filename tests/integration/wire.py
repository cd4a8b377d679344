"""The wire to AWS, cut: a call that is refused, or done without an answer that arrives."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ReadTimeoutError

REFUSAL = {"Error": {"Code": "AccessDeniedException"}, "ResponseMetadata": {}}


class Cut:
    """A fault of `times` calls after the first `spared`; `met` are those that it met."""

    def __init__(self, times: int, spared: int = 0) -> None:
        self.left, self.spared, self.met = times, spared, 0

    def meets(self) -> bool:
        if self.spared:
            self.spared -= 1
            return False
        if self.left == 0:
            return False
        self.left, self.met = self.left - 1, self.met + 1
        return True


@contextmanager
def refusing(client: Any, operation: str, times: int = 1, spared: int = 0) -> Iterator[Cut]:
    """Calls of an operation are answered with 403 and do nothing."""
    cut = Cut(times, spared)

    def refuse(**_: Any) -> Any:
        return (SimpleNamespace(status_code=403), REFUSAL) if cut.meets() else None

    with _listening(client, f"before-call.*.{operation}", refuse):
        yield cut


@contextmanager
def losing(client: Any, operation: str, times: int = 1) -> Iterator[Cut]:
    """The next calls of an operation are done, and the answer to all of their tries is lost."""
    cut = Cut(times)

    def lose(event_name: str, **_: Any) -> None:
        if cut.meets():
            error = ReadTimeoutError(endpoint_url="https://aws.example.org")
            # as botocore does it for a request that ends so
            failed = event_name.replace("after-call", "after-call-error", 1)
            client.meta.events.emit(failed, exception=error, context={})
            raise error

    with _listening(client, f"after-call.*.{operation}", lose):
        yield cut


@contextmanager
def _listening(client: Any, event: str, handler: Any) -> Iterator[None]:
    service = client.meta.service_model.service_id.hyphenize()
    name = event.replace("*", service)
    client.meta.events.register_first(name, handler)
    try:
        yield
    finally:
        client.meta.events.unregister(name, handler)
