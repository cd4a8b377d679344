"""When somebody died, as a family says it: a day, and an hour or a part of the day. Pure."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from mandat.bereavement.domain.limits import REPORTED_WITHIN
from mandat.bookings.domain.grid import at_minute
from mandat.city.calendar import to_local
from mandat.records import record
from mandat.text.mark import msg
from mandat.web.bereavement.draft import DeathDraft
from mandat.web.staff.fields import read_day

OTHER = "other"
# Moments near the ends of the calendar have no UTC.
YEARS = range(2000, 2200)
_HOUR = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?", re.ASCII)
DAY_HOURS, HOUR_MINUTES = 24, 60


@record
class Part:
    """A part of the day: its first minute, and the minute that stands for it."""

    words: str
    begins: int
    stands_for: int


# The evenings are counted from it, so what counts is on which side of 18.00 it lies.
PARTS: Mapping[str, Part] = {
    "dini": Part(msg("Before dawn (00.00-05.00)"), 0, 180),
    "pagi": Part(msg("Morning (05.00-11.00)"), 300, 480),
    "siang": Part(msg("Midday (11.00-15.00)"), 660, 780),
    "sore": Part(msg("Afternoon (15.00-18.00)"), 900, 990),
    "malam": Part(msg("Evening or night (18.00-24.00)"), 1080, 1200),
}


def day_of(draft: DeathDraft) -> date | None:
    """The local day that was chosen or typed; None for anything that cannot be read."""
    found = read_day(draft.other_day if draft.day == OTHER else draft.day)
    return found if found and found.year in YEARS else None


def minute_of(text: str) -> int | None:
    """«14.30», «14:30» and «14» as a minute of the day."""
    found = _HOUR.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return hour * HOUR_MINUTES + minute if hour < DAY_HOURS and minute < HOUR_MINUTES else None


def died_at(draft: DeathDraft, now: datetime) -> datetime | None:
    """The moment, aware UTC; of a part of the day that still runs, now. None while unreadable."""
    day, part = day_of(draft), PARTS.get(draft.part)
    if day is None:
        return None
    if draft.hour:
        minute = minute_of(draft.hour)
        return None if minute is None else at_minute(day, minute)
    if part is None:
        return None
    moment = at_minute(day, part.stands_for)
    return min(moment, now) if at_minute(day, part.begins) <= now else moment


def latest_days(now: datetime) -> tuple[date, date, date]:
    """Today, yesterday and the day before, which nearly all reports are about."""
    today = to_local(now).date()
    return today, today - timedelta(days=1), today - timedelta(days=2)


def is_too_old(moment: datetime, now: datetime) -> bool:
    return now - moment > REPORTED_WITHIN
