"""The process that runs a function on the emulator: frozen, let go step by step, killed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

STEP_SECONDS = 0.01
LOOK_SECONDS = 60


@dataclass(frozen=True)
class Workers:
    """Workers of one function of the stack that lives in `folder`; nobody else's processes."""

    folder: Path
    service: str

    def running(self) -> list[int]:
        return [pid for pid in self._of_stack() if self._serves(pid)]

    def _of_stack(self) -> Iterator[int]:
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                script = path.read_text(errors="replace").rstrip("\0").rpartition("\0")[2]
                if script.startswith(f"{self.folder}/tmp/") and script.endswith("_worker.py"):
                    yield int(path.parent.name)

    def _serves(self, pid: int) -> bool:
        variable = f"POWERTOOLS_SERVICE_NAME={self.service}"
        with suppress(OSError):
            return variable in Path(f"/proc/{pid}/environ").read_text(errors="replace").split("\0")
        return False

    def freeze(self) -> list[int]:
        """Stop all that there are; which."""
        found = self.running()
        _signal(found, signal.SIGSTOP)
        return found

    def kill_when(self, is_half_way: Callable[[], bool]) -> None:
        """Run them a hundredth of a second at a time; SIGKILL as soon as `is_half_way`."""
        deadline = time.monotonic() + LOOK_SECONDS
        while not ((frozen := self.freeze()) and is_half_way()):
            assert time.monotonic() < deadline, f"{self.service} does not get half way"
            _signal(frozen, signal.SIGCONT)
            time.sleep(STEP_SECONDS)
            # those that are known at once: to look for others takes longer than a step
            _signal(frozen, signal.SIGSTOP)
        _signal(frozen, signal.SIGKILL)


def _signal(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
