"""A message that its consumer cannot handle, on the running stack: a stream consumer and the mail.

The fault is a case that cannot be read; the fix puts it right. The template gives a message minutes
between two receives (tests/integration/test_poison.py holds all queues against that); here it is
seconds, by the queue's own setting.
"""

from __future__ import annotations

import pytest

from chaos.batches import OFFICE, World
from chaos.citizens import Filed
from chaos.clock import Clock
from chaos.ledger import Ledger, case_id_of
from chaos.operators import run
from chaos.queues import TEMPLATE, VISIBLE, Queues, wait
from e2e.stage import Stack
from infra.ringing import dead_letter_alarm, rings

HIDDEN_SECONDS = 4
LETTERS = {"Routing": 1, "Message": 1 + OFFICE}


@pytest.fixture
def world(moving: Stack, clock: Clock, queues: Queues, ledger: Ledger) -> World:
    return World(moving, clock, queues, ledger)


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


@pytest.mark.parametrize("name", LETTERS)
def test_a_poison_message_parks_alone_and_comes_home(world: World, name: str) -> None:
    queues, dead = world.queues, f"{name}Dlq"
    alarm = dead_letter_alarm(TEMPLATE, dead)

    def lying() -> int:
        return queues.figures(dead)[VISIBLE]

    with queues.impatient(name, HIDDEN_SECONDS):
        with queues.held(name):
            world.file(3)
            world.gathered(name, 3 * LETTERS[name])
            sick, *well = world.reports
            right = write_state(world, sick, "{")
        assert not rings(alarm, [[lying()]])
        wait(f"{LETTERS[name]} dead letters", lambda: lying() == LETTERS[name])
        assert rings(alarm, [[lying()]])
        assert not queues.waiting(f"{name}Queue")
        queues.drain()
        for one in well:
            world.ledger.balance(one.reference)
            assert len(world.ledger.mails(one.reference)) == 1 + OFFICE

    write_state(world, sick, right)
    assert f"{LETTERS[name]} put back" in run(world.stack, "redrive", name)
    queues.drain()
    assert world.ledger.balance(sick.reference).owner == "rsud"
    assert len(world.ledger.mails(sick.reference)) == 1 + OFFICE
    assert not rings(alarm, [[lying()]])
    assert not queues.dead()
