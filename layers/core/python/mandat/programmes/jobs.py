"""Jobs of the programmes' days: messages on one queue, sent in tens."""

from collections.abc import Iterable
from itertools import islice

from mandat.errors import OutcomeUnknownError
from mandat.platform.queues import send_batch
from mandat.platform.settings import settings

BATCH = 10


def queue_jobs(bodies: Iterable[str], delay: int = 0) -> int:
    """Queue them, to be done after so many seconds; how many.

    Raises OutcomeUnknownError when one was not taken: the next run makes it good.
    """
    rest, queued = iter(bodies), 0
    while batch := tuple(islice(rest, BATCH)):
        entries = [{"MessageBody": body, "DelaySeconds": delay} for body in batch]
        if send_batch(settings().job_queue_url, entries) < len(entries):
            raise OutcomeUnknownError("jobs_not_taken")
        queued += len(batch)
    return queued
