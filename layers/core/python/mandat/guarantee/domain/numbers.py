"""Numbers of guarantee letters: ten symbols that nobody can guess, and one that checks them.

The check is a sum over the field of 32 elements (x^5 + x^2 + 1) in which each place weighs
differently: one wrong symbol and any two that changed places are found, always.
"""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans("ILO", "110")
BODY = 10
FIELD, POLYNOMIAL = 32, 0b100101
PREFIX = "SJ"


def number_of(digest: bytes) -> str:
    """The number that 50 secret bits stand for."""
    bits = int.from_bytes(digest, "big") >> (len(digest) * 8 - BODY * 5)
    body = "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(BODY)))
    return body + check_of(body)


def check_of(body: str) -> str:
    total = 0
    for symbol in body:
        total = _doubled(total ^ ALPHABET.index(symbol))
    return ALPHABET[total]


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ POLYNOMIAL if value >= FIELD else value


def read_number(text: str) -> str | None:
    """The number that somebody typed; None when a symbol is wrong, missing or out of place."""
    typed = "".join(c for c in text.upper() if c.isascii() and c.isalnum())
    typed = typed.removeprefix(PREFIX) if len(typed) == len(PREFIX) + BODY + 1 else typed
    typed = typed.translate(LOOKALIKES)
    if len(typed) != BODY + 1 or any(symbol not in ALPHABET for symbol in typed):
        return None
    return typed if check_of(typed[:BODY]) == typed[BODY] else None


def show_number(number: str) -> str:
    """01234567890 as SJ-01234-56789-0."""
    return f"{PREFIX}-{number[:5]}-{number[5:BODY]}-{number[BODY:]}"
