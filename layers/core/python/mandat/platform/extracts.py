"""The bucket of extracts: files that another register sent, and what became of their lines."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from mandat.errors import ConflictError
from mandat.platform.bucket import client
from mandat.platform.settings import settings
from mandat.records import record

REPLACED = "extract_replaced"
_OTHER_OR_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.PRECONDITION_FAILED}


@record
class Extract:
    """A file as it lies there, `size` in bytes; `etag` changes with its content."""

    key: str
    size: int
    etag: str


def find(key: str) -> Extract | None:
    """The file of that name; found by listing, as photos are."""
    answer = client().list_objects_v2(Bucket=settings().register_bucket, Prefix=key, MaxKeys=1)
    found = [one for one in answer.get("Contents", ()) if one["Key"] == key]
    return Extract(key, found[0]["Size"], found[0]["ETag"]) if found else None


def read(extract: Extract, offset: int, size: int) -> bytes:
    """`size` bytes from `offset` on.

    Raises ConflictError(REPLACED) when the file is gone, or another one has taken its place.
    """
    asked = {"Key": extract.key, "Range": f"bytes={offset}-{offset + size - 1}"}
    with_etag = {**asked, "IfMatch": extract.etag}
    answer = _of_the_same(client().get_object, with_etag)
    return bytes(answer["Body"].read())


def _of_the_same(call: Any, asked: dict[str, Any]) -> Any:
    from botocore.exceptions import ClientError

    try:
        return call(Bucket=settings().register_bucket, **asked)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] not in _OTHER_OR_GONE:
            raise
        raise ConflictError(REPLACED) from error


def forget(extract: Extract) -> None:
    """Delete the file. Raises ConflictError(REPLACED) when it is another one by now."""
    _of_the_same(client().delete_object, {"Key": extract.key, "IfMatch": extract.etag})


def write(key: str, text: str) -> None:
    client().put_object(
        Bucket=settings().register_bucket,
        Key=key,
        Body=text.encode(),
        ContentType="text/csv; charset=utf-8",
    )


def texts(prefix: str) -> Iterator[str]:
    """Everything under `prefix`, by key."""
    bucket = settings().register_bucket
    pages = client().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    for page in pages:
        for one in page.get("Contents", ()):
            answer = client().get_object(Bucket=bucket, Key=one["Key"])
            yield answer["Body"].read().decode()
