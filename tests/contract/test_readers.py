"""Whatever was stored or sent once is read by today's code, for ever."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest

from contract.readers import READERS
from contract.shelf import DOCUMENTS, STORED, Sample, samples
from mandat.bereavement import store as deaths
from mandat.bereavement.domain.apply import replay as death_of
from mandat.bookings import store as bookings
from mandat.bookings.domain.apply import replay as booking_of
from mandat.cases import store
from mandat.cases.domain.apply import replay
from mandat.cases.domain.facts import Event
from mandat.city.domain import Catalogue
from mandat.dispatch import store as calls
from mandat.dispatch.domain.apply import replay as call_of
from mandat.fostering import store as fosterings
from mandat.fostering.domain.apply import replay as fostering_of
from mandat.guarantee import store as guarantees
from mandat.guarantee.domain.apply import replay as guarantee_of
from mandat.guarantee.domain.follow_up import replay as follow_up_of
from mandat.idcard import store as cards
from mandat.idcard.domain.apply import replay as card_of
from mandat.posts import store as posts
from mandat.stipend import store as stipends
from mandat.stipend.domain.apply import replay as subject_of

Tell = Callable[[Sequence[Event]], Any]
# What hangs off a case: as its record tells it, and as it is stored.
TOLD: dict[str, tuple[Tell, Callable[[str], Any]]] = {
    "case": (replay, store.load),
    "booking": (booking_of, bookings.load),
    "call": (call_of, calls.load),
    "application": (subject_of, stipends.load_application),
    "payment": (subject_of, stipends.load_payment),
    "death": (death_of, deaths.load),
    "guarantee": (guarantee_of, guarantees.load),
    "follow_up": (follow_up_of, guarantees.load_follow_up),
    "foster_need": (fostering_of, fosterings.load_need),
    "foster_duty": (fostering_of, fosterings.load_duty),
    "foster_complaint": (fostering_of, fosterings.load_complaint),
    "card": (card_of, cards.load),
}


def of(consumer: str) -> list[Sample]:
    return [one for one in samples() if one.consumer == consumer]


def test_every_consumer_of_the_shelf_has_a_reader() -> None:
    assert {one.consumer for one in samples()} == {*READERS, *STORED}


@pytest.mark.parametrize("consumer", READERS)
def test_its_samples_are_read(consumer: str, stored: Catalogue) -> None:
    for sample in of(consumer):
        READERS[consumer](sample.body)


@pytest.mark.parametrize("sample", of("cases"), ids=lambda sample: sample.name)
def test_a_stored_case_is_loaded_and_told_by_its_record(sample: Sample, stored: Catalogue) -> None:
    items = json.loads(sample.body)["items"]
    case_id = sample.case_id
    then = {
        DOCUMENTS[item["kind"]["S"]]: json.loads(item["state"]["S"])
        for item in items
        if item["kind"]["S"] in DOCUMENTS
    }
    events = store.timeline(case_id)
    told = {kind: tell(events) for kind, (tell, _) in TOLD.items()}

    for kind, (_, load) in TOLD.items():
        if kind in then or kind == "case":
            assert told[kind] == load(case_id)
    assert _kept(then, msgspec.to_builtins({kind: told[kind] for kind in then}))


@pytest.mark.parametrize("sample", of("posts"), ids=lambda sample: sample.name)
def test_a_stored_entry_is_read(sample: Sample, stored: Catalogue) -> None:
    for item in json.loads(sample.body)["items"]:
        post_id, key = item["pk"]["S"].removeprefix("POST#"), item["sk"]["S"].removeprefix("AUDIT#")
        assert posts.entry(post_id, key).type == item["type"]["S"]


def _kept(then: Any, now: Any) -> bool:
    """All that was known then is known now, and the same; more may be."""
    if isinstance(then, dict):
        return all(_kept(value, now.get(key)) for key, value in then.items())
    if isinstance(then, list):
        return len(then) == len(now) and all(map(_kept, then, now))
    return bool(then == now)
