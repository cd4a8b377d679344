"""Each consumer killed in the middle of a batch: afterwards nothing is lost and nothing doubled.

A killed worker leaves its whole batch unanswered. The messages show again when their visibility
ends; that is minutes in the template and seconds here, by the queue's own setting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta

import pytest

from chaos.batches import BATCHES, OFFICE, World
from chaos.queues import Queues, wait
from chaos.workers import Workers
from e2e.stage import Stack

HIDDEN_SECONDS = 10
# Longer than a claim of a mail is held for a sender who may have died (messaging/store.py LEASE).
LEASE_ENDS = timedelta(minutes=6)
ALL = ("1.received.citizen", "2.assigned.rsud.a1", "2.assigned.rsud.a2")


@pytest.fixture
def workers(moving: Stack, queues: Queues, name: str) -> Workers:
    """Of the function that reads the queue `name`; one of them is there."""
    function = queues.consumer(name)
    queues.warm(function)
    return Workers(moving.logs.parent, function.rpartition("-")[2])


def everybody_was_told(world: World, unsettled: frozenset[str] = frozenset()) -> None:
    for one in world.reports:
        world.ledger.balance(one.reference, unsettled)
        told = world.ledger.told(one.reference)
        got = {message.partition(".")[2] for message, _ in told}
        assert set(ALL) <= got
        assert len({to for message, to in told if ".assigned." in message}) == OFFICE


def uploads_are_photos(world: World) -> None:
    stored = world.stored()
    for one in world.uploads:
        assert {f"photos/{one}.jpg", f"photos/{one}_thumb.jpg"} <= stored
        assert f"incoming/{one}" not in stored


def persons_are_forgotten(world: World) -> None:
    for one in world.reports:
        assert not world.personal(one)
        assert world.ledger.facts(one.reference).count("DataErased") == 1


def every_brief_once(world: World) -> None:
    mails = [one for one in world.mails() if "brief" in one["headers"]["X-Mandat-Message"]]
    told = Counter(one["headers"]["X-Mandat-Message"] for one in mails)
    assert set(told.values()) == {1}
    assert sum(".rsud." in one for one in told) == OFFICE


RIGHT: dict[str, Callable[[World], None]] = {
    "Photo": uploads_are_photos,
    "Erasure": persons_are_forgotten,
    "Briefs": every_brief_once,
}
FACTS = {"Sweep": "DeadlineReminded", "Due": "DeadlineReminded", "Feedback": "MailLost"}
# Where a consumer's own messages show how far it is: nobody reads them meanwhile.
BEYOND = {"Notify": "Message", "Sweep": "Due"}


@pytest.mark.parametrize("name", BATCHES)
def test_a_consumer_killed_in_the_middle_of_a_batch(
    world: World, workers: Workers, name: str
) -> None:
    queues = world.queues
    beyond = queues.held(BEYOND[name]) if name in BEYOND else nullcontext()
    with beyond, queues.impatient(name, HIDDEN_SECONDS):
        with queues.held(name):
            done = BATCHES[name](world)
            batch = queues.waiting(f"{name}Queue")
            workers.freeze()
        workers.kill_when(lambda: done() > 0)
        assert queues.waiting(f"{name}Queue") >= batch, "the batch had been answered"
        unsettled = mails_in_the_air(world)
        world.clock.forward(LEASE_ENDS)
        wait("the batch again", lambda: not queues.waiting(f"{name}Queue"))
    queues.drain()
    RIGHT.get(name, lambda it: everybody_was_told(it, unsettled))(world)
    if name in FACTS:
        assert all(
            world.ledger.facts(one.reference).count(FACTS[name]) == 1 for one in world.reports
        )
    assert not queues.dead()


def mails_in_the_air(world: World) -> frozenset[str]:
    """Claimed by the sender who was killed: SES may have taken them, and its answer is lost."""
    found = [world.ledger.unsettled(one.reference, ALL) for one in world.reports]
    return frozenset().union(*found)
