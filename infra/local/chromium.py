"""The browser of the tests: Debian's Chromium, installed when this machine lets us."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from local.progress import say

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
WITHOUT = "the browser tests are left out, everything else runs"


def find() -> str | None:
    """The path of a Chromium that starts; Ubuntu's package of that name is an empty shell."""
    paths = (shutil.which(name) for name in NAMES)
    return next((path for path in paths if path and _runs([path, "--version"])), None)


def main() -> int:
    """Install Chromium if it is missing and may be; say so if not. Never a failure."""
    if find():
        return 0
    apt = _apt_get()
    if apt is None:
        say(f"Chromium is missing and this user may not install it: {WITHOUT}.")
        return 0
    say("Installing Chromium from this system's packages ...")
    _install(apt)
    if not find():
        say(f"Chromium could not be installed: {WITHOUT}.")
    return 0


def _apt_get() -> list[str] | None:
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    return ["sudo", "-n", "apt-get"] if _runs(["sudo", "-n", "true"]) else None


def _install(apt: Sequence[str]) -> None:
    install = [*apt, "install", "--yes", "--no-install-recommends", "chromium"]
    # package lists may be missing or old: fetch them only when the first try shows it
    if not _runs(install):
        _runs([*apt, "update"])
        _runs(install)


def _runs(command: Sequence[str]) -> bool:
    if not shutil.which(command[0]):
        return False
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=env, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
