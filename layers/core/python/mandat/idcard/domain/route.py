"""In which order a lurah goes from door to door: by RW, RT and address, as people count. Pure."""

import re

Key = tuple[int | str, ...]
_NUMBER = re.compile(r"(\d+)")
# Whoever has no RT comes last: somebody must ask for them.
_NOWHERE = 9999


def route_key(neighbourhood: str, address: str) -> tuple[int, int, Key]:
    """Of «RT 3/RW 1» or «003/001»: RW before RT, then the address, its house numbers as numbers."""
    rt, rw = _rt_and_rw(neighbourhood)
    return rw, rt, _natural(address)


def _rt_and_rw(neighbourhood: str) -> tuple[int, int]:
    found = [int(one) for one in _NUMBER.findall(neighbourhood)]
    if not found:
        return _NOWHERE, _NOWHERE
    return found[0], found[1] if len(found) > 1 else _NOWHERE


def _natural(text: str) -> Key:
    """Words and numbers in turn, so that they can be compared."""
    parts = _NUMBER.split(text.casefold())
    return tuple(int(one) if place % 2 else one for place, one in enumerate(parts))
