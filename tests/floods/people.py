"""A flood's people: each another person with another address, one in twenty with a bad form."""

from collections.abc import Mapping
from dataclasses import dataclass

# What is asked about a service comes with it; owners differ.
SERVICES: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("jalan-rusak", {"q_bahaya": "ya"}),
    ("sampah-liar", {}),
    ("rambu-lalu-lintas", {}),
    ("kabel-tiang", {}),
    ("bangunan-liar", {}),
)
# What nobody can act upon: each of them makes a whole form a bad one.
FLAWS: tuple[Mapping[str, str], ...] = (
    {"description": ""},
    {"description": "Rusak"},
    {"service": "tidak-ada"},
    {"village": "99.99.99.9999"},
    {"email": "bukan alamat"},
    {"name": "", "email": ""},
    {"landmark": "", "village": "tidak-tahu"},
    {"description": "a" * 5000},
)
BAD_EVERY = 20


@dataclass(frozen=True)
class Person:
    """The `number`-th of a flood."""

    number: int

    @property
    def is_bad(self) -> bool:
        return self.number % BAD_EVERY == 0

    @property
    def email(self) -> str:
        return f"warga.banjir.{self.number}@example.org"

    def form(self, key: str) -> dict[str, str]:
        """The last page of the form as it is sent."""
        service, answers = SERVICES[self.number % len(SERVICES)]
        said = {
            "key": key,
            "step": "check",
            "act": "send",
            "service": service,
            "description": f"Keadaan nomor {self.number} ini sudah dua minggu dan makin parah.",
            "village": "17.71.01.1002",
            "landmark": f"Depan warung nomor {self.number}",
            "who": "named",
            "name": f"Warga Contoh {self.number}",
            "email": self.email,
            **answers,
        }
        return {**said, **self._flaw()}

    def _flaw(self) -> Mapping[str, str]:
        return FLAWS[self.number // BAD_EVERY % len(FLAWS)] if self.is_bad else {}


def crowd(count: int) -> list[Person]:
    return [Person(number) for number in range(count)]
