"""Requests signed at another time than the machine's: a test moved the functions' clock."""

from __future__ import annotations

from ministack.core import sigv4


def accept_any_time() -> None:
    """Ask of a signature what it always was asked, but not when it was made.

    Presigned addresses still end when they say.
    """
    sigv4.request_time_failure = lambda _signature, **_now: None
