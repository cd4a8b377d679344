"""`make stop`: ask the running stack to stop, and wait until it has saved its state."""

from __future__ import annotations

import os
import signal
import sys
import time

from local import lock, settings
from local.errors import LocalError
from local.progress import say

WAIT_SECONDS = 90


def main() -> int:
    """Stop the stack of the folder that the environment names."""
    try:
        return _stop(settings.read(os.environ))
    except LocalError as error:
        say(str(error))
        return 1


def _stop(current: settings.Settings) -> int:
    running = lock.holder(current)
    if running is None:
        say("No stack is running.")
        return 0
    os.kill(running, signal.SIGTERM)
    deadline = time.monotonic() + WAIT_SECONDS
    while lock.holder(current) is not None:
        if time.monotonic() > deadline:
            raise LocalError(f"Process {running} has not stopped after {WAIT_SECONDS} s.")
        time.sleep(0.1)
    say("Stopped; cases and mails are kept.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
