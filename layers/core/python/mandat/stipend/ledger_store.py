"""The ledger: one payment a person and month, whatever is sent twice.

LEDGER#stipend#<month> / <person>   the payment that counts, with its status and case beside it
CASE#<case id> / PAYMENT            the payment of a case, also when another took its place
TOTALS#stipend / <month>            what is published of a month
"""

from collections.abc import Iterable, Iterator

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from mandat.cases.store import case_key
from mandat.platform.table import TableItem
from mandat.platform.transaction import NEW, Put, Write, put
from mandat.stipend.domain.model import Payment
from mandat.stipend.domain.months import span
from mandat.stipend.domain.totals import Totals

PAYMENT = "PAYMENT"
# Another payment of that person and month counts, or this one has moved on.
LEDGER_CHANGED = "ledger_changed"
PAGE = 200
# A month of one city; a run that met this many would say nothing of the rest.
LEDGER_MAX = 20_000


class PaymentItem(TableItem, discriminator="Payment"):
    case_id = UnicodeAttribute()
    status = UnicodeAttribute()
    state = UnicodeAttribute()


class CasePaymentItem(TableItem, discriminator="CasePayment"):
    state = UnicodeAttribute()


class TotalsItem(TableItem, discriminator="StipendTotals"):
    state = UnicodeAttribute()


def ledger_key(month: str) -> str:
    return f"LEDGER#stipend#{month}"


def load_payment(case_id: str) -> Payment | None:
    """The payment of a case as it is now, read consistently; None where there is none."""
    try:
        item = CasePaymentItem.get(case_key(case_id), PAYMENT, consistent_read=True)
    except DoesNotExist:
        return None
    return msgspec.json.decode(item.state, type=Payment)


def find_payment(month: str, person: str) -> Payment | None:
    """The payment that counts for a person and month, read consistently."""
    try:
        return _payment(PaymentItem.get(ledger_key(month), person, consistent_read=True))
    except DoesNotExist:
        return None


def ledger(month: str) -> Iterator[Payment]:
    """Every payment of a month, by person; pages of PAGE, read consistently."""
    found = PaymentItem.query(
        ledger_key(month), consistent_read=True, page_size=PAGE, limit=LEDGER_MAX
    )
    return (_payment(item) for item in found)


def payments_between(person: str, first: str, last: str) -> dict[str, Payment]:
    """The payments that count for a person, by month; a call for each hundred months."""
    keys = [(ledger_key(month), person) for month in span(first, last)]
    found = (_payment(item) for item in PaymentItem.batch_get(keys, consistent_read=True))
    return {one.month: one for one in found}


def _payment(item: PaymentItem) -> Payment:
    return msgspec.json.decode(item.state, type=Payment)


def payment_writes(before: Payment | None, after: Payment) -> list[Write]:
    """A payment in the ledger and with its case. `before` is what counted for its month.

    A new one where there was none, or over one that was voided; else the very payment that was
    decided on. Refused as LEDGER_CHANGED.
    """
    state = msgspec.json.encode(after).decode()
    in_ledger = PaymentItem(
        ledger_key(after.month),
        after.person,
        case_id=after.case_id,
        status=after.status,
        state=state,
    )
    of_case = CasePaymentItem(case_key(after.case_id), PAYMENT, state=state)
    return [Put(in_ledger, _seen(before), LEDGER_CHANGED), Put(of_case)]


def _seen(before: Payment | None) -> Condition:
    if before is None:
        return NEW
    found: Condition = (PaymentItem.status == before.status) & (
        PaymentItem.case_id == before.case_id
    )
    return found


def totals(month: str) -> Totals | None:
    """What is published of a month; None before it was counted."""
    try:
        item = TotalsItem.get("TOTALS#stipend", month)
    except DoesNotExist:
        return None
    return msgspec.json.decode(item.state, type=Totals)


def put_totals(counted: Iterable[Totals]) -> None:
    """Over what was published before."""
    for one in counted:
        state = msgspec.json.encode(one).decode()
        put(Put(TotalsItem("TOTALS#stipend", one.month, state=state)))
