"""Phone numbers as people in Indonesia write them.

The library knows the numbers of the world and takes a tenth of a cold start to come. Mobile
numbers of Indonesia, which nearly all are, need it for nothing: a test holds both to be the same.
"""

import re

INDONESIA = "ID"
_MOBILE = re.compile(r"\+62(8[1-35-9]\d{7,10})", re.ASCII)
_SHORTEST = 9
# In this order. "62811..." without a plus parses as a landline of 62, so prefixes come first.
_PREFIXES = (("00", "+"), ("62", "+62"), ("0", "+62"), ("8", "+628"))


def read_phone(text: str) -> str | None:
    """A valid number in E.164; None for anything else. Spaces, dots and hyphens do not matter."""
    plain = _prefixed(text)
    if _MOBILE.fullmatch(plain):
        return plain
    import phonenumbers

    try:
        number = phonenumbers.parse(plain, INDONESIA)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_mobile(e164: str) -> bool:
    """Whether the number can have WhatsApp."""
    if _MOBILE.fullmatch(e164):
        return True
    import phonenumbers

    kind = phonenumbers.number_type(phonenumbers.parse(e164))
    return kind in {
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    }


def show_phone(e164: str) -> str:
    """0812-3456-7890 for an Indonesian number, +60 12-345 6789 for a foreign one."""
    mobile = _MOBILE.fullmatch(e164)
    if mobile:
        return _grouped(mobile[1])
    import phonenumbers

    number = phonenumbers.parse(e164)
    local = phonenumbers.region_code_for_number(number) == INDONESIA
    formats = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, formats.NATIONAL if local else formats.INTERNATIONAL)


def _grouped(national: str) -> str:
    """Three digits, four (of the shortest numbers three), and the rest."""
    middle = 3 if len(national) == _SHORTEST else 4
    return f"0{national[:3]}-{national[3 : 3 + middle]}-{national[3 + middle :]}"


def _prefixed(text: str) -> str:
    plain = re.sub(r"[^\d+]", "", text)
    for prefix, instead in _PREFIXES:
        if plain.startswith(prefix):
            changed = instead + plain.removeprefix(prefix)
            return _prefixed(changed) if prefix == "00" else changed
    return plain
