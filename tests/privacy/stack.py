"""The same search on a running stack: log with metrics, queues, dead letters, and addresses.

`OwnStack.stop` asks for it: a stack of any test is searched when its test has done with it.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from local import seed
from local.settings import ROOT
from privacy.search import FIELDS, NUMBERS, found_in, found_in_mail, personal_values
from privacy.urls import bare

# What comes back of a mail names its address: that is what the queue is for, and nobody reads it.
NAMES_ADDRESSES = "eedback"
# The codes that citizens of this run were told; only their hashes are stored.
CODES: set[str] = set()
# What they typed: a stack that has forgotten somebody does not know it any more.
SAID: set[str] = set()
# Where their browsers were led to.
VISITED: set[str] = set()
# Their numbers and those of the people that every stack knows, as extracts brought them.
TYPED: set[str] = set()
ADULT_YEARS = 18
NUMBER_DIGITS = 16


def visited(path: str, form: Mapping[str, str]) -> None:
    """A browser of this run went to `path`, with what its person typed."""
    VISITED.add(path)
    SAID.update(value for name, value in form.items() if name in FIELDS)
    digits = ("".join(filter(str.isdigit, form[name])) for name in NUMBERS & form.keys())
    TYPED.update(one for one in digits if len(one) == NUMBER_DIGITS)


def registered() -> list[dict[str, str]]:
    """The rows of the extracts that a stack begins with."""
    rows: list[dict[str, str]] = []
    for source in seed.SOURCES:
        with (ROOT / seed.PEOPLE / f"{source}.csv").open(newline="", encoding="utf-8") as file:
            rows += csv.DictReader(file)
    return rows


def numbers() -> set[str]:
    """Every NIK and family card that this run has planted."""
    return TYPED | {row[name] for row in registered() for name in ("nik", "no_kk")}


def children(day: date) -> set[str]:
    born = ((row["nama"], date.fromisoformat(row["tanggal_lahir"])) for row in registered())
    return {name for name, birthday in born if day.year - birthday.year < ADULT_YEARS}


def found_on(stack: Any) -> list[str]:
    """Everything personal that a stack wrote where nobody may read it, each with its place."""
    values = stored_values(stack.aws("dynamodb")) | SAID
    log = Path(stack.logs) / "functions.log"
    lines = log.read_text("utf-8", "replace").splitlines() if log.exists() else []
    logged = [f"functions.log: {one}" for one in found_in_lines(lines, values)]
    queued = [
        f"{name}: {one}"
        for name, body in bodies(stack.aws("sqs"))
        for one in found_in(body, values, CODES, numbers())
    ]
    return sorted({*logged, *queued, *found_in_addresses(values), *found_in_mails(stack.mails())})


def found_in_mails(mails: Iterable[Mapping[str, Any]]) -> list[str]:
    """Mails name whom they are about, but no number of anybody, and no child."""
    known, young = numbers(), children(date.today())  # noqa: DTZ011  a year more or less is no matter
    texts = (json.dumps(one, ensure_ascii=False) for one in mails)
    return [f"mail: {one}" for text in texts for one in found_in_mail(text, known, young)]


def found_in_addresses(values: Iterable[str]) -> list[str]:
    """A token may stand where its door asks for it, and nothing else of anybody."""
    paths = "\n".join(sorted({bare(one) for one in VISITED}))
    return [f"address: {one}" for one in found_in(paths, values, CODES, numbers())]


def found_in_lines(lines: Iterable[str], values: Iterable[str]) -> list[str]:
    """Each finding once, however many lines say it."""
    return sorted(set(found_in("\n".join(lines), values, CODES, numbers())))


def stored_values(table: Any) -> set[str]:
    """What people of this stack are called and what they said."""
    values: set[str] = set()
    for name in table.list_tables()["TableNames"]:
        for page in table.get_paginator("scan").paginate(TableName=name):
            values.update(one for item in page["Items"] for one in personal_values(item))
    return values


def bodies(queues: Any) -> Iterator[tuple[str, str]]:
    """Name and body of every message that lies in a queue; each stays where it is."""
    for url in queues.list_queues().get("QueueUrls", ()):
        name = url.rpartition("/")[2]
        if NAMES_ADDRESSES not in name:
            for one in _received(queues, url):
                yield name, one


def _received(queues: Any, url: str) -> Iterator[str]:
    """All that can be received, then shown again as it was."""
    taken = []
    while found := queues.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=60
    ).get("Messages"):
        taken += found
    for one in taken:
        queues.change_message_visibility(
            QueueUrl=url, ReceiptHandle=one["ReceiptHandle"], VisibilityTimeout=0
        )
    yield from (one["Body"] for one in taken)
