"""Run the tools (SAM CLI, city sync, replay): output to a log file, no stray processes."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from local.errors import LocalError
from local.settings import REGION, Settings

TAIL_LINES = 15
REGISTRY_VARIABLES = frozenset({"HTTP_PROXY", "HTTPS_PROXY", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"})


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """The environment of a tool: it can reach the emulator and never a real account."""
    return {
        "PATH": os.pathsep.join([str(settings.tools), os.environ.get("PATH", os.defpath)]),
        "HOME": os.environ.get("HOME", "/"),
        "LANG": "C.UTF-8",
        "AWS_ENDPOINT_URL": settings.endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": "127.0.0.1,localhost",
        "SAM_CLI_TELEMETRY": "0",
        **_inherited(),
        **more,
    }


def _inherited() -> dict[str, str]:
    """How this machine reaches package registries; `sam build` installs the layers with pip."""
    return {
        name: value
        for name, value in os.environ.items()
        if name.startswith("PIP_") or name.upper() in REGISTRY_VARIABLES
    }


def tool(settings: Settings, name: str) -> str:
    """The path of a program of the tool environment, or LocalError."""
    path = settings.tools / name
    if not path.exists():
        raise LocalError(f"{name} is missing from .venv-stack: run `make clean` and `make run`.")
    return str(path)


def run(command: Sequence[str], *, env: Mapping[str, str], cwd: Path, log: Path) -> None:
    """Run to the end, or raise LocalError with the end of the log; an interrupt ends it too."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=env, cwd=cwd, stdout=output, stderr=output, start_new_session=True
        )
        try:
            status = process.wait()
        except BaseException:
            _end(process)
            raise
    if status != 0:
        raise LocalError(f"{Path(command[0]).name} failed, see {log}:\n{tail(log)}")


def _end(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGTERM)
    process.wait()


def tail(log: Path) -> str:
    """The last lines of a log, indented for the terminal."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-TAIL_LINES:]
    return "\n".join(f"    {line}" for line in lines)
