"""A warm process: one first request, then many of the same kind. Run with `python -S -E -B`.

    warm_child.py product|floor <first tape> <tape> <requests> <folder of the function> <layer> ...

Prints the CPU time (user and system) of one of the many, in seconds. Reading the event and writing
the answer as JSON is in it on both sides. With AWS_ENDPOINT_URL the answers of AWS come from there,
over HTTP; without it from a stand-in below botocore.
"""

import json
import marshal
import os
import sys
import time

from lambda_context import Context
from stand_in import StandIn

ERRORS = 400


class Wired:
    """In place of the stand-in: wire.py answers, and ends a request that asks out of turn."""

    def rewind(self, calls):
        pass

    def finish(self):
        pass

    def install(self):
        pass


class Floor:
    """A handler that makes the calls it is given, with bare botocore, and nothing else."""

    def __init__(self):
        from botocore.session import get_session

        self._session = get_session()
        self._clients = {}
        self.calls = ()

    def handle(self, _event, _context):
        for service, operation, params, *_ in self.calls:
            self._client(service)._make_api_call(operation, params)  # noqa: SLF001  what a client's methods call
        return {"statusCode": 200, "body": "ok"}

    def _client(self, service):
        if service not in self._clients:
            self._clients[service] = self._session.create_client(service)
        return self._clients[service]


def tape(path):
    with open(path, "rb") as kept:  # noqa: PTH123  as in cold_child.py
        return marshal.load(kept)  # noqa: S302  the bench's own tape


def answered(handler, stand_in, taped):
    """One request; raises when it was refused or made other calls than the tape's."""
    stand_in.rewind(taped["calls"])
    handler.calls = taped["calls"]
    answer = handler.handle(json.loads(taped["event"]), Context())
    json.dumps(answer)
    stand_in.finish()
    if answer.get("statusCode", 200) >= ERRORS or answer.get("batchItemFailures"):
        raise SystemExit(f"answered {answer}")


def measure(handler, stand_in, taped, requests):
    """Seconds of CPU for one of `requests` requests."""
    begun = time.process_time()
    for _ in range(requests):
        answered(handler, stand_in, taped)
    return (time.process_time() - begun) / requests


def product(function):
    handler = __import__(f"{function}.handler", fromlist=["handle"])
    sys.excepthook = sys.__excepthook__  # the product's logger would print where nobody reads
    return handler


def main(who, first, again, requests):
    stand_in = Wired() if "AWS_ENDPOINT_URL" in os.environ else StandIn()
    opening, taped = tape(first), tape(again)
    handler = Floor() if who == "floor" else product(taped["function"])
    stand_in.install()
    answered(handler, stand_in, opening)
    answered(handler, stand_in, taped)
    return measure(handler, stand_in, taped, int(requests))


# What the function logs goes nowhere: printing it is in the figure, reading it is not.
told = os.dup(1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
sys.path[:1] = sys.argv[5:]
os.write(told, f"{main(*sys.argv[1:5])}\n".encode())
