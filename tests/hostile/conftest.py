"""A world with every door open, made once for a module: each request finds it as it was made."""

from collections.abc import Iterator

import pytest

from hostile.world import World
from integration.conftest import account, aws, built, catalogue, city

__all__ = ["aws", "built", "catalogue", "city"]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with account():
        yield World()
