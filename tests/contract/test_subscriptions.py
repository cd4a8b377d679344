"""Each consumer owns samples of all that the template lets through to it, and of nothing else."""

import json

import pytest

from contract.filters import FEED, passes, policies
from contract.shelf import Sample, samples
from contract.takes import takes
from mandat.cases.domain.model import ClockName
from mandat.messaging.domain import Kind

ALL = samples()
OF_THE_FEED = [one for one in ALL if one.consumer in FEED and one.what != "Upload"]
SENT_TO = ("deliver", "reminders", "feedback", "cases", "photos", "jobs", "imports")
MOMENTS = {
    *("route", "resume", "nudge", "close", "news", "digest", "booking", "unit", "evening"),
    *ClockName,
}


@pytest.mark.parametrize("consumer", FEED)
def test_it_has_a_sample_of_all_that_passes_its_filter(consumer: str) -> None:
    policy = policies()[consumer]
    heard = [one.what for one in OF_THE_FEED if passes(policy, json.loads(one.body))]
    assert {one.what for one in OF_THE_FEED if one.consumer == consumer} == set(heard)


@pytest.mark.parametrize("sample", OF_THE_FEED, ids=lambda sample: sample.name)
def test_its_samples_reach_it(sample: Sample) -> None:
    assert passes(policies()[sample.consumer], json.loads(sample.body))


@pytest.mark.parametrize(
    "consumer", ["deliver", "reminders", "feedback", "cases", "photos", "jobs", "imports"]
)
def test_it_has_a_sample_of_all_that_is_sent_to_it(consumer: str) -> None:
    assert {one.what for one in ALL if one.consumer == consumer} >= set(takes()[consumer])


def test_every_kind_of_mail_and_of_moment_is_among_them() -> None:
    assert {one.what for one in ALL if one.consumer == "deliver"} >= set(Kind)
    assert {one.what for one in ALL if one.consumer == "reminders"} >= MOMENTS


@pytest.mark.parametrize(
    ("policy", "body", "passed"),
    [
        ({"a": ["x"]}, {"a": "x", "b": "y"}, True),
        ({"a": ["x"]}, {"a": "y"}, False),
        ({"a": ["x"]}, {}, False),
        ({"a": {"b": [{"prefix": "E#"}]}}, {"a": {"b": "E#1"}}, True),
        ({"a": {"b": [{"prefix": "E#"}]}}, {"a": "E#1"}, False),
        ({"a": {"b": [{"exists": True}]}}, {"a": {"b": "any"}}, True),
        ({"a": {"b": [{"exists": True}]}}, {"a": {}}, False),
    ],
)
def test_a_filter_passes_what_sns_would(
    policy: dict[str, object], body: dict[str, object], passed: bool
) -> None:
    assert passes(policy, body) is passed


def test_a_condition_that_no_test_understands_is_no_pass() -> None:
    with pytest.raises(NotImplementedError):
        passes({"a": [{"anything-but": ["x"]}]}, {"a": "y"})
