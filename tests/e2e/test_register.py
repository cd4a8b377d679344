"""An extract goes through the running stack by the operator's command, and again by S3 alone."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from e2e.stage import Stack
from integration.residents import csv_text, row
from local.settings import ROOT

SECONDS = 120
PEOPLE = 40


@pytest.fixture
def outputs(stack: Stack) -> dict[str, str]:
    told = stack.aws("cloudformation").describe_stacks(StackName="mandat-local")
    return {one["OutputKey"]: one["OutputValue"] for one in told["Stacks"][0]["Outputs"]}


def imported(stack: Stack, file: Path) -> subprocess.CompletedProcess[str]:
    """What the command says."""
    asked = ("--stage", "local", "--source", "dukcapil", "--file", str(file), "--minutes", "3")
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    return subprocess.run(  # noqa: S603  the project's own command
        [sys.executable, str(ROOT / "infra/operations/register.py"), *asked],
        env=os.environ | keys | {"AWS_ENDPOINT_URL": stack.endpoint},
        capture_output=True,
        text=True,
        timeout=SECONDS * 2,
        check=False,
    )


def residents(stack: Stack, table: str) -> list[dict[str, Any]]:
    pages = stack.aws("dynamodb").get_paginator("scan").paginate(TableName=table)
    items = (item for page in pages for item in page["Items"])
    return [one for one in items if one.get("kind") == {"S": "Resident"}]


def test_an_extract_by_the_command_and_the_same_by_s3(
    stack: Stack, outputs: dict[str, str], tmp_path: Path
) -> None:
    rows = [row(number) for number in range(1, PEOPLE + 1)]
    rows[6]["kelurahan"] = "31.71.01.1001"
    text = csv_text(rows)
    file = tmp_path / "ekstrak.csv"
    file.write_text(text, "utf-8")
    # the stage begins with people of its own
    before = len(residents(stack, outputs["TableName"]))

    done = imported(stack, file)
    assert "baru 39, berubah 0, tetap 0, ditolak 1" in done.stdout, done.stdout + done.stderr
    assert (tmp_path / "ekstrak.laporan.csv").read_text(
        "utf-8"
    ) == "baris,kode\n8,village_unknown\n"
    found = residents(stack, outputs["TableName"])
    assert len(found) == before + 39
    assert not any(one["nik"] in json.dumps(found, default=repr) for one in rows)

    bucket, s3 = outputs["RegisterBucket"], stack.aws("s3")
    s3.put_object(Bucket=bucket, Key="incoming/dukcapil/lagi.csv", Body=text.encode())
    assert _report(s3, bucket, "reports/dukcapil/lagi.csv") == "baris,kode\n8,village_unknown\n"
    assert _incoming_ends(s3, bucket)
    assert residents(stack, outputs["TableName"]) == found


def _report(s3: Any, bucket: str, key: str) -> str:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if s3.list_objects_v2(Bucket=bucket, Prefix=key).get("Contents"):
            return str(s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode())
        time.sleep(0.5)
    raise AssertionError(f"no {key} in {SECONDS} s")


def _incoming_ends(s3: Any, bucket: str) -> bool:
    """The file goes after its report is there."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if not s3.list_objects_v2(Bucket=bucket, Prefix="incoming/").get("Contents"):
            return True
        time.sleep(0.5)
    return False
