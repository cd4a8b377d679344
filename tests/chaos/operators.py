"""The commands of the runbooks, run against a stack as an operator runs them."""

from __future__ import annotations

import os
import subprocess
import sys

from e2e.stage import Stack
from local.settings import REGION, ROOT

CORE = ROOT / "layers" / "core" / "python"


def run(stack: Stack, command: str, *words: str, typed: str = "") -> str:
    """What infra/operations/<command>.py prints; it must end well. `typed` answers its question."""
    ran = subprocess.run(  # noqa: S603  the project's own commands
        [sys.executable, f"infra/operations/{command}.py", "--stage", "local", *words],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(CORE),
            "AWS_ENDPOINT_URL": stack.endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": REGION,
        },
        input=f"{typed}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout
