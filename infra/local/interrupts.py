"""Ctrl-C and its relatives: the first one begins the stop, nothing may cut the stop short."""

from __future__ import annotations

import signal
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def raise_once() -> None:
    """Turn the first signal into KeyboardInterrupt, also where the shell had it ignored."""
    for number in SIGNALS:
        signal.signal(number, _interrupt)


def ignore() -> None:
    """Let no signal through any more: what is running is being saved."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    ignore()
    raise KeyboardInterrupt
