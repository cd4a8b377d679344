"""A form of one question a page: its pages in order, whom they concern, what is wrong. Pure.

D is the draft, W what it is read against: the city, and what else the questions depend on.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar

from mandat.records import record
from mandat.web.problems import Problems

D = TypeVar("D")
W = TypeVar("W")


def fine(_draft: object, _world: object) -> Problems:
    return {}


def always(_draft: object, _world: object) -> bool:
    return True


@record
class Step(Generic[D, W]):
    """One page. `fields` are shown on it, every other field travels along hidden.

    A page that is not `counted` warns or explains: it is no question, and «back» skips it.
    """

    id: str
    fields: tuple[str, ...] = ()
    check: Callable[[D, W], Problems] = fine
    needed: Callable[[D, W], bool] = always
    counted: bool = True


@record
class Way(Generic[D, W]):
    """The pages of a form, in order; the last one is checked and sent."""

    steps: tuple[Step[D, W], ...]

    @property
    def first(self) -> Step[D, W]:
        return self.steps[0]

    @property
    def last(self) -> Step[D, W]:
        return self.steps[-1]

    def step_of(self, step_id: str) -> Step[D, W]:
        return self._by_id.get(step_id, self.first)

    def asked_of(self, step_id: str, draft: D, world: W) -> Step[D, W]:
        """The page of that name if this draft needs it, else the first."""
        found, route = self.step_of(step_id), self.route(draft, world)
        return found if found in route else route[0]

    def route(self, draft: D, world: W) -> tuple[Step[D, W], ...]:
        """The pages that this draft needs, in order."""
        return tuple(one for one in self.steps if one.needed(draft, world))

    def after(self, step: Step[D, W], draft: D, world: W) -> Step[D, W]:
        later = (one for one in self.route(draft, world) if self.place(one) > self.place(step))
        return next(later, self.last)

    def before(self, step: Step[D, W], draft: D, world: W) -> Step[D, W]:
        """The page that «back» leads to; a warning is not shown twice."""
        route = self.route(draft, world)
        earlier = [one for one in route if self.place(one) < self.place(step)]
        return next((one for one in reversed(earlier) if one.counted), route[0])

    def first_wrong(self, draft: D, world: W) -> tuple[Step[D, W], Problems] | None:
        """The first page whose answer will not do; None when the draft can be sent."""
        checked = ((one, one.check(draft, world)) for one in self.route(draft, world))
        return next(((one, problems) for one, problems in checked if problems), None)

    def progress(self, step: Step[D, W], draft: D, world: W) -> tuple[int, int]:
        """(2, 7): the second of seven pages."""
        counted = [one for one in self.route(draft, world) if one.counted]
        done = sum(self.place(one) <= self.place(step) for one in counted)
        return max(1, done), len(counted)

    def place(self, step: Step[D, W]) -> int:
        return self.steps.index(step)

    @cached_property
    def _by_id(self) -> dict[str, Step[D, W]]:
        return {one.id: one for one in self.steps}
