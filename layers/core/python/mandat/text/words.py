"""Languages and local time, as people read them. Bahasa Indonesia first, English second."""

import gettext
import itertools
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

LOCALES = ("id", "en")
DEFAULT = "id"
JAKARTA = ZoneInfo("Asia/Jakarta")
# One catalogue a readership: everybody, citizens, staff, mails; posts, the ways in, who borrows,
# who lends, the ambulances, programmes and who mourns have theirs.
DOMAINS = (
    "common",
    "citizen",
    "staff",
    "mail",
    "posts",
    "ways",
    "booking",
    "lending",
    "dispatch",
    "programmes",
    "stipend",
    "bereavement",
    "guarantee",
    "fostering",
    "idcard",
)
_CATALOGUES = Path(__file__).parent / "locale"


@cache
def translations(locale: str) -> gettext.NullTranslations:
    """The compiled catalogues of a language as one; msgids are English and need none."""
    found = [_catalogue(domain, locale) for domain in DOMAINS]
    for first, second in itertools.pairwise(found):
        first.add_fallback(second)
    return found[0]


def _catalogue(domain: str, locale: str) -> gettext.NullTranslations:
    if locale == "en":
        return gettext.NullTranslations()
    return gettext.translation(domain, _CATALOGUES, [locale])


def choose(*wished: str | None) -> str:
    """The first of the wishes (query, cookie, stored choice) that we speak, else Indonesian."""
    return next((one for one in wished if one in LOCALES), DEFAULT)


def show_day(at: datetime, locale: str) -> str:
    """Selasa, 24 November 2026."""
    return show_date(at.astimezone(JAKARTA).date(), locale)


def show_date(day: date, locale: str) -> str:
    """Selasa, 24 November 2026: of a local day."""
    say = translations(locale).gettext
    return f"{say(f'{day:%A}')}, {day.day} {say(f'{day:%B}')} {day.year}"


def show_month(day: date, locale: str) -> str:
    """Desember 2026."""
    return f"{translations(locale).gettext(f'{day:%B}')} {day.year}"


def show_time(at: datetime, locale: str) -> str:
    """Selasa, 24 November 2026 pukul 09.30 WIB."""
    local = at.astimezone(JAKARTA)
    between = translations(locale).gettext("at")
    mark = "." if locale == "id" else ":"
    return f"{show_day(at, locale)} {between} {local:%H}{mark}{local:%M} WIB"
