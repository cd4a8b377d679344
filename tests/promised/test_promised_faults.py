"""Each call of AWS behind a promise fails in each way: nothing is lost, doubled or left alone.

As tests/chaos does it for a complaint on the emulator; here in one process on moto, where a whole
story takes a second. Nobody races here: races are the emulator's.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATHS = ("infra", "layers/core/python", "functions", "tests")
# Whose calls the stories make between them, beside the functions of a complaint.
FUNCTIONS = {"booking", "imports", "jobs", "papers", "people", "programmes", "reminders", "sweeper"}
STORIES = ("death", "stipend", "loan", "ambulance")
# The short form meets one fault in so many.
ONE_IN = 12


def played(*words: str) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603  the project's own command
        [sys.executable, "-m", "promised.play", *words],
        env=os.environ | {"PYTHONPATH": ":".join(str(ROOT / one) for one in PATHS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def holds(found: dict[str, Any]) -> None:
    assert (found["flawless"]["refused"], found["flawless"]["failures"]) == ([], 0)
    assert found["met"] == found["faults"]
    assert found["wrong"] == [], "\n".join(found["wrong"])


@pytest.mark.parametrize("story", ["death", "loan"])
def test_some_faults_of_a_story_are_got_over(story: str) -> None:
    found = played(story, str(ONE_IN), "3")
    holds(found)
    assert found["faults"] > 0


@pytest.mark.proof
def test_each_fault_of_every_story_is_got_over() -> None:
    found = [played(story) for story in STORIES]
    for one in found:
        holds(one)
        assert one["pages"] > 0, "no fault was seen on a page"
    assert set().union(*(one["functions"] for one in found)) >= FUNCTIONS


def test_a_story_that_loses_something_is_noticed() -> None:
    """The rule itself: what a consumer drops, or does twice, is a line."""
    from collections import Counter

    from promised.comparing import wrong
    from promised.town import Outcome

    whole = Outcome(Counter(a=1, b=2), Counter(), Counter(m=1), [], [], 0, [], [])
    less = Outcome(Counter(a=1, b=1), Counter(), Counter(m=1), ["x"], [], 0, [], [])
    assert len(wrong(whole, less, {})) == 2
    assert wrong(whole, whole, {}) == []
