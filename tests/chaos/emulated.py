"""The emulator's table alone, for races: moto's transactions are not isolated."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest

from infra.template import Template
from local import emulator, ports
from local.settings import ROOT, Settings
from mandat.platform.clients import client
from mandat.platform.secrets import forget_secrets
from mandat.platform.settings import settings
from mandat.platform.table import TableItem

FOLDER = ROOT / ".local" / "races"
OF_TABLE = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")


@contextmanager
def emulated() -> Iterator[None]:
    """The product of this process works on an emulator of its own, with the template's table."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    own = Settings(FOLDER, port=ports.any_free(), mailbox_port=ports.any_free())
    with pytest.MonkeyPatch.context() as patch, _running(own):
        patch.setenv("AWS_ENDPOINT_URL", own.endpoint)
        _forget_clients()
        _create(own)
        yield
    _forget_clients()


@contextmanager
def _running(own: Settings) -> Iterator[None]:
    with emulator.running(own, own.mailbox_port, on_saved=lambda: None):
        yield


def _forget_clients() -> None:
    """The next call makes a client of where AWS is then."""
    TableItem._connection = None
    client.cache_clear()
    forget_secrets()


def _create(own: Settings) -> None:
    table = Template.read().props("Table")
    _aws(own, "dynamodb").create_table(
        TableName=settings().table_name, **{name: table[name] for name in OF_TABLE}
    )
    hashing = json.dumps({"key": "a-hashing-key"})
    _aws(own, "secretsmanager").create_secret(Name=settings().hashing_secret, SecretString=hashing)


def _aws(own: Settings, service: str) -> Any:
    return boto3.client(service, endpoint_url=own.endpoint)
