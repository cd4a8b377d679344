"""Start and stop MiniStack: state on disk, bound to this machine only."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

from local import clock, commands
from local.errors import LocalError
from local.progress import say
from local.settings import HOST, REGION, Settings

SERVER = "local.ministack_server"
READY_SECONDS = 30
STOP_SECONDS = 60
# The Pipe looks at the stream once a second; what it has not seen at the stop is lost.
DRAIN_SECONDS = 2


@contextmanager
def running(
    settings: Settings, smtp_port: int, *, on_saved: Callable[[], None]
) -> Iterator[subprocess.Popen[bytes]]:
    """A ready emulator; at the end it is stopped and `on_saved` called once its state is saved."""
    process = _start(settings, smtp_port)
    try:
        _wait_until_ready(settings, process)
        yield process
    finally:
        if stop(process) == 0:
            on_saved()


def _start(settings: Settings, smtp_port: int) -> subprocess.Popen[bytes]:
    _empty(settings.temporary)
    settings.logs.mkdir(parents=True, exist_ok=True)
    functions = settings.logs / "functions.log"
    functions.write_bytes(b"")
    python = commands.tool(settings, "python")
    words = [functions, _bare_python(settings, python), *(["moved"] if settings.clock else [])]
    with (settings.logs / "emulator.log").open("wb") as log:
        return subprocess.Popen(
            [python, "-m", SERVER, *words],
            env={**environment(settings, smtp_port), "PYTHONPATH": str(settings.root / "infra")},
            cwd=settings.folder,
            stdout=log,
            stderr=log,
            # Ctrl-C goes to the whole group of the terminal; only we may tell it to stop
            start_new_session=True,
        )


def environment(settings: Settings, smtp_port: int) -> dict[str, str]:
    """The emulator's whole environment, which every function worker inherits.

    So nothing of the caller's shell is in it: LOG_LEVEL would silence the functions, a proxy
    would catch their calls. TZ is Lambda's.
    """
    return {
        "PATH": os.pathsep.join([str(settings.tools), os.defpath]),
        "HOME": str(settings.temporary),
        "LANG": "C.UTF-8",
        "TZ": ":UTC",
        "TMPDIR": str(settings.temporary),
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(settings.port),
        "MINISTACK_REGION": REGION,
        "LAMBDA_EXECUTOR": "local",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "AUTH": str(settings.enforce_iam).lower(),
        "PERSIST_STATE": "1",
        "STATE_DIR": str(settings.state),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(settings.folder / "s3"),
        "SMTP_HOST": f"{HOST}:{smtp_port}",
    }


def _empty(folder: Path) -> None:
    """Make the folder new; what was in it (seconds' worth of small files) goes on the side."""
    if folder.exists():
        folder.rename(folder.with_suffix(f".old{os.getpid()}"))
    folder.mkdir(parents=True)
    for old in folder.parent.glob(f"{folder.name}.old*"):
        # a daemon: a stop does not wait for it, the next start goes on with it
        Thread(
            target=shutil.rmtree, args=[old], kwargs={"ignore_errors": True}, daemon=True
        ).start()


def _bare_python(settings: Settings, python: str) -> str:
    """An interpreter without any installed package: -S leaves site-packages off the path."""
    script = settings.temporary / "bare-python"
    moved = [f'{name}="{value}"' for name, value in clock.environment(settings).items()]
    command = " ".join(["exec env", *moved, f'"{python}"', "-S"])
    script.write_text(f'#!/bin/sh\n{command} "$@"\n')
    script.chmod(0o755)
    return str(script)


def _wait_until_ready(settings: Settings, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not _is_ready(settings.port):
        if process.poll() is not None or time.monotonic() > deadline:
            log = settings.logs / "emulator.log"
            raise LocalError(f"The emulator did not start, see {log}:\n{commands.tail(log)}")
        time.sleep(0.05)


def _is_ready(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/_ministack/ready")
        return connection.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def stop(process: subprocess.Popen[bytes]) -> int:
    """SIGTERM and wait, for only so is the state saved; 0 says that it was."""
    if process.poll() is not None:
        return process.returncode
    time.sleep(DRAIN_SECONDS)
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        say("The emulator did not stop in time: what this run took is lost.")
        return process.wait()
