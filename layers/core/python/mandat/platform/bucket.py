"""The photo bucket: its address, its one client, and what is done to its objects."""

import os
from datetime import datetime
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from mandat.platform.clients import THREE_TRIES, made
from mandat.platform.settings import settings
from mandat.records import record

LISTED_MAX = 50
_OTHER_OR_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.PRECONDITION_FAILED}


@record
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
    style = "path" if _endpoint() else "virtual"
    return made(
        "s3",
        signature_version="s3v4",
        s3={"addressing_style": style},
        # a photo is more than a record
        **THREE_TRIES | {"read_timeout": 5},
    )


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


def is_stored(key: str) -> bool:
    return any(one.key == key for one in stored(key))


def read(key: str) -> tuple[str, bytes]:
    """ETag and content of an object that is there."""
    answer = client().get_object(Bucket=settings().photo_bucket, Key=key)
    return answer["ETag"], answer["Body"].read()


def put(key: str, body: bytes, content_type: str, tags: dict[str, str]) -> None:
    client().put_object(
        Bucket=settings().photo_bucket,
        Key=key,
        Body=body,
        ContentType=content_type,
        Tagging=urlencode(tags),
    )


def tag(key: str, tags: dict[str, str]) -> None:
    """Give an object that is there these tags and no others."""
    pairs = [{"Key": name, "Value": value} for name, value in tags.items()]
    client().put_object_tagging(Bucket=settings().photo_bucket, Key=key, Tagging={"TagSet": pairs})


def delete(key: str, etag: str) -> None:
    """Delete the object that was read with `etag`; one that was put over it since stays."""
    from botocore.exceptions import ClientError

    try:
        client().delete_object(Bucket=settings().photo_bucket, Key=key, IfMatch=etag)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] not in _OTHER_OR_GONE:
            raise


def remove(key: str) -> None:
    """Delete an object whatever it is by now; one that is gone stays gone."""
    client().delete_object(Bucket=settings().photo_bucket, Key=key)
