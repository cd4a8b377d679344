"""Months as text, "2026-12": they sort, and are the city's (Asia/Jakarta). Pure arithmetic."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from mandat.city.calendar import JAKARTA, to_local
from mandat.errors import InvalidError
from mandat.programmes.domain.terms import StipendTerms

_MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])", re.ASCII)
YEAR = 12


def checked(text: str) -> str:
    """A month as it was typed or chosen. Raises InvalidError("month", "choose_month")."""
    if not _MONTH.fullmatch(text):
        raise InvalidError("month", "choose_month")
    return text


def month_of(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def month_at(at: datetime) -> str:
    """The local month of a moment."""
    return month_of(to_local(at).date())


def later(month: str, months: int = 1) -> str:
    """The month so many months after `month`; before it, when negative."""
    year, place = divmod(_number(month) + months, YEAR)
    return f"{year:04}-{place + 1:02}"


def _number(month: str) -> int:
    return int(month[:4]) * YEAR + int(month[5:]) - 1


def span(first: str, last: str) -> tuple[str, ...]:
    """Every month from `first` to `last`, both included; none when `last` is earlier."""
    return tuple(later(first, n) for n in range(_number(last) - _number(first) + 1))


def due_at(month: str, terms: StipendTerms) -> datetime:
    """The moment by which the month must be paid, in UTC."""
    start = datetime.combine(_day(month, terms.pay_by_day), time(), JAKARTA)
    return (start + timedelta(minutes=terms.pay_by_minute)).astimezone(UTC)


def opens_on(month: str, terms: StipendTerms) -> date:
    """The local day on which the month's payments are opened."""
    return _day(month, terms.opens_on_day)


def newest(day: date, terms: StipendTerms) -> str:
    """The latest month whose payments are open on a local day."""
    month = month_of(day)
    return month if day >= opens_on(month, terms) else later(month, -1)


def _day(month: str, day: int) -> date:
    """That day of the month, or its last one."""
    year, place = int(month[:4]), int(month[5:])
    return date(year, place, min(day, monthrange(year, place)[1]))
