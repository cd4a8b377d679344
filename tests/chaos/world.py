"""A stack with faults, and what is done and looked at there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from zlib import crc32

from chaos.clock import Clock
from chaos.faulty import FaultyStack
from chaos.ledger import SHARDS, Ledger
from chaos.letters import kind_of
from chaos.life import Life
from chaos.queues import Queues, wait
from local.settings import ROOT
from mandat.messaging.domain import COURTESY

FOLDER = ROOT / ".local" / "chaos-faults"
# What is written in these messages is read; of the others' it is enough that they come.
READ = (*("Routing", "Notify", "Message", "Photo", "PhotoClaim"), *("Due", "Feedback", "Erasure"))
CONSUMED = (*READ, "Sweep", "Briefs")
# Only waiting is at stake: what comes back after minutes on AWS comes back after seconds here.
SEEN_AGAIN_SECONDS = 8
# A message meets more faults here than in an outage; what parks one is for the poison tests.
RECEIVES = 100
UNREADABLE = "{"
SECONDS = 400
WORKERS = 2
# Longer than a lease of the sweep.
A_LEASE = timedelta(minutes=3, seconds=10)
BEAT_SECONDS = 5
# People wait for minutes; here it is a tenth of it.
STEP_SECONDS = 19
# A window of the heads' mails is over, and half of the time to accept a case.
A_WHILE = timedelta(minutes=45)


@dataclass
class World:
    """Everything that a test of faults has in hand."""

    stack: FaultyStack
    clock: Clock
    ledger: Ledger
    queues: Queues
    bucket: str

    def morning(self) -> None:
        """A window of the heads' mails ends, a case is reminded of, and the morning's mails go."""
        self.clock.forward(A_WHILE)
        self.queues.beat()
        for _ in range(2):
            self.queues.send("Briefs", '{"kind": "briefs"}')
        self.queues.drain(SECONDS)

    def life(self, armed: Callable[[str], None] = lambda _case_id: None) -> Life:
        return Life(self.ledger, self.bucket, armed)

    def left_lying(self, lives: list[Life]) -> None:
        """The router misses these reports; the sweep brings them to the reminders."""
        with self.queues.held("Routing"):
            with ThreadPoolExecutor(len(lives)) as pool:
                list(pool.map(Life.file, lives))
            self.sweep_until(lambda: all(self.ledger.case(one.reference).owner for one in lives))

    @contextmanager
    def time_passing(self) -> Iterator[None]:
        """Leases of who has died lapse while people wait for their mails."""
        done = Event()

        def run() -> None:
            while not done.wait(STEP_SECONDS):
                self.clock.forward(A_LEASE)

        thread = Thread(target=run, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def sweep_until(self, is_so: Callable[[], bool]) -> None:
        """Beats of the time that passes; a lease that nobody used lapses after three minutes."""

        def beat() -> bool:
            self.clock.forward(A_LEASE)
            self.queues.beat()
            deadline = time.monotonic() + BEAT_SECONDS
            while time.monotonic() < deadline:
                if is_so():
                    return True
                time.sleep(0.5)
            return False

        wait("what is due", beat, SECONDS)

    def stale(self, lives: list[Life]) -> None:
        """Due items that their cases do not stand by any more are swept, and forgotten."""
        for life in lives:
            self._put_due(life.case_id, self.ledger.of(life.reference, "Event")[0]["at"])
        due = self.ledger.due
        self.sweep_until(lambda: all("route" not in dict(due(one.reference)) for one in lives))

    def poisoned(self, number: int) -> None:
        """So many messages that no consumer can read, to each: all of them park, none is lost."""

        def are_parked() -> bool:
            dead = self.queues.dead()
            return all(dead.get(f"{name}Dlq", 0) >= number for name in READ)

        for name in READ:
            self.queues.forgive(name, 1)
            self.queues.send(name, *[UNREADABLE] * number)
        wait("dead letters", are_parked, SECONDS)
        for name in READ:
            self.queues.purge(f"{name}Dlq")
            self.queues.forgive(name, RECEIVES)

    def _put_due(self, case_id: str, at: str) -> None:
        item = {
            "pk": f"DUE#{crc32(case_id.encode()) % SHARDS:02}",
            "sk": f"{at}#{case_id}#route#route",
            "kind": "Due",
            "case_id": case_id,
            "task_id": "route",
            "due_kind": "route",
            "due_at": at,
        }
        stored = {name: {"S": value} for name, value in item.items()}
        self.ledger.table.put_item(TableName=self.ledger.name, Item=stored)


def started() -> World:
    """A world of its own, at 10:00 of its next morning."""
    stack = FaultyStack(FOLDER, MANDAT_CLOCK_FILE=str(FOLDER / "clock"))
    clock, queues = Clock(FOLDER / "clock"), Queues(stack)
    clock.to_the_next_morning()
    queues.bound(WORKERS)
    for name in CONSUMED:
        queues.hide(name, SEEN_AGAIN_SECONDS)
        queues.forgive(name, RECEIVES)
    buckets = stack.aws("s3").list_buckets()["Buckets"]
    (bucket,) = (one["Name"] for one in buckets if "photos" in one["Name"])
    return World(stack, clock, Ledger(stack), queues, bucket)


def duties(world: World, life: Life) -> set[tuple[str, str]]:
    """(kind, mailbox) of the mails of a case that are duty; the citizen's own is «warga»."""
    found = {(kind_of(one), one["to"]) for one in world.ledger.mails(life.reference)}
    named = {(kind, "warga" if to == life.email else to) for kind, to in found}
    return {(kind, to) for kind, to in named if kind not in COURTESY}
