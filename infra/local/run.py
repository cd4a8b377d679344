"""`make run`: the whole system on this machine until Ctrl-C."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial

from botocore.exceptions import BotoCoreError, ClientError

from local import (
    addresses,
    applied,
    build,
    deploy,
    emulator,
    feed,
    interrupts,
    lock,
    ports,
    seed,
    warm,
)
from local import settings as configuration
from local.errors import LocalError
from local.mailbox import sink, web
from local.mailbox.store import MailStore
from local.progress import say, step
from local.settings import Settings

UNCHANGED = "unchanged"


def main() -> int:
    """Run until a signal; 0 after a clean stop, 1 with one line about what went wrong."""
    interrupts.raise_once()
    try:
        run(configuration.read(os.environ))
    except KeyboardInterrupt:
        say("Stopped; cases and mails are kept.")
        return 0
    except (LocalError, BotoCoreError, ClientError) as error:
        say(str(error))
    return 1


def run(settings: Settings) -> None:
    """Start everything, say where it is, stay; what was started is stopped on the way out."""
    started = time.monotonic()
    with ExitStack() as stack:
        try:
            server = _start(settings, stack)
            say(f"  {'Ready':<38}{time.monotonic() - started:6.1f} s")
            addresses.show(settings)
            warm.consumers_in_background(settings)
            server.wait()
            raise LocalError(f"The emulator ended by itself, see {settings.logs / 'emulator.log'}.")
        finally:
            interrupts.ignore()


def _start(settings: Settings, stack: ExitStack) -> subprocess.Popen[bytes]:
    stack.enter_context(lock.held(settings))
    ports.require_free(settings.port, "the site and AWS", "MANDAT_PORT")
    ports.require_free(settings.mailbox_port, "the mailbox", "MANDAT_MAILBOX_PORT")
    say("Starting Mandat on this machine")
    box = MailStore(settings.folder / "mails.sqlite")
    stack.enter_context(web.serving(settings.mailbox_port, box))
    smtp_port = stack.enter_context(sink.listening(box))
    state = applied.take(settings)
    feed.rewind(settings)
    with step("Emulator"):
        server = stack.enter_context(
            emulator.running(settings, smtp_port, on_saved=partial(_saved, settings, state))
        )
    prepare(settings, state)
    stack.enter_context(addresses.published(settings))
    return server


def _saved(settings: Settings, state: applied.Applied) -> None:
    applied.keep(settings, state, datetime.now(UTC))


def prepare(settings: Settings, state: applied.Applied) -> None:
    """Bring the emulator from what its saved state holds to what the checkout says."""
    with step("Build") as current:
        current.note = "" if build.ensure(settings) else UNCHANGED
    _apply("Deploy", state, "deploy", deploy.current(settings), partial(deploy.deploy, settings))
    _apply("City", state, "city", seed.city_digest(settings), partial(seed.sync_city, settings))
    people = partial(seed.fill_register, settings)
    _apply("Register of invented people", state, "register", seed.register_digest(settings), people)
    with step("Sender and secrets"):
        seed.verify_sender(settings)
        seed.check_secrets(settings)
    with step("Functions that answer people"):
        warm.doors(settings)
    if state.stopped_at and feed.script(settings).exists():
        _replay(settings, state)


def _apply(
    title: str, state: applied.Applied, name: str, wanted: str, action: Callable[[], None]
) -> None:
    with step(title) as current:
        if getattr(state, name) == wanted:
            current.note = UNCHANGED
            return
        action()
        setattr(state, name, wanted)


def _replay(settings: Settings, state: applied.Applied) -> None:
    with step("Events around the last stop") as current:
        minutes = state.minutes_since_stop(datetime.now(UTC))
        feed.replay(settings, minutes, seed.product_environment(settings))
        current.note = "told again"


if __name__ == "__main__":
    sys.exit(main())
