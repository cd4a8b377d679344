"""Keep the feed alive over a restart of the emulator.

A Pipe's position in the table's stream is saved with the state, the stream's records are not: it
would wait for record numbers that do not come for a long while, and what happens meanwhile would
never be told to anybody. Two mends, both before people come in:

- `rewind`, before the emulator starts: forget the positions, so that the Pipe (TRIM_HORIZON)
  begins with the first record after the start. Deleting and creating the Pipe over its API would
  leave a gap between start and mend, in which queued work already writes events.
- `replay`, after the start: publish again the events around the last stop, which the Pipe may not
  have seen. Consumers are idempotent.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from local import commands
from local.errors import LocalError
from local.settings import Settings

REPLAY_MARGIN_MINUTES = 5


def rewind(settings: Settings) -> None:
    """Forget how far each Pipe has read; only while the emulator is down."""
    path = settings.state / "pipes.json"
    if not path.exists():
        return
    saved = json.loads(path.read_text())
    try:
        saved["payload"]["positions"]["data"] = {}
    except (KeyError, TypeError):
        raise LocalError(f"{path} is not as the pinned emulator writes it: `make clean`.") from None
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(saved))
    beside.replace(path)


def replay(settings: Settings, minutes_since_stop: int, env: dict[str, str]) -> None:
    """Publish again the events from shortly before the last stop until now."""
    minutes = minutes_since_stop + REPLAY_MARGIN_MINUTES
    commands.run(
        [sys.executable, str(script(settings)), "--since-minutes", str(minutes)],
        env=env,
        cwd=settings.root,
        log=settings.logs / "replay.log",
    )


def script(settings: Settings) -> Path:
    """The operations command that republishes a span of events."""
    return settings.root / "infra" / "operations" / "replay.py"
