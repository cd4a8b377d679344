"""A message is sent only while it still says something true."""

import pytest

from mandat.cases.domain import acts as a
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case, ContactKind
from mandat.cases.domain.timing import next_moment
from mandat.messaging.domain import Kind, Message
from mandat.messaging.standing import stands
from unit.cases import samples as s

ASK = a.AskCitizen("ask", s.OWNER, text=s.LONG, calendar=s.CALENDAR)
ADD = a.AddInformation("add", "citizen", text="Di depan rumah nomor 12.", calendar=s.CALENDAR)
WITHDRAW = a.WithdrawCase("w", "citizen")
ACKNOWLEDGE = a.AcknowledgeTask("ack", s.OWNER)
REJECT = a.RejectTask("no", s.OWNER, text=s.LONG, calendar=s.CALENDAR, reason="not_city")
MOVE = a.TransferTask("t", s.OWNER, calendar=s.CALENDAR, to="dlh", reason="other_agency")
AGAIN = a.TransferTask("t2", s.OTHER, calendar=s.CALENDAR, to="triase", reason="unclear")
ACCEPT = a.AcceptAnswer("yes", "citizen", stars=4)


def happened(case: Case, command: a.Command) -> tuple[Event, Case]:
    events = decide(case, command, case.changed_at)
    for event in events:
        case = apply(case, event)
    return events[0], case


def still(kind: Kind, event: Event, case: Case) -> bool:
    return stands(Message(event.id, kind, case.id, event.seq), event, case)


@pytest.mark.parametrize(
    ("kind", "case", "command", "later"),
    [
        (Kind.ASSIGNED, s.run(None, s.submit()), s.route(), MOVE),
        (Kind.TRANSFERRED, s.opened(), MOVE, AGAIN),
        (Kind.MOVED, s.opened(), MOVE, AGAIN),
        (Kind.ASKED, s.opened(), ASK, ADD),
        (Kind.CALL, s.opened(contact=ContactKind.PHONE), ASK, ADD),
        (Kind.CALL, s.opened(contact=ContactKind.PHONE), s.finish(), s.told()),
        (Kind.UPDATE, s.opened(), a.PostUpdate("u", s.OWNER, text=s.LONG), WITHDRAW),
        (Kind.INFORMATION, s.opened(), ADD, WITHDRAW),
        (Kind.REJECTED, s.opened(), REJECT, WITHDRAW),
        (Kind.ANSWERED, s.opened(), s.finish(), WITHDRAW),
        (Kind.REFUSED, s.run(s.opened(), s.finish(), s.told()), s.refuse(), s.order()),
        (Kind.REOPENED, s.run(s.opened(), s.finish(), s.told()), s.refuse(), s.order()),
        (Kind.DISPUTED, s.run(s.opened(), s.finish(), s.told()), s.refuse(), s.confirm()),
        (Kind.ORDERED, s.run(s.opened(), s.finish(), s.told(), s.refuse()), s.order(), s.finish()),
    ],
)
def test_a_message_is_moot_when_the_case_moved_on(
    kind: Kind, case: Case, command: a.Command, later: a.Command
) -> None:
    event, now = happened(case, command)

    assert still(kind, event, now)
    assert not still(kind, event, happened(now, later)[1])


def reminded(case: Case) -> tuple[Event, Case]:
    due = next_moment(case)
    assert due is not None
    command = a.Remind("due", "system", calendar=s.CALENDAR, due=due)
    event = decide(case, command, due.at)[0]
    return event, apply(case, event)


@pytest.mark.parametrize("kind", [Kind.REMINDER, Kind.OVERDUE, Kind.ESCALATED])
def test_a_reminder_is_moot_once_its_clock_is_met_or_waits(kind: Kind) -> None:
    event, case = reminded(s.opened())

    assert still(kind, event, case)
    assert not still(kind, event, happened(case, ACKNOWLEDGE)[1])
    assert not still(kind, event, happened(case, ASK)[1])
    assert not still(kind, event, happened(case, WITHDRAW)[1])


def test_a_reminder_to_tell_is_moot_once_told() -> None:
    event, case = reminded(s.run(s.opened(), s.finish()))

    assert still(Kind.REMINDER, event, case)
    assert not still(Kind.REMINDER, event, happened(case, s.told())[1])


@pytest.mark.parametrize("kind", [Kind.NUDGE, Kind.CALL_AGAIN])
def test_nobody_is_nudged_who_has_answered(kind: Kind) -> None:
    event, case = reminded(s.run(s.opened(), s.finish(), s.told()))

    assert still(kind, event, case)
    assert not still(kind, event, happened(case, ACCEPT)[1])


def test_an_end_without_agreement_is_told_although_the_case_is_closed() -> None:
    case = s.run(s.opened(), s.finish(), s.told(), s.refuse(), s.confirm(), s.told("t2"))
    case = s.run(case, s.refuse("r2"))
    event, closed = happened(case, s.confirm("c2"))

    assert still(Kind.CALL, event, closed)
    assert still(Kind.NO_AGREEMENT, event, closed)
