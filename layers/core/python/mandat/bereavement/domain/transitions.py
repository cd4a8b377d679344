"""The transition table of a death, as literal data: what is not here cannot happen."""

from collections.abc import Mapping

from mandat.bereavement.domain.model import DeathStatus as D

DEATH: Mapping[tuple[D | None, str], D] = {
    (None, "DeathReported"): D.REPORTED,
    (D.REPORTED, "DeathConfirmed"): D.CONFIRMED,
    (D.REPORTED, "DeathStepOpened"): D.REPORTED,
    (D.REPORTED, "DeathStepEnded"): D.REPORTED,
    (D.REPORTED, "DeathNightHeld"): D.REPORTED,
    (D.REPORTED, "DeathUndone"): D.UNDONE,
    # Again, when the NIK is matched later.
    (D.CONFIRMED, "DeathConfirmed"): D.CONFIRMED,
    (D.CONFIRMED, "DeathStepOpened"): D.CONFIRMED,
    (D.CONFIRMED, "DeathStepEnded"): D.CONFIRMED,
    (D.CONFIRMED, "DeathNightHeld"): D.CONFIRMED,
    (D.CONFIRMED, "DeathPapersHandedOver"): D.HANDED_OVER,
    (D.CONFIRMED, "DeathUndone"): D.UNDONE,
    (D.HANDED_OVER, "DeathConfirmed"): D.HANDED_OVER,
    (D.HANDED_OVER, "DeathStepOpened"): D.HANDED_OVER,
    (D.HANDED_OVER, "DeathStepEnded"): D.HANDED_OVER,
    (D.HANDED_OVER, "DeathNightHeld"): D.HANDED_OVER,
    (D.HANDED_OVER, "DeathUndone"): D.UNDONE,
    # The annulment of papers, and nothing else.
    (D.UNDONE, "DeathStepOpened"): D.UNDONE,
    (D.UNDONE, "DeathStepEnded"): D.UNDONE,
}
