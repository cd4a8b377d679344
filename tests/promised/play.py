"""python -m promised.play <story> [<every> <first>]: the story with faults; prints what went wrong.

First without a fault: that is where the calls come from. Then again and again, each time with
some of them failing, a few to a run; each way of each call once (every so many, when told so).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator

from bench import quick_moto
from bench.world import city

# Faults of one run: enough to be quick, few enough for everybody's patience.
TOGETHER = 6


def main(name: str, every: str = "1", first: str = "0") -> None:
    quick_moto.install()
    begun = time.perf_counter()
    with city():
        found = _played(name, int(every), int(first))
    sys.stdout.write(json.dumps({**found, "seconds": round(time.perf_counter() - begun)}))


def _played(name: str, every: int, first: int) -> dict[str, object]:
    from botocore.client import BaseClient

    from promised.comparing import wrong
    from promised.stories import STORIES
    from promised.town import Stage
    from promised.wires import Wires
    from simulate import short_way
    from simulate.queues import Queues

    wires, queues, story = Wires(), Queues(), STORIES[name]
    with short_way.taken(queues):
        usual = BaseClient._make_api_call
    with wires.tapped(usual):
        stage = Stage(wires, queues)
        flawless = stage.play(story)
        faults = [(call, way) for call in flawless.asked for way in call.ways][first::every]
        runs = [(dealt, stage.play(story, dict(dealt))) for dealt in _dealt(faults)]
    return {
        "flawless": {
            "refused": flawless.refused,
            "failures": flawless.failures,
            "facts": flawless.facts,
            "calls": len(flawless.asked),
        },
        "functions": sorted({call.function for call, _ in faults}),
        "faults": len(faults),
        "met": len(faults) - sum(len(run.unmet) for _, run in runs),
        "pages": sum(run.failures for _, run in runs),
        "wrong": [line for dealt, run in runs for line in wrong(flawless, run, dict(dealt))],
    }


def _dealt(faults: list[tuple[object, str]]) -> Iterator[list[tuple[object, str]]]:
    """Few to a run, far from each other; a call meets one fault in a run."""
    runs = max(1, -(-len(faults) // TOGETHER))
    for place in range(runs):
        yield faults[place::runs]


if __name__ == "__main__":
    main(*sys.argv[1:])
