"""What becomes of an upload: made into a photo or refused, and kept for good once it is claimed.

Making and claiming may come in either order. A claim is in the table before anybody hears of it,
and the maker looks for it after its last write: whoever comes second marks the photo as claimed.
"""

import json
from urllib.parse import unquote_plus

from mandat.cases.domain.facts import Event
from mandat.errors import RefusedError
from mandat.photos import store
from mandat.photos.uploads import (
    BYTES_MAX,
    folders,
    incoming_key,
    is_photo_id,
    photo_key,
    refusal_key,
)
from mandat.platform import bucket

INCOMING = "incoming/"
# The bucket's lifecycle rules go by this tag.
CLAIMED = {"state": "claimed"}
UNCLAIMED = {"state": "unclaimed"}


def arrived(body: str) -> tuple[str, ...]:
    """The upload ids that an S3 notification tells of; keys of any other form are passed over."""
    records = json.loads(body).get("Records", ())
    keys = [unquote_plus(one["s3"]["object"]["key"]) for one in records]
    ids = [key.removeprefix(INCOMING) for key in keys if key.startswith(INCOMING)]
    return tuple(one for one in ids if is_photo_id(one))


def receive(photo_id: str) -> str:
    """Turn what was uploaded into a photo, once. What came of it, for the log.

    stored; claimed (stored, and a case has it); kept (a case has the photo that was there before,
    and it stays as it is); empty (no file was chosen); gone (done before); or why it was refused.
    """
    key = incoming_key(photo_id)
    waiting = next((one for one in bucket.stored(key) if one.key == key), None)
    if waiting is None:
        return "gone"
    if waiting.size > BYTES_MAX:
        outcome = _refused(photo_id, "too_big")
        bucket.delete(key, waiting.etag)
        return outcome
    etag, data = bucket.read(key)
    outcome = _received(photo_id, data)
    bucket.delete(key, etag)
    return outcome


def _refused(photo_id: str, reason: str) -> str:
    bucket.put(refusal_key(photo_id, reason), b"", "text/plain", UNCLAIMED)
    return reason


def _received(photo_id: str, data: bytes) -> str:
    if not data:
        return "empty"
    if _is_claimed(photo_id) and bucket.is_stored(photo_key(photo_id, "thumb")):
        _mark_claimed(photo_id)
        return "kept"
    try:
        _make(photo_id, data)
    except RefusedError as error:
        return _refused(photo_id, error.code)
    if _is_claimed(photo_id):
        _mark_claimed(photo_id)
        return "claimed"
    return "stored"


def _make(photo_id: str, data: bytes) -> None:
    """The thumbnail is written last: where it is, the photo is."""
    from mandat.photos.imaging import pictures

    made = pictures(data)
    bucket.put(photo_key(photo_id, "full"), made.full, "image/jpeg", UNCLAIMED)
    bucket.put(photo_key(photo_id, "thumb"), made.thumb, "image/jpeg", UNCLAIMED)


def _is_claimed(photo_id: str) -> bool:
    return photo_id in store.claimed(photo_id.partition("/")[0])


def _mark_claimed(photo_id: str) -> None:
    bucket.tag(photo_key(photo_id, "full"), CLAIMED)
    bucket.tag(photo_key(photo_id, "thumb"), CLAIMED)


def claim(event: Event) -> tuple[str, ...]:
    """Keep the photos of `event` for good. Those that are not made yet, or never will be.

    They need no second try: the maker of a photo sees the claim itself.
    """
    photos = [one for one in event.photos if is_photo_id(one)]
    made = [one for one in photos if bucket.is_stored(photo_key(one, "thumb"))]
    for photo_id in made:
        _mark_claimed(photo_id)
    return tuple(one for one in photos if one not in made)


def erase(group: str) -> None:
    """Every object of a group of uploads, then its claim: a second try finds what is left."""
    for prefix in folders(group):
        for one in bucket.stored(prefix):
            bucket.remove(one.key)
    store.unclaim(group)
