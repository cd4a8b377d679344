"""What holders, newcomers and addresses read is in Bahasa Indonesia, with the same names."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

import mandat

PACKAGE = Path(mandat.__path__[0])
CATALOGUES = PACKAGE / "text/locale/id/LC_MESSAGES"
FOLDERS = ("posts", "people", "web/posts", "web/people")
TEMPLATES = ("web/templates/posts", "web/templates/people")
# Sentences of these slices that stand in templates and tables of others.
ELSEWHERE = {
    "Deputies and serah terima",
    "The mail about it goes out on {until}: the address is not confirmed",
}


def said() -> Iterator[str]:
    for folder in FOLDERS:
        for path in (PACKAGE / folder).glob("*.py"):
            found = extract_from_file("python", path, {"msg": None, "say": None})
            yield from (one[1] for one in found if isinstance(one[1], str))
    for folder in TEMPLATES:
        for path in (PACKAGE / folder).iterdir():
            with path.open("rb") as file:
                found = [one[2] for one in babel_extract(file, ("_", "ngettext"), (), {})]
            yield from (_first(one) for one in found if one and _first(one))


def known(domain: str) -> dict[str, str]:
    with (CATALOGUES / f"{domain}.po").open("rb") as file:
        found = [one for one in read_po(file) if one.id]
    return {_first(one.id): _first(one.string) for one in found}


def _first(text: str | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


def test_every_sentence_is_translated_and_none_is_left_over() -> None:
    """Sentences that other mails and pages say too may stand in their catalogues."""
    own = set(known("posts"))
    others = {name for path in CATALOGUES.glob("*.po") for name in known(path.stem)}
    used = {*said(), *ELSEWHERE}

    assert used <= others
    assert own <= used


def test_translations_keep_their_names() -> None:
    for english, indonesian in known("posts").items():
        assert indonesian, english
        assert names_in(indonesian) == names_in(english), english


def names_in(text: str) -> set[str]:
    braces = {name for _, name, _, _ in Formatter().parse(text.replace("%(", "(")) if name}
    return braces | set(re.findall(r"%\((\w+)\)", text))
