"""The parts of a mail, in the order in which they are read. Both renderings show all of them."""

from dataclasses import dataclass

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Button:
    label: str
    url: str


@dataclass(frozen=True)
class Photo:
    """`thumb` is shown, `full` is where it leads; `alt` says the same without an image."""

    thumb: str
    full: str
    alt: str


@dataclass(frozen=True)
class Block:
    """A titled part: rows of (label, value), a text with its line breaks, photos, links."""

    title: str
    rows: Rows = ()
    text: str = ""
    photos: tuple[Photo, ...] = ()
    links: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Mail:
    """`facts` stand above the button, `blocks` below it; `footer` says why the mail came."""

    locale: str
    subject: str
    heading: str
    lead: tuple[str, ...]
    facts: Rows
    button: Button
    blocks: tuple[Block, ...]
    footer: tuple[str, ...]

    @property
    def preheader(self) -> str:
        """What a mailbox shows beside the subject."""
        return self.lead[0] if self.lead else self.heading
