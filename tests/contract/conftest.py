"""The city on moto, as integration tests have it, with what was stored once in its table."""

import json

import boto3
import pytest

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


@pytest.fixture
def stored(city: Catalogue) -> Catalogue:
    """Every item of the stored cases as it was written then, and a contact for each."""
    table = boto3.client("dynamodb")
    for sample in samples():
        items = json.loads(sample.body)["items"] if sample.consumer in STORED else []
        for item in items:
            table.put_item(TableName=settings().table_name, Item=item)
        if sample.consumer == "cases":
            case = load(sample.case_id)
            commit(contact_writes(case.id, CONTACT, case.submitted_at))
    return city
