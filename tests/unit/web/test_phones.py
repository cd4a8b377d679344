"""Phone numbers as people write them."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from mandat.web.phones import is_mobile, read_phone, show_phone


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "(0812) 3456.7890",
        "81234567890",
        "6281234567890",
        "+6281234567890",
        "+62 812 3456 7890",
        "006281234567890",
    ],
)
def test_one_number_however_it_is_written(typed: str) -> None:
    assert read_phone(typed) == "+6281234567890"


def test_a_number_without_a_plus_is_no_landline_of_62() -> None:
    number = read_phone("62811737373")

    assert number == "+62811737373"
    assert is_mobile(number)


@pytest.mark.parametrize("typed", ["", "12345", "abc", "0812", "+62", "00000000000", "+1 555"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert read_phone(typed) is None


def test_a_landline_is_a_contact_without_whatsapp() -> None:
    number = read_phone("0736 21234")

    assert number == "+6273621234"
    assert not is_mobile(number)


def test_numbers_are_shown_as_people_know_them() -> None:
    assert show_phone("+6281234567890") == "0812-3456-7890"
    assert show_phone("+60123456789").startswith("+60 ")


@given(
    st.from_regex(r"\+62[0-9]{6,14}", fullmatch=True)
    | st.from_regex(r"\+628[0-9]{6,12}", fullmatch=True)
)
def test_what_is_read_without_the_library_is_what_the_library_reads(typed: str) -> None:
    number = phonenumbers.parse(typed)
    if not phonenumbers.is_valid_number(number):
        assert read_phone(typed) is None
        return
    assert read_phone(typed) == phonenumbers.format_number(number, PhoneNumberFormat.E164)
    kind = phonenumbers.number_type(number)
    assert is_mobile(typed) == (
        kind in {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
    )
    assert show_phone(typed) == phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)


def test_digits_of_another_script_become_ours() -> None:
    assert read_phone("٠٨١٢٣٤٥٦٧٨٩٠") == "+6281234567890"
