"""The photos of a post's form: they lie in a group of the form's own until it is sent."""

from datetime import timedelta

from mandat.errors import LinkError
from mandat.photos.uploads import group_of, uploaded
from mandat.platform.links import Purpose, read, sign
from mandat.web.visit import Visit

UPLOAD_AGE = timedelta(hours=12)


def leave_to_upload(visit: Visit, scope: str, nonce: str) -> str:
    """Leave to put photos into the group of the form of `nonce`; it lives longer than the nonce."""
    cause = visit.guard.cause(nonce, scope, visit.now)
    return sign(Purpose.UPLOAD, {"g": group_of(cause)}, visit.now + UPLOAD_AGE)


def kept_upload(visit: Visit) -> str:
    """The form's leave to upload, so that its photos survive a new nonce; empty when over."""
    token = visit.request.value("upload")
    try:
        read(Purpose.UPLOAD, token, visit.now)
    except LinkError:
        return ""
    return token


def photos_of(upload: str, visit: Visit) -> tuple[str, ...]:
    """What lies in the form's group; nothing once its time is over."""
    return uploaded(read(Purpose.UPLOAD, upload, visit.now)["g"]) if upload else ()
