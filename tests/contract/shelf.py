"""Schemas and samples as they are stored, and what is wrong with them."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from contract.kinds import Schema
from contract.takes import schema_of

HERE = Path(__file__).parent
SCHEMAS = HERE / "schemas"
SAMPLES = HERE / "samples"
# What lies in the table for good; the others own what is sent to them.
STORED = frozenset({"cases", "posts"})
# Kinds of items beside a case that hold their whole state as one document, and its schema.
DOCUMENTS = {
    "Case": "case",
    "Booking": "booking",
    "Call": "call",
    "Application": "application",
    "CasePayment": "payment",
    "Death": "death",
    "Guarantee": "guarantee",
    "GuaranteeFollowUp": "follow_up",
    "FosterNeed": "foster_need",
    "FosterCaseDuty": "foster_duty",
    "FosterComplaint": "foster_complaint",
    "Card": "card",
}
INDEX = SAMPLES / "index.json"


@dataclass(frozen=True)
class Sample:
    """samples/<consumer>/<what>.<version>.json: a message as a consumer once received it."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(SAMPLES))

    @property
    def consumer(self) -> str:
        return self.path.parent.name

    @property
    def what(self) -> str:
        return self.path.name.split(".")[0]

    @property
    def body(self) -> str:
        return self.path.read_text("utf-8")

    @property
    def schema(self) -> str:
        return schema_of(self.consumer, self.what)

    @property
    def case_id(self) -> str:
        """Of a stored case."""
        keys = (item["pk"]["S"] for item in json.loads(self.body)["items"])
        return next(one.removeprefix("CASE#") for one in keys if one.startswith("CASE#"))

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


def stored_schemas() -> dict[str, Schema]:
    files = sorted(SCHEMAS.rglob("*.json"))
    return {
        str(it.relative_to(SCHEMAS).with_suffix("")): json.loads(it.read_text()) for it in files
    }


def samples() -> list[Sample]:
    return [Sample(path) for path in sorted(SAMPLES.glob("*/*.json"))]


def index() -> dict[str, dict[str, str]]:
    """Of each sample: its digest, and the outline of its schema when it was taken."""
    found: dict[str, dict[str, str]] = json.loads(INDEX.read_text()) if INDEX.exists() else {}
    return found


def outline(schema: Schema) -> str:
    """The names of all fields: what a new version of a message changes."""
    kinds = schema.get("$defs", {})
    names = sorted(f"{kind}.{name}" for kind in kinds for name in kinds[kind].get("properties", ()))
    return hashlib.sha256(" ".join(names).encode()).hexdigest()[:16]


def faults(value: Any, schema: Schema) -> list[str]:
    """What a schema says against a message; the value itself is not told."""
    found = Draft202012Validator(schema).iter_errors(value)
    return [f"{'/'.join(map(str, one.path))}: {one.validator}" for one in found]


def parts(sample: Sample) -> Iterator[tuple[str, Any]]:
    """Each part of a sample that has a schema of its own, and the schema's name."""
    body = json.loads(sample.body)
    if sample.consumer in STORED:
        yield from _stored(body["items"])
    elif sample.schema.startswith(("facts/", "entries/")):
        image = body["dynamodb"]["NewImage"]
        yield "records/" + ("event" if sample.schema.startswith("facts/") else "entry"), body
        yield sample.schema, json.loads(image["fact"]["S"])
    else:
        yield sample.schema, body


def _stored(items: Iterable[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    for item in items:
        if item["kind"]["S"] in DOCUMENTS:
            yield DOCUMENTS[item["kind"]["S"]], json.loads(item["state"]["S"])
        if "fact" in item:
            kind = "entries" if item["sk"]["S"].startswith("AUDIT#") else "facts"
            yield f"{kind}/{item['type']['S']}", json.loads(item["fact"]["S"])


def without_sample(wanted: Iterable[tuple[str, str]], stored: Iterable[Sample]) -> list[str]:
    """What consumers receive, and nothing on the shelf shows."""
    shown = {(one.consumer, one.what) for one in stored}
    return [f"{consumer}/{what}" for consumer, what in wanted if (consumer, what) not in shown]


def outdated(today: dict[str, Schema], noted: dict[str, dict[str, str]]) -> list[str]:
    """Consumers that have no sample of a schema as it is today."""
    seen = {Sample(SAMPLES / name): entry["outline"] for name, entry in noted.items()}
    wanted = {(one.consumer, one.schema) for one in seen}
    fresh = {(o.consumer, o.schema) for o, then in seen.items() if then == outline(today[o.schema])}
    return [f"{consumer}: {schema}" for consumer, schema in sorted(wanted - fresh)]
