"""What a browser without JavaScript sees of a page: its forms, links, frames and a few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from local.errors import LocalError

Pairs = list[tuple[str, str]]
# What of the words is of use here: a heading, keys, the line above it, a state, what went wrong,
# the number of a letter.
HEADING = "h1"
WORDS = frozenset({"key", "step", "tag", "error", "number"})
UNSENT = frozenset({"file", "button", "submit"})
TICKED = frozenset({"radio", "checkbox"})


@dataclass
class Form:
    """A form as it would be sent untouched, and what else can be chosen in it.

    `choices` are (value, words) of each radio, checkbox and select; `files` names its file field;
    `shown` are the fields that people can type into.
    """

    action: str
    method: str
    pairs: Pairs = field(default_factory=list)
    choices: dict[str, Pairs] = field(default_factory=dict)
    buttons: Pairs = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    files: str = ""

    @property
    def fields(self) -> set[str]:
        """Names that can be filled in."""
        return self.shown | set(self.choices)

    def filled(self, values: Mapping[str, str]) -> Pairs:
        """What is sent with these values. A choice may be named by its words.

        Raises LocalError for what the page does not offer.
        """
        missing = values.keys() - self.fields
        if missing:
            raise LocalError(f"The form {self.action} has no field {', '.join(sorted(missing))}.")
        kept = [pair for pair in self.pairs if pair[0] not in values]
        return kept + [(name, self._offered(name, value)) for name, value in values.items()]

    def _offered(self, name: str, value: str) -> str:
        options = self.choices.get(name)
        if options is None:
            return value
        for key, words in options:
            if value in {key, words}:
                return key
        raise LocalError(f"The field {name} of {self.action} does not offer {value!r}.")

    def button(self, start: str) -> tuple[str, str]:
        """The first button whose value begins so. Raises LocalError when there is none."""
        for button in self.buttons:
            if button[1].startswith(start):
                return button
        raise LocalError(f"The form {self.action} has no button {start!r}.")


@dataclass
class Page:
    """`links` are (address, words); `words` are texts of headings (h1) and of marked elements."""

    address: str = ""
    forms: list[Form] = field(default_factory=list)
    links: Pairs = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    words: dict[str, list[str]] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """The form of a page that asks something. Raises LocalError when there is none."""
        if not self.forms:
            raise LocalError(f"A form was expected, the page says: {self.first(HEADING)!r}.")
        return self.forms[-1]

    def first(self, kind: str) -> str:
        return self.words.get(kind, [""])[0]

    def link(self, part: str, words: str = "") -> str:
        """The first link with `part` in its path and `words` in its words; "" for none."""
        found = (one for one, said in self.links if part in urlsplit(one).path and words in said)
        return next(found, "")


def read(html: str, address: str = "") -> Page:
    """The page of this HTML."""
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    reader.finish()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.page = Page(address)
        self._form: Form | None = None
        self._by_id: dict[str, Form] = {}
        self._outside: list[tuple[str, tuple[str, str]]] = []
        self._words: list[tuple[str, str, list[str]]] = []
        self._href = self._area = self._select = self._chosen = self._option = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == HEADING or WORDS & set(given.get("class", "").split()):
            self._listen(tag, given)
        opened = getattr(self, f"_open_{tag}", None)
        if opened:
            opened(given)

    def handle_data(self, data: str) -> None:
        for _, _, heard in self._words:
            heard.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._words and self._words[-1][0] == tag:
            _, kind, heard = self._words.pop()
            self._heard(kind, " ".join("".join(heard).split()))
        if tag == "form":
            self._form = None
        if tag == "select" and self._form:
            self._form.pairs.append((self._select, self._chosen))

    def finish(self) -> None:
        """Buttons that stand outside of their form, such as the way back, join it last."""
        for name, button in self._outside:
            if name in self._by_id:
                self._by_id[name].buttons.append(button)

    def _listen(self, tag: str, given: dict[str, str]) -> None:
        kinds = WORDS & set(given.get("class", "").split())
        self._words.append((tag, next(iter(kinds), HEADING), []))

    def _heard(self, kind: str, text: str) -> None:
        if kind == "a":
            self.page.links.append((self._href, text))
        elif kind == "option" and self._form:
            self._form.choices[self._select].append((self._option, text))
        elif kind == "textarea" and self._form:
            self._form.pairs.append((self._area, text))
            self._form.shown.add(self._area)
        else:
            self.page.words.setdefault(kind, []).append(text)

    def _open_a(self, given: dict[str, str]) -> None:
        self._href = given.get("href", "")
        self._words.append(("a", "a", []))

    def _open_iframe(self, given: dict[str, str]) -> None:
        self.page.frames.append(given.get("src", ""))

    def _open_form(self, given: dict[str, str]) -> None:
        self._form = Form(given.get("action") or self.page.address, given.get("method", "get"))
        self._by_id[given.get("id", "")] = self._form
        self.page.forms.append(self._form)

    def _open_button(self, given: dict[str, str]) -> None:
        button = (given.get("name", ""), given.get("value", ""))
        if given.get("form"):
            self._outside.append((given["form"], button))
        elif self._form:
            self._form.buttons.append(button)

    def _open_input(self, given: dict[str, str]) -> None:
        if self._form is None:
            return
        kind, name = given.get("type", "text"), given.get("name", "")
        if kind == "file":
            self._form.files = name
        if kind in TICKED:
            self._form.choices.setdefault(name, []).append((given.get("value", "on"), ""))
        if kind in UNSENT or (kind in TICKED and "checked" not in given):
            return
        self._form.pairs.append((name, given.get("value", "")))
        if kind != "hidden":
            self._form.shown.add(name)

    def _open_textarea(self, given: dict[str, str]) -> None:
        self._area = given.get("name", "")
        self._words.append(("textarea", "textarea", []))

    def _open_select(self, given: dict[str, str]) -> None:
        self._select, self._chosen = given.get("name", ""), ""
        if self._form:
            self._form.choices[self._select] = []

    def _open_option(self, given: dict[str, str]) -> None:
        self._option = given.get("value", "")
        if "selected" in given:
            self._chosen = self._option
        self._words.append(("option", "option", []))
