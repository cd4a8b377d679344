"""What is said: masked, translated, and short enough to be read."""

from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

import mandat.messaging
import mandat.text
from mandat.cases.domain import acts as a
from mandat.cases.domain.model import Case, ContactKind
from mandat.messaging.masking import mask
from mandat.messaging.share import phone_url, tell_text, whatsapp_url
from mandat.messaging.wording import WORDINGS
from unit.cases import samples as s

FOLDER = Path(mandat.messaging.__path__[0])
SOURCES = sorted(FOLDER.glob("*.py"))
CATALOGUE = Path(mandat.text.__path__[0]) / "locale/id/LC_MESSAGES/mail.po"
PHONE = "+6281200000001"


def spoken() -> set[str]:
    """Every message id of the mails."""
    keywords = {"msg": None, "say": None}
    found = [one[1] for path in SOURCES for one in extract_from_file("python", path, keywords)]
    for path in (FOLDER / "templates").iterdir():
        with path.open("rb") as file:
            found += [one[2] for one in babel_extract(file, ("_",), (), {})]
    return {one for one in found if isinstance(one, str)}


def test_every_sentence_is_in_bahasa_indonesia_with_the_same_names() -> None:
    with CATALOGUE.open("rb") as file:
        known = {one.id: one.string for one in read_po(file) if one.id}

    assert spoken() == set(known)
    for english, indonesian in known.items():
        assert indonesian
        assert names_in(indonesian) == names_in(english), english


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_subjects_hold_no_person() -> None:
    used = {name for one in WORDINGS.values() for name in names_in(one.subject)}

    assert used <= {"title", "owner"}


@pytest.mark.parametrize(
    ("typed", "mailed"),
    [
        ("NIK saya 1771011203456789.", "NIK saya ••••••••••••6789."),
        ("NIK 1771 0112 0345 6789", "NIK ••••••••••••6789"),
        ("NIK 177101-120345-6789", "NIK ••••••••••••6789"),
        ("HP 081200000001", "HP 081200000001"),
        ("rekening 12345678901234567", "rekening 12345678901234567"),
        ("lihat https://mandat.example.org/k/eyJj.abc_-1 ya", "lihat […] ya"),
        ("Lubang\nbesar", "Lubang\nbesar"),
    ],
)
def test_identity_numbers_and_secret_links_are_not_mailed_on(typed: str, mailed: str) -> None:
    assert mask(typed) == mailed


def phone_case() -> Case:
    return s.opened(contact=ContactKind.PHONE)


ASK = a.AskCitizen("ask", s.OWNER, text=s.LONG, calendar=s.CALENDAR)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (s.run(phone_case(), ASK), "question"),
        (s.run(phone_case(), s.finish()), "has been answered. Read it"),
        (s.run(phone_case(), s.finish(), s.told()), "you have not said yet"),
    ],
)
def test_a_citizen_is_called_with_what_matters_now(case: Case, words: str) -> None:
    text = tell_text(case, "Kepala Dinas PUPR", "en")

    assert words in text
    assert "BKL-7F3K-9QX2" in text
    assert "/k/" not in text


def test_an_end_without_agreement_names_the_ombudsman() -> None:
    case = s.run(phone_case(), s.finish(), s.told(), s.refuse(), s.confirm(), s.told("t2"))
    case = s.run(case, s.refuse("r2"), s.confirm("c2"))

    assert "Ombudsman" in tell_text(case, "Kepala Dinas PUPR", "id")


def test_whatsapp_takes_digits_and_an_encoded_text() -> None:
    assert whatsapp_url(PHONE, "Halo & apa kabar?") == (
        "https://wa.me/6281200000001?text=Halo%20%26%20apa%20kabar%3F"
    )
    assert phone_url(PHONE) == "tel:+6281200000001"
