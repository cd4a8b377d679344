"""The city's files as plain data that still knows on which line each value stands."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILES = (
    "city",
    "agencies",
    "posts",
    "deadlines",
    "services",
    "fleet",
    "programmes",
    "calendar",
    "ladder",
    "leaders",
    "limits",
)
VILLAGES = "kelurahan"
_TIMESTAMP = "tag:yaml.org,2002:timestamp"

# Where a value stands in its file: ("services", 3, "title").
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One mistake, said in the language of those who edit the files."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        here = Path.cwd()
        path = self.path.relative_to(here) if self.path.is_relative_to(here) else self.path
        return f"{path}:{self.line}: {self.text}"


class DataError(Exception):
    """The city's files hold mistakes: `problems`."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Source:
    """One file: its data, and the line of every place in it."""

    path: Path
    data: Any
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, text: str) -> Problem:
        return Problem(self.path, self.line(place), text)


# libyaml's loader reads the same ten times faster where PyYAML was built with it.
_Fastest: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Fastest):  # type: ignore[misc]  # which loader it is depends on the machine
    """YAML whose dates stay text: the schema wants them as they are written."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMP]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_city(folder: Path) -> dict[str, Source]:
    """All files of one city by name; DataError lists those that cannot be read."""
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for name in (*FILES, VILLAGES):
        try:
            sources[name] = _read(folder, name)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return sources


def _read(folder: Path, name: str) -> Source:
    path = folder / (f"{name}.csv" if name == VILLAGES else f"{name}.yaml")
    if not path.is_file():
        raise DataError([Problem(path, 1, "berkas tidak ada")])
    return read_csv(path) if name == VILLAGES else read_yaml(path)


def read_yaml(path: Path) -> Source:
    loader = _Loader(path.read_text(encoding="utf-8"))
    try:
        node = loader.get_single_node()
        lines = dict(_places(node, ()))
        problems = [Problem(path, *twice) for twice in _repeated_keys(node)]
        data = loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        text = f"penulisan YAML salah: {error.problem} (periksa tanda kutip, koma, dan spasi)"
        raise DataError([Problem(path, line, text)]) from error
    if problems:
        raise DataError(problems)
    return Source(path, data, lines)


def read_csv(path: Path) -> Source:
    """Rows by column name; spreadsheets may have put a mark in front or semicolons between."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        delimiter = ";" if ";" in file.readline() else ","
        file.seek(0)
        reader = csv.DictReader(file, delimiter=delimiter, restkey="kolom-lebih", restval="")
        rows = [(reader.line_num, row) for row in reader]
    lines: dict[Place, int] = {(index,): line for index, (line, _) in enumerate(rows)}
    return Source(path, [row for _, row in rows], lines)


def _places(node: yaml.Node | None, place: Place) -> Iterator[tuple[Place, int]]:
    if node is None:
        return
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*place, key.value), key.start_mark.line + 1
            yield from list(_places(value, (*place, key.value)))[1:]
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _places(value, (*place, index))


def _repeated_keys(node: yaml.Node | None) -> Iterator[tuple[int, str]]:
    """Keys that stand twice in one mapping, where plain YAML would drop the first."""
    if isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated_keys(value)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.start_mark.line + 1, f"'{key.value}' tertulis dua kali"
            seen.add(key.value)
            yield from _repeated_keys(value)
