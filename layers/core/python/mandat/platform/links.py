"""Signed links: the purpose is the salt, what they may do is decided against the case as it is."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from urllib.parse import urlencode

from itsdangerous import BadSignature, URLSafeSerializer

from mandat.errors import LinkError, LinkExpiredError
from mandat.platform.secrets import signing_keys
from mandat.platform.settings import settings

ACT_DAYS = 30
# A car that comes back late is still taken back by its driver's link.
DRIVER_DAYS = 14
EXPIRY = "x"
# A signature has one spelling: base64 would forgive foreign signs and the two bits to spare.
_TOKEN = re.compile(r"[A-Za-z0-9_.-]+\.[A-Za-z0-9_-]{26}[AEIMQUYcgkosw048]")
# Forms that mails lead to.
CLAIM, TALK = "ambil", "diskusi"
APPROVE, DECLINE, PROPOSE = "setujui", "tolak-pinjam", "usulkan"
VISIT, APPROVE_STIPEND, REFUSE_STIPEND = "periksa", "setujui-santunan", "tolak-santunan"
CONFIRM_DEATH = "pastikan"
# The same of a citizen's loan.
MOVE, CANCEL, CHOOSE, TAKE = "geser", "batal", "pilih", "ambil"


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
    TAKE_POST = "take_post"
    ADDRESS = "address"
    FOLLOW = "follow"
    OWN = "own"
    CREW = "crew"
    DRIVER = "driver"
    LETTER = "letter"
    FOSTER = "foster"
    CHILD = "child"


def sign(purpose: Purpose, claims: dict[str, str], expires_at: datetime | None = None) -> str:
    """A URL-safe token of `claims`; without an expiry it holds as long as its key."""
    expiry = {EXPIRY: str(int(expires_at.timestamp()))} if expires_at else {}
    return str(_serializer(purpose).dumps(claims | expiry))


def read(purpose: Purpose, token: str, now: datetime) -> dict[str, str]:
    """The claims of a token. Raises LinkError, or LinkExpiredError with the claims it had."""
    if not _TOKEN.fullmatch(token):
        raise LinkError("bad_link")
    try:
        claims = dict(_serializer(purpose).loads(token))
    except (BadSignature, TypeError, ValueError) as error:
        raise LinkError("bad_link") from error
    expiry = claims.pop(EXPIRY, None)
    if expiry is not None and now.timestamp() > int(expiry):
        raise LinkExpiredError(claims)
    return claims


def _serializer(purpose: Purpose) -> URLSafeSerializer:
    return _made(purpose, tuple(signing_keys()))


@lru_cache(maxsize=2 * len(Purpose))
def _made(purpose: Purpose, keys: tuple[str, ...]) -> URLSafeSerializer:
    return URLSafeSerializer(list(keys), salt=f"mandat.{purpose}")


def site(path: str) -> str:
    return f"{settings().site_url}{path}"


def track_url(case_id: str, *, handed: bool = False) -> str:
    """The citizen's secret link: the same for ever, so that a resend shows it again.

    `handed`: it went through the hands of whoever recorded the case, and has not the last word.
    """
    claims = {"c": case_id} | ({"h": "1"} if handed else {})
    return site(f"/k/{sign(Purpose.TRACK, claims)}")


def change_url(case_id: str, act: str = "", **chosen: str) -> str:
    """Where the citizen moves, cancels, chooses or takes a loan: the tracking token's power.

    `chosen` fills the page's fields; nothing happens before it is sent.
    """
    asked = f"?{urlencode(chosen)}" if chosen else ""
    path = f"/pinjam/ubah/{sign(Purpose.TRACK, {'c': case_id})}"
    return site(f"{path}/{act}{asked}" if act else path)


def follow_url(case_id: str, follower: str) -> str:
    """A follower's link: to read how it goes with somebody else's case, and to stop."""
    return site(f"/ikut/{sign(Purpose.FOLLOW, {'c': case_id, 'f': follower})}")


def act_url(
    case_id: str, post: str, address: str, edition: str | int, now: datetime, form: str = ""
) -> str:
    """A post's link to one case, or to a form of it; a new holder ends it (`Post.edition`)."""
    token = sign(Purpose.ACT, _holder(post, address, edition, c=case_id), _end(now))
    return site(f"/t/{token}/{form}" if form else f"/t/{token}")


def reports_url(post: str, address: str, edition: str | int, now: datetime) -> str:
    """All reports of the last days, for heads: the same power as the worklist."""
    return site(f"/t/laporan/{_worklist_token(post, address, edition, now)}")


def worklist_url(post: str, address: str, edition: str | int, now: datetime) -> str:
    return site(f"/t/daftar/{_worklist_token(post, address, edition, now)}")


def lending_url(post: str, address: str, edition: str | int, now: datetime) -> str:
    """The month of the things that a post lends: the same power as the worklist."""
    return site(f"/t/pinjam/{_worklist_token(post, address, edition, now)}")


def pay_list_url(
    post: str, address: str, edition: str | int, now: datetime, month: str = ""
) -> str:
    """What a month's stipends are paid by: the same power as the worklist."""
    asked = f"?{urlencode({'bulan': month})}" if month else ""
    return site(f"/t/santunan/{_worklist_token(post, address, edition, now)}{asked}")


def foster_list_url(post: str, address: str, edition: str | int, now: datetime) -> str:
    """Children and officials of the fostering programme: the same power as the worklist."""
    return site(f"/t/asuhan/{_worklist_token(post, address, edition, now)}")


def foster_url(official: str, edition: str) -> str:
    """An official's page of the children he fosters; of who has left office it opens nothing.

    `edition` ends it when his mailbox changes. It is the same each month, so that any mail leads
    there.
    """
    return site(f"/asuh/{sign(Purpose.FOSTER, {'o': official, 'g': edition})}")


def child_url(person: str) -> str:
    """The child's or guardian's page, by the child's id in the register: whoever fosters it.

    It is printed once and opens nothing any more when the fostering has ended.
    """
    return site(f"/anak/{sign(Purpose.CHILD, {'p': person})}")


def hospitals_url(post: str, address: str, edition: str | int, now: datetime) -> str:
    """The codes of the hospitals that take guarantee letters in: the same power as the worklist."""
    return site(f"/t/rumah-sakit/{_worklist_token(post, address, edition, now)}")


def cards_url(post: str, address: str, edition: str | int, now: datetime) -> str:
    """Identity cards of the week, or a lurah's of the day: the same power as the worklist."""
    return site(f"/t/ktp/{_worklist_token(post, address, edition, now)}")


def card_url(case_id: str, act: str = "", *, handed: bool = False) -> str:
    """The young person's page of their card: the tracking token's power.

    `handed`: a post printed it, or sent it on, and so it has not the last word.
    """
    claims = {"c": case_id} | ({"h": "1"} if handed else {})
    path = f"/ktp/{sign(Purpose.TRACK, claims)}"
    return site(f"{path}/{act}" if act else path)


def desk_url(post: str, address: str, edition: str | int, now: datetime) -> str:
    """Open calls and the board of ambulances: the same power as the worklist."""
    return site(f"/meja/{_worklist_token(post, address, edition, now)}")


def crew_url(case_id: str, unit: str, offer: int, expires_at: datetime) -> str:
    """The crew's link to one call, for this offer: sent to the crew's own phone and mailbox."""
    claims = {"c": case_id, "u": unit, "n": str(offer)}
    return site(f"/kru/{sign(Purpose.CREW, claims, expires_at)}")


def call_url(case_id: str) -> str:
    """Where the ambulance is, for the citizen: the secret link's other page."""
    return site(f"/ambulans/status/{sign(Purpose.TRACK, {'c': case_id})}")


def post_url(post: str, address: str, edition: str | int, now: datetime) -> str:
    """Who holds the post, its deputies and its serah terima: the same power as the worklist."""
    return site(f"/t/jabatan/{_worklist_token(post, address, edition, now)}")


def take_post_url(post: str, handover: str, expires_at: datetime) -> str:
    """The newcomer's link: he confirms that he holds the post now."""
    return site(f"/j/{sign(Purpose.TAKE_POST, {'p': post, 'h': handover}, expires_at)}")


def driver_url(case_id: str, resource: str, loan_end: datetime) -> str:
    """Who brings a thing and takes it back: one loan of one thing, until it is long over."""
    claims = {"c": case_id, "r": resource}
    return site(f"/sopir/{sign(Purpose.DRIVER, claims, loan_end + timedelta(days=DRIVER_DAYS))}")


def address_url(address_hash: str, case_id: str, expires_at: datetime) -> str:
    """The citizen's link: whoever reads the address confirms it, or says that it is not theirs."""
    claims = {"h": address_hash, "c": case_id}
    return site(f"/alamat/{sign(Purpose.ADDRESS, claims, expires_at)}")


def own_url(hashed: str, expires_at: datetime) -> str:
    """All cases of one address or number, and their data: sent to that address or number only."""
    return site(f"/saya/{sign(Purpose.OWN, {'h': hashed}, expires_at)}")


def letter_url(number: str) -> str:
    """Where a hospital looks what a guarantee letter is worth: the QR code of the letter."""
    return site(f"/berobat/surat/{sign(Purpose.LETTER, {'n': number})}")


def photo_url(photo: str, size: str = "thumb") -> str:
    """A door of ours: it redirects to a fresh presigned address. `size` is thumb or full."""
    return site(f"/f/{sign(Purpose.PHOTO, {'p': photo, 's': size})}")


def _worklist_token(post: str, address: str, edition: str | int, now: datetime) -> str:
    return sign(Purpose.WORKLIST, _holder(post, address, edition), _end(now))


def _holder(post: str, address: str, edition: str | int, **more: str) -> dict[str, str]:
    return {"p": post, "a": address, "g": str(edition), **more}


def _end(now: datetime) -> datetime:
    return now + timedelta(days=ACT_DAYS)
