"""What citizens, posts and drivers are told of a loan, and when nothing is said any more."""

import json
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar

from integration.borrowing import (
    BY_PHONE,
    PERSON,
    Borrowed,
    by_citizen,
    by_driver,
    by_post,
    lending_town,
)
from integration.citizens import logged
from integration.desks import Browser
from integration.lenders import clock
from integration.test_sms import switched, texts
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.terms import held_back
from mandat.bookings.store import load_fleet
from mandat.cases import store as cases
from mandat.cases.domain.acts import AskCitizen, Remind
from mandat.cases.domain.timing import next_moment
from mandat.city.calendar import to_local
from mandat.city.domain import Catalogue
from mandat.city.store import load_post
from mandat.errors import NotFoundError
from mandat.following.commands import follow_case
from mandat.forwarding.commands import forward
from mandat.messaging.domain import Kind
from mandat.messaging.queue import encode
from mandat.platform.links import reports_url
from mandat.platform.settings import settings
from notify.handler import handle as notify
from samples import LambdaContext, items, messages, sqs_event, stream_record
from unit.bookings import samples as b
from unit.cases import samples as s
from unit.messaging.mails import mails_to, part, sent

POST = "kabag.umum@bengkulu.example.org"
DRIVER = "sopir.bd1a@bengkulu.example.org"


@pytest.fixture
def town(aws: None) -> Catalogue:
    return lending_town()


def last(to: str) -> EmailMessage:
    return mails_to(to)[-1]


def text(to: str) -> str:
    return part(last(to), "plain")


def event(mail: EmailMessage) -> dict[str, str]:
    """The calendar entry that hangs on a mail, with its method."""
    hung = next(one for one in mail.walk() if one.get_content_type() == "text/calendar")
    found = Calendar.from_ical(hung.get_content()).walk("VEVENT")[0]
    told = {name: found[name].to_ical().decode() for name in found}
    return told | {"METHOD": str(hung.get_param("method"))}


def test_what_is_asked_for_is_held_and_said_so(town: Catalogue) -> None:
    loan = Borrowed(town)

    said = text(PERSON.email)
    assert loan.kinds() == ["booking_held citizen"]
    assert "disisihkan untuk Anda" in said
    assert "Sabtu, 5 Desember 2026 pukul 09.00-13.00 WIB" in said
    assert "BD 1 A" in said
    assert "laporan" not in said.lower()
    for form in ("geser", "batal"):
        assert f"/{form}" in said


def test_the_post_decides_from_the_mail(town: Catalogue) -> None:
    Borrowed(town).routed()

    said = text(POST)
    assert "Untuk diputuskan" in str(last(POST)["Subject"])
    for form in ("setujui", "tolak-pinjam", "usulkan"):
        assert f"/{form}" in said
    for words in ("Ani dan Budi Contoh", "Jalan Contoh 7", "Siti Contoh", "Akad nikah"):
        assert words in said
    assert "Kartu Keluarga (KK): •••• 4321" in said
    assert "laporan" not in said.lower()


def test_a_yes_comes_with_the_driver_the_terms_and_the_calendar(town: Catalogue) -> None:
    loan = Borrowed(town).approved()

    said, entry = text(PERSON.email), event(last(PERSON.email))
    assert "Teguh Contoh" in said
    assert "Gratis, dengan sopir dan bahan bakar." in said
    assert "Lewat tautan sampai Kamis, 3 Desember 2026 pukul 09.00 WIB" in said
    assert entry["METHOD"] == "REQUEST"
    assert entry["UID"] == f"{loan.case.id}@mandat.example.org"
    assert entry["SEQUENCE"] == "0"
    assert entry["DTSTART"] == "20261205T020000Z"


def test_the_driver_hears_of_his_trip(town: Catalogue) -> None:
    Borrowed(town).approved()

    said = text(DRIVER)
    assert "/sopir/" in said
    assert "Jalan Contoh 7" in said
    assert "/k/" not in said
    assert "4321" not in said
    assert event(last(DRIVER))["METHOD"] == "REQUEST"


def test_what_is_agreed_at_once_is_told_once(town: Catalogue) -> None:
    loan = Borrowed(town, b.goods(tenda=2, kursi=50), "perlengkapan-duka", purpose="tahlilan")
    loan.routed()

    assert loan.kinds() == [
        "booking_approved citizen",
        "trip driver.tenda",
        "booking_to_prepare bagian-kesra.a1",
        "booking_to_prepare bagian-kesra.a2",
    ]
    assert "2 × Tenda 4 x 6 meter, 50 × Kursi lipat" in text("perlengkapan@bengkulu.example.org")


def test_a_no_is_one_mail_with_its_reason_and_what_now(town: Catalogue) -> None:
    loan = Borrowed(town).routed()
    before = len(mails_to(PERSON.email))
    loan.do(by_post(a.DeclineBooking, reason="not_fit"))

    assert len(mails_to(PERSON.email)) == before + 1
    said = text(PERSON.email)
    assert "tidak layak pakai" in said
    assert b.TEXT in said
    assert "/pinjam/mobil-dinas" in said
    assert "dibatalkan" not in said.lower()
    assert loan.case.told_at is not None


def test_a_proposal_is_chosen_by_link(town: Catalogue) -> None:
    Borrowed(town).routed().do(by_post(a.ProposeTime, loan=b.loan(start=840)))

    said = text(PERSON.email)
    assert "pukul 14.00-18.00" in said
    assert "/pilih" in said
    assert b.TEXT in said


def test_a_moved_loan_replaces_its_entry(town: Catalogue) -> None:
    loan = Borrowed(town).approved().do(by_citizen(a.MoveBooking, loan=b.loan(start=840)))

    entry = event(last(PERSON.email))
    assert entry["SEQUENCE"] == "1"
    assert entry["UID"] == f"{loan.case.id}@mandat.example.org"
    assert entry["DTSTART"] == "20261205T070000Z"
    assert "Sebelumnya Sabtu, 5 Desember 2026 pukul 09.00-13.00" in text(PERSON.email)
    assert "Digeser warga" in str(last(POST)["Subject"])
    assert "Tugas digeser" in str(last(DRIVER)["Subject"])


def test_another_car_is_another_drivers_trip(town: Catalogue) -> None:
    Borrowed(town).approved().do(by_citizen(a.MoveBooking, loan=b.loan("bd-2-a")))

    assert "Tugas batal" in str(last(DRIVER)["Subject"])
    assert event(last(DRIVER))["METHOD"] == "CANCEL"
    assert "Tugas baru" in str(last("sopir.bd2a@bengkulu.example.org")["Subject"])


def test_a_cancelled_loan_is_taken_out_of_calendars(town: Catalogue) -> None:
    loan = Borrowed(town).approved()
    before = len(mails_to(PERSON.email))
    loan.do(by_citizen(a.CancelBooking))

    assert len(mails_to(PERSON.email)) == before + 1
    for reader in (PERSON.email, DRIVER):
        assert event(last(reader))["METHOD"] == "CANCEL"
        assert event(last(reader))["SEQUENCE"] == "1"
    assert "Dibatalkan warga" in str(last(POST)["Subject"])


def test_the_city_says_plainly_that_it_was_late(town: Catalogue) -> None:
    loan = Borrowed(town).routed().until("expire")

    said = text(PERSON.email)
    assert "kota tidak memutuskan tepat waktu" in said
    assert "kesalahan kota, bukan kesalahan Anda" in said
    assert loan.case.told_at is not None
    assert "Gugur" in str(last(POST)["Subject"])
    assert "tidak memutuskan tepat waktu" in text("sekda@bengkulu.example.org")


def test_what_is_taken_back_comes_with_what_is_free(town: Catalogue) -> None:
    Borrowed(town).approved().do(by_post(a.PreemptBooking, reason="official_duty"))

    said = text(PERSON.email)
    assert "diperlukan untuk tugas dinas" in said
    assert "BD 2 A (mobil dinas wakil wali kota): Sabtu, 5 Desember 2026" in said
    assert "thing=bd-2-a" in said
    assert "day=2026-12-05&start=540&length=240" in said
    assert event(last(PERSON.email))["METHOD"] == "CANCEL"


def test_the_line_promises_nothing_and_its_turn_has_an_end(town: Catalogue) -> None:
    loan = Borrowed(town, in_line=True)
    assert "tidak dapat menjanjikan" in text(PERSON.email)

    loan.do(by_post(a.OfferBooking, actor="system"))
    said = text(PERSON.email)
    assert "Sudah kosong: ambil sampai Rabu, 25 November 2026" in said
    assert "/ambil" in said


def test_reminders_go_to_citizen_and_driver_by_day(town: Catalogue) -> None:
    loan = Borrowed(town).approved()
    for step in ("before:0", "before:1"):
        loan.until(step)
    loan.until("before:2")

    assert loan.kinds().count("booking_reminder citizen") == 3
    assert loan.kinds().count("trip_reminder driver.bd-1-a") == 3
    assert len([one for one in mails_to(PERSON.email) if "Sebentar lagi" in one["Subject"]]) == 2
    held = loan.told[-2:]
    assert {one.kind for one in held} == {Kind.BOOKING_REMINDER, Kind.TRIP_REMINDER}


def test_at_night_a_reminder_of_the_same_night_goes_at_once(town: Catalogue) -> None:
    early = b.loan(start=390)  # 06.30: before the quiet hours end
    loan = Borrowed(town, early).approved().until("before:2")

    assert loan.deliver(loan.told[-2]) == "skipped"
    assert "Sebentar lagi" in str(last(PERSON.email)["Subject"])


def test_a_reminder_that_waits_is_dropped_with_its_loan(town: Catalogue) -> None:
    loan = Borrowed(town).approved().until("before:2")
    reminder = loan.told[-2]
    loan.now += timedelta(hours=2)

    assert loan.deliver(reminder) == "sent"
    assert loan.deliver(loan.told[-1]) == "skipped"


def test_nothing_reminds_of_a_loan_that_nobody_approved(town: Catalogue) -> None:
    loan = Borrowed(town).routed().until("expire")

    assert not [one for one in loan.kinds() if "reminder" in one]


def test_what_does_not_come_back_climbs(town: Catalogue) -> None:
    loan = Borrowed(town).approved().until("before:1")
    loan.do(by_driver(a.HandOver), after=timedelta(hours=21))
    loan.until("return").until("overdue:0")
    assert "Belum kembali" in str(last(PERSON.email)["Subject"])
    assert "Belum kembali" in str(last(DRIVER)["Subject"])

    loan.until("overdue:1")
    assert "Mohon dicek" in text(POST)
    loan.until("overdue:2")
    assert "sudah diberi tahu, dan belum ada hasilnya" in text("sekda@bengkulu.example.org")


def test_a_return_is_thanked_for_and_rated(town: Catalogue) -> None:
    loan = Borrowed(town).approved().until("before:1")
    loan.do(by_driver(a.HandOver), after=timedelta(hours=21))
    loan.do(by_driver(a.ReturnBooking), after=timedelta(hours=4))

    assert "Sudah kembali" in str(last(PERSON.email)["Subject"])
    assert "Puas atau belum puas?" in text(PERSON.email)
    assert loan.case.told_at is not None


def test_who_did_not_come_is_told_until_when_he_waits(town: Catalogue) -> None:
    loan = Borrowed(town).approved().until("before:1")
    loan.do(by_driver(a.RecordNoShow), after=timedelta(hours=25))

    said = text(PERSON.email)
    assert "Anda tidak datang" in said
    assert "boleh meminjam lagi mulai Sabtu, 5 Juni 2027" in said
    assert "Peminjam tidak datang" in str(last(POST)["Subject"])


def test_a_number_only_is_called_by_the_post(town: Catalogue) -> None:
    loan = Borrowed(town, person=BY_PHONE).approved()

    assert "booking_call bagian-umum.a1" in loan.kinds()
    said = text(POST)
    assert "permintaannya disetujui" in said
    assert "tel:+6281200000001" in said
    assert "/k/" not in said


def test_in_line_the_post_that_would_lend_it_calls(town: Catalogue) -> None:
    loan = Borrowed(town, person=BY_PHONE, in_line=True)
    loan.do(by_post(a.OfferBooking, actor="system"))

    assert "booking_call bagian-umum.a1" in loan.kinds()
    assert "yang ditunggu sudah kosong" in text(POST)


def test_what_the_city_decides_does_not_wait_for_an_unconfirmed_address(town: Catalogue) -> None:
    loan = Borrowed(town, confirmed=False).approved()
    assert "Disetujui" in str(last(PERSON.email)["Subject"])

    loan.do(by_post(a.PreemptBooking, reason="official_duty"))
    assert "ditarik kembali" in str(last(PERSON.email)["Subject"])
    assert b.TEXT not in text(PERSON.email)


def test_a_message_that_comes_twice_is_one_mail(town: Catalogue) -> None:
    loan = Borrowed(town).approved()
    before = len(sent())

    for message in tuple(loan.told):
        loan.deliver(message)
    assert len(sent()) == before


def test_no_other_head_hears_or_reads_of_a_loan(town: Catalogue) -> None:
    loan = Borrowed(town).approved()

    assert sum(forward(one, loan.now) for one in cases.timeline(loan.case.id)) == 0
    assert items("NEAR#") == items("WINDOW#") == []
    with pytest.raises(NotFoundError):
        follow_case(loan.case, "other", "orang.lain@example.org", "id", loan.now)
    head = load_post("dinas-pupr")
    assert head is not None
    with clock(loan.now + timedelta(minutes=5)):
        page = Browser().get(
            urlsplit(reports_url(head.id, "a1", head.edition("a1"), loan.now)).path
        )
    assert page.status == 200
    assert loan.case.id[4:] not in page.body


def test_the_clocks_of_its_case_speak_of_the_loan(town: Catalogue) -> None:
    loan = Borrowed(town).routed()
    due = next_moment(loan.case)
    assert due is not None
    chased = Remind("chase", "system", calendar=s.CALENDAR, due=due)
    loan.do(chased, after=due.at - loan.now)
    assert "Separuh waktu sudah lewat: Pinjam mobil dinas" in str(last(POST)["Subject"])
    assert "Waktu untuk memutuskan permintaan berakhir" in text(POST)

    loan.do(AskCitizen("ask", b.POST, text=b.TEXT, calendar=s.CALENDAR))
    said = text(PERSON.email)
    assert "Ada pertanyaan tentang permintaan Anda" in said
    assert "laporan" not in said.lower()
    assert "/batal" in said


TEXTED = ("reference", "answer", "reminders")


def test_where_the_city_sends_sms_nobody_has_to_call(town: Catalogue) -> None:
    switched(*TEXTED)
    loan = Borrowed(town, person=BY_PHONE).approved().until("before:1")
    loan.do(by_post(a.PreemptBooking, reason="official_duty"))

    mine = [text for number, text in texts() if number == BY_PHONE.phone]
    held, agreed, _, soon, taken = mine
    assert "disisihkan untuk Anda" in held
    assert "disetujui" in agreed
    assert "sebentar lagi" in soon
    assert "ditarik kembali" in taken
    assert "/geser" in taken
    assert not [one for one in loan.kinds() if "call" in one]
    assert not [one for one in mine if "Siti" in one or "Contoh" in one]


def test_a_driver_gets_an_sms_beside_his_mail(town: Catalogue) -> None:
    switched(*TEXTED)
    Borrowed(town).approved()

    number, said = texts()[-1]
    assert number == "+6280000002001"
    assert "Tugas baru" in said
    assert "/sopir/" in said


def test_a_text_fits_two_segments_of_plain_signs(town: Catalogue) -> None:
    switched(*TEXTED)
    goods = b.goods(tenda=2, kursi=150, **{"pengeras-suara": 1})
    loan = Borrowed(town, goods, "perlengkapan-duka", purpose="tahlilan", person=BY_PHONE)
    loan.do(by_post(a.PreemptBooking, actor="system", reason="emergency"))

    found = [text for _, text in texts()]
    assert len(found) == 4
    assert all(one.isascii() for one in found)
    assert max(map(len, found)) <= 306


def test_of_a_sealed_ride_the_mails_say_no_more_than_they_must(town: Catalogue) -> None:
    switched(*TEXTED)
    offer = load_fleet().offer("ambulans-terjadwal")
    assert offer is not None
    at = b.loan()
    unit = next(one for one in offer.resources if one not in held_back(offer, at.start, at.end))
    ride = Borrowed(town, b.loan(unit), offer.id, purpose="kontrol", person=BY_PHONE).routed()

    assert not [one for one in ride.kinds() if "call" in one]  # he has just seen it
    assert [number for number, _ in texts() if number == BY_PHONE.phone] == []
    mails = [one for one in sent() if "Tugas baru" in str(one["Subject"])]
    assert mails
    for mail in mails:
        said = part(mail, "plain")
        assert "/sopir/" in said
        for secret in ("Siti", "Kontrol", "Jalan Contoh", BY_PHONE.phone):
            assert secret not in said


def test_without_sms_the_driver_has_his_mail(town: Catalogue) -> None:
    Borrowed(town).approved()

    assert texts() == []
    assert "Tugas baru" in str(last(DRIVER)["Subject"])


def test_recorded_stream_records_of_a_loan_become_messages(town: Catalogue) -> None:
    now = datetime.now(UTC)
    soon = to_local(now).date() + timedelta(days=5)
    saturday = soon + timedelta(days=(5 - soon.weekday()) % 7)
    loan = Borrowed(town, b.loan(day=saturday), at=now).routed()
    records = [stream_record(loan.case.id, seq + 1) for seq in range(loan.case.seq)]

    answer = notify(sqs_event(*records), LambdaContext())  # type: ignore[arg-type]  # what Powertools reads

    assert answer == {"batchItemFailures": []}
    found = [f"{one['kind']} {one['post']}" for one in messages(settings().message_queue_url)]
    assert found == ["booking_held ", *["booking_to_decide bagian-umum"] * 2]


def test_ids_only_in_queues_and_nobody_in_the_log(town: Catalogue) -> None:
    with logged() as log:
        loan = Borrowed(town).approved().do(by_citizen(a.CancelBooking))

    told = log.getvalue() + json.dumps([encode(one) for one in loan.told])
    for secret in ("Siti", "siti@", "81200000001", "Contoh", "2000002001", "sopir.bd1a"):
        assert secret not in told
