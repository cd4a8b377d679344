"""Whatever a page says, it says in Bahasa Indonesia too."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

import mandat
from mandat.cases.domain.limits import REFUSE_REASONS, REJECT_REASONS, TRANSFER_REASONS
from mandat.story import words
from mandat.web.problems import MESSAGES
from text.catalogues import stale

PACKAGE = Path(mandat.__file__).parent
LOCALE = PACKAGE / "text/locale/id/LC_MESSAGES"
SPEAKERS = {"gettext", "msg", "say"}
OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}
_HOLE = re.compile(r"%\(\w+\)s|\{\w+\}")


def templates() -> Iterator[str]:
    for path in (PACKAGE / "web").rglob("*.html"):
        source = BytesIO(path.read_bytes())
        for _, _, message, _ in babel_extract(source, ["_"], [], OPTIONS):
            found = message if isinstance(message, tuple) else (message,)
            yield from (one for one in found if one)


def code() -> Iterator[str]:
    """Plain texts handed to a function that translates or marks them."""
    for folder in ("web", "story", "text"):
        for path in (PACKAGE / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and node.args and _name(node.func) in SPEAKERS:
                    yield from _constant(node.args[0])


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _constant(argument: ast.expr) -> list[str]:
    known = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    return [argument.value] if known and argument.value[:1] != "{" else []  # type: ignore[attr-defined]


def translated() -> dict[str, dict[str, str]]:
    """msgid to its translation in every domain that has it."""
    found: dict[str, dict[str, str]] = {}
    for path in LOCALE.glob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id and message.string:
                    found.setdefault(str(message.id), {})[path.stem] = str(message.string)
    return found


@pytest.mark.parametrize("texts", [templates, code])
def test_every_text_has_a_translation(texts: object) -> None:
    known = translated()

    missing = sorted({one for one in texts() if one not in known})  # type: ignore[operator]

    assert missing == []


def test_translations_have_the_same_holes_to_fill() -> None:
    wrong = [
        message
        for message, by_domain in translated().items()
        for text in by_domain.values()
        if sorted(_HOLE.findall(message)) != sorted(_HOLE.findall(text))
    ]
    assert wrong == []


def test_a_text_has_one_translation() -> None:
    """Domains are one catalogue when a page is made: the first would silently win."""
    twice = {message: d for message, d in translated().items() if len(set(d.values())) > 1}

    assert twice == {}


def test_compiled_catalogues_are_current() -> None:
    assert stale() == []


def test_reasons_are_all_in_words() -> None:
    assert set(words.TRANSFER_REASONS) == TRANSFER_REASONS
    assert set(words.REJECT_REASONS) == REJECT_REASONS
    assert set(words.REFUSE_REASONS) == REFUSE_REASONS


def test_messages_say_what_to_do() -> None:
    assert all(text.endswith((".", ":", "}")) for text in MESSAGES.values())
