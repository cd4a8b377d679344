"""What of a person may stand in no log line, URL, metric and queue: by shape, and by value.

Test citizens are made to be found: they are called «… Contoh», live at example.org and have
Indonesian numbers; whatever else they say is learnt from the table, where the product keeps it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote_plus

SHAPES: Mapping[str, re.Pattern[str]] = {
    "name": re.compile(r"\b[A-Z]\w+ Contoh\b"),
    "mail address": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "phone number": re.compile(
        r"(?<![\w.+-])(?:\+?62|0)[ -]?8\d{1,2}(?:[ -]?\d{3,4}){2,3}(?![\w-])"
    ),
    "NIK": re.compile(r"(?<![\w.])\d{16}(?!\w|\.\d)"),
    "token": re.compile(r"(?<![\w-])(?:eyJ[\w-]{8,}|\.eJ[\w-]{8,})\.[\w-]{20,}"),
}
# Where the product keeps what people are called and what they say.
FIELDS = frozenset({"name", "phone", "email", "description", "landmark", "text"})
# Shorter words stand in a log by chance.
LEAST = 6


def personal_values(item: Any) -> Iterator[str]:
    """The personal values of an item in DynamoDB's JSON, however deep they lie."""
    if isinstance(item, Mapping):
        for name, value in item.items():
            if name in FIELDS and isinstance(value, Mapping) and "S" in value:
                yield from (value["S"], *value["S"].splitlines())
            else:
                yield from personal_values(value)
    elif isinstance(item, list):
        for one in item:
            yield from personal_values(one)


def found_in(text: str, values: Iterable[str], codes: Iterable[str] = ()) -> list[str]:
    """What of a person stands in `text`, each with its kind."""
    plain = text if "%" not in text else f"{text}\n{unquote_plus(text)}"
    shaped = [
        f"{kind}: {one[0]}" for kind, shape in SHAPES.items() for one in shape.finditer(plain)
    ]
    said = [f"value: {one}" for one in values if len(one) >= LEAST and one in plain]
    known = [f"code: {one}" for one in codes if _is_code(one) and _stands_alone(one, plain)]
    return [*shaped, *said, *known]


def _is_code(text: str) -> bool:
    """A guess of digits only may be any number of a log."""
    return any(letter.isalpha() for letter in text)


def _stands_alone(code: str, text: str) -> bool:
    return code in text and re.search(rf"(?<!\w){re.escape(code)}(?!\w)", text) is not None
