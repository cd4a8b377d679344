"""Photos are forgotten when the words that they came with are."""

from infra.template import Template
from mandat.personal.domain import RETENTION_DAYS


def test_claimed_photos_expire_with_the_rest_of_a_case() -> None:
    bucket = Template.read().body["Resources"]["PhotoBucket"]["Properties"]
    rules = {rule["Id"]: rule for rule in bucket["LifecycleConfiguration"]["Rules"]}

    assert rules["claimed-expires"]["ExpirationInDays"] == RETENTION_DAYS
    assert rules["claimed-expires"]["TagFilters"] == [{"Key": "state", "Value": "claimed"}]
