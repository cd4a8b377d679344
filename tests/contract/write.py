"""Write schemas as the code has them, and samples of what has none yet. Old samples stay.

PYTHONPATH=layers/core/python:functions:infra:tests .venv/bin/python -m contract.write
"""

import json
import sys
from itertools import count
from pathlib import Path

from contract.kinds import Schema, schemas
from contract.shelf import INDEX, SAMPLES, SCHEMAS, Sample, index, outdated, outline, samples
from contract.takes import schema_of, takes


def main() -> None:
    today = schemas()
    for name, schema in today.items():
        _put(SCHEMAS / f"{name}.json", json.dumps(schema, indent=1))
    for consumer, found in takes().items():
        for what, body in found.items():
            if _is_wanted(consumer, what, today):
                _note(_put(_free(consumer, what), json.dumps(json.loads(body), indent=1)), today)


def _is_wanted(consumer: str, what: str, today: dict[str, Schema]) -> bool:
    known = {(one.consumer, one.what) for one in samples()}
    late = f"{consumer}: {schema_of(consumer, what)}" in outdated(today, index())
    return late or (consumer, what) not in known


def _free(consumer: str, what: str) -> Path:
    paths = (SAMPLES / consumer / f"{what}.{version}.json" for version in count(1))
    return next(path for path in paths if not path.exists())


def _put(path: Path, text: str) -> Path:
    if not path.exists() or path.read_text() != f"{text}\n":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n")
        sys.stdout.write(f"{path.name}\n")
    return path


def _note(path: Path, today: dict[str, Schema]) -> None:
    sample = Sample(path)
    entry = {"sha256": sample.digest, "outline": outline(today[sample.schema])}
    noted = index() | {sample.name: entry}
    INDEX.write_text(json.dumps(noted, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
