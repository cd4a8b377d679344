"""What of a person may stand in no log line, URL, metric and queue: by shape, and by value.

Test citizens are made to be found: they are called «… Contoh», live at example.org and have
Indonesian numbers; whatever else they say is learnt from the table, where the product keeps it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from email import message_from_bytes, policy
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
# Documents of people whom the city knows: they are called there what they are called nowhere else.
REGISTERED = frozenset({"Resident", "Enrolment"})
OF_A_PERSON = ("name", "address", "phone")
# Where people type a number that names them: of themselves, of a family, of who died.
NUMBERS = frozenset({"nik", "family_card"})
# A number however it is written: with blanks, dots or dashes between its digits.
BETWEEN_DIGITS = re.compile(r"(?<=\d)[ .\u00a0-](?=\d)")
CHILDHOOD = timedelta(days=18 * 366)
# Shorter words stand in a log by chance.
LEAST = 6


def personal_values(item: Any) -> Iterator[str]:
    """The personal values of an item in DynamoDB's JSON, however deep they lie."""
    if isinstance(item, Mapping):
        yield from _of_the_register(item)
        for name, value in item.items():
            if name in FIELDS and isinstance(value, Mapping) and "S" in value:
                yield from (value["S"], *value["S"].splitlines())
            else:
                yield from personal_values(value)
    elif isinstance(item, list):
        for one in item:
            yield from personal_values(one)


def _of_the_register(item: Mapping[str, Any]) -> Iterator[str]:
    person = document(item)
    yield from (str(person[name]) for name in OF_A_PERSON if person.get(name))


def document(item: Mapping[str, Any]) -> dict[str, Any]:
    """The document of an item of the register or the roll; empty for any other item."""
    kind, state = item.get("kind"), item.get("state")
    if not isinstance(kind, Mapping) or kind.get("S") not in REGISTERED:
        return {}
    found: dict[str, Any] = json.loads(state["S"]) if isinstance(state, Mapping) else {}
    return found


def childrens_names(item: Any, day: date) -> Iterator[str]:
    """Who is a child on `day`, of the people in an item, however deep they lie."""
    if isinstance(item, Mapping):
        person = document(item)
        if "born_on" in person and day - date.fromisoformat(person["born_on"]) < CHILDHOOD:
            yield person["name"]
        for value in item.values():
            yield from childrens_names(value, day)
    elif isinstance(item, list):
        for one in item:
            yield from childrens_names(one, day)


def numbers_in(text: str, numbers: Iterable[str]) -> list[str]:
    """Which known numbers stand in `text`, however they are written."""
    packed = BETWEEN_DIGITS.sub("", text)
    return [f"number: {one}" for one in numbers if one in packed]


def found_in_mail(text: str, numbers: Iterable[str], children: Iterable[str]) -> list[str]:
    """A mail names people; but no number of anybody, known or not, and no child."""
    shaped = [f"NIK: {one[0]}" for one in SHAPES["NIK"].finditer(text)]
    named = [f"child: {one}" for one in children if one in text]
    return [*shaped, *numbers_in(text, numbers), *named]


def mail_text(raw: bytes) -> str:
    """Subject and texts of a mail as they are read."""
    mail = message_from_bytes(raw, policy=policy.default)
    parts = [one for one in mail.walk() if one.get_content_maintype() == "text"]
    return "\n".join([str(mail["subject"]), *(one.get_content() for one in parts)])


def found_in(
    text: str, values: Iterable[str], codes: Iterable[str] = (), numbers: Iterable[str] = ()
) -> list[str]:
    """What of a person stands in `text`, each with its kind."""
    plain = text if "%" not in text else f"{text}\n{unquote_plus(text)}"
    shaped = [
        f"{kind}: {one[0]}" for kind, shape in SHAPES.items() for one in shape.finditer(plain)
    ]
    said = [f"value: {one}" for one in values if len(one) >= LEAST and one in plain]
    known = [f"code: {one}" for one in codes if _is_code(one) and _stands_alone(one, plain)]
    return [*shaped, *said, *known, *numbers_in(plain, numbers)]


def _is_code(text: str) -> bool:
    """A guess of digits only may be any number of a log."""
    return any(letter.isalpha() for letter in text)


def _stands_alone(code: str, text: str) -> bool:
    return code in text and re.search(rf"(?<!\w){re.escape(code)}(?!\w)", text) is not None
