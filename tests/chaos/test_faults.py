"""Each call of AWS fails in each way: nothing accepted is lost, doubled or left alone.

One life without a fault shows which calls there are. Then the same life is lived many times beside
each other, each with a few faults of its own in different functions.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest

from chaos.armoury import Armoury
from chaos.calls import ANYBODY, CALLS, FUNCTIONS, HARD, SOFT
from chaos.doomed import Doomed, dealt
from chaos.world import SECONDS, World, duties, started

# How many lives share the faults of one kind; more of them where a fault is felt.
LIVES = dict.fromkeys(HARD, 6) | dict.fromkeys(SOFT, 2)
LEFT = dict.fromkeys(HARD, 2) | dict.fromkeys(SOFT, 1)
BATCHES = 3
LIVES_AT_ONCE = 8
# What happens only to a report that the router missed.
SWEPT = ("sweeper", "reminders")
CALLS_OF_A_LIFE = [one for one in CALLS if one.of != ANYBODY and one.function not in SWEPT]
CALLS_OF_THE_LEFT = [one for one in CALLS if one.of != ANYBODY and one.function in SWEPT]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    found = started()
    yield found
    found.stack.stop()


def test_the_table_holds_every_call_and_each_is_made(world: World) -> None:
    listening = [call.rule() | {"latency": 0} for call in CALLS]
    others = [{"headers": {"User-Agent": f"app/{one}"}, "latency": 0} for one in FUNCTIONS]
    ids = world.stack.burst.set(listening + others)

    life, left = world.life().live(), world.life()
    world.left_lying([left])
    world.stale([left])
    world.morning()

    fired = world.stack.burst.fired()
    met = [fired[one] for one in ids]
    unmet = [call.name for call, times in zip(CALLS, met, strict=False) if not times]
    unlisted = world.stack.burst.seen(ids[len(CALLS) :]) if any(met[len(CALLS) :]) else []
    assert (unlisted, unmet) == ([], [])
    for one in (life, left):
        assert one.failures == []
        world.ledger.balance(one.reference)
    world.expected.update(duties(world, life))


def test_each_call_fails_in_each_way(world: World) -> None:
    armoury = Armoury(world.stack.burst)
    lives = [Doomed(world, armoury, faults) for faults in dealt(CALLS_OF_A_LIFE, LIVES)]
    left = [Doomed(world, armoury, faults) for faults in dealt(CALLS_OF_THE_LEFT, LEFT)]
    with armoury.handing_out():
        for batch in range(BATCHES):
            world.stack.make_cold()
            with ThreadPoolExecutor(LIVES_AT_ONCE) as pool:
                list(pool.map(Doomed.live, lives[batch::BATCHES]))
        world.left_lying([one.life for one in left])
        world.stale([one.life for one in left])
        world.morning()
        world.queues.drain(SECONDS)
    wrong = [*(one.wrong(world.expected) for one in lives), *(one.wrong(set()) for one in left)]
    assert list(chain.from_iterable(wrong)) == []
    assert world.queues.dead() == {}
    assert armoury.left() == []
    assert any(one.life.failures for one in lives), "no fault was seen on a page"
