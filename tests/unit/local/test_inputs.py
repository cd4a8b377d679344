"""The digest that decides whether a step may be left out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from local.inputs import digest


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "functions" / "intake").mkdir(parents=True)
    (tmp_path / "functions" / "intake" / "handler.py").write_text("a")
    (tmp_path / "template.yaml").write_text("b")
    return tmp_path


def of(tree: Path) -> str:
    return digest(tree, ["template.yaml", "functions", "absent.toml"], ["3.11"])


def rewrite(tree: Path) -> None:
    (tree / "template.yaml").write_text("c")


def add(tree: Path) -> None:
    (tree / "functions" / "intake" / "new.py").write_text("")


def rename(tree: Path) -> None:
    (tree / "functions" / "intake" / "handler.py").rename(tree / "functions" / "handler.py")


def appear(tree: Path) -> None:
    (tree / "absent.toml").write_text("")


@pytest.mark.parametrize("change", [rewrite, add, rename, appear])
def test_every_change_shows(tree: Path, change: Callable[[Path], None]) -> None:
    before = of(tree)
    change(tree)
    assert of(tree) != before


def test_a_value_that_is_no_file_shows(tree: Path) -> None:
    assert digest(tree, ["functions"], ["3.11"]) != digest(tree, ["functions"], ["3.12"])


def test_what_python_compiles_and_when_files_were_written_do_not_show(tree: Path) -> None:
    before = of(tree)
    (tree / "functions" / "__pycache__").mkdir()
    (tree / "functions" / "__pycache__" / "handler.pyc").write_bytes(b"x")
    (tree / "template.yaml").touch()
    assert of(tree) == before


def test_a_link_counts_with_what_it_points_to(tree: Path) -> None:
    (tree / "requirements.txt").write_text("one")
    (tree / "functions" / "requirements.txt").symlink_to("../requirements.txt")
    before = of(tree)
    (tree / "requirements.txt").write_text("two")
    assert of(tree) != before
