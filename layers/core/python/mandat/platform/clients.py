"""Clients of AWS, made late and from the one session of the process.

The session is the one that PynamoDB has made for the table: boto3 would bring a second with
models of its own, which is a fifth of a cold start (docs/decisions, «What a cold start pays»).
"""

import os
from functools import cache
from typing import Any

from mandat.platform.table import connection

# With the waits between them 15 seconds at most: what the sweep keeps, and half of a page's 28.
THREE_TRIES: dict[str, Any] = {
    "connect_timeout": 1,
    "read_timeout": 3,
    "retries": {"mode": "standard", "total_max_attempts": 3},
}


@cache
def client(service: str) -> Any:
    """The client of a service."""
    return made(service, **THREE_TRIES)


def made(service: str, **limits: Any) -> Any:
    """A new client; `limits` are botocore.config.Config's: timeouts, retries and the like."""
    from botocore.config import Config

    region = os.environ.get("AWS_REGION")
    return connection().session.create_client(service, region, config=Config(**limits))
