"""Signed links: the purpose is the salt, what they may do is decided against the case as it is."""

from datetime import datetime, timedelta
from enum import StrEnum

from itsdangerous import BadSignature, URLSafeSerializer

from mandat.errors import LinkError, LinkExpiredError
from mandat.platform.secrets import signing_keys
from mandat.platform.settings import settings

ACT_DAYS = 30
EXPIRY = "x"


class Purpose(StrEnum):
    """A token of one purpose is no token of another."""

    TRACK = "track"
    ACT = "act"
    WORKLIST = "worklist"
    UPLOAD = "upload"
    PHOTO = "photo"
    SUBMIT = "submit"
    NONCE = "nonce"
    CURSOR = "cursor"


def sign(purpose: Purpose, claims: dict[str, str], expires_at: datetime | None = None) -> str:
    """A URL-safe token of `claims`; without an expiry it holds as long as its key."""
    expiry = {EXPIRY: str(int(expires_at.timestamp()))} if expires_at else {}
    return str(_serializer(purpose).dumps(claims | expiry))


def read(purpose: Purpose, token: str, now: datetime) -> dict[str, str]:
    """The claims of a token. Raises LinkError, or LinkExpiredError with the claims it had."""
    try:
        claims = dict(_serializer(purpose).loads(token))
    except (BadSignature, TypeError, ValueError) as error:
        raise LinkError("bad_link") from error
    expiry = claims.pop(EXPIRY, None)
    if expiry is not None and now.timestamp() > int(expiry):
        raise LinkExpiredError(claims)
    return claims


def _serializer(purpose: Purpose) -> URLSafeSerializer:
    return URLSafeSerializer(signing_keys(), salt=f"mandat.{purpose}")


def site(path: str) -> str:
    return f"{settings().site_url}{path}"


def track_url(case_id: str) -> str:
    """The citizen's secret link: the same for ever, so that a resend shows it again."""
    return site(f"/k/{sign(Purpose.TRACK, {'c': case_id})}")


def act_url(case_id: str, post: str, address: str, generation: int, now: datetime) -> str:
    """A post's link to one case; a new holder of the post ends it (`generation`)."""
    return site(f"/t/{sign(Purpose.ACT, _holder(post, address, generation, c=case_id), _end(now))}")


def worklist_url(post: str, address: str, generation: int, now: datetime) -> str:
    claims = _holder(post, address, generation)
    return site(f"/t/daftar/{sign(Purpose.WORKLIST, claims, _end(now))}")


def photo_url(photo: str, size: str = "thumb") -> str:
    """A door of ours: it redirects to a fresh presigned address. `size` is thumb or full."""
    return site(f"/f/{sign(Purpose.PHOTO, {'p': photo, 's': size})}")


def _holder(post: str, address: str, generation: int, **more: str) -> dict[str, str]:
    return {"p": post, "a": address, "g": str(generation), **more}


def _end(now: datetime) -> datetime:
    return now + timedelta(days=ACT_DAYS)
