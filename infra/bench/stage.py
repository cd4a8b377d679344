"""A stack of the bench's own: started, asked, stopped. Nobody else's is touched."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.places import KEPT, ROOT
from local import ports

FOLDER = KEPT / "stack"
START_SECONDS = 240
STOP_SECONDS = 90
INVOKED = re.compile(r"mandat-local-(\w+) ok (\d+) ms")
WORKER = re.compile(r"ministack-lambda-mandat-local-(\w+)-")
PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


class StageError(Exception):
    """The stack did not start; what it said is in the message."""


@dataclass(frozen=True)
class Stage:
    """`site` and `mails` are addresses of the running stack."""

    site: str
    mails: str
    logs: Path

    def peaks(self) -> dict[str, float]:
        """Megabytes that the largest worker of each function had at most."""
        found: defaultdict[str, float] = defaultdict(float)
        for process in Path("/proc").glob("[0-9]*"):
            name, peak = _worker(process)
            if name:
                found[name] = max(found[name], peak)
        return dict(sorted(found.items()))

    def durations(self) -> dict[str, float]:
        """Milliseconds of a warm invocation by function: the median of what the emulator timed.

        The first of each is left out, it was cold; a function that ran once is not in it.
        """
        times: defaultdict[str, list[int]] = defaultdict(list)
        for name, took in INVOKED.findall((self.logs / "functions.log").read_text("utf-8")):
            times[name].append(int(took))
        return {name: median(one[1:]) for name, one in sorted(times.items()) if one[1:]}


def _worker(process: Path) -> tuple[str, float]:
    """Function and peak of one of our workers; a process that is gone or foreign has no name."""
    try:
        command = (process / "cmdline").read_text()
        found = WORKER.search(command) if str(FOLDER) in command else None
        peak = PEAK.search((process / "status").read_text()) if found else None
    except (OSError, UnicodeDecodeError):
        return "", 0.0
    return (found[1], int(peak[1]) / 1024) if found and peak else ("", 0.0)


@contextmanager
def running() -> Iterator[Stage]:
    """A fresh stack, gone at the end."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with (FOLDER / "run.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "local.run"],
            env=_environment(),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _wait(process)
            said = json.loads((FOLDER / "stack.json").read_text("utf-8"))
            yield Stage(said["site"].rstrip("/"), said["mailbox_api"], Path(said["logs"]))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(STOP_SECONDS)


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT / "infra"),
        "MANDAT_LOCAL_DIR": str(FOLDER),
        "MANDAT_PORT": str(ports.any_free()),
        "MANDAT_MAILBOX_PORT": str(ports.any_free()),
    }


def _wait(process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not (FOLDER / "stack.json").exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise StageError((FOLDER / "run.log").read_text("utf-8")[-2000:])
        time.sleep(0.1)
