"""Guarantees and their letters in the table. Keys: docs/data-model.md.

CASE#<case id> / GUARANTEE   the request and its letter, beside its case
CASE#<case id> / FOLLOW_UP   what a letter leaves to be done, beside its own case
LETTER#<number> / LETTER     whose letter a number is, and what it is worth
"""

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from mandat.cases.store import case_key
from mandat.guarantee.domain.model import FollowUp, Guarantee, GuaranteeStatus
from mandat.platform.table import TableItem
from mandat.platform.transaction import NEW, Put, Write

GUARANTEE, FOLLOW_UP, LETTER = "GUARANTEE", "FOLLOW_UP", "LETTER"
NUMBER_TAKEN, LETTER_CHANGED = "number_taken", "letter_changed"


class GuaranteeItem(TableItem, discriminator="Guarantee"):
    status = UnicodeAttribute()
    state = UnicodeAttribute()


class FollowUpItem(TableItem, discriminator="GuaranteeFollowUp"):
    state = UnicodeAttribute()


class LetterItem(TableItem, discriminator="GuaranteeLetter"):
    case_id = UnicodeAttribute()
    status = UnicodeAttribute()


def load(case_id: str) -> Guarantee | None:
    """The guarantee of a case as it is now, read consistently; None where there is none."""
    try:
        item = GuaranteeItem.get(case_key(case_id), GUARANTEE, consistent_read=True)
    except DoesNotExist:
        return None
    return msgspec.json.decode(item.state, type=Guarantee)


def load_follow_up(case_id: str) -> FollowUp | None:
    """What follows a letter by this case, read consistently; None for any other case."""
    try:
        item = FollowUpItem.get(case_key(case_id), FOLLOW_UP, consistent_read=True)
    except DoesNotExist:
        return None
    return msgspec.json.decode(item.state, type=FollowUp)


def follow_up_write(follow_up: FollowUp) -> Write:
    """The sequence of its case guards it."""
    state = msgspec.json.encode(follow_up).decode()
    return Put(FollowUpItem(case_key(follow_up.case_id), FOLLOW_UP, state=state))


def case_of(number: str) -> str | None:
    """The case of a letter; None when there is no such letter."""
    try:
        return LetterItem.get(f"LETTER#{number}", LETTER, consistent_read=True).case_id
    except DoesNotExist:
        return None


def writes(before: Guarantee | None, after: Guarantee) -> list[Write]:
    """Everything that changes with a guarantee; the sequence of its case guards it.

    A number is one letter's for ever, and a letter leaves `issued` once, by condition of the write.
    """
    state = msgspec.json.encode(after).decode()
    item = GuaranteeItem(case_key(after.case_id), GUARANTEE, status=after.status, state=state)
    return [Put(item), *_letter_writes(before, after)]


def _letter_writes(before: Guarantee | None, after: Guarantee) -> list[Write]:
    if not after.number or (before and before.status is after.status):
        return []
    key = f"LETTER#{after.number}"
    item = LetterItem(key, LETTER, case_id=after.case_id, status=after.status)
    if after.status is GuaranteeStatus.ISSUED:
        return [Put(item, NEW, NUMBER_TAKEN)]
    return [Put(item, LetterItem.status == GuaranteeStatus.ISSUED.value, LETTER_CHANGED)]
