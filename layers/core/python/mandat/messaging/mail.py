"""The parts of a mail, in the order in which they are read. Both renderings show all of them."""

from dataclasses import field

from mandat.records import record

Rows = tuple[tuple[str, str], ...]


@record
class Button:
    """The one thing to press, which leads to a page that asks first."""

    label: str
    url: str


@record
class Photo:
    """`thumb` is shown, `full` is where it leads; `alt` says the same without an image."""

    thumb: str
    full: str
    alt: str


@record
class Line:
    """One of many: what it is, where it leads, more about it; `alarm` makes that red."""

    label: str
    url: str = ""
    detail: str = ""
    alarm: bool = False


@record
class Block:
    """A titled part: a text with its line breaks, rows of (label, value), lines, photos, links.

    `stacked` rows stand label over value, for labels as long as a moment.
    """

    title: str
    text: str = ""
    rows: Rows = ()
    stacked: bool = False
    lines: tuple[Line, ...] = ()
    photos: tuple[Photo, ...] = ()
    links: tuple[Button, ...] = ()


@record
class CalendarFile:
    """An entry for the reader's own calendar; `method` (REQUEST, CANCEL) is what it asks of it."""

    name: str
    method: str
    text: str = field(repr=False)


@record
class Mail:
    """`first` (what was written to the reader) and `facts` stand above the button.

    `notes` and `blocks` stand below it; `footer` says why the mail came. A `calendar` hangs on it.
    """

    locale: str
    subject: str
    heading: str
    lead: str
    button: Button
    footer: tuple[str, ...]
    first: Block | None = None
    facts: Rows = ()
    notes: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    calendar: CalendarFile | None = None
