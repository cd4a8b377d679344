"""The transition tables of the stipend, as literal data: what is not here cannot happen."""

from collections.abc import Mapping

from mandat.stipend.domain.model import ApplicationStatus as A
from mandat.stipend.domain.model import PaymentStatus as P

APPLICATION: Mapping[tuple[A | None, str], A] = {
    (None, "StipendApplied"): A.APPLIED,
    (A.APPLIED, "StipendVerified"): A.VERIFIED,
    (A.APPLIED, "StipendWithdrawn"): A.WITHDRAWN,
    (A.VERIFIED, "StipendApproved"): A.APPROVED,
    (A.VERIFIED, "StipendRefused"): A.REFUSED,
    (A.VERIFIED, "StipendWithdrawn"): A.WITHDRAWN,
    (A.APPROVED, "StipendStopped"): A.STOPPED,
    (A.STOPPED, "StipendResumed"): A.APPROVED,
    # After an appeal: decided anew, with another visit or without.
    (A.REFUSED, "StipendVerified"): A.VERIFIED,
    (A.REFUSED, "StipendApproved"): A.APPROVED,
    (A.REFUSED, "StipendRefused"): A.REFUSED,
}

PAYMENT: Mapping[tuple[P | None, str], P] = {
    (None, "StipendDue"): P.DUE,
    (P.DUE, "StipendPaid"): P.PAID,
    (P.DUE, "StipendVoided"): P.VOID,
    (P.PAID, "StipendReceived"): P.RECEIVED,
}
