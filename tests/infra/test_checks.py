"""What others' tools say of the template: nothing. Their exceptions stand with their reasons."""

import os
import shutil
import subprocess

import pytest

from infra.template import ROOT

PLACES = (".venv-stack/bin", ".venv-scan/bin")
CHECKS = {
    "cfn-lint": [],
    "sam": ["validate", "--lint"],
    "checkov": ["--config-file", ".checkov.yaml"],
}


@pytest.mark.parametrize("tool", CHECKS)
def test_a_tool_finds_nothing(tool: str) -> None:
    path = os.pathsep.join([*(str(ROOT / place) for place in PLACES), os.environ["PATH"]])
    command = shutil.which(tool, path=path)
    if command is None:
        pytest.skip(f"{tool} is not here: make unit installs it")
    environment = {**os.environ, "PATH": path, "SAM_CLI_TELEMETRY": "0"}
    ran = subprocess.run(  # noqa: S603  the project's own tools
        [command, *CHECKS[tool]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
