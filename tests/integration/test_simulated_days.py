"""The simulated year, three days of it: every form that its people and offices fill in is taken."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VILLAGE = "17.71.01.1002"


def test_some_days_of_the_year_are_played_and_nothing_is_refused() -> None:
    plan = {
        "first": "2026-12-01",
        "days": 4,
        "widows": 2,
        "deaths_a_day": 1,
        "orphans": 2,
        "birthdays": 12,
        "sick_a_day": 1,
        "seed": 7,
        "villages": [VILLAGE],
    }
    path = ":".join(str(ROOT / one) for one in ("infra", "layers/core/python", "functions"))
    done = subprocess.run(  # noqa: S603  the project's own command
        [sys.executable, "-m", "simulate.part", json.dumps(plan)],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["refused"] == []
    assert found["told"]["santunan-lansia"]["promised"] == 2
    assert found["facts"]["DeathReported"] >= 3
    assert found["facts"]["DeathPapersHandedOver"] >= 1
    assert found["spent"]["mails"] > 0
    assert found["told"]["kematian"].get("late", 0) == 0
