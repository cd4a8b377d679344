"""What people type into free text and what must never be mailed on."""

import re

# A NIK has sixteen digits, often typed in groups.
_NIK = re.compile(r"(?<!\d)(?:\d[ .-]?){12}(\d[ .-]?\d[ .-]?\d[ .-]?\d)(?!\d)")
# What a NIK was cut to, here or by a form.
_LAST = re.compile(r"•[• ]*\d(?:[ .-]?\d)*")
_SECRET_LINK = re.compile(r"\S*/(?:k|pinjam/ubah|sopir)/\S+")


def mask(text: str) -> str:
    """`text` with every NIK cut to its last four digits and secret links taken out."""
    return _SECRET_LINK.sub("[…]", _NIK.sub(r"••••••••••••\1", text))


def bare(text: str) -> str:
    """Masked, and without the last digits too: where people are known by their NIK."""
    return _LAST.sub("••••", mask(text))
