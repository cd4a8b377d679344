"""References that a person can read out and type: Crockford base32 with a check symbol."""

import hashlib
from collections.abc import Iterator

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans("ILO", "110")
PREFIX = "BKL"
BODY = 7
CODE_LENGTH = 6
# An address may hold anything: longer than any id, and the table would refuse to look it up.
ID_MAX = 100
# That all five of a key are taken happens to nobody: a million cases are one in 34,000 of them.
IDS_OF_A_KEY = 5


def case_id(seed: str, attempt: int = 0) -> str:
    """The case id that a submission key stands for; `attempt` rises when it is taken."""
    digest = hashlib.sha256(f"{seed}#{attempt}".encode()).digest()
    body = symbols(digest, BODY)
    return body + _check(body)


def case_ids(seed: str) -> Iterator[str]:
    """The case ids that a submission key may stand for, in the order in which they are tried."""
    return (case_id(seed, attempt) for attempt in range(IDS_OF_A_KEY))


def symbols(digest: bytes, count: int) -> str:
    """`count` symbols of 5 bits each, from the start of `digest`."""
    number = int.from_bytes(digest, "big") >> (len(digest) * 8 - count * 5)
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def _check(body: str) -> str:
    """Luhn over 32 symbols: finds one wrong symbol and most swaps of neighbours."""
    total = 0
    for place, symbol in enumerate(reversed(body)):
        value = ALPHABET.index(symbol) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def as_typed(text: str) -> str:
    """What a person typed, without spaces, hyphens, case and lookalikes."""
    return "".join(c for c in text.upper() if c.isalnum()).translate(LOOKALIKES)


def read_reference(text: str) -> str | None:
    """The case id of a typed reference; None when a symbol is wrong or missing."""
    typed = as_typed(text)
    if len(typed) == len(PREFIX) + BODY + 1:
        typed = typed.removeprefix(PREFIX.translate(LOOKALIKES))
    if len(typed) != BODY + 1 or any(symbol not in ALPHABET for symbol in typed):
        return None
    return typed if _check(typed[:BODY]) == typed[BODY] else None


def show_reference(value: str) -> str:
    """7F3K9QX2 as BKL-7F3K-9QX2."""
    return f"{PREFIX}-{value[:4]}-{value[4:]}"
