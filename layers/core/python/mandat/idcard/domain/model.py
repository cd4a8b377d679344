"""An identity card at 17: from the invitation to the door. Frozen."""

from datetime import date, datetime
from enum import StrEnum

from mandat.records import record


class CardStatus(StrEnum):
    """`VISITING`: the lurah is asked to go there. `OUT`: the lurah has the card, to bring it."""

    EXPECTED = "expected"
    INVITED = "invited"
    VISITING = "visiting"
    APPOINTED = "appointed"
    RECORDED = "recorded"
    PRINTED = "printed"
    OUT = "out"
    DELIVERED = "delivered"
    ENDED = "ended"


@record
class Card:
    """One person's, hangs off one case. `birthday` is the local day on which they turn 17.

    `village` is where it goes, `registered` where the register last said that they live. `number`
    is how many invitations went, the last at `asked_at`; `counter` is kept for them at
    `appointed_at`, `lost` is why an appointment came to nothing, until they are invited again.
    `day` is when it is brought: the birthday, or a later one; `tries` are the times at which nobody
    was there, `taken_by` is self or family.
    """

    case_id: str
    person: str
    status: CardStatus
    birthday: date
    village: str
    registered: str = ""
    number: int = 0
    invited_at: datetime | None = None
    asked_at: datetime | None = None
    lost: str = ""
    visited_at: datetime | None = None
    counter: str = ""
    appointed_at: datetime | None = None
    recorded_at: datetime | None = None
    printed_at: datetime | None = None
    day: date | None = None
    tries: int = 0
    delivered_on: date | None = None
    taken_by: str = ""
    reason: str = ""

    @property
    def is_over(self) -> bool:
        return self.status in {CardStatus.DELIVERED, CardStatus.ENDED}

    @property
    def is_on_the_day(self) -> bool:
        """Whether it was in its owner's hands on the birthday."""
        return self.delivered_on is not None and self.delivered_on <= self.birthday
