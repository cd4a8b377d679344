"""When the emulator stops, and that it then stops at once."""

from __future__ import annotations

import asyncio
import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1


def stop_with_parent() -> None:
    """Have the kernel send SIGTERM, and so save the state, when the program that started it dies.

    Linux only; elsewhere nothing happens.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def wait_for_nobody() -> None:
    """End when the state is saved, without waiting for functions that still run.

    What they do after that is lost in any case; their messages come again at the next start.
    """
    asyncio.BaseEventLoop.shutdown_default_executor = _at_once  # type: ignore[assignment, method-assign]


async def _at_once(_loop: object, _timeout: float | None = None) -> None:
    return
