"""A request for care without payment, and the guarantee letter that answers it. Frozen."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from mandat.city.calendar import to_local
from mandat.records import record


class GuaranteeStatus(StrEnum):
    """`ASKING`: the lurah is asked whether the household is poor. `STATED`: he has answered."""

    ASKED = "asked"
    ASKING = "asking"
    STATED = "stated"
    ISSUED = "issued"
    USED = "used"
    VOID = "void"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class LetterStatus(StrEnum):
    """All that a hospital is told. A letter that has expired is void."""

    VALID = "valid"
    USED = "used"
    VOID = "void"


@record
class Guarantee:
    """Hangs off one case. `applicant` is self, family, rt or hospital.

    `person` is of the register, empty while unmatched; `listed` says that the register knows the
    household as poor, `stated` what the lurah said (None: not asked, or not answered yet).
    `number` is the letter's, `valid_until` the first moment at which it no longer holds.
    """

    case_id: str
    status: GuaranteeStatus
    urgent: bool
    applicant: str
    hospital: str
    person: str = ""
    last4: str = ""
    listed: bool = False
    stated: bool | None = None
    number: str = ""
    valid_until: datetime | None = None
    issued_at: datetime | None = None
    used_at: datetime | None = None
    reason: str = ""
    # How the enrolment with BPJS ended that followed the letter, and the first day of its cover.
    cover: str = ""
    covered_since: date | None = None

    @property
    def is_shown_poor(self) -> bool:
        return self.listed or self.stated is True

    def letter(self, now: datetime) -> LetterStatus | None:
        """What the letter is worth at a moment; None before there is one."""
        if not self.number or self.valid_until is None:
            return None
        if self.status is GuaranteeStatus.USED:
            return LetterStatus.USED
        holds = self.status is GuaranteeStatus.ISSUED and now < self.valid_until
        return LetterStatus.VALID if holds else LetterStatus.VOID


def last_day(valid_until: datetime) -> date:
    """The last local day on which a letter holds."""
    return to_local(valid_until - timedelta(seconds=1)).date()


class FollowUpStatus(StrEnum):
    """`DROPPED`: the letter that it follows was made void."""

    DUE = "due"
    SETTLED = "settled"
    DROPPED = "dropped"


@record
class FollowUp:
    """What a letter leaves to be done; hangs off one case. `kind` is cover or statement.

    `letter` is the case whose letter it follows, `how` an end of mandat.guarantee.domain.limits.
    """

    case_id: str
    kind: str
    letter: str
    status: FollowUpStatus = FollowUpStatus.DUE
    how: str = ""
    since: date | None = None
