"""docs/data-model.md names every kind of item, both indexes and the bucket's keys."""

import importlib
import pkgutil
from pathlib import Path

import pytest

import mandat
from mandat.photos.uploads import incoming_key, photo_key, refusal_key
from mandat.platform.table import DaysIndex, TableItem, WorklistIndex

PAGE = (Path(__file__).parents[2] / "docs" / "data-model.md").read_text("utf-8")


def stores() -> list[str]:
    """Every module that may hold kinds of items: the stores and the platform."""
    found = pkgutil.walk_packages(mandat.__path__, "mandat.")
    return [one.name for one in found if one.name.endswith(".store") or ".platform." in one.name]


def kinds() -> set[str]:
    attribute = TableItem.get_attributes()["kind"]
    found = attribute.get_registered_subclasses(TableItem)  # type: ignore[attr-defined]
    return {attribute.get_discriminator(one) for one in found} - {"TableItem"}  # type: ignore[attr-defined]


for module in stores():
    importlib.import_module(module)


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_of_item_has_its_row(kind: str) -> None:
    assert f"| {kind} |" in PAGE


def test_every_index_has_its_row() -> None:
    for index in (WorklistIndex, DaysIndex):
        assert f"| `{index.Meta.index_name}` |" in PAGE


def test_the_keys_of_photos_are_as_described() -> None:
    photo, named = f"{'a' * 20}/1", "<group>/<n>"
    keys = [incoming_key(photo), photo_key(photo, "full"), photo_key(photo, "thumb")]
    for key in [*keys, refusal_key(photo, "<reason>")]:
        assert f"| `{key.replace(photo, named)}` |" in PAGE
