"""The functions' clock, for tests that set it forward while the stack runs. Off by default.

MANDAT_CLOCK_FILE names a file that libfaketime reads at every look at the clock: "+86400" in it
moves the functions by a day. Only they are moved: the emulator keeps the machine's time, so what
it delays or hides it still delays and hides by that. Time that is only measured (monotonic) and
the dates of files stay as they are.
"""

from __future__ import annotations

from pathlib import Path

from local.errors import LocalError
from local.settings import Settings

LIBRARY = "lib/python3*/site-packages/libfaketime/vendor/libfaketime/src/libfaketime.so.1"


def environment(settings: Settings) -> dict[str, str]:
    """What the functions' interpreter is started with besides; nothing when no clock is asked."""
    if settings.clock is None:
        return {}
    return {
        "LD_PRELOAD": str(_library(settings)),
        "FAKETIME_TIMESTAMP_FILE": str(settings.clock),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
    }


def _library(settings: Settings) -> Path:
    found = next(settings.tools.parent.glob(LIBRARY), None)
    if found is None:
        raise LocalError("libfaketime is missing from .venv-stack: `make clean` and `make run`.")
    return found
