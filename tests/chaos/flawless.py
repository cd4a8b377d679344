"""A life without a fault, recorded: which calls it makes, what is in its record, who got mail."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from chaos.calls import ANYBODY, Call, calls, names
from chaos.life import Life
from chaos.tape import Asked, Tape
from chaos.world import World, duties


@dataclass
class Flawless:
    """`life` went from form to erasure; the router missed `left`, which lay open till morning."""

    world: World
    life: Life
    left: Life
    asked: list[Asked]

    @cached_property
    def calls(self) -> list[Call]:
        return calls(self.asked, [self.life.case_id, self.left.case_id])

    @property
    def of_anybody(self) -> list[Call]:
        """Calls that name no case, or many."""
        return [one for one in self.calls if one.of == ANYBODY]

    @property
    def of_life(self) -> list[Call]:
        """Calls about one case that every report meets."""
        return [one for one in self._of_a_case if one.name in self._names_of_life]

    @property
    def of_left(self) -> list[Call]:
        """Calls about one case that only a report meets which was left lying."""
        return [one for one in self._of_a_case if one.name not in self._names_of_life]

    @property
    def _of_a_case(self) -> list[Call]:
        return [one for one in self.calls if one.of != ANYBODY]

    @cached_property
    def _names_of_life(self) -> set[str]:
        about = [one for one in self.asked if names(one.body, self.life.case_id)]
        return {one.name for one in calls(about, [self.life.case_id, self.left.case_id])}

    @cached_property
    def facts(self) -> Counter[str]:
        return Counter(self.life.facts())

    @cached_property
    def facts_of_left(self) -> Counter[str]:
        return Counter(self.left.facts())

    @cached_property
    def duties(self) -> set[tuple[str, str]]:
        return duties(self.world, self.life)


def recorded(world: World) -> Flawless:
    """The one citizen of a world, then the one whom the router missed."""
    tape, life, left = Tape(world.stack.endpoint), world.life(), world.life()
    with tape.running() as address:
        world.stack.lead(address)
        life.live()
        world.left_lying([left])
        world.stale([left])
        world.morning()
        world.poisoned(1)
        world.stack.make_cold()
    return Flawless(world, life, left, tape.asked)
