"""The transition tables of fostering, as literal data: what is not here cannot happen."""

from collections.abc import Mapping

from mandat.fostering.domain.model import DutyStatus as D
from mandat.fostering.domain.model import NeedStatus as N

NEED: Mapping[tuple[N | None, str], N] = {
    (None, "FosterNeeded"): N.OPEN,
    (N.OPEN, "FosterMatched"): N.MATCHED,
    (N.OPEN, "FosterDropped"): N.DROPPED,
}

DUTY: Mapping[tuple[D | None, str], D] = {
    (None, "FosterSupportDue"): D.DUE,
    (None, "FosterCheckDue"): D.DUE,
    (D.DUE, "FosterSupportProved"): D.PROVED,
    (D.DUE, "FosterChecked"): D.PROVED,
    (D.DUE, "FosterDutyVoided"): D.VOID,
}

# Said once; its case is answered as any report is.
COMPLAINT: Mapping[tuple[None, str], None] = {(None, "FosterComplained"): None}
