"""Ports: a busy one is named in one line, with the way out."""

import socket
from collections.abc import Iterator

import pytest

from local import ports
from local.errors import LocalError


@pytest.fixture
def busy() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_port_that_is_listened_on_is_not_free(busy: int) -> None:
    assert not ports.is_free(busy)
    assert ports.is_free(ports.any_free())


def test_a_busy_port_is_one_clear_line(busy: int) -> None:
    with pytest.raises(LocalError) as error:
        ports.require_free(busy, "the mailbox", "MANDAT_MAILBOX_PORT")
    assert str(error.value) == (
        f"Port {busy} (the mailbox) is busy:"
        " stop what uses it, or set MANDAT_MAILBOX_PORT to another."
    )
