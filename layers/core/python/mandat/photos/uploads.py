"""Photos on their way in: where a browser puts them, and where they are seen.

An upload id is <group>/<n>: the group is its form's, n is 1 to 3. What a browser sent lies under
incoming/ until functions/photos has made photos/<group>/<n>.jpg and its thumbnail of it, or has
left the reason why not: photos/<group>/<n>.refused.<reason>. Only what was made is ever shown.
"""

import hashlib
import re
from dataclasses import field
from typing import Literal

from mandat.errors import InvalidError
from mandat.platform import bucket
from mandat.platform.settings import settings
from mandat.records import record

PHOTOS_MAX = 3
BYTES_MAX = 20 * 1024 * 1024
# The bucket refuses in its own page and in English: it takes what phones can make, and whoever
# reads uploads refuses in words.
TAKEN_MAX = 100 * 1024 * 1024
# At most: a presigned form or address dies with the role session that signed it.
FORM_SECONDS = 12 * 3600
ADDRESS_SECONDS = 300

Size = Literal["thumb", "full"]

_PHOTO_ID = re.compile(rf"[0-9a-f]{{20}}/[1-{PHOTOS_MAX}]")
_REFUSED = ".refused."


@record
class UploadForm:
    """A form that posts one file to the bucket: hidden `fields` first, the input `file` last."""

    url: str
    fields: dict[str, str] = field(repr=False)


@record
class Uploads:
    """What one form's group holds, as upload ids.

    `photos`: all that are there, at most 3. `ready`: those that can be shown. `refused`: the last
    refusal of each, upload id to reason code (see photos.imaging), unless a newer file came.
    `free`: where the next file goes, None when there are 3.
    """

    photos: tuple[str, ...] = ()
    ready: tuple[str, ...] = ()
    refused: dict[str, str] = field(default_factory=dict)
    free: str | None = None


def group_of(cause: str) -> str:
    """The group of the form whose nonce stands for `cause`: the same form, the same group."""
    return hashlib.sha256(cause.encode()).hexdigest()[:20]


def is_photo_id(value: str) -> bool:
    return _PHOTO_ID.fullmatch(value) is not None


def incoming_key(photo_id: str) -> str:
    return f"incoming/{_checked(photo_id)}"


def photo_key(photo_id: str, size: Size) -> str:
    return f"photos/{_checked(photo_id)}{'_thumb' if size == 'thumb' else ''}.jpg"


def refusal_key(photo_id: str, reason: str) -> str:
    return f"photos/{_checked(photo_id)}{_REFUSED}{reason}"


def _checked(photo_id: str) -> str:
    if not is_photo_id(photo_id):
        raise InvalidError("photos", "bad_photo")
    return photo_id


def upload_address(bucket_name: str) -> str:
    """Where upload forms post to: its origin belongs into the pages' form-action."""
    return bucket.address(bucket_name)


def upload_form(photo_id: str, redirect_to: str) -> UploadForm:
    """A form for one file of 0 to 100 MB, good for at most 12 hours; then on to `redirect_to`.

    An empty choice goes through and counts for nothing; more than 20 MB is refused when it is
    looked at. The type is not asked: a page without
    JavaScript cannot say it, and it is read off the bytes.
    """
    name = settings().photo_bucket
    redirect = {"success_action_redirect": redirect_to}
    signed = bucket.client().generate_presigned_post(
        name,
        incoming_key(photo_id),
        Fields=dict(redirect),
        Conditions=[redirect, ["content-length-range", 0, TAKEN_MAX]],
        ExpiresIn=FORM_SECONDS,
    )
    return UploadForm(upload_address(name), signed["fields"])


def uploaded(group: str) -> tuple[str, ...]:
    """The upload ids that are there, waiting or ready, at most 3."""
    return uploads(group).photos


def uploads(group: str) -> Uploads:
    """What is there of `group`, waiting, ready or refused: two calls to S3."""
    ids = tuple(f"{group}/{n}" for n in range(1, PHOTOS_MAX + 1))
    waiting = {one.key for one in bucket.stored(_folder("incoming", group)) if one.size}
    made = {one.key: one for one in bucket.stored(_folder("photos", group))}
    ready = tuple(one for one in ids if photo_key(one, "thumb") in made)
    photos = tuple(one for one in ids if one in ready or incoming_key(one) in waiting)
    refusals = {one: _refusal(one, made) for one in ids if incoming_key(one) not in waiting}
    return Uploads(
        photos=photos,
        ready=ready,
        refused={one: reason for one, reason in refusals.items() if reason},
        free=next((one for one in ids if one not in photos), None),
    )


def folders(group: str) -> tuple[str, str]:
    """Where the objects of a group lie."""
    return _folder("incoming", group), _folder("photos", group)


def _folder(kind: str, group: str) -> str:
    _checked(f"{group}/1")
    return f"{kind}/{group}/"


def _refusal(photo_id: str, made: dict[str, bucket.Stored]) -> str:
    """The reason of the last refusal, empty when there is none or the photo is newer."""
    marks = [one for one in made.values() if one.key.startswith(refusal_key(photo_id, ""))]
    if not marks:
        return ""
    last = max(marks, key=lambda one: one.at)
    photo = made.get(photo_key(photo_id, "full"))
    return "" if photo and photo.at >= last.at else last.key.rpartition(".")[2]


def fresh_address(photo_id: str, size: Size) -> str | None:
    """Where the photo can be seen for 5 minutes; None when there is none to show."""
    key = photo_key(photo_id, size)
    if not bucket.is_stored(key):
        return None
    target = {"Bucket": settings().photo_bucket, "Key": key}
    address: str = bucket.client().generate_presigned_url(
        "get_object", Params=target, ExpiresIn=ADDRESS_SECONDS
    )
    return address
