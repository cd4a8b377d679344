"""Which NIKs stand in an extract more than once with different words. Pure.

Nobody knows which line holds, so none of them is taken; found before anything is written, whatever
the order of the lines. Sixteen bytes a line are kept for it, and no NIK.
"""

from array import array
from collections.abc import Iterable
from hashlib import blake2b
from itertools import pairwise

BUCKETS = 256


def key(digits: str) -> int:
    """What stands for a NIK as long as the import runs."""
    return _short(digits)


def doubled(told: Iterable[tuple[str, str]]) -> frozenset[int]:
    """Keys of the NIKs that stand twice, of (NIK, the line that it stands in)."""
    buckets = [array("Q") for _ in range(BUCKETS)]
    for digits, text in told:
        name = key(digits)
        buckets[name % BUCKETS].extend((name, _short(text)))
    return frozenset(one for bucket in buckets for one in _doubled(bucket))


def _doubled(bucket: "array[int]") -> Iterable[int]:
    pairs = sorted(set(zip(bucket[::2], bucket[1::2], strict=True)))
    names = [name for name, _ in pairs]
    return {one for one, after in pairwise(names) if one == after}


def _short(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
