"""Every fact of a booking has its sentence, in both languages, with nothing left to fill in."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

import pytest

from mandat.bookings.domain import facts as f
from mandat.bookings.domain.model import Checklist, Item, Loan
from mandat.cases.domain.facts import Event
from mandat.story.bookings import SENTENCES, sentence
from mandat.story.loans import resource_title, show_day_of, show_loan, things
from unit.bookings import samples as b

LOAN, LATER = b.loan(), b.loan("bd-2-a", start=840)
CHECKED = Checklist(45210, 6, damage=True)
FACTS: tuple[Any, ...] = (
    f.BookingHeld("mobil-dinas", LOAN, b.NOW),
    f.BookingWaitlisted("mobil-dinas", LOAN, b.NOW),
    f.BookingOffered(LOAN, b.NOW),
    f.BookingAccepted(b.NOW),
    f.BookingApproved(),
    f.BookingDeclined("not_fit"),
    f.BookingProposed(LATER, b.NOW),
    f.BookingChosen(LATER, other_time=True),
    f.BookingMoved(LOAN, LATER),
    f.BookingCancelled(),
    f.BookingExpired("not_decided"),
    f.BookingPreempted("official_duty", b.NOW),
    f.BookingHandedOver(CHECKED),
    f.BookingReturned(Checklist()),
    f.BookingNoShow(b.NOW),
    f.BookingReminded("before:0"),
)


def told(fact: Any, locale: str = "id", actor: str = b.POST) -> str:
    event = Event("7F3K9QX2", 3, b.NOW, "cause", actor, fact)
    return sentence(event, "Bagian Umum", locale)


@pytest.mark.parametrize("fact", FACTS, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("locale", ["id", "en"])
def test_every_fact_is_told(fact: Any, locale: str) -> None:
    said = told(fact, locale)
    assert said[0] == said[0].upper()
    assert not set("{}") & set(said)


def test_no_fact_is_missing() -> None:
    kinds = {one.__name__ for one in get_args(f.BookingFact)}
    assert {type(one).__name__ for one in FACTS} == kinds == set(SENTENCES)


def test_reasons_and_checklists_are_words() -> None:
    assert "tidak layak pakai" in told(FACTS[5])
    assert "tidak diputuskan tepat waktu" in told(FACTS[10])
    assert "diperlukan untuk tugas dinas" in told(FACTS[11])
    assert told(FACTS[12]).endswith("Ada kerusakan, 45.210 km, tangki 6/8")
    assert told(FACTS[13]).endswith("Tanpa kerusakan")


def test_what_no_post_agreed_to_is_agreed_at_once() -> None:
    assert told(f.BookingApproved(), actor="citizen") == "Langsung disetujui"
    assert "Bagian Umum" in told(f.BookingApproved())


def test_loans_are_told_by_their_day_or_days() -> None:
    assert show_loan(LOAN, "id") == "Sabtu, 5 Desember 2026 pukul 09.00-13.00 WIB"
    assert show_loan(LOAN, "en") == "Saturday, 5 December 2026 at 09:00-13:00 WIB"
    days = replace(LOAN, end=LOAN.end + timedelta(days=1))
    assert show_loan(days, "id").count("Desember") == 2
    assert show_day_of(days, "id") == "Sabtu, 5 Desember 2026 sampai Minggu, 6 Desember 2026"
    assert show_day_of(LOAN, "id") == "Sabtu, 5 Desember 2026"


def test_things_are_named_and_pools_counted() -> None:
    gone = Loan((Item("kereta"), Item("tenda", 2)), LOAN.start, LOAN.end)
    assert things(gone, b.FLEET, "id") == ("kereta", "2 × Tenda")
    plated = replace(b.FLEET.resources[0], title={"id": "Mobil dinas"}, plate="BD 1 A")
    fleet = replace(b.FLEET, resources=(plated, *b.FLEET.resources[1:]))
    assert resource_title("bd-1-a", fleet, "en") == "Mobil dinas BD 1 A"
