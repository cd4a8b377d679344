"""Cases whose events are notified and delivered when the test says so, and what came of it."""

from collections.abc import Iterable
from datetime import datetime
from email.message import EmailMessage
from itertools import count

from mandat.cases import store as cases
from mandat.messaging.deliver import Became, deliver
from mandat.messaging.domain import LISTS, Message
from mandat.messaging.notify import tell
from mandat.people.store import address_hash, confirm
from mandat.platform.settings import settings
from samples import messages
from unit.messaging.mails import decode_body, mails_to, part, sent

_attempts = count(1)


class Postbag:
    """What is heard of is heard of once; a confirmed address has its mail at once.

    `heads`: of the lists that all heads get, only theirs are delivered.
    """

    def __init__(self, now: datetime, *confirmed: str) -> None:
        self.now = now
        self.heard: set[str] = set()
        self.heads: set[str] = set()
        self.queued: set[str] = set()
        self.told: list[tuple[Message, Became]] = []
        for address in confirmed:
            confirm(address_hash(address), now)

    def pump(self, *case_ids: str, at: datetime | None = None) -> list[str]:
        """Who was told what by mail, since the last time."""
        self.now = at or self.now
        before = len(self.told)
        for case_id in case_ids:
            for event in cases.timeline(case_id):
                if event.id not in self.heard:
                    self.heard.add(event.id)
                    tell(event, self.now)
        self.drain()
        return sent_of(self.told[before:])

    def drain(self) -> None:
        for body in messages(settings().message_queue_url):
            message = decode_body(body)
            self.queued.add(message.id)
            if message.kind not in LISTS or message.post in (self.heads or {message.post}):
                self.deliver(message)

    def deliver(self, message: Message) -> Became:
        became = deliver(message, f"attempt-{next(_attempts)}", self.now)
        self.told.append((message, became))
        return became


def sent_of(told: Iterable[tuple[Message, Became]]) -> list[str]:
    """Each reader once: a post has several addresses."""
    found = (f"{one.kind} {one.post or 'citizen'}" for one, how in told if how is Became.SENT)
    return list(dict.fromkeys(found))


def last(to: str) -> EmailMessage:
    return mails_to(to)[-1]


def plain(to: str) -> str:
    return part(last(to), "plain")


def whole_mailbox() -> str:
    """Subjects and both bodies of every mail that was sent."""
    found = (f"{one['Subject']}\n{part(one, 'plain')}\n{part(one, 'html')}" for one in sent())
    return "\n".join(found)
