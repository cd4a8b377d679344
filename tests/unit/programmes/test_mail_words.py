"""What mails and stories of programmes say: all in Bahasa Indonesia, and no digit of a NIK."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from string import Formatter
from typing import Any, get_args

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

import mandat.bereavement
import mandat.programmes
import mandat.stipend
import mandat.story
import mandat.text
from mandat.bereavement import wording as of_deaths
from mandat.bereavement.domain import facts as d
from mandat.bereavement.domain.limits import ANNULMENT, REPORTERS, UNDO_REASONS
from mandat.bereavement.domain.plan import ENDINGS
from mandat.cases.domain.facts import CaseClosed, Event, TaskFinished, TaskRejected, TaskTransferred
from mandat.cases.domain.model import Outcome
from mandat.city.domain import Catalogue, Ladder, Limits
from mandat.guarantee import wording as of_care
from mandat.guarantee.domain import limits as of_letters
from mandat.guarantee.domain.facts import GuaranteeFact
from mandat.idcard.domain import limits as of_cards
from mandat.messaging.domain import OF_DEATHS, OF_GUARANTEES, OF_STIPENDS, Kind
from mandat.messaging.masking import bare
from mandat.messaging.wording import Wording
from mandat.programmes.wording import OF_ITS_CASE
from mandat.stipend import wording as of_stipends
from mandat.stipend.domain import facts as f
from mandat.stipend.domain.limits import (
    APPLICANTS,
    HOW_PAID,
    LINK,
    PROOFS,
    REFUSE_REASONS,
    STOP_REASONS,
)
from mandat.story import deaths, guarantees, stipends
from mandat.story.timeline import sentence
from mandat.story.words import PROGRAMME_REASONS, WHY_PASSED_ON
from unit.bereavement import samples as b
from unit.cases import samples as s

CATALOGUES = Path(mandat.text.__path__[0]) / "locale/id/LC_MESSAGES"
SOURCES: Mapping[Any, tuple[str, ...]] = {
    mandat.stipend: ("asked", "mails", "wording", "pay_list"),
    mandat.bereavement: ("mourned", "mails", "wording", "evenings_mail", "briefing"),
    mandat.programmes: ("letters", "wording"),
    mandat.story: ("stipends", "deaths", "programmes"),
}
CITY = Catalogue(1, "Kota Bengkulu", (), (), (), s.CALENDAR, Ladder(60, 120), (), Limits())


def spoken() -> set[str]:
    keywords = {"msg": None, "say": None}
    paths = [Path(home.__path__[0]) / f"{n}.py" for home, names in SOURCES.items() for n in names]
    found = [one[1] for path in paths for one in extract_from_file("python", path, keywords)]
    return {one for one in found if isinstance(one, str)}


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def known(*domains: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for domain in domains:
        with (CATALOGUES / f"{domain}.po").open("rb") as file:
            found |= {str(one.id): str(one.string) for one in read_po(file) if one.id}
    return found


def test_every_sentence_is_in_bahasa_indonesia_with_the_same_names() -> None:
    """Some are a page's too, and stand with its words."""
    own = known("programmes")

    assert set(own) <= spoken() <= set(own | known("stipend", "bereavement"))
    for english, indonesian in own.items():
        assert indonesian
        assert names_in(indonesian) == names_in(english), english


def wordings() -> Iterator[Wording]:
    tables = (of_stipends.WORDINGS, of_stipends.ENDS, of_stipends.OF_DUE, of_stipends.OF_PAID)
    cared = (of_care.WORDINGS, of_care.ENDS)
    for table in (*tables, *cared, of_deaths.WORDINGS, of_deaths.ENDS, OF_ITS_CASE):
        yield from table.values()
    yield of_deaths.ANNUL


def test_every_kind_has_its_words() -> None:
    assert set(of_stipends.WORDINGS) == OF_STIPENDS
    assert set(of_deaths.WORDINGS) == OF_DEATHS
    assert set(of_care.WORDINGS) == OF_GUARANTEES


def test_subjects_hold_no_person() -> None:
    used = {name for one in wordings() for name in names_in(one.subject)}

    assert used <= {"title", "place", "month", "day", "owner", "step"}


def test_what_is_told_of_any_case_is_said_without_a_report() -> None:
    said = {
        text
        for one in OF_ITS_CASE.values()
        for text in (one.subject, one.lead, one.watch, one.button, *one.more)
    }

    assert not [one for one in said if "report" in one.lower()]
    assert {Kind.ANSWERED, Kind.REJECTED, Kind.CLOSED, Kind.NUDGE} <= set(OF_ITS_CASE)


@pytest.mark.parametrize(
    ("typed", "mailed"),
    [
        ("NIK 1771024101500001.", "NIK ••••."),
        ("NIK 1771 0241 0150 0001 ya", "NIK •••• ya"),
        ("•••• 4321", "••••"),
        ("RT 03 RW 01", "RT 03 RW 01"),
        ("Telepon 081200000001", "Telepon 081200000001"),
    ],
)
def test_no_digit_of_a_nik_is_left(typed: str, mailed: str) -> None:
    assert bare(typed) == mailed


def test_every_code_has_its_words() -> None:
    assert set(stipends.APPLICANTS) == APPLICANTS
    assert set(stipends.HOW) == HOW_PAID
    assert set(stipends.PROOFS) == {*PROOFS, LINK}
    assert set(stipends.STOPS) == STOP_REASONS
    undone = frozenset().union(*of_letters.UNDONE.values())
    assert set(guarantees.ENDINGS) == undone.union(*of_letters.DONE.values())
    refused = REFUSE_REASONS | of_letters.REFUSE_REASONS | of_cards.POST_END_REASONS
    assert set(PROGRAMME_REASONS) == refused | undone
    assert {of_cards.VISIT, of_cards.VISITED, of_cards.DELIVERY} <= set(WHY_PASSED_ON)
    assert {of_letters.STATEMENT, of_letters.STATED} <= set(WHY_PASSED_ON)
    assert set(guarantees.APPLICANTS) == of_letters.APPLICANTS
    assert set(guarantees.VOIDS) == of_letters.VOID_REASONS
    assert set(guarantees.SENTENCES) == {one.__name__ for one in get_args(GuaranteeFact)}
    assert set(deaths.REPORTERS) == REPORTERS
    assert set(deaths.UNDO_REASONS) == UNDO_REASONS
    assert set(deaths.ENDINGS) == {*ENDINGS, "undone"}
    assert {one.id for one in b.STEPS} | {ANNULMENT} == set(deaths.STEPS)


AT = datetime.fromisoformat("2026-11-26T13:00:00+00:00")
DAY = date(2026, 11, 24)
STORY: Mapping[Any, str] = {
    f.StipendApplied("rt"): "Diajukan oleh Ketua RT",
    f.StipendVerified("2026-11-24", ("janda",), True): (
        "Sistem datang memeriksa pada Selasa, 24 November 2026. Direkomendasikan"
    ),
    f.StipendApproved("p", "2026-12", 300_000): (
        "Sistem menyetujui: Rp300.000 setiap bulan, mulai Desember 2026"
    ),
    f.StipendRefused("not_resident"): (
        "Sistem tidak menyetujui: yang bersangkutan tidak tinggal di kota ini"
    ),
    f.StipendWithdrawn(): "Sistem menarik kembali permohonan",
    f.StipendDue("p", "2026-12", 300_000): "Santunan Desember 2026 harus dibayar: Rp300.000",
    f.StipendPaid("2026-12", 1_300_000, "bank"): (
        "Sistem sudah membayar Rp1.300.000 untuk Desember 2026, ke rekening bank"
    ),
    f.StipendReceived("link"): "Sudah diterima: menurut penerima sendiri",
    f.StipendVoided("death"): "Tidak jadi dibayar: penerima meninggal",
    f.StipendStopped("moved", "2026-11-24", "2026-12", "stop:1"): (
        "Sistem menghentikan santunan mulai Desember 2026: penerima pindah dari kota ini"
    ),
    f.StipendResumed("stop:1"): "Sistem melanjutkan santunan: penghentiannya dibatalkan",
    d.DeathReported("hospital", AT, "islam", (DAY,), AT): (
        "Dilaporkan oleh rumah sakit. Surat-surat diserahkan paling lambat "
        "Kamis, 26 November 2026 pukul 20.00 WIB"
    ),
    d.DeathConfirmed(): "Sistem memastikannya",
    d.DeathStepOpened("akta", "C1"): "Dimulai: akta kematian",
    d.DeathStepEnded("kk", "done"): "Kartu Keluarga (KK) baru: selesai",
    d.DeathNightHeld(3): "Malam ke-3 sudah dilaksanakan",
    d.DeathPapersHandedOver(("akta", "kk")): (
        "Sistem menyerahkan: akta kematian, Kartu Keluarga (KK) baru"
    ),
    d.DeathUndone("alive"): (
        "Sistem: laporan itu keliru, orangnya masih hidup. Semua yang berjalan karenanya dibatalkan"
    ),
    CaseClosed(Outcome.WITHDRAWN): "Dibatalkan",
    TaskFinished("T1", None, text=False): "Dengan itu selesai",
    TaskRejected("T1", "not_resident", None): "Jawaban sistem",
    TaskTransferred("T1", "lurah-berkas", "dinas-sosial", "verified", ()): (
        "Dialihkan dari lurah-berkas kepada dinas-sosial: sudah dikunjungi, keputusan menyusul"
    ),
}


def test_every_fact_has_its_sentence() -> None:
    own = {*get_args(f.StipendFact), *get_args(d.DeathFact)}

    assert own <= {type(fact) for fact in STORY}
    assert {one.__name__ for one in own} == {*stipends.SENTENCES, *deaths.SENTENCES}


@pytest.mark.parametrize("fact", STORY, ids=lambda fact: type(fact).__name__)
def test_what_happened_is_told_in_words(fact: Any) -> None:
    told = sentence(Event("C1", 2, AT, "c", "system", fact), CITY, "id")

    assert told == STORY[fact]
    assert not re.search(r"[{}]", told)
