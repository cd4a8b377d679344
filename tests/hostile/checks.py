"""What holds for every answer, every log line and the table, whatever was sent."""

import io
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import msgspec

from hostile.http import Answer
from hostile.texts import ATTRIBUTE, ELEMENT, MARK, WORKED_OUT
from integration.citizens import logged
from mandat.cases.domain.model import Case
from mandat.cases.domain.timing import next_moment
from mandat.cases.store import due_item

HEADERS = {
    "Cache-Control",
    "Content-Disposition",
    "Content-Security-Policy",
    "Content-Type",
    "Location",
    "Referrer-Policy",
    "Refresh",
    "Set-Cookie",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
}
COOKIE = re.compile(
    r"(__Host-mandat|__Host-terkirim|__Host-pinjam|bahasa|catat)=[\w.:/-]*; Path=/[a-z/]*; "
    r"Max-Age=\d+; HttpOnly; Secure; SameSite=Lax"
)
OURS = (
    "https://mandat.example.org/",
    "https://mandat-photos-test.s3.ap-southeast-3.amazonaws.com/",
)
INNARDS = re.compile(
    r"Traceback|\b[A-Za-z]*(?:Error|Exception)\b|site-packages|\.py\b|&lt;class|<class"
)
# Short texts, and words of our own doors, stand in a line by chance.
ORDINARY = re.compile(r"(?s:.{0,5})|[a-z._-]+")


class _Page(HTMLParser):
    """Refuses an element, an attribute, an address or a script that came from outside."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.foreign: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag in {"script", "style"}
        names = [tag, *(name for name, _ in attrs)]
        self.foreign += [one for one in names if ELEMENT in one or ATTRIBUTE in one]
        for name, value in attrs:
            if name in {"href", "src", "action", "formaction"} and _leads_away(value or ""):
                self.foreign.append(f"{tag} {name}")

    def handle_data(self, data: str) -> None:
        if self._in_script and MARK in data:
            self.foreign.append("script")

    def handle_endtag(self, _tag: str) -> None:
        self._in_script = False

    def handle_comment(self, data: str) -> None:
        self.foreign += ["comment"] if MARK in data else []

    def handle_decl(self, decl: str) -> None:
        self.foreign += ["declaration"] if decl.lower() != "doctype html" else []


def _leads_away(address: str) -> bool:
    return urlsplit(address.strip()).scheme in {"javascript", "data", "vbscript"} or (
        MARK in urlsplit(address.strip()).netloc
    )


def foreign_parts(page: str) -> list[str]:
    """What of a page is not text although it came from outside."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    return reader.foreign


def is_sound(answer: Answer) -> None:
    """No fault of ours, nothing of the inside, nothing foreign in headers and page."""
    assert answer.status < 500, answer.status
    assert set(answer.headers) <= HEADERS, set(answer.headers) - HEADERS
    for name, values in answer.headers.items():
        for value in values:
            _is_header(name, value)
    if "text/html" in answer.headers["Content-Type"][0]:
        assert foreign_parts(answer.body) == []
        assert not INNARDS.search(_without_texts(answer.body))
        assert WORKED_OUT not in answer.body


def _is_header(name: str, value: str) -> None:
    assert value.isascii(), name
    assert value.isprintable(), name
    if name == "Set-Cookie":
        assert COOKIE.fullmatch(value), value.partition("=")[0]
    if name == "Location":
        assert value.startswith(OURS) or re.match(r"/[^/\\]", value), "leads away"


def _without_texts(page: str) -> str:
    """A page without the lines in which it repeats what was typed."""
    return "\n".join(line for line in page.splitlines() if MARK not in line)


@contextmanager
def written() -> Iterator[io.StringIO]:
    """Everything that is logged or counted meanwhile."""
    with logged() as log, redirect_stdout(log):
        yield log


def is_quiet(log: str, said: Iterable[str]) -> None:
    """One JSON document a line, and none of the texts in any of them."""
    # split by what a log reader splits by, not by every separator that Unicode knows
    lines = [json.loads(line) for line in log.split("\n") if line]
    plain = log + json.dumps(lines, ensure_ascii=False)
    assert MARK not in plain
    for text in said:
        assert ORDINARY.fullmatch(text) or text not in plain, "a text is in the log"


def is_whole(items: Any) -> None:
    """Every case of the table has all of its items, and every item its case.

    `items` as moto keeps them: partition key to sort key to item.
    """
    plain = {
        key.value: {sort.value: _values(item) for sort, item in rows.items()}
        for key, rows in items.items()
        if rows  # moto keeps an empty place for what was only asked for
    }
    cases = {key: rows for key, rows in plain.items() if key.startswith("CASE#")}
    for rows in cases.values():
        _is_whole_case(rows, plain)
    for key, rows in plain.items():
        if key.startswith(("NEAR#", "PERSON#", "PHOTO#")):
            assert all(f"CASE#{_case_of(row)}" in cases for row in rows.values()), key


def _values(item: Any) -> dict[str, Any]:
    return {name: value.value for name, value in item.attrs.items()}


def _case_of(row: dict[str, Any]) -> str:
    return str(row.get("case_id") or row["sk"].rpartition("#")[2])


def _is_whole_case(rows: dict[str, Any], plain: dict[str, Any]) -> None:
    case = msgspec.json.decode(rows["CASE"]["state"], type=Case)
    events = sorted(key for key in rows if key.startswith("EVENT#"))
    assert events == [f"EVENT#{number:06}" for number in range(1, case.seq + 1)]
    assert any(key.startswith("CAUSE#") for key in rows)
    assert case.erased_at or "NARRATIVE" in rows
    due = next_moment(case)
    if due:
        item = due_item(case.id, due)
        assert item.sk in plain[item.pk]
