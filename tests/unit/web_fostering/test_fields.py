"""Amounts as officials write them, and what each form asks of whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.fostering.domain.limits import HEALTH, PROOFS, SCHOOL, WHAT
from mandat.story.fosterings import SENTENCES, show_period
from mandat.story.stipends import show_rupiah
from mandat.web.fostering import wording as w
from mandat.web.fostering.actions import ACTIONS, FIELDS, Action
from mandat.web.fostering.fields import read_rupiah


@pytest.mark.parametrize(
    "text", ["100000", "100.000", "Rp100.000", "rp 100.000", "Rp. 100.000,-", "100 000,00"]
)
def test_an_amount_is_read_as_people_write_it(text: str) -> None:
    assert read_rupiah(text) == 100_000


@pytest.mark.parametrize("text", ["", "seratus", "-5", "100.00", "1e5", "12,5", "9" * 16, "٣"])
def test_anything_else_is_no_amount(text: str) -> None:
    assert read_rupiah(text) == 0


@given(st.integers(1, 10**15 - 1))
def test_what_we_show_is_read_again(amount: int) -> None:
    assert read_rupiah(show_rupiah(amount)) == amount


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    assert 0 <= read_rupiah(text) < 10**15


def test_every_code_has_its_words_and_every_form_its_fields() -> None:
    assert set(w.PROOFS) == set(w.PROOF_HINTS) == PROOFS
    assert set(w.SCHOOLS) == SCHOOL
    assert set(w.HEALTHS) == HEALTH
    assert set(w.WHATS) == WHAT
    assert set(FIELDS) == set(ACTIONS) == set(Action)


def test_months_and_school_terms_by_name() -> None:
    assert show_period("2026-12", "id") == "Desember 2026"
    assert show_period("2026-T2", "id") == "semester 2 tahun 2026"
    assert show_period("2026-T2", "en") == "school term 2 of 2026"
    assert all(sentence for sentence in SENTENCES.values())
