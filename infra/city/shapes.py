"""The city's files against their JSON schemas, with mistakes told in Bahasa Indonesia."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from referencing import Registry, Resource

from city.source import Place, Problem, Source

FOLDER = Path(__file__).parent / "schema"

_TYPES = {
    "string": "teks (pakai tanda kutip bila berupa angka)",
    "integer": "bilangan bulat",
    "boolean": "true atau false",
    "object": "bagian dengan nama dan isi",
    "array": "daftar",
}


def check_schemas(sources: dict[str, Source]) -> Iterator[Problem]:
    """Every mistake in the shape of the files, in the order of files and lines."""
    registry = _registry()
    for name, source in sources.items():
        yield from _check(source, name, registry)


def check_holders(source: Source) -> Iterator[Problem]:
    """Every mistake in the shape of a CSV file of holders."""
    yield from _check(source, "holders", _registry())


def check_officials(source: Source) -> Iterator[Problem]:
    """Every mistake in the shape of a list of officials."""
    yield from _check(source, "officials", _registry())


def _check(source: Source, name: str, registry: Registry[Any]) -> list[Problem]:
    schema = registry.contents(f"{name}.schema.json")
    validator = Draft202012Validator(
        schema, registry=registry, format_checker=FormatChecker(["date"])
    )
    problems = {_problem(source, error) for error in validator.iter_errors(source.data)}
    return sorted(problems, key=lambda problem: (problem.line, problem.text))


def _registry() -> Registry[Any]:
    schemas = (json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.schema.json"))
    return Registry().with_resources(
        [(schema["$id"], Resource.from_contents(schema)) for schema in schemas]
    )


def _problem(source: Source, error: ValidationError) -> Problem:
    place: Place = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        place = (*place, _unknown(error)[0])
    say = _SAY.get(str(error.validator), lambda error: str(error.message))
    return source.problem(place, f"{_where(error)}{say(error)}")


def _where(error: ValidationError) -> str:
    """The field as one would say it: 'services[2].title.en: '."""
    path = error.absolute_path
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    where = "".join(steps).removeprefix(".")
    return f"{where}: " if where else ""


def _unknown(error: ValidationError) -> list[str]:
    known = error.schema.get("properties", {})
    return [str(key) for key in error.instance if key not in known]


def _missing(error: ValidationError) -> str:
    return str(error.message).split("'")[1]


def _wanted(error: ValidationError) -> str:
    return str(error.schema.get("description", error.validator_value))


def _misplaced(error: ValidationError) -> str:
    """jsonschema does not say which field it was: options are a list, a capacity is a number."""
    is_list = isinstance(error.instance, list)
    return f"hanya untuk {'pertanyaan dengan kind: choice' if is_list else 'kind: pool'}"


_SAY: dict[str, Callable[[ValidationError], str]] = {
    "required": lambda error: f"'{_missing(error)}' belum diisi",
    "additionalProperties": lambda error: f"'{', '.join(_unknown(error))}' tidak dikenal",
    "type": lambda error: (
        f"harus berupa {_TYPES.get(error.validator_value, error.validator_value)}"
    ),
    "enum": lambda error: f"pilih salah satu: {', '.join(error.validator_value)}",
    "pattern": lambda error: f"'{error.instance}' harus berupa {_wanted(error)}",
    "format": lambda error: f"'{error.instance}' harus berupa {_wanted(error)}",
    "minimum": lambda error: f"paling sedikit {error.validator_value}",
    "maximum": lambda error: f"paling banyak {error.validator_value}",
    "multipleOf": lambda error: f"harus kelipatan {error.validator_value}",
    "dependentRequired": lambda error: f"'{_missing(error)}' belum diisi",
    "minLength": lambda error: f"paling pendek {error.validator_value} huruf",
    "maxLength": lambda error: f"paling panjang {error.validator_value} huruf",
    "minItems": lambda error: f"paling sedikit {error.validator_value} isi",
    "maxItems": lambda error: f"paling banyak {error.validator_value} isi",
    "minProperties": lambda error: f"paling sedikit {error.validator_value} isi",
    "uniqueItems": lambda _: "ada isi yang sama dua kali",
    "None": _misplaced,
}
