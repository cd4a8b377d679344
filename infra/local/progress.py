"""What the person at the terminal sees while the stack starts: a line a step, with its time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Step:
    """A step that is under way; `note` says what there is to say about it besides its time."""

    note: str = ""


def say(line: str = "") -> None:
    """Print a line at once, also when the output is a file or a pipe."""
    print(line, flush=True)


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Show the title while the body runs, then the seconds that it took and its note."""
    print(f"  {title:<38}", end="", flush=True)
    started = time.monotonic()
    current = Step()
    try:
        yield current
    except BaseException:
        say("stopped")
        raise
    say(f"{time.monotonic() - started:6.1f} s  {current.note}".rstrip())
