"""What somebody wants done to a call: commands on its case, imperative, each with its cause.

`actor` is citizen, system, post:<desk>:<address>, or driver:<unit> for the crew.
"""

from mandat.cases.domain.acts import TimedCommand
from mandat.cases.domain.model import Due
from mandat.records import record


@record
class Ready:
    """A unit that could be asked now."""

    id: str
    name: str


@record
class CallCommand(TimedCommand):
    """`ready` are the free units as they are now, the nearest first."""

    ready: tuple[Ready, ...] = ()


@record
class CallUnit(CallCommand):
    """Comes with the submission of its case, which `owner` holds from the first second."""

    whom: str = ""
    district: str = ""
    caller: str = ""
    to_confirm: bool = False
    owner: str = ""


class ConfirmCall(CallCommand):
    """The desk says that the call is real."""


@record
class AssignUnit(CallCommand):
    """The desk's own choice, whoever was asked before. `unit` is free."""

    unit: Ready | None = None


@record
class CrewCommand(CallCommand):
    """By the crew; `offer` is the offer that its link is for."""

    offer: int = 0


@record
class TakeStep(CrewCommand):
    """`step` is one of transitions.STEPS."""

    step: str = ""


class TakeBack(CrewCommand):
    """The last step was a slip."""


@record
class PassCall(CrewCommand):
    """«Tidak bisa», for a `reason` of limits.CANNOT_REASONS."""

    reason: str = ""


class CloseAsFalse(CrewCommand):
    """By the crew that is at it, or by the desk."""


class SearchUnit(CallCommand):
    """A unit may have come free: one that waits for it is offered at once."""


class CancelCall(CallCommand):
    """By the citizen, or by the desk."""


@record
class RemindCall(CallCommand):
    """`due` is the moment that came; it acts only while that moment still stands."""

    due: Due | None = None
