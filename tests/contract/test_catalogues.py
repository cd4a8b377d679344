"""What people read is what the catalogues' sources say."""

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest

from text.catalogues import FOLDER, compiled


def words(compiled_file: bytes) -> dict[object, str]:
    """The translations of a compiled catalogue without its header, which has a date in it."""
    found: dict[object, str] = GNUTranslations(BytesIO(compiled_file))._catalog  # type: ignore[attr-defined]
    return {message: said for message, said in found.items() if message != ""}


@pytest.mark.parametrize("source", sorted(FOLDER.rglob("*.po")), ids=lambda path: path.stem)
def test_every_catalogue_is_compiled(source: Path) -> None:
    assert words(source.with_suffix(".mo").read_bytes()) == words(compiled(source))
