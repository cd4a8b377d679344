"""The addresses of a running stack, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from local.progress import say
from local.settings import Settings


def of(settings: Settings) -> dict[str, str]:
    """What stack.json says. `site` has no trailing slash; GET `mailbox_api` lists the mails."""
    return {
        "site": settings.site,
        "mailbox": settings.mailbox,
        "mailbox_api": f"{settings.mailbox}api/mails",
        "endpoint": settings.endpoint,
        "logs": str(settings.logs),
    }


@contextmanager
def published(settings: Settings) -> Iterator[None]:
    """stack.json, complete from its first moment, for as long as the stack runs."""
    beside = settings.addresses.with_suffix(".new")
    beside.write_text(json.dumps(of(settings), indent=2) + "\n")
    beside.replace(settings.addresses)
    try:
        yield
    finally:
        settings.addresses.unlink(missing_ok=True)


def show(settings: Settings) -> None:
    """Tell the person at the terminal where to go."""
    say()
    say(f"  Site      {settings.site}/")
    say(f"  Mailbox   {settings.mailbox}")
    say(f"  Logs      {settings.logs}/functions.log")
    say()
    say("  Ctrl-C stops everything; cases and mails are kept for the next start.")
