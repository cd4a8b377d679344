"""The photo bucket: its address, its one client, and what lies in it."""

import os
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from mandat.platform.settings import settings

LISTED_MAX = 50


@dataclass(frozen=True)
class Stored:
    """An object: `size` in bytes, `at` when it was last written (aware UTC, whole seconds)."""

    key: str
    size: int
    etag: str
    at: datetime


def address(bucket: str) -> str:
    """Where browsers reach the bucket, regional: the short global name redirects, a form cannot.

    With an endpoint of one's own (AWS_ENDPOINT_URL) the bucket is the first part of the path.
    """
    endpoint = _endpoint()
    if endpoint:
        return f"{endpoint}/{bucket}"
    return f"https://{bucket}.s3.{os.environ['AWS_REGION']}.amazonaws.com/"


def _endpoint() -> str:
    found = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL", "")
    return found.rstrip("/")


@cache
def client() -> Any:
    """The S3 client, made at first use; it signs for the addresses that `address` gives."""
    import boto3
    from botocore.config import Config

    style = "path" if _endpoint() else "virtual"
    config = Config(
        signature_version="s3v4",
        s3={"addressing_style": style},
        connect_timeout=1,
        read_timeout=5,
        retries={"mode": "standard", "total_max_attempts": 3},
    )
    return boto3.client("s3", region_name=os.environ["AWS_REGION"], config=config)


def stored(prefix: str) -> tuple[Stored, ...]:
    """The objects under `prefix`, by key, at most 50.

    A missing object is found out by listing: a role may list a prefix only, and S3 answers such
    a role with "forbidden" instead of "missing" when it asks for the object itself.
    """
    answer = client().list_objects_v2(
        Bucket=settings().photo_bucket, Prefix=prefix, MaxKeys=LISTED_MAX
    )
    return tuple(
        Stored(one["Key"], one["Size"], one["ETag"], one["LastModified"])
        for one in answer.get("Contents", ())
    )
