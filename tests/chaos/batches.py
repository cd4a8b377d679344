"""What lies in a queue for one call of its consumer, and how much of it is done already."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from uuid import uuid4

from PIL import Image

from chaos.citizens import HOSPITAL, Filed, file
from chaos.clock import Clock
from chaos.ledger import Ledger, case_id_of
from chaos.operators import run
from chaos.queues import VISIBLE, Queues, wait
from e2e.stage import Mail, Stack
from integration.posthouse import ses_event

TO_REMIND = timedelta(minutes=16)
OFFICE = 2  # mailboxes of the hospital's head


@dataclass
class World:
    """A running stack, and what a test knows of it."""

    stack: Stack
    clock: Clock
    queues: Queues
    ledger: Ledger
    reports: list[Filed] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)
    seen: int = 0

    def file(self, number: int) -> None:
        self.seen = self.stack.newest_mail_id()
        self.reports = [file(self.stack.site, HOSPITAL) for _ in range(number)]

    def file_quietly(self, number: int) -> None:
        """Reports that have their owner and all their mails before the batch begins."""
        self.file(number)
        self.queues.drain()

    def gathered(self, name: str, number: int) -> None:
        """Wait until that many messages lie in a queue that nobody reads."""
        ready = lambda: self.queues.figures(f"{name}Queue")[VISIBLE] >= number  # noqa: E731
        wait(f"{number} messages in {name}", ready)

    def mails(self) -> list[Mail]:
        return self.stack.mails(after=self.seen)

    def having(self, fact: str) -> int:
        """How many of the reports have an event of that type."""
        return sum(fact in self.ledger.facts(one.reference) for one in self.reports)

    def stored(self) -> set[str]:
        """Keys of every object in the bucket."""
        pages = self.stack.aws("s3").get_paginator("list_objects_v2").paginate(Bucket=self.bucket)
        return {one["Key"] for page in pages for one in page.get("Contents", [])}

    def personal(self, report: Filed) -> list[dict[str, str]]:
        """What is left of a report's person in the table."""
        kinds = ("Contact", "Narrative", "Text")
        return [item for kind in kinds for item in self.ledger.of(report.reference, kind)]

    @cached_property
    def bucket(self) -> str:
        names = [one["Name"] for one in self.stack.aws("s3").list_buckets()["Buckets"]]
        return next(name for name in names if "-photos-" in name)


Done = Callable[[], int]
Prepare = Callable[[World], Done]


def routing(world: World) -> Done:
    world.file(6)
    world.gathered("Routing", 6)
    return lambda: world.having("TaskAssigned")


def notify(world: World) -> Done:
    """Submitted and assigned, four times; nobody reads what it queues."""
    world.file(4)
    world.gathered("Notify", 8)
    return lambda: world.queues.waiting("MessageQueue")


def deliver(world: World) -> Done:
    """The mails of one report: a second report's would not go into the same batch of five."""
    world.file(1)
    world.gathered("Message", 1 + OFFICE)
    return lambda: len(world.mails())


def reminders(world: World) -> Done:
    world.file_quietly(5)
    world.clock.forward(TO_REMIND)
    world.queues.beat()
    world.gathered("Due", 5)
    return lambda: world.having("DeadlineReminded")


def sweeper(world: World) -> Done:
    """One beat is a batch; nobody reads what it hands on."""
    world.file_quietly(12)
    world.clock.forward(TO_REMIND)
    world.queues.beat()
    world.gathered("Sweep", 1)
    return lambda: world.queues.waiting("DueQueue")


def photos(world: World) -> Done:
    """Uploads that no report has claimed yet, straight into the bucket."""
    s3 = world.stack.aws("s3")
    world.uploads = [f"{uuid4().hex[:20]}/1" for _ in range(4)]
    for one in world.uploads:
        s3.put_object(Bucket=world.bucket, Key=f"incoming/{one}", Body=jpeg())
    world.gathered("Photo", 4)
    return lambda: sum(f"photos/{one}_thumb.jpg" in world.stored() for one in world.uploads)


def erasure(world: World) -> Done:
    world.file_quietly(3)
    for one in world.reports:
        run(world.stack, "erase", "--case", one.reference, "--ticket", "T-1", typed=one.reference)
    world.gathered("Erasure", 3)
    return lambda: sum(not world.personal(one) for one in world.reports)


def briefs(world: World) -> Done:
    """One beat is a batch; it is half way while it looks for who has work."""
    world.file_quietly(1)
    world.queues.send("Briefs", '{"kind": "briefs"}')
    world.gathered("Briefs", 1)
    return lambda: world.queues.figures("BriefsQueue")[f"{VISIBLE}NotVisible"]


def feedback(world: World) -> Done:
    """Every citizen's first mail bounces."""
    world.file_quietly(4)
    for one in world.reports:
        message_id = f"{case_id_of(one.reference)}.1.received.citizen"
        world.queues.send("Feedback", ses_event("bounce_permanent", one.email, message_id))
    world.gathered("Feedback", 4)
    return lambda: world.having("MailLost")


def jpeg() -> bytes:
    target = io.BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(target, "JPEG")
    return target.getvalue()


BATCHES: dict[str, Prepare] = {
    "Routing": routing,
    "Notify": notify,
    "Message": deliver,
    "Sweep": sweeper,
    "Due": reminders,
    "Photo": photos,
    "Erasure": erasure,
    "Briefs": briefs,
    "Feedback": feedback,
}
