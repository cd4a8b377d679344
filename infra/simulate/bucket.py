"""The photo bucket of the year: a name's bytes and marks; a year's photos are the same few."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import md5
from io import BytesIO
from typing import Any

from bench import clock

Params = Mapping[str, Any]
Answer = dict[str, Any]


@dataclass(frozen=True)
class Kept:
    etag: str
    at: datetime


@dataclass
class Bucket:
    """`objects` by group (the folder and the next below it), then by key; `bodies` by ETag."""

    objects: dict[str, dict[str, Kept]] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)

    def call(self, operation: str, params: Params) -> Answer:
        """As S3 answers. Raises KeyError for what the product has not asked so far."""
        acts: Mapping[str, Callable[[Params], Answer]] = {
            "PutObject": self._put,
            "GetObject": self._get,
            "ListObjectsV2": self._list,
            "DeleteObject": self._delete,
            "PutObjectTagging": lambda _params: {},
        }
        return acts[operation](params)

    def _put(self, params: Params) -> Answer:
        body = params["Body"]
        etag = f'"{md5(body, usedforsecurity=False).hexdigest()}"'
        self.bodies[etag] = body
        group = self.objects.setdefault(_group(params["Key"]), {})
        group[params["Key"]] = Kept(etag, clock.now())
        return {"ETag": etag}

    def _get(self, params: Params) -> Answer:
        found = self.objects[_group(params["Key"])][params["Key"]]
        return {"ETag": found.etag, "Body": BytesIO(self.bodies[found.etag])}

    def _list(self, params: Params) -> Answer:
        prefix = params["Prefix"]
        group = self.objects.get(_group(prefix), {})
        found = sorted(one for one in group.items() if one[0].startswith(prefix))
        return {"Contents": [self._told(*one) for one in found[: params["MaxKeys"]]]}

    def _told(self, key: str, kept: Kept) -> Answer:
        size = len(self.bodies[kept.etag])
        return {"Key": key, "Size": size, "ETag": kept.etag, "LastModified": kept.at}

    def _delete(self, params: Params) -> Answer:
        self.objects.get(_group(params["Key"]), {}).pop(params["Key"], None)
        return {}


def _group(key: str) -> str:
    """incoming/<group>/1 and photos/<group>/1_thumb.jpg lie in folders that are asked for whole."""
    return "/".join(key.split("/")[:2])
