"""What who asked, who issues and the lurah are told of care without payment, and when no more."""

from datetime import UTC, datetime

import pytest

from integration import guarantees as on
from integration.postbag import Postbag, last, plain
from mandat.cases import store as cases
from mandat.cases.domain.model import ContactKind
from mandat.cases.domain.promise import terms_of
from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.guarantee import commands
from mandat.guarantee.domain import acts as a
from mandat.guarantee.domain.limits import COVER, COVERED, STATEMENT
from mandat.messaging.outbox import Became
from mandat.personal.domain import Contact, Narrative
from mandat.personal.submission import Submission
from mandat.records import replace
from samples import resent
from unit.guarantee import samples as g

PERSON = Contact(name="Siti Contoh", phone="+6281200000001", email="siti@example.org")
CALLED = Contact(name="Siti Contoh", phone="+6281200000001")
TOLD = Narrative(description="Berobat gratis, mendesak: Bapak Contoh. RSUD Contoh.")
HEALTH = "kadis.dinkes@bengkulu.example.org"
LURAH = "lurah.berkas@bengkulu.example.org"
NIGHT = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)  # 01:30 WIB


@pytest.fixture(autouse=True)
def promised(city: Catalogue) -> None:
    on.promise()


@pytest.fixture
def bag() -> Postbag:
    return Postbag(NIGHT, PERSON.email)


def asked(
    key: str = "one", contact: Contact = PERSON, *, urgent: bool = True, at: datetime = NIGHT
) -> str:
    sent = resent(_filed(key, contact, urgent=urgent), contact=contact, narrative=TOLD)
    wish = g.unlisted(terms=a.NOTHING_PROMISED, urgent=urgent)
    case_id = commands.ask_for(sent, wish, at).case.id
    on.routed(case_id, at)
    return case_id


def _filed(key: str, contact: Contact, *, urgent: bool) -> Submission:
    """With the terms and the name of its service."""
    catalogue = load_catalogue()
    service = catalogue.service("berobat-darurat" if urgent else "berobat-biasa")
    assert service
    sent = on.filed(key, service.id)
    kind = ContactKind.MAIL if contact.email else ContactKind.PHONE
    terms = terms_of(service, catalogue)
    command = replace(
        sent.command, terms=terms, service_title=service.title, contact=kind, confidential=False
    )
    return replace(sent, command=command)


def issued(key: str = "one", at: datetime = NIGHT, **more: object) -> str:
    case_id = asked(key, at=at, **more)  # type: ignore[arg-type]  # handed on as they came
    on.do(case_id, g.issue(cause=f"issue:{key}"), at)
    return case_id


def test_at_night_too_whoever_must_act_hears_that_a_life_waits(bag: Postbag) -> None:
    case_id = asked()

    assert bag.pump(case_id) == ["received citizen", "guarantee_waits dinas-kesehatan"]
    assert str(last(HEALTH)["Subject"]).startswith("Nyawa menunggu: ")
    said = plain(HEALTH)
    assert "tidak dapat menunggu" in said
    for words in (
        "dijawab sebelum Rabu, 25 November 2026 pukul 02.30",
        "Bapak Contoh",
        "+6281200000001",
        "/t/",
    ):
        assert words in said
    assert "laporan" not in said.lower()
    mine = plain(PERSON.email)
    assert "Dinas Kesehatan" in mine
    assert "119" in mine
    assert "laporan" not in mine.lower()


def test_what_can_wait_says_nothing_of_a_life(bag: Postbag) -> None:
    case_id = asked(urgent=False)

    assert "guarantee_task dinas-kesehatan" in bag.pump(case_id)
    assert "Nyawa" not in str(last(HEALTH)["Subject"])


def test_the_lurah_who_is_asked_about_an_urgent_one_hears_it_too(bag: Postbag) -> None:
    case_id = asked()
    bag.pump(case_id)
    on.do(case_id, g.ask_lurah(), NIGHT)

    told = bag.pump(case_id)
    assert "guarantee_waits lurah-berkas" in told
    assert "moved citizen" in told
    assert "Nyawa menunggu" in str(last(LURAH)["Subject"])


def test_a_letter_is_told_with_its_link_and_without_its_number(bag: Postbag) -> None:
    case_id = issued()

    assert bag.pump(case_id)[-1:] == ["answered citizen"]
    said = plain(PERSON.email)
    for words in ("RSUD Contoh", "9 Desember 2026", "/k/", "gratis"):
        assert words in said
    letter = commands.loaded(case_id)
    assert letter.number not in str(last(PERSON.email))
    assert cases.load(case_id).told_at is not None


def test_an_urgent_letter_does_not_wait_until_the_morning_for_an_address_nobody_has_confirmed() -> (
    None
):
    bag = Postbag(NIGHT)
    urgent = asked()
    bag.pump(urgent)
    on.do(urgent, g.issue(cause="issue"), NIGHT)
    assert bag.pump(urgent) == ["answered citizen"]

    ordinary = Postbag(NIGHT)
    other = Contact(name="Adi Contoh", phone="+6281200000002", email="adi@example.org")
    case_id = asked("two", other, urgent=False)
    ordinary.pump(case_id)
    on.do(case_id, g.refuse(cause="refuse"), NIGHT)
    assert ordinary.pump(case_id) == []
    assert ordinary.told[-1][1] is Became.WAITS


def test_a_refusal_says_why_and_how_to_appeal(bag: Postbag) -> None:
    case_id = asked()
    on.do(case_id, g.refuse(reason="insured"), NIGHT)

    assert bag.pump(case_id)[-1:] == ["rejected citizen"]
    said = plain(PERSON.email)
    assert "asuransi kesehatan" in said.lower() or "jaminan kesehatan" in said.lower()
    assert g.TEXT in said
    assert "wakil wali kota" in said.lower()


def test_a_letter_that_is_void_is_told_at_once_with_the_reason(bag: Postbag) -> None:
    case_id = issued()
    bag.pump(case_id)
    on.do(case_id, g.void(reason="wrong_hospital"), NIGHT)

    assert bag.pump(case_id) == ["guarantee_void citizen"]
    said = plain(PERSON.email)
    assert "tidak berlaku lagi" in said
    assert "rumah sakit lain" in said
    assert g.TEXT in said


def test_who_left_a_number_only_is_called(bag: Postbag) -> None:
    case_id = issued(contact=CALLED)

    assert "call_citizen dinas-kesehatan" in bag.pump(case_id)
    on.do(case_id, g.void(), NIGHT)
    assert bag.pump(case_id) == ["call_citizen dinas-kesehatan"]


def test_what_follows_a_letter_is_told_to_its_owner_and_its_end_to_who_asked(bag: Postbag) -> None:
    case_id = issued()
    opened = on.heard(case_id, NIGHT)

    told = bag.pump(case_id, *opened.values())
    assert {"guarantee_task dinas-kesehatan", "guarantee_task lurah-berkas"} <= set(told)
    said = plain(LURAH)
    assert "terbit lebih dulu" in said
    assert "Bapak Contoh" in said
    morning = datetime(2026, 11, 25, 2, tzinfo=UTC)
    on.settle(opened[COVER], morning, how=COVERED, since=morning.date())
    on.settle(opened[STATEMENT], morning, how="not_poor", text=g.TEXT)
    on.heard(case_id, morning)
    told = bag.pump(case_id, *opened.values(), at=morning)
    assert sorted(told) == ["guarantee_covered citizen", "guarantee_not_poor dinas-kesehatan"]
    assert "25 November 2026" in plain(PERSON.email)
    assert "keluarga ini mampu" in plain(HEALTH)


def test_cover_is_not_told_at_night(bag: Postbag) -> None:
    case_id = issued()
    cover = on.heard(case_id, NIGHT)[COVER]
    bag.pump(case_id)
    on.settle(cover, NIGHT, how=COVERED, since=NIGHT.date())
    on.heard(case_id, NIGHT)
    assert bag.pump(case_id) == []
    assert bag.told[-1][1] is Became.HELD


def test_what_a_void_letter_calls_off_is_told_to_who_would_have_done_it(bag: Postbag) -> None:
    case_id = issued()
    opened = on.heard(case_id, NIGHT)
    bag.pump(case_id, *opened.values())
    on.do(case_id, g.void(), NIGHT)
    on.heard(case_id, NIGHT)
    morning = datetime(2026, 11, 25, 2, tzinfo=UTC)

    told = bag.pump(case_id, *opened.values(), at=morning)
    assert {"ended dinas-kesehatan", "ended lurah-berkas"} <= set(told)


def test_nobody_is_told_of_a_task_that_he_has_lost_since(bag: Postbag) -> None:
    case_id = issued()
    opened = on.heard(case_id, NIGHT)
    on.do(case_id, g.void(), NIGHT)
    on.heard(case_id, NIGHT)

    told = bag.pump(case_id, *opened.values())
    assert not [one for one in told if one.startswith(("guarantee_task", "guarantee_waits"))]
