"""An order that a leader gives with a report that nobody holds yet. Pure."""

from dataclasses import field
from datetime import datetime, timedelta

from mandat.cases.domain.acts import OrderTask
from mandat.cases.domain.limits import ORDER_MIN
from mandat.cases.domain.model import Case
from mandat.cases.domain.work import LEADERS
from mandat.city.calendar import Calendar
from mandat.records import record

# Deciding happens a moment after `now` was taken.
MARGIN = timedelta(minutes=1)


@record
class OrderWish:
    """Kept until the case has an owner. `to` is empty for whoever the category names."""

    actor: str
    deadline_at: datetime
    text: str = field(repr=False)
    to: str = ""


def order_of(wish: OrderWish, case: Case, calendar: Calendar, now: datetime) -> OrderTask:
    """The order, now that `case` has an owner: one that waited too long gets the shortest time."""
    return OrderTask(
        f"wish:{case.id}",
        wish.actor,
        text=wish.text,
        calendar=calendar,
        leaders=LEADERS,
        to=wish.to or case.owner,
        deadline_at=max(wish.deadline_at, now + ORDER_MIN + MARGIN),
    )
