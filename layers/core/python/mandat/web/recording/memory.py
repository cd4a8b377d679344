"""What the next report of the same sitting begins with: channel and kelurahan, no person."""

from datetime import timedelta

from aws_lambda_powertools.shared.cookies import Cookie

from mandat.records import record
from mandat.web.cookies import lasting
from mandat.web.recording.entry import CHANNELS, Entry
from mandat.web.visit import Visit

COOKIE = "catat"
KEPT = timedelta(days=180)


@record
class Memory:
    """`village` is a code of the catalogue."""

    channel: str = ""
    village: str = ""


def remembered(visit: Visit) -> Memory:
    channel, _, village = visit.request.cookies.get(COOKIE, "").partition("/")
    return Memory(channel, village) if channel in CHANNELS else Memory()


def cookie_of(entry: Entry) -> Cookie:
    return lasting(COOKIE, f"{entry.channel}/{entry.draft.village}", KEPT, "/t/catat")
