"""`make demo`: everybody in the play files what it asks for, and acts by the links in the mails."""

from __future__ import annotations

import json
import os
import sys
from functools import partial

from local import settings as configuration
from local.demo import carding, fostering, script
from local.demo.newcomers import with_newcomers
from local.demo.promising import open_months
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
        stage.month = partial(open_months, settings)
        borrowed = (*script.load_loans(), *script.load_calls())
        promises = with_newcomers(settings, script.load_promises(), stage.run)
        stage.childs_month = partial(fostering.open_month, settings)
        wards = fostering.taken_up(settings, script.load_wards(), stage.run)
        young = carding.expected(settings, script.load_cards(), stage.run)
        cases = (*script.load(), *borrowed, *promises, *script.load_care(), *wards, *young)
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
