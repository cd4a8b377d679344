"""Ports of this machine: is one free, and which one could be taken."""

from __future__ import annotations

import socket

from local.errors import LocalError
from local.settings import HOST


def is_free(port: int) -> bool:
    """Whether a server could listen on the port of 127.0.0.1 now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # as servers do: a connection that is still winding down is no obstacle
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def any_free() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def require_free(port: int, purpose: str, variable: str) -> None:
    """Raise LocalError, naming the variable that moves the port, when somebody has it."""
    if not is_free(port):
        raise LocalError(
            f"Port {port} ({purpose}) is busy: stop what uses it, or set {variable} to another."
        )
