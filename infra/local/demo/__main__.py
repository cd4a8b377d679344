"""`make demo`: file complaints, loans and a call for an ambulance, and play everybody in them."""

from __future__ import annotations

import json
import os
import sys

from local import settings as configuration
from local.demo import script
from local.demo.remembering import last_week
from local.demo.stage import Stage
from local.errors import LocalError
from local.progress import say
from local.settings import Settings


def main() -> int:
    """0 when every case reached its state; 1 with a line for whatever did not."""
    try:
        settings = configuration.read(os.environ)
        stage = Stage.at(_addresses(settings))
        cases = (*script.load(), *script.load_loans(), *script.load_calls())
        told = last_week(settings, stage.site, stage.mailbox, stage.run)
        stage.perform(cases, list(told))
    except LocalError as error:
        say(str(error))
        return 1
    return 1 if stage.wrong else 0


def _addresses(settings: Settings) -> dict[str, str]:
    """What stack.json says. Raises LocalError when no stack runs."""
    try:
        said: dict[str, str] = json.loads(settings.addresses.read_text())
    except FileNotFoundError as error:
        raise LocalError(
            "No stack is running: start one with `make run` in another terminal."
        ) from error
    return said


if __name__ == "__main__":
    sys.exit(main())
