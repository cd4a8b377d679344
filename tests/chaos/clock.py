"""Set the functions' clock forward while the stack runs (infra/local/clock.py)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path


@dataclass
class Clock:
    """The file that the functions' interpreters read. Without it they have the machine's time."""

    path: Path

    @property
    def ahead(self) -> timedelta:
        said = self.path.read_text() if self.path.exists() else "+0"
        return timedelta(seconds=int(said))

    def forward(self, by: timedelta) -> None:
        """Further ahead, for every function at its next look at the clock."""
        self._set(self.ahead + by)

    def to_the_next_morning(self) -> None:
        """The next 10:00 WIB; never back, for what the cases know has happened already."""
        now = self.now()
        ten = now.replace(hour=3, minute=0, second=0, microsecond=0)
        self.forward((ten if ten > now else ten + timedelta(days=1)) - now)

    def now(self) -> datetime:
        """What the functions' clocks show, aware UTC."""
        return datetime.now(UTC) + self.ahead

    def _set(self, ahead: timedelta) -> None:
        """A rename, so that nobody reads half a number."""
        beside = self.path.with_suffix(".new")
        beside.write_text(f"+{round(ahead.total_seconds())}\n")
        beside.replace(self.path)
