"""Give the register a new key for NIKs: every person's id is hashed again, and all that names it.

    python infra/operations/rehash.py --stage production

Programmes must be at rest meanwhile. It may end anywhere and be run again: it goes on where it
stopped, with the same new key. Runbook: infra/operations/runbooks/keys.md.

The order makes it so. First whatever names a person, while each record still stands under the id
that the others are told apart by; the records themselves last; then the key counts.
"""

import hmac
import json
import os
import re
import secrets
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError
from stack import arguments, outputs

CORE = Path(__file__).parents[2] / "layers" / "core" / "python"
KEY_BYTES = 48
CURRENT, NEXT = "nik", "nik_next"
RECORDS = ("Resident", "CaseNik")
ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
# What a write asks for, so that nothing is lost that somebody wrote meanwhile: the first there is.
GUARDS = ("revision", "state", "fact", "seq", "person", "official", "actor")
WORKERS = 8

Item = dict[str, dict[str, Any]]
Ids = Mapping[str, str]


def main() -> int:
    """0 when everything stands under the new key; 1 when something moved: run it again."""
    asked = arguments("Give the register a new key for NIKs.").parse_args()
    stack = outputs(asked.stage)
    names = {"TABLE_NAME": "TableName", "DATA_KEY": "DataKey", "HASHING_SECRET": "HashingSecret"}
    os.environ |= {name: stack[output] for name, output in names.items()}
    sys.path.append(str(CORE))
    keys = _prepared(stack["HashingSecret"])
    left = _rehashed(stack["TableName"], keys[NEXT])
    if left:
        print(f"{left} were written by somebody else meanwhile: run it again.")
        return 1
    _count(stack["HashingSecret"], keys)
    print("The new key counts. Functions keep the old one for 5 minutes: let them rest as long.")
    return 0


def _prepared(secret: str) -> dict[str, str]:
    """The keys with the next one, which is kept before anything is done with it."""
    keys = _read(secret)
    if NEXT not in keys:
        keys[NEXT] = secrets.token_urlsafe(KEY_BYTES)
        _write(secret, keys)
    return keys


def _count(secret: str, keys: dict[str, str]) -> None:
    _write(
        secret, {name: key for name, key in keys.items() if name != NEXT} | {CURRENT: keys[NEXT]}
    )


def _read(secret: str) -> dict[str, str]:
    answer = boto3.client("secretsmanager").get_secret_value(SecretId=secret)
    found: dict[str, str] = json.loads(answer["SecretString"])
    return found


def _write(secret: str, keys: dict[str, str]) -> None:
    boto3.client("secretsmanager").put_secret_value(SecretId=secret, SecretString=json.dumps(keys))


def _rehashed(table: str, key: str) -> int:
    """How many items somebody else wrote meanwhile."""
    ids = dict(_each(lambda item: _new_id(item, key), _items(table, RECORDS)))
    moving = sum(old != new for old, new in ids.items())
    print(f"{moving} of {len(ids)} ids are to be hashed again.", flush=True)
    others = (one for one in _items(table) if _kind(one) not in RECORDS)
    told = Counter(_each(lambda item: _moved(table, item, ids), others))
    if not told[False]:
        told += Counter(_each(lambda item: _moved(table, item, ids), _items(table, RECORDS)))
    print(f"{told[True]} items name them otherwise now.", flush=True)
    return told[False]


def _each(act: Callable[[Item], Any], items: Iterable[Item]) -> Iterator[Any]:
    """What `act` answers for each item, but None; some at a time."""
    with ThreadPoolExecutor(WORKERS) as pool:
        yield from (one for one in pool.map(act, items) if one is not None)


def _items(table: str, kinds: tuple[str, ...] = ()) -> Iterator[Item]:
    """The whole table, or the items of some kinds."""
    wanted: dict[str, Any] = {}
    if kinds:
        values = {f":{number}": {"S": kind} for number, kind in enumerate(kinds)}
        wanted = {
            "FilterExpression": f"kind IN ({', '.join(values)})",
            "ExpressionAttributeValues": values,
        }
    pages = boto3.client("dynamodb").get_paginator("scan")
    for page in pages.paginate(TableName=table, ConsistentRead=True, **wanted):
        yield from page["Items"]


def _kind(item: Item) -> str:
    return str(item["kind"]["S"])


def _new_id(item: Item, key: str) -> tuple[str, str]:
    """The id that a record stands for, and the one that the new key makes."""
    from mandat.programmes.sealing import unseal

    pk = str(item["pk"]["S"])
    old = pk.partition("#")[2] if _kind(item) == "Resident" else str(item["person"]["S"])
    digits = unseal(item["sealed"]["B"], pk)
    return old, hmac.digest(key.encode(), f"nik|{digits}".encode(), "sha256").hex()[:32]


def _moved(table: str, item: Item, ids: Ids) -> bool | None:
    """Whether it could be written; None where it names nobody whose id changes."""
    after = _renamed(item, ids)
    if after == item:
        return None
    if after["pk"] != item["pk"] and "sealed" in item:
        after["sealed"] = {"B": _sealed_anew(item, after)}
    try:
        boto3.client("dynamodb").transact_write_items(TransactItems=_writes(table, item, after))
    except ClientError as error:
        if error.response["Error"]["Code"] != "TransactionCanceledException":
            raise
        return False
    return True


def _renamed(item: Item, ids: Ids) -> Item:
    """With the new ids in every text: keys, documents, facts."""

    def new(found: re.Match[str]) -> str:
        return ids.get(found[0], found[0])

    return {
        name: {"S": ID.sub(new, value["S"])} if "S" in value else value
        for name, value in item.items()
    }


def _sealed_anew(before: Item, after: Item) -> bytes:
    """A NIK is sealed for the item that it lies in."""
    from mandat.programmes.sealing import seal, unseal

    digits = unseal(before["sealed"]["B"], str(before["pk"]["S"]))
    return seal(digits, str(after["pk"]["S"]))


def _writes(table: str, before: Item, after: Item) -> list[dict[str, Any]]:
    """Over what was read; under another key only where nothing lies."""
    keys = {name: before[name] for name in ("pk", "sk")}
    seen = _as_read(before)
    if keys == {name: after[name] for name in keys}:
        return [{"Put": {"TableName": table, "Item": after, **seen}}]
    new = {"ConditionExpression": "attribute_not_exists(pk)"}
    return [
        {"Put": {"TableName": table, "Item": after, **new}},
        {"Delete": {"TableName": table, "Key": keys, **seen}},
    ]


def _as_read(item: Item) -> dict[str, Any]:
    guard = next((name for name in GUARDS if name in item), "pk")
    return {
        "ConditionExpression": "#guard = :seen",
        "ExpressionAttributeNames": {"#guard": guard},
        "ExpressionAttributeValues": {":seen": item[guard]},
    }


if __name__ == "__main__":
    sys.exit(main())
