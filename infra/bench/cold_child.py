"""A fresh process: imports one function and sends it one request. Run with `python -S -E -B`.

    cold_child.py <tape> <folder of the function> <layer> <layer> ...

The last line printed is what it took, in seconds: CPU and wall of the import, then of the request.
"""

import marshal
import sys
import time

from lambda_context import Context
from stand_in import StandIn

ERRORS = 400


def clock():
    """CPU (user and system) and wall, in seconds."""
    return time.process_time(), time.perf_counter()


def measure(tape, stand_in, function, event):
    """Import, then the request; three readings of the clock and the answer."""
    first = clock()
    handler = __import__(f"{function}.handler", fromlist=["handle"])
    imported = clock()
    stand_in.install()
    stand_in.rewind(tape["calls"])
    handler.CALLS = tape["calls"]
    answer = handler.handle(event, Context())
    return first, imported, clock(), answer


def main(tape, stand_in):
    # Lambda has read the event before the function sees it: it is data here, not JSON.
    first, imported, answered, answer = measure(tape, stand_in, tape["function"], tape["given"])
    stand_in.finish()
    if answer["statusCode"] >= ERRORS:
        raise SystemExit(f"answered {answer['statusCode']}")
    took = (imported[0] - first[0], imported[1] - first[1])
    took += (answered[0] - imported[0], answered[1] - imported[1])
    print("\n" + " ".join(str(one) for one in took))


with open(sys.argv[1], "rb") as kept:  # noqa: PTH123  pathlib would be imported before the clock
    TAPE = marshal.load(kept)  # noqa: S302  the bench's own tape
sys.path[:1] = sys.argv[2:]
main(TAPE, StandIn())
