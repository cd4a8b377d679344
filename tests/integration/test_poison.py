"""A message that its consumer cannot handle, in every queue that the template has.

It parks among the dead letters, its neighbours pass, the alarm rings, and once the fault is mended
the redrive command brings it home.
"""

from importlib import import_module
from typing import Any

import pytest

from infra.ringing import dead_letter_alarm, rings, seconds_to_ring
from infra.template import ROOT, Template
from integration.letters import LETTERS
from integration.polling import Line

TEMPLATE = Template.read()
MINUTES_TO_PARK = {"MessageQueue": 60}
NEIGHBOURS = 2


@pytest.fixture(params=sorted(TEMPLATE.queues))
def line(request: pytest.FixtureRequest, city: Any) -> Line:
    return Line(request.param, TEMPLATE)


def redrive(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "infra/operations")
    command = import_module("redrive")
    outputs = {f"{line.name}Url": line.url, f"{line.dead_name}Url": line.dead}
    monkeypatch.setattr(command, "outputs", lambda _stage: outputs)
    words = ["redrive", "--stage", "staging", line.name.removesuffix("Queue")]
    monkeypatch.setattr("sys.argv", words)
    assert command.main() == 0


def test_every_queue_of_the_template_has_its_letter() -> None:
    assert LETTERS.keys() == TEMPLATE.queues.keys()


def test_a_poison_message_parks_rings_and_comes_home(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, *neighbours = [LETTERS[line.name](number) for number in range(1 + NEIGHBOURS)]
    line.breaks_on(poison, monkeypatch)
    line.send(neighbours[0], poison, *neighbours[1:])
    line.poll()

    alarm = dead_letter_alarm(TEMPLATE, line.dead_name)
    assert sorted(line.handled) == sorted(neighbours), "each neighbour once, whatever lay beside it"
    assert (line.waiting(line.url), line.waiting(line.dead)) == (0, 1)
    assert rings(alarm, [[line.waiting(line.dead)]])

    line.mend()
    redrive(line, monkeypatch)
    line.poll()
    assert line.handled.count(poison) == 1
    assert (line.waiting(line.url), line.waiting(line.dead)) == (0, 0)
    assert not rings(alarm, [[line.waiting(line.dead)]])


@pytest.mark.parametrize("name", sorted(TEMPLATE.queues))
def test_it_parks_within_minutes_and_the_alarm_follows_in_one(name: str) -> None:
    """The mail's queue outlasts an hour of a mail service that is down: its comment says so."""
    queue = TEMPLATE.props(name)
    seconds = queue["RedrivePolicy"]["maxReceiveCount"] * queue["VisibilityTimeout"]
    assert seconds <= 60 * MINUTES_TO_PARK.get(name, 30)
    alarm = dead_letter_alarm(TEMPLATE, name.replace("Queue", "Dlq"))
    assert seconds_to_ring(alarm) <= 60


@pytest.mark.parametrize("dead", ["FeedDlq", "PipeDlq"])
def test_what_has_no_queue_to_go_back_to_rings_as_well(dead: str) -> None:
    alarm = dead_letter_alarm(TEMPLATE, dead)
    assert rings(alarm, [[1]])
    assert not rings(alarm, [[0]])
    assert not rings(alarm, [[]]), "nothing published: nothing there"
