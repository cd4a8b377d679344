"""The calendar entry of a loan: newer ones replace it, the last takes it out."""

from dataclasses import replace
from datetime import UTC, datetime

from icalendar import Calendar

from mandat.bookings.calendar_file import Entry, calendar_file
from mandat.messaging.mail import Mail
from mandat.messaging.mime import mime
from unit.messaging.mails import read
from unit.messaging.test_mime import MAIL, MESSAGE, TO, TRIAGE

ENTRY = Entry(
    uid="7F3K9QX2@mandat.example.org",
    revision=2,
    at=datetime(2026, 11, 24, 3, 0, tzinfo=UTC),
    start=datetime(2026, 11, 28, 1, 0, tzinfo=UTC),
    end=datetime(2026, 11, 28, 7, 0, tzinfo=UTC),
    summary="Mobil dinas; BD 1 A, akad & resepsi",
    description="Jemput di Jalan Contoh 1\nBawa KTP",
    location="Jalan Contoh 1",
    organizer="mandat@bengkulu.example.org",
    attendee="siti@example.org",
)


def only(text: str) -> dict[str, str]:
    found = Calendar.from_ical(text).walk("VEVENT")
    assert len(found) == 1
    return {name: found[0][name].to_ical().decode() for name in found[0]}


def test_an_entry_says_what_when_and_where() -> None:
    made = calendar_file(ENTRY)
    found = only(made.text)

    assert made.method == "REQUEST"
    assert "METHOD:REQUEST" in made.text
    assert found["UID"] == ENTRY.uid
    assert found["SEQUENCE"] == "2"
    assert found["DTSTART"] == "20261128T010000Z"
    assert found["DTEND"] == "20261128T070000Z"
    assert found["STATUS"] == "CONFIRMED"
    assert found["SUMMARY"] == "Mobil dinas\\; BD 1 A\\, akad & resepsi"
    assert found["ATTENDEE"] == "mailto:siti@example.org"
    assert "RSVP=FALSE" in made.text.replace("\r\n ", "")


def test_a_cancelled_entry_is_the_same_one_and_newer() -> None:
    made = calendar_file(replace(ENTRY, revision=3, cancelled=True))
    found = only(made.text)

    assert made.method == "CANCEL"
    assert found["UID"] == ENTRY.uid
    assert found["SEQUENCE"] == "3"
    assert found["STATUS"] == "CANCELLED"


def test_the_same_loan_makes_the_same_bytes() -> None:
    assert calendar_file(ENTRY) == calendar_file(ENTRY)


def test_no_line_can_be_added_through_what_people_wrote() -> None:
    typed = replace(ENTRY, summary="Akad\r\nATTENDEE:mailto:mata@example.org")

    assert only(calendar_file(typed).text)["ATTENDEE"] == "mailto:siti@example.org"


def test_the_entry_hangs_on_the_mail_and_names_its_method() -> None:
    entry = calendar_file(ENTRY)
    mail = Mail(**(vars(MAIL) | {"calendar": entry}))

    made = read(mime(mail, MESSAGE, TO, TRIAGE).decode("ascii"))

    assert made.get_content_type() == "multipart/mixed"
    body, hung = made.iter_parts()
    assert body.get_content_type() == "multipart/alternative"
    assert hung.get_content_type() == "text/calendar"
    assert hung.get_param("method") == "REQUEST"
    assert hung.get_filename() == "jadwal.ics"
    assert hung.get_content().splitlines() == entry.text.splitlines()
