"""A death and what the city does about it, hanging off one case. Only `apply` changes it."""

from datetime import date, datetime
from enum import StrEnum

from mandat.records import record


class DeathStatus(StrEnum):
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    HANDED_OVER = "handed_over"
    UNDONE = "undone"


@record
class Opened:
    """A step that is a case of its own; `ended` is how: done, refused, undone, empty while open."""

    step: str
    case_id: str
    ended: str = ""


@record
class Night:
    """An evening of takziah that was held: 1 is the first. `present` are posts that came."""

    number: int
    present: tuple[str, ...] = ()


@record
class Death:
    """`reporter` is family, rt or hospital. `person` is of the register, empty while unmatched.

    `nights` are the local days on whose evenings people come, the third is that of the handover;
    `handover_by` is its hour. `asked` are what the family wished: hearse, equipment.
    `spouse` and `children` say what the register or the family knows.
    """

    case_id: str
    status: DeathStatus
    reporter: str
    died_at: datetime
    faith: str
    nights: tuple[date, ...]
    handover_by: datetime
    person: str = ""
    last4: str = ""
    asked: tuple[str, ...] = ()
    spouse: bool = False
    children: int = 0
    opened: tuple[Opened, ...] = ()
    held: tuple[Night, ...] = ()
    reported_at: datetime | None = None

    def step(self, step_id: str) -> Opened | None:
        return next((one for one in self.opened if one.step == step_id), None)
