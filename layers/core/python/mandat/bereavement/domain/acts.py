"""What somebody wants done about a death: commands on its case, each with its cause."""

from datetime import datetime

from mandat.cases.domain.acts import TimedCommand
from mandat.programmes.domain.terms import BereavementTerms
from mandat.records import record


@record
class DeathCommand(TimedCommand):
    """`terms` are those of today."""

    terms: BereavementTerms = BereavementTerms()


@record
class ReportDeath(DeathCommand):
    """Comes with the submission of its case."""

    reporter: str = ""
    died_at: datetime | None = None
    faith: str = ""
    person: str = ""
    last4: str = ""
    asked: tuple[str, ...] = ()
    spouse: bool = False
    children: int = 0


@record
class ConfirmDeath(DeathCommand):
    """By the lurah, from the doctor's letter or his own; `person` when the NIK was matched now."""

    person: str = ""
    last4: str = ""
    spouse: bool = False
    children: int = 0


@record
class OpenStep(DeathCommand):
    """By the system: the step's case stands."""

    step: str = ""
    step_case: str = ""


@record
class EndStep(DeathCommand):
    """By the system: the step's case was answered."""

    step: str = ""
    how: str = ""


@record
class HoldNight(DeathCommand):
    """By the owner, or by one of `helpers`: the posts that owe the takziah's work."""

    number: int = 0
    present: tuple[str, ...] = ()
    helpers: frozenset[str] = frozenset()


@record
class HandOverPapers(DeathCommand):
    """By the owner, on the third night at the latest."""

    papers: tuple[str, ...] = ()


@record
class UndoDeath(DeathCommand):
    """By the owner or a post of `terms.undone_by`."""

    reason: str = ""
