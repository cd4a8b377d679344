"""When something is lent, as people say it. Domain «lending»."""

from datetime import datetime, timedelta

from mandat.bookings.domain.fleet import Fleet
from mandat.bookings.domain.grid import days
from mandat.bookings.domain.model import Loan
from mandat.city.calendar import to_local
from mandat.text.mark import msg
from mandat.text.words import show_day, show_time, translations

MANY = msg("{quantity} × {thing}")
FROM_TO = msg("{first} to {last}")


def show_loan(loan: Loan, locale: str) -> str:
    """«Sabtu, 5 Desember 2026 pukul 08.00-12.00 WIB», or from its first moment to its last."""
    if len(days(loan)) > 1:
        return _from_to(show_time(loan.start, locale), show_time(loan.end, locale), locale)
    at = translations(locale).gettext("at")
    return f"{show_day(loan.start, locale)} {at} {show_hours(loan, locale)} WIB"


def show_day_of(loan: Loan, locale: str) -> str:
    """The day, or the first and the last one."""
    first, last = loan.start, loan.end - timedelta(microseconds=1)
    if len(days(loan)) == 1:
        return show_day(first, locale)
    return _from_to(show_day(first, locale), show_day(last, locale), locale)


def show_hours(loan: Loan, locale: str) -> str:
    """«08.00-12.00»."""
    return f"{show_hour(loan.start, locale)}-{show_hour(loan.end, locale)}"


def show_hour(at: datetime, locale: str) -> str:
    local = to_local(at)
    return f"{local:%H}{'.' if locale == 'id' else ':'}{local:%M}"


def _from_to(first: str, last: str, locale: str) -> str:
    return translations(locale).gettext(FROM_TO).format(first=first, last=last)


def things(loan: Loan, fleet: Fleet, locale: str) -> tuple[str, ...]:
    """«Mobil dinas BD 1 A», or so many of a pool; a thing that was dropped keeps its id."""
    return tuple(_thing(one.resource, one.quantity, fleet, locale) for one in loan.items)


def _thing(resource_id: str, quantity: int, fleet: Fleet, locale: str) -> str:
    title = resource_title(resource_id, fleet, locale)
    resource = fleet.resource(resource_id)
    if resource is None or resource.kind == "single":
        return title
    return translations(locale).gettext(MANY).format(quantity=quantity, thing=title)


def resource_title(resource_id: str, fleet: Fleet, locale: str) -> str:
    resource = fleet.resource(resource_id)
    if resource is None:
        return resource_id
    title = resource.title.get(locale) or resource.title.get("id", "")
    return title if resource.plate in title else f"{title} {resource.plate}"
