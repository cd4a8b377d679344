"""Mails of many cases: each a line that leads to it, never more than a mail can hold."""

from collections.abc import Sequence
from dataclasses import field
from datetime import datetime

from mandat.city.domain import Address, Catalogue, Post
from mandat.city.store import load_catalogue, load_post
from mandat.messaging.domain import Message
from mandat.messaging.mail import Block, Line
from mandat.messaging.speech import Speech
from mandat.platform.ids import show_reference
from mandat.platform.links import act_url
from mandat.records import record
from mandat.text.mark import msg

SHOWN = 50
SPEECH = Speech("id")
FOOTER = (
    msg("Behind these links you act as {post}. They hold for 30 days; please do not pass them on."),
    msg("Replies to this mail are read at the triage desk."),
)


@record
class Reading:
    """Who reads a list, and when."""

    message: Message
    now: datetime
    post: Post
    to: Address = field(repr=False)
    catalogue: Catalogue = field(repr=False)

    @property
    def holder(self) -> tuple[str, str, str, datetime]:
        """What a link of the reader names."""
        address = self.message.address
        return self.post.id, address, self.post.edition(address), self.now

    @property
    def footer(self) -> tuple[str, ...]:
        return tuple(SPEECH.say(one, post=self.post.title) for one in FOOTER)

    def case_url(self, case_id: str) -> str:
        return act_url(case_id, *self.holder)

    def place(self, code: str) -> str:
        village = self.catalogue.village(code)
        return village.name if village else self.catalogue.city_name

    def line(
        self, case_id: str, title: dict[str, str], detail: str, *, alarm: bool = False
    ) -> Line:
        label = f"{show_reference(case_id)} {SPEECH.of(title)}"
        return Line(label, self.case_url(case_id), detail, alarm)


def read(message: Message, now: datetime) -> Reading | None:
    """None when the mailbox is gone."""
    post = load_post(message.post)
    to = post.address(message.address) if post else None
    return Reading(message, now, post, to, load_catalogue()) if post and to else None


def at_least(count: int, most: int) -> str:
    """A number for people; of what was cut at `most` nobody knows the rest."""
    return f"{count}+" if count >= most else str(count)


def listed(title: str, lines: Sequence[Line], total: int, most: int) -> tuple[Block, ...]:
    """A block of lines, and how many more there are; none when there is nothing.

    `total` is what was read, cut at `most`.
    """
    rest = total - len(lines)
    number = at_least(rest, most - len(lines))
    more = SPEECH.say(msg("And {n} more: see the page."), n=number) if rest > 0 else ""
    return (Block(title, text=more, lines=tuple(lines)),) if lines else ()


def details(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
