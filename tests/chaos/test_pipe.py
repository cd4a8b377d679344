"""The Pipe stands for an hour: cases get their owner all the same, and a replay tells everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from chaos.citizens import ROAD, Filed, file
from chaos.clock import Clock
from chaos.ledger import Ledger
from chaos.operators import run
from chaos.queues import TEMPLATE, Queues, wait
from e2e.stage import Mail, Stack

OFFICE = ("kadis.pupr@bengkulu.example.org", "sekretaris.pupr@bengkulu.example.org")
# Heads hear of the first report of a window at once, of the others in its digest.
FORWARDED, DIGEST = "forwarded", "digest#"
HEADS_MIN = 40


@contextmanager
def stopped_pipe(stack: Stack) -> Iterator[None]:
    pipes = stack.aws("pipes")
    name = TEMPLATE.props("CaseEventsPipe")["Name"]["Fn::Sub"].replace("${Stage}", "local")
    pipes.stop_pipe(Name=name)
    wait("a Pipe that stands", lambda: pipes.describe_pipe(Name=name)["CurrentState"] == "STOPPED")
    try:
        yield
    finally:
        pipes.start_pipe(Name=name)


def replay(stack: Stack, since: datetime, until: datetime) -> None:
    said = run(stack, "replay", "--from", since.isoformat(), "--to", until.isoformat())
    assert " 0 refused" in said


def message(mail: Mail) -> str:
    return str(mail["headers"].get("X-Mandat-Message", ""))


def heard(mails: list[Mail], reference: str) -> Counter[str]:
    """How often each head's mailbox heard of a report: by a copy of its own, or in a digest."""
    found = [
        mail["to"]
        for mail in mails
        if (FORWARDED in message(mail) and reference in mail["subject"])
        or (message(mail).startswith(DIGEST.replace("#", ".")) and reference in mail["text"])
    ]
    return Counter(found)


def everybody_knows(stack: Stack, ledger: Ledger, reports: list[Filed], after: int) -> None:
    """Owner and citizen of each report by a mail, every head of each report, all of them once."""
    mails = stack.mails(after=after)
    heads = {mail["to"] for mail in mails if FORWARDED in message(mail)}
    assert len(heads) >= HEADS_MIN
    for one in reports:
        case = ledger.balance(one.reference)
        told = Counter(
            mail["to"] for mail in ledger.mails(one.reference) if "assigned" in message(mail)
        )
        assert case.owner == "dinas-pupr"
        assert told == dict.fromkeys(OFFICE, 1)
        assert len(ledger.mails(one.reference, one.email)) == 1
        assert heard(mails, one.reference) == dict.fromkeys(heads, 1)


def test_route_me_and_replay_bring_everything_home(
    moving: Stack, clock: Clock, queues: Queues, ledger: Ledger
) -> None:
    since, seen = clock.now(), moving.newest_mail_id()
    with stopped_pipe(moving):
        reports = [file(moving.site, ROAD) for _ in range(3)]
        clock.forward(timedelta(minutes=3))
        queues.beat()
        queues.drain()
        assert [ledger.case(one.reference).owner for one in reports] == ["dinas-pupr"] * 3
        assert not [ledger.mails(one.reference) for one in reports if ledger.mails(one.reference)]

        clock.forward(timedelta(hours=1))
        replay(moving, since, clock.now())
        queues.drain()
        queues.beat()
        queues.drain()
        everybody_knows(moving, ledger, reports, seen)

    # The Pipe goes on from where it stood and tells all of it a second time.
    queues.drain()
    everybody_knows(moving, ledger, reports, seen)
    assert not queues.dead()
