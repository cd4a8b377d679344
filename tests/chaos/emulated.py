"""The emulator's table alone, for races: moto's transactions are not isolated."""

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any

import boto3
import pytest

from infra.template import Template
from local import emulator, ports
from local.settings import ROOT, Settings
from mandat.cases import commands
from mandat.errors import ConflictError
from mandat.platform.clients import client
from mandat.platform.secrets import forget_secrets
from mandat.platform.settings import settings
from mandat.platform.table import TableItem
from mandat.platform.transaction import CONTENDED, Write

FOLDER = ROOT / ".local" / "races"
OF_TABLE = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")


@contextmanager
def emulated() -> Iterator[None]:
    """The product of this process works on an emulator of its own, with the template's table."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    own = Settings(FOLDER, port=ports.any_free(), mailbox_port=ports.any_free())
    with _running(own), working_at(own.endpoint):
        yield


@contextmanager
def working_at(endpoint: str) -> Iterator[None]:
    """The product of this process works on that emulator, with a table of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", endpoint)
        # whom an emulator that enforces permissions takes for its root
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        _forget_clients()
        _create(endpoint)
        yield
        _drop(endpoint)
    _forget_clients()


@contextmanager
def conflicting() -> Iterator[list[str]]:
    """Commands meet conflicts as on AWS; those that were met.

    AWS refuses a transaction one of whose items another has in hand; the emulator lets it wait.
    """
    real, in_hand, door, found = commands.commit, set[tuple[str, str]](), Lock(), list[str]()

    def as_aws(writes: Iterable[Write]) -> None:
        writes = tuple(writes)
        keys = {(str(one.item.pk), str(one.item.sk)) for one in writes}
        with door:
            if keys & in_hand:
                found.append(CONTENDED)
                raise ConflictError(CONTENDED)
            in_hand.update(keys)
        try:
            real(writes)
        finally:
            with door:
                in_hand.difference_update(keys)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commands, "commit", as_aws)
        yield found


@contextmanager
def _running(own: Settings) -> Iterator[None]:
    with emulator.running(own, own.mailbox_port, on_saved=lambda: None):
        yield


def _forget_clients() -> None:
    """The next call makes a client of where AWS is then."""
    TableItem._connection = None
    client.cache_clear()
    forget_secrets()


def _create(endpoint: str) -> None:
    """The template's table and the hashing key, which a stack may have from an earlier test."""
    _drop(endpoint)
    table = Template.read().props("Table")
    _aws("dynamodb", endpoint).create_table(
        TableName=settings().table_name, **{name: table[name] for name in OF_TABLE}
    )
    secrets, hashing = _aws("secretsmanager", endpoint), json.dumps({"key": "a-hashing-key"})
    with suppress(secrets.exceptions.ResourceExistsException):
        secrets.create_secret(Name=settings().hashing_secret, SecretString=hashing)


def _drop(endpoint: str) -> None:
    """A test that was killed leaves its table behind."""
    dynamodb = _aws("dynamodb", endpoint)
    with suppress(dynamodb.exceptions.ResourceNotFoundException):
        dynamodb.delete_table(TableName=settings().table_name)


def _aws(service: str, endpoint: str) -> Any:
    return boto3.client(service, endpoint_url=endpoint)
