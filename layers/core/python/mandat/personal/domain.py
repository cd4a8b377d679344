"""What is known of a person in one case: kept apart from its events, with a date to forget it.

Legal basis: UU 25/2009 (public complaints); retention: UU PDP 27/2022, articles 42 to 44.
"""

from dataclasses import field

from mandat.records import record

RETENTION_DAYS = 730


@record
class Contact:
    """How to reach the citizen. `phone` is E.164. Everything is empty when anonymous."""

    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    confidential: bool = False
    locale: str = "id"


@record
class Narrative:
    """What happened and where. `answers` are (question id, answer) of the service's questions."""

    description: str = field(default="", repr=False)
    neighbourhood: str = field(default="", repr=False)
    landmark: str = field(default="", repr=False)
    latitude: float | None = field(default=None, repr=False)
    longitude: float | None = field(default=None, repr=False)
    answers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    photos: tuple[str, ...] = ()


@record
class Said:
    """A text that somebody wrote on a case, with the photos that came with it."""

    seq: int
    actor: str
    text: str = field(repr=False)
    photos: tuple[str, ...] = ()
