"""Every fact of a card in words that people read, without a name or a code."""

from typing import get_args

import pytest

from mandat.cases.domain.facts import Event
from mandat.city.domain import Catalogue, Ladder, Limits
from mandat.idcard.domain import facts as c
from mandat.story.cards import SENTENCES
from mandat.story.programmes import sentence
from unit.cases import samples as s
from unit.idcard import samples as t

BY = "Lurah Contoh"
CITY = Catalogue(1, "Kota Bengkulu", (), (), (), s.CALENDAR, Ladder(60, 120), (), Limits())
TOLD = [
    (
        c.CardExpected(t.PERSON, "2027-11-20", t.VILLAGE),
        "Ulang tahun ke-17 pada Sabtu",
    ),
    (c.CardInvited(2, "list"), "Diundang rekam data, kali ke-2"),
    (c.CardVisitAsked("lurah-a"), "Belum ada jawaban: lurah berkunjung"),
    (c.CardVisited("away"), f"{BY} sudah berkunjung: sedang pergi"),
    (c.CardAppointed("loket-1", t.TIME), "Kamis, 26 November 2026 pukul 13.00 WIB"),
    (c.CardAppointmentLost("loket-1", "missed"), "kosong lagi: tidak ada yang datang"),
    (c.CardRecorded(), f"{BY} sudah merekam"),
    (c.CardPrinted("2027-11-20"), "diantar pada Sabtu, 20 November 2027"),
    (c.CardHandedOut("lurah-a", "2027-11-20"), "KTP dalam perjalanan"),
    (c.CardNotHandedOver("not_home", "2027-11-22"), "tidak ada orang di rumah. Datang lagi pada"),
    (c.CardMoved("17.71.99.9999"), "Sekarang tinggal di 17.71.99.9999"),
    (c.CardDelivered("2027-11-20", "family", "photo"), "diterima keluarganya"),
    (c.CardEnded("moved_away"), "Tidak ada KTP yang diantar: sudah pindah ke luar kota"),
    (c.CardEnded("of_later_times"), "of_later_times"),
]


@pytest.mark.parametrize(("fact", "words"), TOLD)
def test_it_is_told(fact: object, words: str) -> None:
    event = Event("CASE", 2, t.NOW, "cause", "system", fact)  # type: ignore[arg-type]  # any fact
    told = sentence(event, BY, CITY, "id")
    assert words in told
    assert "{" not in told


def test_every_fact_has_its_sentence() -> None:
    assert set(SENTENCES) == {one.__name__ for one in get_args(c.CardFact)}
