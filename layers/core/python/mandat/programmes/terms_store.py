"""What is promised to people in the table: CITY / PROGRAMMES, one GetItem."""

import time

from mandat.platform.document import Clock, Document, DocumentItem
from mandat.programmes.domain.terms import Programmes


class ProgrammesItem(DocumentItem, discriminator="Programmes"):
    """The terms of all programmes."""


_programmes = Document(ProgrammesItem, Programmes, "programmes")


def load_programmes(clock: Clock = time.monotonic) -> Programmes:
    """The terms as they are now, at most a minute old; NotFoundError before the first sync."""
    return _programmes.load(clock)


def forget_programmes() -> None:
    """Read the terms anew at the next `load_programmes`."""
    _programmes.forget()


def read_programmes() -> Programmes | None:
    """The terms as they are in the table now."""
    return _programmes.read()


def put_programmes(programmes: Programmes, replaces: int) -> None:
    """Write them over version `replaces` (0: none yet); ConflictError if that is gone."""
    _programmes.put(programmes, replaces)
