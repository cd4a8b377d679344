"""The city's own files, and a copy of them that a test may spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from city.build import build_catalogue
from city.check import CITIES, checked_city
from city.source import DataError
from mandat.city.domain import Catalogue

Mistakes = Callable[[str, str, str], list[str]]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return build_catalogue(checked_city(CITIES / "bengkulu"))


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CITIES / "bengkulu", tmp_path / "bengkulu"))


@pytest.fixture
def mistakes(city: Path, monkeypatch: pytest.MonkeyPatch) -> Mistakes:
    """Replace a text that stands once in a file; the messages that follow, as they are printed."""
    monkeypatch.chdir(city)

    def spoil(name: str, old: str, new: str) -> list[str]:
        text = (city / name).read_text("utf-8")
        assert text.count(old) == 1
        (city / name).write_text(text.replace(old, new), "utf-8")
        with pytest.raises(DataError) as caught:
            checked_city(city)
        return [str(problem) for problem in caught.value.problems]

    return spoil
