"""A life with faults in store for it, and what must be so after them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from chaos.armoury import Armoury, Fault
from chaos.calls import MAIL, Call, Rule
from chaos.ledger import Ledger
from chaos.letters import id_of
from chaos.life import Life
from chaos.world import World, duties

# What only time adds to a record: who meets many faults lives longer, who comes late lives less
# long. That the moment is not lost is the ledger's to see: it stands as the case's due item.
BY_TIME = {"DeadlineReminded", "DeadlineMissed"}


@dataclass
class Doomed:
    """A life and the faults that are in store for it."""

    world: World
    armoury: Armoury
    faults: list[Fault]
    life: Life = field(init=False)
    died: str = ""

    def __post_init__(self) -> None:
        self.life = self.world.life(lambda case_id: self.armoury.arm(case_id, self.faults))

    def live(self) -> None:
        """To the end, or to what went wrong: the others live on."""
        try:
            self.life.live()
        except AssertionError as error:
            self.died = f"died: {error}"

    def __str__(self) -> str:
        names = [f"{call.name}: {fault}" for call, fault, _ in self.faults]
        return f"{self.life.reference} {names}"

    @property
    def twice(self) -> bool:
        """Whether a mail's own answer was lost: then, and only then, it goes twice."""
        return any(call.of == MAIL and fault.startswith("lost") for call, fault, _ in self.faults)

    def wrong(self, facts: Counter[str], mails: set[tuple[str, str]]) -> list[str]:
        """What does not balance, a line each; `facts` and duty `mails` are a flawless life's."""
        found = [self.died] if self.died else []
        try:
            (Forgiving if self.twice else Ledger)(self.world.stack).balance(self.life.reference)
        except AssertionError as error:
            found.append(str(error))
        found += [*self._facts(facts), *self._mails(mails)]
        return [f"{self}: {one}" for one in found]

    def _facts(self, expected: Counter[str]) -> list[str]:
        found = Counter(self.life.facts())
        more, fewer = ((one - other).keys() - BY_TIME for one, other in _both(found, expected))
        return [f"facts: {more}, without {fewer}"] if more or fewer else []

    def _mails(self, expected: set[tuple[str, str]]) -> list[str]:
        told = self.world.ledger.told(self.life.reference)
        doubled = [one for one, times in told.items() if times > 1]
        found = []
        if self.twice and [told[one] for one in doubled] != [2]:
            found.append(f"twice: {doubled}")
        if any(len(self._subjects(message)) > 1 for message, _ in doubled):
            found.append(f"another subject: {doubled}")
        missing = expected - duties(self.world, self.life)
        return [*found, *(f"missing: {one}" for one in sorted(missing))]

    def _subjects(self, message: str) -> set[str]:
        found = self.world.ledger.mails(self.life.reference)
        return {one["subject"] for one in found if id_of(one) == message}


def _both(one: Counter[str], other: Counter[str]) -> tuple[tuple[Counter[str], Counter[str]], ...]:
    return (one, other), (other, one)


class Forgiving(Ledger):
    """A mail that went twice counts once."""

    def told(self, reference: str) -> Counter[tuple[str, str]]:
        return Counter(set(super().told(reference)))


def dealt(calls: list[Call], lives: dict[Callable[[Call], Rule], int]) -> list[list[Fault]]:
    """The faults of each life: those of one function as far apart as the lives allow."""
    found = []
    for fault, number in lives.items():
        hands: list[list[Fault]] = [[] for _ in range(number)]
        seat = Counter[str]()
        for call in calls:
            hands[seat[call.function] % number].append((call, fault.__name__, fault(call)))
            seat[call.function] += 1
        found += hands
    return found
