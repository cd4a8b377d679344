"""The loan that a draft asks for, and what can be chosen. Pure."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from mandat.bookings.domain.fleet import GRID_MINUTES, Offer
from mandat.bookings.domain.free import Window
from mandat.bookings.domain.grid import at_minute, days, minute_of
from mandat.bookings.domain.model import Item, Loan
from mandat.bookings.domain.terms import held_back
from mandat.city.calendar import to_local
from mandat.web.bookings.draft import LoanDraft
from mandat.web.bookings.lending import Lending
from mandat.web.request import whole_number

HOUR = 60


def loan_of(draft: LoanDraft, lending: Lending, thing: str = "") -> Loan | None:
    """None while a part of it is missing. `thing` is the unit that the city has chosen."""
    day = draft.first_day
    if day is None:
        return None
    if lending.is_pool:
        return _pool(draft, lending, day)
    start, length = whole_number(draft.start), whole_number(draft.length)
    if start is None or not length:
        return None
    at = at_minute(day, start)
    end = at + timedelta(minutes=length)
    return Loan((Item(thing or _thing(draft, lending, at, end)),), at, end)


def _thing(draft: LoanDraft, lending: Lending, start: datetime, end: datetime) -> str:
    """What the citizen chose; any unit when the city chooses, but none that is held back."""
    if lending.is_chosen:
        return draft.thing
    kept = held_back(lending.offer, start, end)
    return next((one for one in lending.offer.resources if one not in kept), "")


def _pool(draft: LoanDraft, lending: Lending, day: date) -> Loan | None:
    wanted, length = draft.counted(), whole_number(draft.days)
    if not wanted or not length or length > lending.offer.longest_days:
        return None
    offer = lending.offer
    items = tuple(Item(one, wanted[one]) for one in offer.resources if one in wanted)
    last = day + timedelta(days=length - 1)
    start = max(at_minute(day, offer.open_minute), _earliest(lending))
    return Loan(items, start, at_minute(last, offer.close_minute))


def _earliest(lending: Lending) -> datetime:
    """The next half hour that notice leaves: what is asked for today begins no earlier."""
    step = timedelta(minutes=GRID_MINUTES)
    earliest = lending.now + timedelta(hours=lending.offer.notice_hours)
    return earliest + (datetime.min.replace(tzinfo=UTC) - earliest) % step


def district_of(draft: LoanDraft, lending: Lending) -> str:
    """Where the nearest unit is looked for first."""
    village = draft.chosen_village(lending.catalogue)
    return village.district_code if village else ""


def chosen(draft: LoanDraft, loan: Loan, lending: Lending) -> dict[str, str]:
    """The fields of a draft that asks for `loan`."""
    day = to_local(loan.start).date().isoformat()
    if lending.is_pool:
        return {"day": day, "days": str(len(days(loan)))}
    length = int((loan.end - loan.start).total_seconds()) // 60
    thing = loan.items[0].resource if lending.is_chosen else draft.thing
    return {
        "day": day,
        "start": str(minute_of(loan.start)),
        "length": str(length),
        "thing": thing,
    }


def starts(windows: Iterable[Window]) -> list[int]:
    """The minutes of the day at which a loan may begin: every half hour that is free."""
    found = {minute for one in windows for minute in range(one.start, one.end, GRID_MINUTES)}
    return sorted(found)


def lengths(offer: Offer) -> list[int]:
    """Whole hours, as far as the terms go, in minutes; half an hour where that is all."""
    most = min(offer.longest_minutes, offer.close_minute - offer.open_minute)
    return list(range(HOUR, most + 1, HOUR)) or [most]


def clock(minute: int, locale: str) -> str:
    """«08.00», and «24.00» for the end of a day."""
    return f"{minute // HOUR:02}{'.' if locale == 'id' else ':'}{minute % HOUR:02}"
