"""A loan as an entry of a calendar (iCalendar, RFC 5545), to hang on a mail."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mandat.messaging.mail import CalendarFile
from mandat.platform.settings import settings
from mandat.records import record

if TYPE_CHECKING:  # the library costs 65 ms: it is imported when an entry is made
    from icalendar import Event

PRODUCT = "-//Mandat//Kota Bengkulu//ID"
NAME = "jadwal.ics"


@record
class Entry:
    """`uid` stays as long as the loan; `revision` rises with each change that calendars follow.

    `at` is when that change was made. Times are aware UTC.
    """

    uid: str
    revision: int
    at: datetime
    start: datetime
    end: datetime
    summary: str
    description: str = field(default="", repr=False)
    location: str = field(default="", repr=False)
    organizer: str = field(default="", repr=False)
    attendee: str = field(default="", repr=False)
    cancelled: bool = False


def uid_of(name: str) -> str:
    """The entry's name in every calendar; `name` is the case's id, or with a thing's behind it."""
    return f"{name}@{urlsplit(settings().site_url).hostname or 'mandat'}"


def calendar_file(entry: Entry) -> CalendarFile:
    """What asks a calendar to hold the entry, or to drop it."""
    from icalendar import Calendar

    method = "CANCEL" if entry.cancelled else "REQUEST"
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", method)
    made.add_component(_event(entry))
    return CalendarFile(NAME, method, made.to_ical().decode())


def _event(entry: Entry) -> Event:
    from icalendar import Event

    made = Event()
    made.add("uid", entry.uid)
    made.add("sequence", entry.revision)
    made.add("dtstamp", entry.at)
    made.add("dtstart", entry.start)
    made.add("dtend", entry.end)
    made.add("summary", entry.summary)
    made.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    for name in ("description", "location"):
        if value := getattr(entry, name):
            made.add(name, value)
    _people(made, entry)
    return made


def _people(made: Event, entry: Entry) -> None:
    """Nobody is asked to answer: it is agreed already."""
    if not (entry.organizer and entry.attendee):
        return
    told = {"PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    made.add("organizer", f"mailto:{entry.organizer}")
    made.add("attendee", f"mailto:{entry.attendee}", parameters=told)
