"""The functions' clock is the machine's, unless a file is named that the library reads."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from local import clock
from local.errors import LocalError
from local.settings import ROOT, Settings, read

TELL = "import time; print(time.time())"


def moved(tmp_path: Path) -> Settings:
    return Settings(tmp_path, 1, 2, clock=tmp_path / "clock")


def told(environment: dict[str, str]) -> datetime:
    answer = subprocess.run(  # noqa: S603  this interpreter
        [sys.executable, "-S", "-c", TELL],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return datetime.fromtimestamp(float(answer.stdout), UTC)


def test_nobody_asks_for_a_clock_by_default() -> None:
    assert read({}).clock is None
    assert clock.environment(read({})) == {}
    assert read({"MANDAT_CLOCK_FILE": "x/clock"}).clock == ROOT / "x" / "clock"


def test_a_clock_without_its_library_is_an_error(tmp_path: Path) -> None:
    bare = Settings(tmp_path, 1, 2, clock=tmp_path / "clock", root=tmp_path)
    with pytest.raises(LocalError, match="libfaketime"):
        clock.environment(bare)


def test_an_interpreter_follows_the_file(tmp_path: Path) -> None:
    settings = moved(tmp_path)
    if not settings.tools.exists():
        pytest.skip(".venv-stack is not here: make unit installs it")
    (tmp_path / "clock").write_text("+86400\n")
    ahead = told({**os.environ, **clock.environment(settings)}) - datetime.now(UTC)
    assert timedelta(hours=23) < ahead < timedelta(hours=25)
