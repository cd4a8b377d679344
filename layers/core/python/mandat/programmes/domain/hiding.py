"""Which numbers by kelurahan are not published, because they could name somebody. Pure.

A number of fewer than five people is not shown; nor is one that could be worked out from the
others: where only one is hidden, the next smallest is hidden with it.
"""

from collections.abc import Mapping

LEAST = 5


def hidden(people: Mapping[str, int]) -> frozenset[str]:
    """The small ones, and of the others the smallest until nothing can be worked out."""
    ranked = sorted(people, key=lambda place: (people[place], place))
    count = sum(people[place] < LEAST for place in ranked)
    while 0 < count < len(ranked) and _tells(people, ranked[:count]):
        count += 1
    return frozenset(ranked[:count])


def _tells(people: Mapping[str, int], unshown: list[str]) -> bool:
    """Whether the city's sum less what is shown would tell of fewer than five, or of one place."""
    return len(unshown) == 1 or sum(people[place] for place in unshown) < LEAST
