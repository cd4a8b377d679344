"""Faults on a running stack: every test here is a long form (`make proof`).

`stack` is a plain stack of its own folder and ports, for tests that stop, delay or repeat things.
`moving` is another, whose functions have a clock that can be set forward.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chaos.batches import World
from chaos.clock import Clock
from chaos.ledger import Ledger
from chaos.queues import Queues
from e2e.stage import OwnStack, Stack, running_elsewhere
from local.settings import ROOT

HERE = Path(__file__).parent
FOLDER = ROOT / ".local" / "chaos"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.proof)


@pytest.fixture(scope="session")
def stack() -> Iterator[OwnStack]:
    """A running stack that the tests of this folder share and may restart."""
    own = OwnStack(FOLDER)
    yield own
    own.stop()


@pytest.fixture(scope="session")
def moving() -> Iterator[Stack]:
    """A running stack whose functions follow `clock`."""
    elsewhere = running_elsewhere()
    if elsewhere:
        yield elsewhere
        return
    folder = FOLDER.with_name("chaos-clock")
    own = OwnStack(folder, MANDAT_CLOCK_FILE=str(folder / "clock"))
    yield own
    own.stop()


@pytest.fixture(scope="session")
def moving_clock(moving: Stack) -> Clock:
    return Clock(moving.logs.parent / "clock")


@pytest.fixture
def clock(moving_clock: Clock) -> Clock:
    """The functions' clock at the next 10:00 WIB: a test means the same at any hour it is run."""
    moving_clock.to_the_next_morning()
    return moving_clock


@pytest.fixture(scope="session")
def queues(moving: Stack) -> Queues:
    return Queues(moving)


@pytest.fixture
def ledger(moving: Stack) -> Iterator[Ledger]:
    """What table and mailbox say; the cases of a test are left alone by the ladder after it."""
    found = Ledger(moving)
    yield found
    found.leave_alone()


@pytest.fixture
def world(moving: Stack, clock: Clock, queues: Queues, ledger: Ledger) -> World:
    """All of the above in one hand."""
    return World(moving, clock, queues, ledger)
