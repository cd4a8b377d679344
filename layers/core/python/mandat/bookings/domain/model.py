"""A booking: resources held for a time, hanging off one case. Frozen: only `apply` changes it."""

from datetime import datetime
from enum import StrEnum

from mandat.records import record


class BookingStatus(StrEnum):
    """Where it stands. `LIVE` ones own slots."""

    WAITING = "waiting"
    OFFERED = "offered"
    HELD = "held"
    PROPOSED = "proposed"
    APPROVED = "approved"
    HANDED_OVER = "handed_over"
    PREEMPTED = "preempted"
    RETURNED = "returned"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    NO_SHOW = "no_show"


LIVE = frozenset(
    {
        BookingStatus.OFFERED,
        BookingStatus.HELD,
        BookingStatus.PROPOSED,
        BookingStatus.APPROVED,
        BookingStatus.HANDED_OVER,
    }
)
OVER = frozenset(
    {
        BookingStatus.RETURNED,
        BookingStatus.DECLINED,
        BookingStatus.CANCELLED,
        BookingStatus.EXPIRED,
        BookingStatus.NO_SHOW,
    }
)


COUNTED = LIVE | {BookingStatus.PREEMPTED, BookingStatus.RETURNED, BookingStatus.NO_SHOW}


@record
class Item:
    """So many of one resource; of a single thing always one."""

    resource: str
    quantity: int = 1


@record
class Loan:
    """What is lent and when: aware UTC, `start` before `end`, on the grid. Buffers come on top."""

    items: tuple[Item, ...]
    start: datetime
    end: datetime


@record
class Checklist:
    """The state of a thing when it changes hands. `odometer` is km, `fuel` eighths of a tank."""

    odometer: int | None = None
    fuel: int | None = None
    damage: bool = False


UNSEEN = Checklist()


@record
class Booking:
    """`until` is when a hold, a proposal or an offer ends by itself.

    `proposed` is the other loan that is held beside the first until the citizen chooses. `family`
    is a keyed hash, empty without a quota; `lane` the place in its quota that the loan fills.
    `revision` counts the changes that a calendar must follow (ICS SEQUENCE). `reminded` counts
    the steps of reminding that were taken since the last change of time.
    """

    case_id: str
    status: BookingStatus
    offer: str
    loan: Loan
    until: datetime | None = None
    proposed: Loan | None = None
    family: str = ""
    lane: int = 0
    purpose: str = ""
    revision: int = 0
    reminded: int = 0
    was_approved: bool = False
    handed_over_at: datetime | None = None
    returned_at: datetime | None = None
    barred_until: datetime | None = None
    out: Checklist | None = None
    back: Checklist | None = None

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    @property
    def held(self) -> tuple[Loan, ...]:
        """The loans whose slots it owns now: while another time is proposed, both."""
        if not self.is_live:
            return ()
        return tuple(dict.fromkeys((self.loan, *((self.proposed,) if self.proposed else ()))))

    @property
    def fills_quota(self) -> bool:
        """It counts as a loan of the family: one that was given back counts, a refused one not."""
        return bool(self.family) and self.status in COUNTED
