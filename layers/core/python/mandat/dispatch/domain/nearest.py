"""Which units are asked first: those of the same kecamatan, then those beside it. Pure."""

from collections import deque
from collections.abc import Iterable, Mapping

from mandat.bookings.domain.fleet import Resource

Neighbours = Iterable[tuple[str, tuple[str, ...]]]


def by_distance(
    units: Iterable[Resource], district: str, neighbours: Neighbours
) -> tuple[Resource, ...]:
    """`units`, the nearest first; of one kecamatan by id. Unknown places come last."""
    rank = _ranks(district, dict(neighbours))
    return tuple(sorted(units, key=lambda one: (rank.get(one.district, len(rank)), one.id)))


def _ranks(district: str, beside: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Every kecamatan that can be reached, in the order in which it is."""
    found = {district: 0}
    queue = deque([district])
    while queue:
        for one in beside.get(queue.popleft(), ()):
            if one not in found:
                found[one] = len(found)
                queue.append(one)
    return found
