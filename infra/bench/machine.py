"""Where and when the figures were taken."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

CPU = Path("/proc/cpuinfo")


def described() -> dict[str, object]:
    """Date, cores, processor, Python, and how busy the machine was when the bench began."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "processor": _processor(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    if not CPU.exists():
        return platform.machine()
    lines = CPU.read_text().splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
