"""What has happened to a booking: facts on the record of its case, past tense, codes only.

`booking` tells the case how it stands: waiting for its turn, live, or over. A live booking keeps
its case from ending.
"""

from datetime import datetime
from typing import ClassVar

from mandat.bookings.domain.model import UNSEEN, Checklist, Loan
from mandat.cases.domain.model import BookingState
from mandat.records import record


@record
class BookingHeld:
    """Asked for, and held at once, until `until` at the latest."""

    booking: ClassVar[BookingState] = BookingState.LIVE
    offer: str
    loan: Loan
    until: datetime
    purpose: str = ""
    family: str = ""
    lane: int = 0


@record
class BookingWaitlisted:
    """Taken: in line for `loan`, which nobody holds for them yet; the line ends at `until`."""

    booking: ClassVar[BookingState] = BookingState.WAITING
    offer: str
    loan: Loan
    until: datetime
    purpose: str = ""
    family: str = ""


@record
class BookingOffered:
    """The first in line: held for them until `until`, when the next comes."""

    booking: ClassVar[BookingState] = BookingState.WAITING
    loan: Loan
    until: datetime
    lane: int = 0


@record
class BookingAccepted:
    """The citizen took what was offered; it is decided until `until`."""

    booking: ClassVar[BookingState] = BookingState.LIVE
    until: datetime


@record
class BookingApproved:
    """The post says yes, or the offer needs no word of a post."""

    booking: ClassVar[BookingState] = BookingState.LIVE


@record
class BookingDeclined:
    """The post says no, for a `reason` of limits.DECLINE_REASONS. TaskRejected follows."""

    booking: ClassVar[BookingState] = BookingState.OVER
    reason: str


@record
class BookingProposed:
    """Another time: both are held until the citizen chooses, or `until`."""

    booking: ClassVar[BookingState] = BookingState.LIVE
    loan: Loan
    until: datetime
    text: bool = False


@record
class BookingChosen:
    """The citizen's word on a proposal: `loan` is what he takes, now approved."""

    booking: ClassVar[BookingState] = BookingState.LIVE
    loan: Loan
    other_time: bool


@record
class BookingMoved:
    """Another time by the citizen's own link; `until` is set when a post must decide again."""

    booking: ClassVar[BookingState] = BookingState.LIVE
    previous: Loan
    loan: Loan
    until: datetime | None = None
    lane: int = 0


@record
class BookingCancelled:
    """By the citizen, or by the system with his data. CaseClosed follows."""

    booking: ClassVar[BookingState] = BookingState.OVER


@record
class BookingExpired:
    """`reason`: not_decided, not_chosen, not_taken (an offer), never_free (the line)."""

    booking: ClassVar[BookingState] = BookingState.OVER
    reason: str


@record
class BookingPreempted:
    """Official duty (or an emergency) takes the thing back; the citizen chooses until `until`."""

    booking: ClassVar[BookingState] = BookingState.PREEMPTED
    reason: str
    until: datetime
    text: bool = False


@record
class BookingHandedOver:
    booking: ClassVar[BookingState] = BookingState.LIVE
    checklist: Checklist = UNSEEN
    text: bool = False
    photos: tuple[str, ...] = ()


@record
class BookingReturned:
    """TaskFinished follows."""

    booking: ClassVar[BookingState] = BookingState.OVER
    checklist: Checklist = UNSEEN
    text: bool = False
    photos: tuple[str, ...] = ()


@record
class BookingNoShow:
    """Nobody came for it: the family may not borrow again before `barred_until`."""

    booking: ClassVar[BookingState] = BookingState.OVER
    barred_until: datetime


@record
class BookingReminded:
    """`step` is one of timing.STEPS: who is reminded of what."""

    step: str


BookingFact = (
    BookingHeld
    | BookingWaitlisted
    | BookingOffered
    | BookingAccepted
    | BookingApproved
    | BookingDeclined
    | BookingProposed
    | BookingChosen
    | BookingMoved
    | BookingCancelled
    | BookingExpired
    | BookingPreempted
    | BookingHandedOver
    | BookingReturned
    | BookingNoShow
    | BookingReminded
)
