"""100,000 due items at one minute: in order, once, in bounded memory, the lag told each beat."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest

from floods import artefact
from floods.shards import Flood
from floods.sweeping import START
from local.settings import ROOT
from mandat.cases import store
from mandat.cases.domain.model import Due
from mandat.reminders.sweep import ROOM, ROUND

# Messages that `reminders` works off in a minute: 60 a second.
WORKED = 3600
FOLDERS = ("layers/core/python", "functions", "infra", "tests")


def swept(count: int, rate: int, beats: int) -> tuple[dict[str, Any], list[float]]:
    """What became of a flood, and the lag that each beat told."""
    run = subprocess.run(  # noqa: S603  this interpreter, and three numbers
        [sys.executable, "-m", "floods.sweeping", str(count), str(rate), str(beats)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / one) for one in FOLDERS)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    return lines[-1], [lag for line in lines for lag in line.get("DueLag", ())]


def test_the_wire_gives_items_as_the_store_writes_them() -> None:
    flood = Flood(count=60, start=START)
    due = Due("route", START + timedelta(seconds=7), "T1")

    assert flood.item(7) == store.due_item("00000007", due).serialize()


def test_a_thousand_are_handed_on_in_one_beat() -> None:
    told, lags = swept(1000, WORKED, beats=3)

    assert (told["beats"], told["handed_on"], told["in_order_and_once"]) == (1, 1000, True)
    assert lags == [60.0]


@pytest.mark.proof
def test_a_hundred_thousand_go_on_in_order_and_in_the_memory_of_a_thousand() -> None:
    few, _ = swept(1000, WORKED, beats=3)
    many, lags = swept(100_000, WORKED, beats=60)

    assert many["handed_on"] == 100_000
    assert many["in_order_and_once"]
    assert many["peak_mb"] - few["peak_mb"] < 16
    assert len(lags) == many["beats"] < 40
    assert lags == sorted(lags)
    artefact.note(
        "100,000 due items at one minute", **many, memory_of_1000=few["peak_mb"], lags=lags
    )


@pytest.mark.proof
def test_nothing_is_handed_on_twice_while_nobody_works_it_off() -> None:
    told, lags = swept(20_000, 0, beats=10)

    assert told["handed_on"] <= ROOM + ROUND
    assert told["in_order_and_once"]
    assert lags == [60.0 * beat for beat in range(1, 11)]
