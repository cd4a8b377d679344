"""The city on moto, as integration tests have it, with what was stored once in its table."""

import json
from copy import deepcopy
from typing import Any

import boto3
import pytest
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID as ACCOUNT_ID

from contract.shelf import STORED, samples
from integration.conftest import aws, city
from mandat.cases.store import load
from mandat.city.domain import Catalogue
from mandat.personal.domain import Contact
from mandat.personal.writes import contact_writes
from mandat.platform.settings import settings
from mandat.platform.transaction import commit

__all__ = ["aws", "city"]
CONTACT = Contact("Warga Contoh", "+6280000000001", "warga@example.org")


_laid: list[Any] = []


@pytest.fixture
def stored(city: Catalogue) -> Catalogue:
    """Every item of the stored cases as it was written then, and a contact for each.

    Written once, then laid back as the emulator held it.
    """
    table = get_backend("dynamodb")[ACCOUNT_ID]["ap-southeast-3"].get_table(settings().table_name)
    if not _laid:
        _lay()
        _laid.append(deepcopy(table.items))
    table.items = deepcopy(_laid[0])
    return city


def _lay() -> None:
    table = boto3.client("dynamodb")
    for sample in samples():
        items = json.loads(sample.body)["items"] if sample.consumer in STORED else []
        for item in items:
            table.put_item(TableName=settings().table_name, Item=item)
        if sample.consumer == "cases":
            case = load(sample.case_id)
            commit(contact_writes(case.id, CONTACT, case.submitted_at))
