"""Fostering in the table: children, officials, what cases are about. Keys: docs/data-model.md."""

from mandat.fostering.cases_store import (
    LEDGER_CHANGED,
    complaints_of,
    duties_of,
    find_duty,
    ledger,
    load,
    load_complaint,
    load_duty,
    load_need,
    put_totals,
    subject_writes,
    totals,
)
from mandat.fostering.children_store import (
    ROLL_CHANGED,
    fostering_write,
    load_fostering,
    roll,
    still,
)
from mandat.fostering.officials_store import (
    load_official,
    official_of,
    official_write,
    officials,
    person_writes,
)

__all__ = [
    "LEDGER_CHANGED",
    "ROLL_CHANGED",
    "complaints_of",
    "duties_of",
    "find_duty",
    "fostering_write",
    "ledger",
    "load",
    "load_complaint",
    "load_duty",
    "load_fostering",
    "load_need",
    "load_official",
    "official_of",
    "official_write",
    "officials",
    "person_writes",
    "put_totals",
    "roll",
    "still",
    "subject_writes",
    "totals",
]
