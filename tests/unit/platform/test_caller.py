"""AWS hears who calls, whatever client does it."""

from typing import Any

import pytest
from botocore import __version__
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.session import Session

from mandat.platform.caller import introduce


def heard(session: Session, calls: int) -> list[str]:
    """The User-Agents of calls that a client of `session` makes."""
    client = session.create_client(
        "sqs",
        "ap-southeast-3",
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        config=Config(connect_timeout=1),
    )
    names: list[str] = []

    def answer(request: Any, **_: Any) -> AWSResponse:
        names.append(request.headers["User-Agent"].decode())
        return AWSResponse(request.url, 200, {}, Raw())

    client.meta.events.register("before-send", answer)
    for _ in range(calls):
        client.list_queues()
    return names


class Raw:
    def stream(self, **_: Any) -> list[bytes]:
        return [b"{}"]


def test_every_call_names_sdk_and_function(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SDK_UA_APP_ID", "intake")
    session = Session()
    introduce(session)
    first, second = heard(session, 2)
    assert first == second
    assert first.startswith(f"Botocore/{__version__} Python/")
    assert "app/intake" in first.split()


def test_a_function_without_a_name_says_none() -> None:
    session = Session()
    introduce(session)
    [only] = heard(session, 1)
    assert only.startswith(session.user_agent())
    assert "app/" not in only
