"""Faults on a running stack: every test here is a long form (`make proof`).

`stack` is a plain stack of its own folder and ports, for tests that stop, delay or repeat things.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.stage import OwnStack
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
