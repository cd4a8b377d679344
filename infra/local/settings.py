"""Where the local stage keeps its things and which ports it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local.errors import LocalError

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
REGION = "ap-southeast-3"
STAGE = "local"
HIGHEST_PORT = 65535


@dataclass(frozen=True)
class Settings:
    """One running stack: its folder and ports. Two stacks differ in all three."""

    folder: Path
    port: int
    mailbox_port: int
    enforce_iam: bool = False
    clock: Path | None = None
    root: Path = ROOT

    @property
    def endpoint(self) -> str:
        """Where AWS calls go."""
        return f"http://{HOST}:{self.port}"

    @property
    def site(self) -> str:
        """The site's address, without a trailing slash; browsers resolve *.localhost."""
        return f"http://mandat.localhost:{self.port}"

    @property
    def mailbox(self) -> str:
        """The mailbox's page."""
        return f"http://{HOST}:{self.mailbox_port}/"

    @property
    def state(self) -> Path:
        """What the emulator saves when it stops."""
        return self.folder / "state"

    @property
    def temporary(self) -> Path:
        """The emulator's own temporary folder: its workers leave about 55 MB each in it."""
        return self.folder / "tmp"

    @property
    def logs(self) -> Path:
        """Logs of the last start, one file a tool and one for all functions."""
        return self.folder / "logs"

    @property
    def addresses(self) -> Path:
        """The addresses of the running stack as JSON; there while it runs."""
        return self.folder / "stack.json"

    @property
    def built(self) -> Path:
        """What `sam build` made: the same for every stack of this checkout."""
        return self.root / ".local" / "build"

    @property
    def tools(self) -> Path:
        """The programs of the tool environment (emulator, SAM CLI)."""
        return self.root / ".venv-stack" / "bin"


def read(environ: Mapping[str, str]) -> Settings:
    """Settings from MANDAT_LOCAL_DIR, MANDAT_PORT, MANDAT_MAILBOX_PORT, MANDAT_ENFORCE_IAM and,
    for tests that move the functions' clock, MANDAT_CLOCK_FILE.
    """
    return Settings(
        folder=ROOT / environ.get("MANDAT_LOCAL_DIR", ".local"),
        port=_port(environ, "MANDAT_PORT", 4566),
        mailbox_port=_port(environ, "MANDAT_MAILBOX_PORT", 8025),
        enforce_iam=environ.get("MANDAT_ENFORCE_IAM") == "1",
        clock=ROOT / environ["MANDAT_CLOCK_FILE"] if environ.get("MANDAT_CLOCK_FILE") else None,
    )


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name, str(default))
    if not value.isdecimal() or not 1 <= int(value) <= HIGHEST_PORT:
        raise LocalError(f"{name} must be a port from 1 to {HIGHEST_PORT}, not {value!r}.")
    return int(value)
