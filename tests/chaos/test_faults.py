"""Each call of AWS fails in each way: nothing accepted is lost, doubled or left alone.

A life without a fault is recorded: that is where the calls come from. Then the same life is lived
many times beside each other. The faults of calls about one case are dealt out to the lives, a few
to each; those of all other calls are met by whoever comes.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from chaos.armoury import Armoury
from chaos.doomed import Doomed, dealt
from chaos.faults import HARD, IN_TURN, SOFT
from chaos.flawless import Flawless, recorded
from chaos.permissions import unused
from chaos.queues import TEMPLATE
from chaos.world import SECONDS, World, started

# How many lives share the faults of one kind; more of them where a fault is felt.
LIVES = dict.fromkeys(HARD, 4) | dict.fromkeys(SOFT, 2)
LEFT = dict.fromkeys(HARD + SOFT, 1)
# More citizens come until every fault has been met, so many times at most.
ROUNDS = 3


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    found = started()
    yield found
    found.stack.stop()


@pytest.fixture(scope="module")
def flawless(world: World) -> Flawless:
    return recorded(world)


def test_a_life_makes_every_call_that_the_roles_allow(flawless: Flawless) -> None:
    """A call that no life makes would meet no fault: the roles tell of it."""
    assert unused(TEMPLATE, flawless.asked) == {}
    for one in (flawless.life, flawless.left):
        assert one.failures == []
        flawless.world.ledger.balance(one.reference)


def test_each_call_fails_in_each_way(world: World, flawless: Flawless) -> None:
    armoury = Armoury(world.stack.burst)
    lives = [Doomed(world, armoury, faults) for faults in dealt(flawless.of_life, LIVES)]
    left = [Doomed(world, armoury, faults) for faults in dealt(flawless.of_left, LEFT)]
    armoury.arm_all(flawless.of_anybody)
    live(world, lives)
    be_left(world, left)
    for _ in range(ROUNDS):
        if armoury.unmet():
            armoury.hand_over()
            lives.append(Doomed(world, armoury, []))
            left.append(Doomed(world, armoury, []))
            live(world, lives[-1:])
            be_left(world, left[-1:])

    wrong = [line for one in lives for line in one.wrong(flawless.facts, flawless.duties)]
    wrong += [line for one in left for line in one.wrong(flawless.facts_of_left, set())]
    assert not wrong, "\n".join(wrong)
    assert armoury.unmet() == []
    assert any(one.life.failures for one in lives), "no fault was seen on a page"


def live(world: World, lives: list[Doomed]) -> None:
    """Beside each other, in functions that remember nothing."""
    world.stack.make_cold()
    with world.time_passing(), ThreadPoolExecutor(len(lives)) as pool:
        list(pool.map(Doomed.live, lives))


def be_left(world: World, left: list[Doomed]) -> None:
    """Reports that the router misses, the next morning, and what nobody can read."""
    world.left_lying([one.life for one in left])
    world.stale([one.life for one in left])
    world.morning()
    world.queues.drain(SECONDS)
    assert world.queues.dead() == {}
    world.poisoned(len(IN_TURN))
