"""Where the words of a programme's case are made: complaints load none of it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pkgutil import resolve_name
from typing import TYPE_CHECKING, cast

from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.city.domain import Catalogue
from mandat.messaging.domain import Kind, Message

if TYPE_CHECKING:  # who only asks who must know loads no mail
    from mandat.messaging.mail import Mail
    from mandat.messaging.matter import Matter
    from mandat.messaging.outbox import Became

Told = tuple[tuple[Kind, str], ...]
Audience = Callable[
    [Event, Case, dict[str, str | None], Catalogue, datetime], tuple[Told, tuple[Message, ...]]
]

# By Case.programme.
_HOMES: Mapping[str, str] = {
    "stipend": "mandat.stipend",
    "death": "mandat.bereavement",
    "step": "mandat.bereavement",
    "guarantee": "mandat.guarantee",
    "foster": "mandat.fostering",
    "idcard": "mandat.idcard",
}


def audience_of(programme: str) -> Audience:
    """Readers of an event, and finished messages to who is none."""
    return cast("Audience", resolve_name(f"{_HOMES[programme]}.notices:audience"))


def compose_of(programme: str) -> "Callable[[Matter], Mail]":
    return cast("Callable[[Matter], Mail]", resolve_name(f"{_HOMES[programme]}.mails:compose"))


def deliver_by(module: str) -> "Callable[[Message, str, datetime], Became]":
    """`module` is imported when the first such message comes."""

    def deliver(message: Message, attempt: str, now: datetime) -> "Became":
        act = cast("Callable[[Message, str, datetime], Became]", resolve_name(f"{module}:deliver"))
        return act(message, attempt, now)

    return deliver
