"""What cases of the programme are about, and the ledger of what is owed: once a child and period.

CASE#<case id> / FOSTER               what the case is about
LEDGER#foster#<period> / <child>      the duty that counts for a month or a school term
FOSTERED#<child> / DUTY#<period>      the same, by child
FOSTERED#<child> / COMPLAINT#<case>   that a complaint was made for it
TOTALS#foster / NOW                   what is published, as it was counted last
"""

from collections.abc import Iterator

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from mandat.cases.store import case_key
from mandat.fostering.domain.model import Complaint, Duty, Need, Subject
from mandat.fostering.domain.totals import FosterTotals
from mandat.platform.table import TableItem
from mandat.platform.transaction import NEW, Put, Write, put

FOSTER, DUTY, COMPLAINT = "FOSTER", "DUTY", "COMPLAINT"
TOTALS, NOW = "TOTALS#foster", "NOW"
# Another duty of that child and period counts, or this one has moved on.
LEDGER_CHANGED = "foster_ledger_changed"
PAGE = 200
LEDGER_MAX = 20_000
# Periods of one childhood, months and terms.
DUTIES_MAX = 300
COMPLAINTS_MAX = 50


class NeedItem(TableItem, discriminator="FosterNeed"):
    state = UnicodeAttribute()


class CaseDutyItem(TableItem, discriminator="FosterCaseDuty"):
    state = UnicodeAttribute()


class ComplaintItem(TableItem, discriminator="FosterComplaint"):
    state = UnicodeAttribute()


SubjectItem = NeedItem | CaseDutyItem | ComplaintItem
_ITEMS: dict[type[Subject], type[SubjectItem]] = {
    Need: NeedItem,
    Duty: CaseDutyItem,
    Complaint: ComplaintItem,
}
_KINDS = {item: kind for kind, item in _ITEMS.items()}


class DutyItem(TableItem, discriminator="FosterDuty"):
    case_id = UnicodeAttribute()
    status = UnicodeAttribute()
    state = UnicodeAttribute()


class ChildDutyItem(TableItem, discriminator="FosterChildDuty"):
    state = UnicodeAttribute()


class ChildComplaintItem(TableItem, discriminator="FosterChildComplaint"):
    """Its key says all."""


class FosterTotalsItem(TableItem, discriminator="FosterTotals"):
    state = UnicodeAttribute()


def load(case_id: str) -> Subject | None:
    """What a case is about as it is now, read consistently; None of any other programme's."""
    try:
        item = TableItem.get(case_key(case_id), FOSTER, consistent_read=True)
    except DoesNotExist:
        return None
    if not isinstance(item, SubjectItem):
        raise TypeError("a case of the programme is about a need, a duty or a complaint")
    return msgspec.json.decode(item.state, type=_KINDS[type(item)])


def load_need(case_id: str) -> Need | None:
    found = load(case_id)
    return found if isinstance(found, Need) else None


def load_duty(case_id: str) -> Duty | None:
    found = load(case_id)
    return found if isinstance(found, Duty) else None


def load_complaint(case_id: str) -> Complaint | None:
    found = load(case_id)
    return found if isinstance(found, Complaint) else None


def _state(subject: Subject) -> str:
    return msgspec.json.encode(subject).decode()


def subject_writes(before: Subject | None, after: Subject) -> list[Write]:
    """Everything that changes with a subject; the sequence of its case guards it.

    `before` of a duty is what counted for its period: a new one where there was none, or over one
    that is void. Refused as LEDGER_CHANGED.
    """
    state = _state(after)
    own = Put(_ITEMS[type(after)](case_key(after.case_id), FOSTER, state=state))
    if isinstance(after, Duty):
        return [own, *_duty_writes(before, after, state)]
    if isinstance(after, Complaint):
        key = child_key(after.child), f"{COMPLAINT}#{after.case_id}"
        return [own, Put(ChildComplaintItem(*key))]
    return [own]


def ledger_key(period: str) -> str:
    return f"LEDGER#foster#{period}"


def child_key(child: str) -> str:
    return f"FOSTERED#{child}"


def _duty_writes(before: Subject | None, after: Duty, state: str) -> list[Write]:
    item = DutyItem(
        ledger_key(after.period),
        after.child,
        case_id=after.case_id,
        status=after.status,
        state=state,
    )
    by_child = ChildDutyItem(child_key(after.child), f"{DUTY}#{after.period}", state=state)
    return [Put(item, _seen(before), LEDGER_CHANGED), Put(by_child)]


def _seen(before: Subject | None) -> Condition:
    if not isinstance(before, Duty):
        return NEW
    found: Condition = (DutyItem.status == before.status) & (DutyItem.case_id == before.case_id)
    return found


def find_duty(period: str, child: str) -> Duty | None:
    """The duty that counts for a child and period, read consistently."""
    try:
        return _duty(DutyItem.get(ledger_key(period), child, consistent_read=True))
    except DoesNotExist:
        return None


def ledger(period: str) -> Iterator[Duty]:
    """Every duty of a period, by child; pages of PAGE, read consistently."""
    found = DutyItem.query(
        ledger_key(period), consistent_read=True, page_size=PAGE, limit=LEDGER_MAX
    )
    return (_duty(item) for item in found)


def duties_of(child: str) -> tuple[Duty, ...]:
    """The duties that count for a child, months before terms of a year."""
    begins = ChildDutyItem.sk.startswith(f"{DUTY}#")
    found = ChildDutyItem.query(child_key(child), begins, consistent_read=True, limit=DUTIES_MAX)
    return tuple(_duty(item) for item in found)


def _duty(item: DutyItem | ChildDutyItem) -> Duty:
    return msgspec.json.decode(item.state, type=Duty)


def complaints_of(child: str) -> tuple[str, ...]:
    """The cases of what was complained of for a child."""
    begins = ChildComplaintItem.sk.startswith(f"{COMPLAINT}#")
    found = ChildComplaintItem.query(
        child_key(child), begins, consistent_read=True, limit=COMPLAINTS_MAX
    )
    return tuple(item.sk.partition("#")[2] for item in found)


def totals() -> FosterTotals | None:
    """What is published; None before it was counted."""
    try:
        item = FosterTotalsItem.get(TOTALS, NOW)
    except DoesNotExist:
        return None
    return msgspec.json.decode(item.state, type=FosterTotals)


def put_totals(counted: FosterTotals) -> None:
    """Over what was published before."""
    state = msgspec.json.encode(counted).decode()
    put(Put(FosterTotalsItem(TOTALS, NOW, state=state)))
