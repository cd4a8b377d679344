"""Time that jumps: a day forward, a sweep that was dead for an hour, and many sweeps at once.

The emulator beats once a minute by the machine's clock; these tests send the beats of the time that
they make pass.
"""

from collections import Counter
from datetime import timedelta

from chaos.citizens import ROAD, file
from chaos.clock import Clock
from chaos.ledger import Ledger
from chaos.queues import Queues
from e2e.stage import Stack

DAY = timedelta(days=1)
HALF_HOUR = timedelta(minutes=30, seconds=10)
OFFICE = ("kadis.pupr@bengkulu.example.org", "sekretaris.pupr@bengkulu.example.org")
SEKDA = "sekda@bengkulu.example.org"
MAYOR = "walikota@bengkulu.example.org"
LADDER = ["DeadlineReminded", "DeadlineMissed", "CaseEscalated", "CaseEscalated"]


def filed(stack: Stack, queues: Queues, cases: int) -> list[str]:
    """References of that many reports of damaged roads, each with its owner."""
    found = [file(stack.site, ROAD).reference for _ in range(cases)]
    queues.drain()
    return found


def beat(queues: Queues, times: int = 1) -> None:
    for _ in range(times):
        queues.beat()
    queues.drain()


def kinds(ledger: Ledger, reference: str, to: str) -> Counter[str]:
    """How often a mailbox got each kind of message about a case."""
    found = ledger.mails(reference, to)
    return Counter(one["headers"]["X-Mandat-Message"].split(".")[2] for one in found)


def test_a_day_later_every_case_climbs_rung_by_rung(
    moving: Stack, clock: Clock, queues: Queues, ledger: Ledger
) -> None:
    references = filed(moving, queues, 2)
    clock.forward(DAY)
    for rung in range(len(LADDER)):
        beat(queues)
        for reference in references:
            climbed = ledger.facts(reference)[2:]
            assert climbed == LADDER[: rung + 1], "one rung in half an hour, however late"
        clock.forward(HALF_HOUR)
    for reference in references:
        ledger.balance(reference)
        for mailbox in OFFICE:
            told = kinds(ledger, reference, mailbox)
            assert told == {"assigned": 1, "reminder": 1, "overdue": 1, "escalated": 2}
        assert kinds(ledger, reference, SEKDA)["escalated"] == 2, "his own rung, and the leaders'"
        assert kinds(ledger, reference, MAYOR)["escalated"] == 1
    assert not queues.dead()


def test_an_hour_without_a_sweep_is_caught_up_once(
    moving: Stack, clock: Clock, queues: Queues, ledger: Ledger
) -> None:
    """The beats of that hour are all there when the sweep comes back: many sweeps at once."""
    references = filed(moving, queues, 3)
    with queues.held("Sweep"):
        clock.forward(timedelta(hours=1, minutes=1))
        for _ in range(10):
            queues.beat()
        assert all(ledger.facts(one)[2:] == [] for one in references)
    queues.drain()
    for reference in references:
        assert ledger.facts(reference)[2:] == LADDER[:1]
        ledger.balance(reference)
        assert kinds(ledger, reference, OFFICE[0]) == {"assigned": 1, "reminder": 1}
    clock.forward(HALF_HOUR)
    beat(queues)
    for reference in references:
        assert ledger.facts(reference)[2:] == LADDER[:2]
        ledger.balance(reference)
    assert not queues.dead()
