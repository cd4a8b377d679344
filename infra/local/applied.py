"""What the saved state of the emulator holds: which deploy, which city data, stopped when.

The emulator saves when it is stopped cleanly and only then. This record is kept the same way:
while a stack runs the file says "nothing", so that after a kill the next start deploys and
syncs again (both are idempotent) instead of trusting a state that is older than it thinks.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from local.settings import Settings


@dataclass
class Applied:
    """Digests of what was deployed, synced, imported ("" for nothing), and the last clean stop."""

    deploy: str = ""
    city: str = ""
    stopped_at: str = ""
    register: str = ""

    def minutes_since_stop(self, now: datetime) -> int:
        """Whole minutes since the last clean stop, rounded up; 0 when there was none."""
        if not self.stopped_at:
            return 0
        return int((now - datetime.fromisoformat(self.stopped_at)).total_seconds() // 60) + 1


def take(settings: Settings) -> Applied:
    """What the last clean stop wrote; from now until the next one the file says nothing."""
    found = _read(_path(settings))
    _write(_path(settings), Applied(stopped_at=found.stopped_at))
    return found


def keep(settings: Settings, applied: Applied, stopped_at: datetime) -> None:
    """Record at a clean stop what the saved state holds."""
    _write(_path(settings), replace(applied, stopped_at=stopped_at.astimezone(UTC).isoformat()))


def _path(settings: Settings) -> Path:
    return settings.folder / "applied.json"


def _read(path: Path) -> Applied:
    return Applied(**json.loads(path.read_text())) if path.exists() else Applied()


def _write(path: Path, applied: Applied) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(asdict(applied)))
    beside.replace(path)
