"""Every message of a case's life twice and in the wrong order, at every hop: nothing is doubled."""

from __future__ import annotations

from chaos.batches import OFFICE, TO_REMIND, World, jpeg
from chaos.operators import run
from chaos.queues import wait

# So long may two copies of one mail wait for each other.
HIDDEN_SECONDS = 8


def passed_on(world: World, name: str) -> None:
    """Nobody has anything left of a queue."""
    wait(f"{name} passed on", lambda: not world.queues.waiting(f"{name}Queue"))


def test_every_message_twice_and_the_last_first(world: World) -> None:
    queues, ledger = world.queues, world.ledger
    with queues.impatient("Message", HIDDEN_SECONDS), queues.held("Message"):
        with queues.held("Notify"):
            with queues.held("Routing"):
                world.file(3)
                world.gathered("Routing", 3)
                queues.repeat("Routing")
            passed_on(world, "Routing")
            world.gathered("Notify", 6)
            queues.repeat("Notify")
        passed_on(world, "Notify")
        queues.repeat("Message")
    queues.drain()
    for one in world.reports:
        assert ledger.facts(one.reference) == ["CaseSubmitted", "TaskAssigned"]
        assert len(ledger.mails(one.reference)) == 1 + OFFICE
        ledger.balance(one.reference)

    with queues.held("Due"):
        world.clock.forward(TO_REMIND)
        queues.beat()
        world.gathered("Due", 3)
        queues.repeat("Due")
    queues.drain()
    for one in world.reports:
        assert ledger.facts(one.reference)[2:] == ["DeadlineReminded"]
        ledger.balance(one.reference)

    with queues.held("Erasure"):
        run_erasure(world)
        queues.repeat("Erasure")
    queues.drain()
    for one in world.reports:
        assert ledger.facts(one.reference).count("DataErased") == 1
        assert not world.personal(one)
        ledger.balance(one.reference)
    assert not queues.dead()


def run_erasure(world: World) -> None:
    for one in world.reports:
        run(world.stack, "erase", "--case", one.reference, "--ticket", "T-1", typed=one.reference)
    world.gathered("Erasure", len(world.reports))


def test_every_upload_told_of_twice(world: World) -> None:
    s3 = world.stack.aws("s3")
    with world.queues.held("Photo"):
        for number in (1, 2, 3):
            key = f"incoming/{'0123456789' * 2}/{number}"
            s3.put_object(Bucket=world.bucket, Key=key, Body=jpeg())
        world.gathered("Photo", 3)
        world.queues.repeat("Photo")
    world.queues.drain()
    stored = world.stored()
    assert {f"photos/{'0123456789' * 2}/{number}.jpg" for number in (1, 2, 3)} <= stored
    assert not [key for key in stored if key.startswith(f"incoming/{'0123456789' * 2}/")]
    assert not world.queues.dead()
