"""Where the figures lie, and to which slice a source file belongs."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "layers/core/python/mandat"
FUNCTIONS = "functions"
SOURCES = (ROOT / PACKAGE, ROOT / FUNCTIONS)
MEASURED = ROOT / ".local" / "covered"
FLOOR = Path(__file__).with_name("floor.toml")
PURE = "The pure core"
DOMAIN = "domain"


def pure_core() -> frozenset[str]:
    """The domain's files, from the root: what the import contract of the pure core lists."""
    said = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = said["tool"]["importlinter"]["contracts"]
    modules = next(it["source_modules"] for it in contracts if it["name"].startswith(PURE))
    return frozenset(file for module in modules for file in _files(module))


def _files(module: str) -> list[str]:
    place = ROOT / PACKAGE / Path(*module.split(".")[1:])
    found = place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")]
    return [str(one.relative_to(ROOT)) for one in found]


def slice_of(file: str, domain: frozenset[str]) -> str:
    """`file` is a path from the root: of the domain, of the doors, of a slice or of none."""
    if file in domain:
        return DOMAIN
    if not file.startswith(PACKAGE):
        return FUNCTIONS
    slice_name, *rest = Path(file).relative_to(PACKAGE).parts
    return slice_name if rest else "mandat"
