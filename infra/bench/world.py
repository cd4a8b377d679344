"""The city on moto, as the template and the city's own data make it. Imports the product."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import Any

import boto3
from moto import mock_aws

from bench.places import REGION, SURROUNDINGS

KEYS = ("pk", "sk", "post_id", "work_at", "day_shard", "day_at")
INDEXES = {"worklist": ("post_id", "work_at"), "days": ("day_shard", "day_at")}
SIGNING = {"current": "k2", "k1": "first-signing-key", "k2": "second-signing-key"}
HASHING = {"key": "a-hashing-key"}


@contextmanager
def city() -> Iterator[None]:
    """An account with the table, secrets, bucket, queues and the whole city in it."""
    os.environ.update(SURROUNDINGS)
    with mock_aws():
        make_city()
        yield


def make_city() -> None:
    """All of it, in the account that AWS' clients reach now."""
    _table()
    _secrets()
    _rest()
    _sync()


def _table() -> None:
    boto3.client("dynamodb").create_table(
        TableName=SURROUNDINGS["TABLE_NAME"],
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": one, "AttributeType": "S"} for one in KEYS],
        KeySchema=_schema("pk", "sk"),
        GlobalSecondaryIndexes=[
            {
                "IndexName": name,
                "KeySchema": _schema(*keys),
                "Projection": {"ProjectionType": "ALL"},
            }
            for name, keys in INDEXES.items()
        ],
    )


def _schema(hash_name: str, range_name: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": hash_name, "KeyType": "HASH"},
        {"AttributeName": range_name, "KeyType": "RANGE"},
    ]


def _secrets() -> None:
    client = boto3.client("secretsmanager")
    client.create_secret(Name=SURROUNDINGS["SIGNING_SECRET"], SecretString=json.dumps(SIGNING))
    client.create_secret(Name=SURROUNDINGS["HASHING_SECRET"], SecretString=json.dumps(HASHING))


def _rest() -> None:
    boto3.client("s3").create_bucket(
        Bucket=SURROUNDINGS["PHOTO_BUCKET"],
        CreateBucketConfiguration={"LocationConstraint": REGION},
    )
    boto3.client("s3").create_bucket(
        Bucket=SURROUNDINGS["REGISTER_BUCKET"],
        CreateBucketConfiguration={"LocationConstraint": REGION},
    )
    key = boto3.client("kms").create_key()["KeyMetadata"]["KeyId"]
    boto3.client("kms").create_alias(AliasName=SURROUNDINGS["DATA_KEY"], TargetKeyId=key)
    for name in ("messages", "due", "jobs", "imports"):
        boto3.client("sqs").create_queue(QueueName=name)
    sender = "mandat@bengkulu.example.org"
    boto3.client("sesv2").create_email_identity(EmailIdentity=sender)


def _sync() -> None:
    from city.check import CITIES, checked_city
    from city.sync import sync

    with redirect_stdout(io.StringIO()) as said:
        if sync(checked_city(CITIES / "bengkulu")):
            raise RuntimeError(said.getvalue())


def all_items() -> list[dict[str, Any]]:
    """Every item of the table, as moto holds it."""
    pages = boto3.client("dynamodb").get_paginator("scan")
    found = pages.paginate(TableName=SURROUNDINGS["TABLE_NAME"])
    return [item for page in found for item in page["Items"]]
