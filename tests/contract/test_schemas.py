"""What is stored for good or goes from one function to another changes only knowingly."""

import copy

import pytest

from contract.kinds import ENTRIES, FACTS, schemas
from contract.shelf import (
    Sample,
    faults,
    index,
    outdated,
    outline,
    parts,
    samples,
    stored_schemas,
    without_sample,
)

TODAY = schemas()
HOW = "run the command of contract/write.py, and read CONTRIBUTING.md"


@pytest.mark.parametrize("name", sorted({*TODAY, *stored_schemas()}))
def test_the_stored_schema_is_the_codes(name: str) -> None:
    assert stored_schemas().get(name) == TODAY.get(name), HOW


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_an_old_sample_keeps_todays_schema(sample: Sample) -> None:
    for schema, value in parts(sample):
        assert faults(value, TODAY[schema]) == []


def test_no_sample_was_edited_or_taken_away() -> None:
    assert {one.name: one.digest for one in samples()} == {
        name: entry["sha256"] for name, entry in index().items()
    }, HOW


def test_each_consumer_has_a_sample_of_each_schema_as_it_is_today() -> None:
    assert outdated(TODAY, index()) == [], HOW


def test_every_fact_and_every_entry_has_a_sample() -> None:
    assert without_sample([("notify", one) for one in (*FACTS, *ENTRIES)], samples()) == [], HOW


def first(name: str) -> Sample:
    return next(one for one in samples() if one.name == name)


def test_a_schema_that_no_old_sample_keeps_is_noticed() -> None:
    (_, _), (name, fact) = parts(first("notify/CitizenAsked.1.json"))
    demanding = copy.deepcopy(TODAY[name])
    demanding["$defs"]["CitizenAsked"]["required"].append("channel")
    renamed = copy.deepcopy(TODAY[name])
    renamed["$defs"]["CitizenAsked"]["properties"]["waiting_until"]["type"] = "integer"

    assert faults(fact, demanding) == [": required"]
    assert faults(fact, renamed) == ["waiting_until: type"]


def test_a_new_field_asks_for_a_new_sample() -> None:
    grown = copy.deepcopy(TODAY)
    grown["facts/DataErased"]["$defs"]["DataErased"]["properties"]["by"] = {"type": "string"}

    assert outdated(grown, index()) == ["erasure: facts/DataErased", "notify: facts/DataErased"]
    assert outline(grown["facts/DataErased"]) != outline(TODAY["facts/DataErased"])


def test_a_fact_without_a_sample_is_noticed() -> None:
    assert without_sample([("notify", "CaseLost")], samples()) == ["notify/CaseLost"]
