"""A stage in a temporary folder, on ports that are free at the moment."""

from pathlib import Path

import pytest

from local import ports
from local.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        folder=tmp_path / ".local",
        port=ports.any_free(),
        mailbox_port=ports.any_free(),
        root=tmp_path,
    )
