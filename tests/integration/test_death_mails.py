"""What a family, the lurah, helpers and guests are told of a death, and what nobody is told."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from integration import bereaved as x
from integration.postbag import Postbag, last, plain, sent_of, whole_mailbox
from mandat.bereavement import evenings_store
from mandat.bereavement.commands import report
from mandat.bereavement.domain import acts as a
from mandat.bereavement.invitation import gather
from mandat.cases import store as cases
from mandat.cases.domain.model import Due
from mandat.city.domain import Catalogue
from mandat.forwarding.commands import forward
from mandat.messaging.domain import Kind, Message
from mandat.messaging.outbox import Became
from mandat.personal.domain import Contact, Narrative
from mandat.platform.settings import settings
from mandat.reminders.commands import act
from mandat.reminders.store import due_rows
from mandat.reminders.sweep import message
from samples import messages, resent
from unit.bereavement import samples as b
from unit.messaging.mails import decode_body, mails_to

PERSON = Contact(name="Rahayu Contoh", phone="+6281200000002", email="rahayu@example.org")
NAME, NIK, LAST4 = "Almarhum Contoh", "1771011203500001", "0001"
TOLD = Narrative(
    description=f"{NAME} meninggal di rumah setelah lama sakit gula. NIK {NIK}.",
    neighbourhood="RT 05 RW 02",
    landmark="Jalan Contoh 7, dekat masjid Contoh",
    answers=(("nik", f"•••• {LAST4}"), ("almarhum", NAME)),
)
LURAH, CAMAT = "lurah.penurunan@bengkulu.example.org", "camat.ratu-samban@bengkulu.example.org"
OTHER_CAMAT = "camat.selebar@bengkulu.example.org"
HEAD = "kadis.dinkes@bengkulu.example.org"
AFTERNOON = datetime(2026, 11, 24, 8, 0, 30, tzinfo=UTC)  # 15:00:30 WIB
NEXT_MORNING = datetime(2026, 11, 25, 0, 0, 30, tzinfo=UTC)  # 07:00:30 WIB
ALL: dict[str, Any] = {"asked": ("hearse", "equipment"), "person": x.FATHER, "last4": LAST4}


@pytest.fixture(autouse=True)
def home(city: Catalogue) -> Catalogue:
    x.family()
    return city


@pytest.fixture
def bag() -> Postbag:
    made = Postbag(b.NOW, PERSON.email)
    made.heads = {"dinas-kesehatan", "camat-ratu-samban", "camat-selebar"}
    return made


def told(key: str = "one", at: datetime = b.NOW, contact: Contact = PERSON, **more: Any) -> str:
    sent = resent(x.filed(key), contact=contact, narrative=TOLD)
    command = replace(sent.command, confidential=contact.confidential)
    wish = b.report(cause="", terms=x.TODAY, **more)
    case_id = report(replace(sent, command=command), wish, at).case.id
    x.route(case_id, at)
    return case_id


def everything(bag: Postbag, case_id: str, at: datetime | None = None) -> list[str]:
    """The feed of programmes and of mails, until nothing new comes; who was told by mail."""
    bag.now = at or bag.now
    x.heard(case_id, bag.now)
    return bag.pump(case_id, *x.step_cases(case_id).values())


def swept(bag: Postbag, at: datetime) -> list[str]:
    """Lists of evenings that are due; who was told."""
    bag.now, before = at, len(bag.told)
    for row in list(due_rows(at, at)):
        if row.due.kind == evenings_store.DUE_KIND:
            act(message(row), at)
    bag.drain()
    return sent_of(bag.told[before:])


def test_the_family_hears_what_happens_tonight_and_on_the_third_night(bag: Postbag) -> None:
    assert bag.pump(told()) == ["death_received citizen", "death_to_tend lurah-penurunan"]

    said = plain(PERSON.email)
    assert str(last(PERSON.email)["Subject"]).startswith("Kami turut berdukacita")
    assert "Inna lillahi" in said
    assert "Lurah Penurunan" in said
    for number, day in enumerate(("Selasa, 24", "Rabu, 25", "Kamis, 26"), start=1):
        assert f"Malam takziah {number}: {day} November 2026, mulai pukul 18.00 WIB" in said
    assert "Kamis, 26 November 2026 pukul 20.00 WIB" in said
    assert "laporan" not in said.lower()


def test_the_lurah_has_the_house_the_nights_and_whom_to_call(bag: Postbag) -> None:
    bag.pump(told())

    said = plain(LURAH)
    assert "/pastikan" in said
    for words in ("Jalan Contoh 7", "Rahayu Contoh", "+6281200000002", "Malam takziah", "20.00"):
        assert words in said


def test_another_faith_has_its_own_words(bag: Postbag) -> None:
    bag.pump(told(faith="katolik"))

    said = plain(PERSON.email)
    assert "Malam doa arwah" in said
    assert "takziah" not in said.lower()
    assert "Inna lillahi" not in said


def test_each_step_is_told_to_its_owner_with_its_hour(bag: Postbag) -> None:
    told_to = everything(bag, told(**ALL))

    assert {
        "death_step bagian-kesra",
        "death_step dinas-dukcapil",
        "death_step meja-ambulans",
        "death_step dinas-sosial",
    } <= set(told_to)
    said = plain("kadis.dukcapil@bengkulu.example.org")
    assert "Untuk keluarga berduka" in said
    assert "Mohon selesaikan sebelum Rabu, 25 November 2026 pukul 20.00 WIB" in said
    assert "Jalan Contoh 7" in said
    assert "+6281200000002" in said


def test_nobody_is_said_to_have_reported_what_the_city_asks_of_itself(bag: Postbag) -> None:
    everything(bag, told(**ALL))
    assert "perlengkapan" in whole_mailbox().casefold()
    assert "Melapor tanpa nama" not in whole_mailbox()


def test_who_asked_to_stay_unnamed_is_called_by_the_lurah_only(bag: Postbag) -> None:
    everything(bag, told(contact=replace(PERSON, confidential=True)))

    said = plain("kadis.dukcapil@bengkulu.example.org")
    assert "Rahayu" not in said
    assert "+6281200000002" not in said
    assert "Minta namanya dirahasiakan" in said or "Meminta namanya dirahasiakan" in said


def test_a_step_that_is_refused_comes_back_to_the_lurah(bag: Postbag) -> None:
    case_id = told(**ALL)
    everything(bag, case_id)
    x.refuse(x.step_cases(case_id)["jenazah"])

    assert everything(bag, case_id) == ["death_step_refused lurah-penurunan"]
    assert "mobil jenazah" in str(last(LURAH)["Subject"])


def test_the_papers_are_told_once(bag: Postbag) -> None:
    case_id = told(person="", spouse=False)
    everything(bag, case_id)
    x.do(case_id, a.ConfirmDeath)
    for step in ("akta", "kk"):
        x.finish(x.step_cases(case_id)[step])
        everything(bag, case_id)
    x.do(case_id, a.HandOverPapers, papers=("akta", "kk"), photos=x.PHOTOS)

    assert everything(bag, case_id) == ["answered citizen"]
    assert "akta kematian, Kartu Keluarga (KK) baru" in plain(PERSON.email)
    assert cases.load(case_id).told_at is not None


def test_heads_are_asked_by_one_list_and_know_no_name(bag: Postbag) -> None:
    for key in ("one", "two"):
        everything(bag, told(key, faith="islam" if key == "one" else "kristen"))
    before = len(mails_to(HEAD))

    whom = swept(bag, AFTERNOON)
    assert "evenings dinas-kesehatan" in whom
    assert "evenings camat-ratu-samban" in whom
    assert len(mails_to(HEAD)) == before + 1
    said = plain(HEAD)
    assert str(last(HEAD)["Subject"]) == "Malam ini ke rumah duka: 2"
    for words in ("Malam takziah", "Malam penghiburan", "18.00 WIB", "Jalan Contoh 7", "Penurunan"):
        assert words in said
    for secret in (NAME, "Rahayu", "+62812", "sakit", "gula", "BKL-", "RT 05 RW 02 RT"):
        assert secret not in said
    assert mails_to(CAMAT)
    assert not mails_to(OTHER_CAMAT)
    assert swept(bag, AFTERNOON) == []


def test_a_list_is_the_same_however_often_it_is_due(bag: Postbag) -> None:
    everything(bag, told())
    swept(bag, AFTERNOON)
    due = Due(evenings_store.DUE_KIND, AFTERNOON.replace(second=0), "20261124-15")

    assert gather(evenings_store.HEADS, due, AFTERNOON)
    again = [decode_body(body) for body in messages(settings().message_queue_url)]
    assert {one.id for one in again} <= bag.queued
    mine = next(one for one in again if one.post in bag.heads)
    assert bag.deliver(mine) is Became.SKIPPED


def test_the_second_evening_is_on_the_next_mornings_list(bag: Postbag) -> None:
    case_id = told()
    everything(bag, case_id)
    bag.now = NEXT_MORNING
    morning = Message("evenings#20261125-07", Kind.EVENINGS, "", 0, "dinas-kesehatan", "a1")

    assert bag.deliver(morning) is Became.SENT
    assert "Rabu, 25 November 2026" in plain(HEAD)
    other = replace(morning, post="camat-selebar")
    assert bag.deliver(other) is Became.SKIPPED


def test_a_mistake_is_told_to_the_family_to_helpers_and_to_guests(bag: Postbag) -> None:
    case_id = told(**ALL)
    everything(bag, case_id)
    swept(bag, AFTERNOON)
    dukcapil = "post:dinas-dukcapil:a1"
    x.do(case_id, a.UndoDeath, dukcapil, AFTERNOON + timedelta(minutes=5), reason="alive")

    whom = everything(bag, case_id, AFTERNOON + timedelta(minutes=6))
    assert "death_undone citizen" in whom
    assert "death_wrong lurah-penurunan" in whom
    assert {"death_step_off bagian-kesra", "death_step_off meja-ambulans"} <= set(whom)
    assert "evenings_off dinas-kesehatan" in whom
    assert "orangnya masih hidup" in plain(PERSON.email)
    assert str(last(HEAD)["Subject"]) == "Batal: malam duka di Penurunan"
    assert swept(bag, NEXT_MORNING) == []


def test_guests_who_were_asked_nothing_are_told_nothing(bag: Postbag) -> None:
    case_id = told()
    everything(bag, case_id)
    x.do(case_id, a.UndoDeath, reason="duplicate")

    whom = everything(bag, case_id)
    assert [one for one in whom if one.startswith("evenings")] == []
    assert "death_wrong lurah-penurunan" not in whom
    assert swept(bag, AFTERNOON) == []


def test_annulling_is_told_to_whoever_issued(bag: Postbag) -> None:
    case_id = told(person="")
    everything(bag, case_id)
    x.do(case_id, a.ConfirmDeath)
    x.finish(x.step_cases(case_id)["akta"])
    everything(bag, case_id)
    x.do(case_id, a.UndoDeath, reason="alive")

    assert "death_step dinas-dukcapil" in everything(bag, case_id)
    assert "Untuk dibatalkan" in str(last("kadis.dukcapil@bengkulu.example.org")["Subject"])


def test_no_mail_holds_a_nik_or_its_last_digits(bag: Postbag) -> None:
    case_id = told(**ALL)
    everything(bag, case_id)
    evening = Message("evenings#20261124-15", Kind.EVENINGS, "", 0, "dinas-kesehatan", "a1")
    assert bag.deliver(evening) is Became.SENT

    said = re.sub(r"https?://\S+", "", whole_mailbox())
    assert NIK not in said
    assert not re.search(r"•\s*\d", said)


def test_no_head_hears_of_the_case_itself(bag: Postbag) -> None:
    case_id = told(**ALL)
    everything(bag, case_id)

    for one in (case_id, *x.step_cases(case_id).values()):
        assert sum(forward(event, b.NOW) for event in cases.timeline(one)) == 0
    assert not [one for one, _ in bag.told if one.kind is Kind.FORWARDED]
