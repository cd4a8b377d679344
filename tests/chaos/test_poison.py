"""A message that its consumer cannot handle, on the running stack: a stream consumer and the mail.

The fault is a case that cannot be read; the fix puts it right. The template gives a message 5 to 10
receives, half a minute apart: minutes (tests/integration/test_poison.py holds every queue against
that). Here it is 2, by the queue's own setting, to keep the test short; the visibility is the
template's, and so without the consumer's hurry this takes longer than the test waits.
"""

from __future__ import annotations

from functools import partial

from chaos.batches import OFFICE, World
from chaos.citizens import Filed
from chaos.ledger import case_id_of
from chaos.operators import run
from chaos.queues import TEMPLATE, VISIBLE, wait
from infra.ringing import dead_letter_alarm, rings
from privacy.stack import found_on

RECEIVES = 2
# Both receives half a minute apart, and a cold start each.
PARKS_SECONDS = 150
UNREADABLE = "{"
MAILS = 1 + OFFICE  # to the citizen, and to each mailbox of the owner


def write_state(world: World, report: Filed, state: str) -> str:
    """Put `state` in place of a case's own; the one that stood there."""
    key = {"pk": {"S": f"CASE#{case_id_of(report.reference)}"}, "sk": {"S": "CASE"}}
    answer = world.ledger.table.update_item(
        TableName=world.ledger.name,
        Key=key,
        UpdateExpression="SET #state = :state",
        ExpressionAttributeNames={"#state": "state"},
        ExpressionAttributeValues={":state": {"S": state}},
        ReturnValues="UPDATED_OLD",
    )
    return str(answer["Attributes"]["state"]["S"])


def lying(world: World) -> dict[str, int]:
    """Dead letters that their alarms would see."""
    names = ("RoutingDlq", "MessageDlq")
    return {name: world.queues.figures(name)[VISIBLE] for name in names}


def ringing(world: World) -> list[str]:
    figures = lying(world).items()
    return [name for name, one in figures if rings(dead_letter_alarm(TEMPLATE, name), [[one]])]


def well_and_told(world: World, report: Filed) -> None:
    assert world.ledger.balance(report.reference).owner == "rsud"
    assert len(world.ledger.mails(report.reference)) == MAILS


def test_poison_parks_alone_rings_and_comes_home(world: World) -> None:
    queues = world.queues
    with queues.receives("Routing", RECEIVES), queues.receives("Message", RECEIVES):
        with queues.held("Message"):
            with queues.held("Routing"):
                world.file(4)
                world.gathered("Routing", 4)
                wait("everybody's receipt", lambda: not queues.waiting("NotifyQueue"))
                unrouted, unsent, *well = world.reports
                right = {unrouted: write_state(world, unrouted, UNREADABLE)}
            world.gathered("Message", 1 + 3 * MAILS)
            right[unsent] = write_state(world, unsent, UNREADABLE)
        assert not ringing(world)
        for one in well:
            wait("its neighbours' mails", partial(is_told, world, one))
            well_and_told(world, one)

        parked = {"RoutingDlq": 1, "MessageDlq": 1 + MAILS}
        wait(f"{parked}", lambda: lying(world) == parked, PARKS_SECONDS)
        assert ringing(world) == list(parked)
        assert found_on(world.stack) == [], "a dead letter tells of a person"

    for report, state in right.items():
        write_state(world, report, state)
    assert "1 put back" in run(world.stack, "redrive", "Routing")
    assert f"{1 + MAILS} put back" in run(world.stack, "redrive", "Message")
    queues.drain()
    for one in world.reports:
        well_and_told(world, one)
    assert not ringing(world)
    assert not queues.dead()


def is_told(world: World, report: Filed) -> bool:
    return len(world.ledger.mails(report.reference)) == MAILS
