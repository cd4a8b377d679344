"""Processes of the bench: the product on moto, or a function alone as Lambda would run it."""

from __future__ import annotations

import compileall
import os
import py_compile
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.places import HERE, LAYERS, ROOT, product_path, surroundings

BARE = HERE / "bare"
SECONDS = 300


class ChildError(Exception):
    """A measured process failed; its own words are in the message."""


def on_moto(module: str, *arguments: str, endpoint: str = "") -> str:
    """What `python -m <module>` printed, with the built product and moto on its path.

    `endpoint` is where AWS is, for a module that asks an emulator instead.
    """
    path = os.pathsep.join(map(str, product_path()))
    command = [sys.executable, "-W", "ignore", "-m", module, *arguments]
    asked = {"AWS_ENDPOINT_URL": endpoint} if endpoint else {}
    return _output(command, {**surroundings(), **asked, "PYTHONPATH": path})


def alone(script: str, *arguments: str | Path, endpoint: str = "", seconds: int = SECONDS) -> str:
    """What a script printed that has the built layers on its path and nothing else.

    `endpoint` is where AWS answers it, when not from below botocore.

    No site-packages and no PYTHON* variables (-S -E); nothing is compiled on the way (-B).
    """
    command = [sys.executable, "-S", "-E", "-B", str(HERE / script), *map(str, arguments)]
    asked = {"AWS_ENDPOINT_URL": endpoint} if endpoint else {}
    return _output(command, surroundings() | asked, seconds)


@contextmanager
def wire(*tapes: Path) -> Iterator[str]:
    """Where AWS answers over HTTP as it did when the tapes were made, by a process of its own."""
    command = [sys.executable, str(HERE / "wire.py"), *map(str, tapes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            port = server.stdout.readline().strip() if server.stdout else ""
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def lambda_path(folder: Path) -> list[Path]:
    """The path of a function that lies in `folder`."""
    return [folder, *LAYERS]


def compiled(source: Path, target: Path) -> None:
    """Copy a folder of code and compile it as the layers are: checked by hash, not by time."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    compileall.compile_dir(target, quiet=1, invalidation_mode=unchecked)


def _output(command: list[str], environment: dict[str, str], seconds: int = SECONDS) -> str:
    done = subprocess.run(
        command,
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    if done.returncode:
        raise ChildError(f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done.stdout
