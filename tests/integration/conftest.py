"""The table, the secrets, the bucket and the queues on moto."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT_ID

from bench import quick_moto
from city.build import build_catalogue
from city.check import CITIES, checked_city
from city.sync import sync
from integration.reads import WATCH, notice_handlers
from mandat.bookings.fleet_store import forget_fleet
from mandat.city.domain import Catalogue
from mandat.city.store import forget_catalogue, load_catalogue, put_catalogue
from mandat.forwarding.store import forget_windows
from mandat.platform.secrets import forget_secrets
from mandat.platform.settings import settings
from mandat.platform.table import connection
from mandat.programmes.terms_store import forget_programmes

# One session keeps the models of the services: moto forgets it, and reading them costs half a test.
_SESSION = boto3.Session()

quick_moto.install()
notice_handlers()


@pytest.fixture(autouse=True)
def watched() -> Iterator[None]:
    """No test of the product may scan, read without a limit, or turn pages without end."""
    WATCH.listen(connection().client)
    WATCH.taken()
    yield
    found = WATCH.taken()
    assert not found, f"unbounded reads: {found}"


@pytest.fixture
def aws() -> Iterator[None]:
    """An empty account with everything that the template would have made."""
    with account():
        yield


@contextmanager
def account() -> Iterator[None]:
    """The same for as long as one likes."""
    with mock_aws():
        boto3.DEFAULT_SESSION = _SESSION
        forget_secrets()
        forget_windows()
        _table()
        _secrets()
        _key()
        _bucket_and_queues()
        boto3.client("sesv2").create_email_identity(EmailIdentity="mandat@bengkulu.example.org")
        yield


def _table() -> None:
    names = ("pk", "sk", "post_id", "work_at", "day_shard", "day_at")
    boto3.client("dynamodb").create_table(
        TableName=settings().table_name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": one, "AttributeType": "S"} for one in names],
        KeySchema=_keys("pk", "sk"),
        GlobalSecondaryIndexes=[
            _index("worklist", "post_id", "work_at"),
            _index("days", "day_shard", "day_at"),
        ],
    )


def _keys(hash_name: str, range_name: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": hash_name, "KeyType": "HASH"},
        {"AttributeName": range_name, "KeyType": "RANGE"},
    ]


def _index(name: str, hash_name: str, range_name: str) -> dict[str, Any]:
    keys = _keys(hash_name, range_name)
    return {"IndexName": name, "KeySchema": keys, "Projection": {"ProjectionType": "ALL"}}


def _secrets() -> None:
    client = boto3.client("secretsmanager")
    signing = {"current": "k2", "k1": "first-signing-key", "k2": "second-signing-key"}
    client.create_secret(Name=settings().signing_secret, SecretString=json.dumps(signing))
    hashing = {"key": "a-hashing-key"}
    client.create_secret(Name=settings().hashing_secret, SecretString=json.dumps(hashing))


def _key() -> None:
    client = boto3.client("kms")
    made = client.create_key()["KeyMetadata"]["KeyId"]
    client.create_alias(AliasName=settings().data_key, TargetKeyId=made)


def _bucket_and_queues() -> None:
    for bucket in (settings().photo_bucket, settings().register_bucket):
        boto3.client("s3").create_bucket(
            Bucket=bucket,
            CreateBucketConfiguration={"LocationConstraint": "ap-southeast-3"},
        )
    for name in ("messages", "due", "jobs", "imports"):
        boto3.client("sqs").create_queue(QueueName=name)


@pytest.fixture
def city(aws: None) -> Catalogue:
    """The city's own data as ops sync it: synced once, then laid back as the emulator held it."""
    forget_catalogue()
    forget_fleet()
    forget_programmes()
    table = get_backend("dynamodb")[ACCOUNT_ID]["ap-southeast-3"].get_table(settings().table_name)
    if not _synced:
        assert sync(checked_city(CITIES / "bengkulu")) == 0
        _synced.append(deepcopy(table.items))
    table.items = deepcopy(_synced[0])
    return load_catalogue()


_synced: list[Any] = []


@pytest.fixture(scope="session")
def built() -> Catalogue:
    return replace(build_catalogue(checked_city(CITIES / "bengkulu")), version=1)


@pytest.fixture
def catalogue(aws: None, built: Catalogue) -> Catalogue:
    """The city's own catalogue alone: pages of citizens need no holders of posts."""
    forget_catalogue()
    forget_programmes()
    put_catalogue(built, replaces=0)
    return built
