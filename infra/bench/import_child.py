"""One invocation of the imports function, as Lambda would make it. Run with `python -S -E -B`.

    import_child.py <key of the extract> <folder of the function> <layer> ...

Prints seconds, CPU seconds and the peak of resident memory in MB as JSON. AWS is where
AWS_ENDPOINT_URL says.
"""

import json
import os
import sys
import time

from lambda_context import Context

# Lambda's longest, less what the process itself has used.
LONGEST_MS = 900_000


class Clocked(Context):
    def __init__(self):
        self._begun = time.monotonic()

    def get_remaining_time_in_millis(self):
        return LONGEST_MS - int(1000 * (time.monotonic() - self._begun))


def event(key):
    record = {
        "messageId": "1",
        "receiptHandle": "1",
        "body": json.dumps({"Records": [{"s3": {"object": {"key": key}}}]}),
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:ap-southeast-3:123456789012:imports",
    }
    return {"Records": [record]}


def peak_megabytes():
    """Of this process alone: what the kernel tells of a child's peak may be its parent's."""
    with open("/proc/self/status") as told:  # noqa: PTH123  as in cold_child.py
        found = next(line for line in told if line.startswith("VmHWM:"))
    return int(found.split()[1]) / 1024


def main(key):
    handler = __import__("imports.handler", fromlist=["handle"])
    sys.excepthook = sys.__excepthook__  # the product's logger would print where nobody reads
    begun, cpu = time.monotonic(), time.process_time()
    answer = handler.handle(event(key), Clocked())
    if answer["batchItemFailures"]:
        raise SystemExit(f"answered {answer}")
    return {
        "seconds": time.monotonic() - begun,
        "cpu_seconds": time.process_time() - cpu,
        "peak_megabytes": peak_megabytes(),
    }


# What the function logs goes nowhere: printing it is in the figure, reading it is not.
told = os.dup(1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
sys.path[:1] = sys.argv[2:]
os.write(told, f"{json.dumps(main(sys.argv[1]))}\n".encode())
