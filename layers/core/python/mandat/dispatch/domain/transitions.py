"""The transition table of a call, as literal data: what is not here cannot happen."""

from collections.abc import Mapping

from mandat.dispatch.domain.model import CallStatus as S

CALL: Mapping[tuple[S | None, str], S] = {
    (None, "UnitCalled"): S.WITH_DESK,
    (S.TO_CONFIRM, "UnitCallConfirmed"): S.WITH_DESK,
    (S.TO_CONFIRM, "UnitAlarmed"): S.TO_CONFIRM,
    (S.TO_CONFIRM, "UnitCallFalse"): S.OVER,
    (S.TO_CONFIRM, "UnitCallCancelled"): S.OVER,
    (S.WITH_DESK, "UnitOffered"): S.OFFERED,
    (S.WITH_DESK, "UnitNotFree"): S.WITH_DESK,
    (S.WITH_DESK, "UnitAlarmed"): S.WITH_DESK,
    (S.WITH_DESK, "UnitCallFalse"): S.OVER,
    (S.WITH_DESK, "UnitCallCancelled"): S.OVER,
    (S.OFFERED, "UnitAccepted"): S.ACCEPTED,
    (S.OFFERED, "UnitPassed"): S.WITH_DESK,
    (S.OFFERED, "UnitAlarmed"): S.OFFERED,
    (S.OFFERED, "UnitCallFalse"): S.OVER,
    (S.OFFERED, "UnitCallCancelled"): S.OVER,
    (S.ACCEPTED, "UnitLeft"): S.ON_WAY,
    (S.ACCEPTED, "UnitPassed"): S.WITH_DESK,
    (S.ACCEPTED, "UnitCallFalse"): S.OVER,
    (S.ACCEPTED, "UnitCallCancelled"): S.OVER,
    (S.ON_WAY, "UnitArrived"): S.ARRIVED,
    (S.ON_WAY, "UnitPassed"): S.WITH_DESK,
    (S.ON_WAY, "UnitCallFalse"): S.OVER,
    (S.ON_WAY, "UnitCallCancelled"): S.OVER,
    (S.ARRIVED, "UnitCarrying"): S.CARRYING,
    (S.ARRIVED, "UnitFinished"): S.FINISHED,
    (S.ARRIVED, "UnitPassed"): S.WITH_DESK,
    (S.ARRIVED, "UnitCallFalse"): S.OVER,
    (S.ARRIVED, "UnitCallCancelled"): S.OVER,
    (S.CARRYING, "UnitFinished"): S.FINISHED,
    (S.CARRYING, "UnitPassed"): S.WITH_DESK,
    (S.FINISHED, "UnitReturned"): S.OVER,
}
# A call whose number is not trusted begins elsewhere.
UNTRUSTED = S.TO_CONFIRM

# A step that is taken back, and where it leads back to.
TAKEN_BACK: frozenset[tuple[S, S]] = frozenset(
    {
        (S.ACCEPTED, S.OFFERED),
        (S.ON_WAY, S.ACCEPTED),
        (S.ARRIVED, S.ON_WAY),
        (S.CARRYING, S.ARRIVED),
        (S.FINISHED, S.ARRIVED),
        (S.FINISHED, S.CARRYING),
    }
)

# What the five buttons of the crew do, in their order.
STEPS: Mapping[str, str] = {
    "terima": "UnitAccepted",
    "berangkat": "UnitLeft",
    "tiba": "UnitArrived",
    "antar": "UnitCarrying",
    "selesai": "UnitFinished",
}
