"""One versioned document of the city as one item of JSON, kept for a minute: CITY / <name>.

Unknown fields are passed over and new ones take their defaults: while a release rolls out, older
code reads what a newer sync wrote, and the other way round.
"""

import time
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError

from mandat.errors import ConflictError, NotFoundError
from mandat.platform.table import Number, TableItem
from mandat.platform.transaction import REFUSED

PARTITION = "CITY"
CACHE_SECONDS = 60.0

Clock = Callable[[], float]
_encoder = msgspec.json.Encoder(order="deterministic")


class Versioned(Protocol):
    """What was synced at `version`, 1 or more."""

    @property
    def version(self) -> int: ...


T = TypeVar("T", bound=Versioned)


class DocumentItem(TableItem):
    """Each document has a kind of its own."""

    version = Number()
    body = UnicodeAttribute()


class Document(Generic[T]):
    """The document `name` of `shape`, in items of `kind`; one a process.

    Raises what `load` and `put` say, with the codes `<name>_missing` and `<name>_changed`.
    """

    def __init__(self, kind: type[DocumentItem], shape: type[T], name: str) -> None:
        self._kind, self._name = kind, name
        self._key = (PARTITION, name.upper())
        self._decoder = msgspec.json.Decoder(shape)
        self._cached: tuple[float, T] | None = None

    def load(self, clock: Clock = time.monotonic) -> T:
        """As it is in force now, at most a minute old; NotFoundError before the first sync."""
        now = clock()
        if self._cached is None or now - self._cached[0] >= CACHE_SECONDS:
            document = self.read()
            if document is None:
                raise NotFoundError(f"{self._name}_missing")
            self._cached = (now, document)
        return self._cached[1]

    def forget(self) -> None:
        """Read it anew at the next `load`."""
        self._cached = None

    def read(self) -> T | None:
        """As it is in the table now."""
        try:
            item = self._kind.get(*self._key, consistent_read=True)
        except DoesNotExist:
            return None
        return self._decoder.decode(item.body)

    def put(self, document: T, replaces: int) -> None:
        """Write it over version `replaces` (0: none yet); ConflictError if that is gone."""
        item = self._kind(*self._key, version=document.version, body=to_json(document))
        seen = self._kind.version == replaces if replaces else self._kind.pk.does_not_exist()
        try:
            item.save(condition=seen)
        except PutError as error:
            if error.cause_response_code == REFUSED:
                raise ConflictError(f"{self._name}_changed") from error
            raise
        self.forget()


def to_json(document: Versioned) -> str:
    """Equal documents give equal text."""
    return _encoder.encode(document).decode()
