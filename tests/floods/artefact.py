"""What a flood measured: printed, and kept in .local/artefacts/flood.json beside the others."""

import fcntl
import json
from collections.abc import Sequence
from typing import Any

from local.settings import ROOT

FILE = ROOT / ".local" / "artefacts" / "flood.json"


def note(name: str, **figures: Any) -> None:
    """`figures` of one flood; those of another one, also of another process, are left."""
    print(f"\nflood: {name}: {json.dumps(figures)}")  # noqa: T201  a proof says what it saw
    FILE.parent.mkdir(parents=True, exist_ok=True)
    with FILE.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        known = json.loads(file.read() or "{}")
        file.truncate(0)
        json.dump({**known, name: figures}, file, indent=2, sort_keys=True)


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """How long things took, in milliseconds."""
    ordered = sorted(seconds)
    of = {"p50": 0.5, "p95": 0.95, "max": 1.0}
    return {
        name: round(1000 * ordered[min(len(ordered) - 1, int(len(ordered) * part))], 1)
        for name, part in of.items()
    }
