"""What somebody wants done to a case of the fostering programme: commands, with a cause."""

from datetime import datetime

from mandat.cases.domain.acts import TimedCommand
from mandat.programmes.domain.terms import FosterTerms
from mandat.records import record

NOTHING_PROMISED = FosterTerms()


@record
class FosterCommand(TimedCommand):
    """`terms` are those of today. The actor of an official's link is `official:<id>`."""

    terms: FosterTerms = NOTHING_PROMISED

    @property
    def by_official(self) -> str:
        """The official who acts by his own link, empty for everybody else."""
        kind, _, who = self.actor.partition(":")
        return who if kind == "official" else ""


@record
class OpenNeed(FosterCommand):
    """Comes with the submission of its case, by the system."""

    child: str = ""
    waiting_since: datetime | None = None
    because: str = ""
    before: str = ""


@record
class MatchChild(FosterCommand):
    """`official` fosters the child. `active`, `free` (places) and `waiting` are as read; the write
    asks again."""

    official: str = ""
    active: bool = False
    free: int = 0
    waiting: bool = True


@record
class DropNeed(FosterCommand):
    """By the system, when the fostering has ended."""

    reason: str = ""


class TellLeaders(FosterCommand):
    """By the system: the child has been without a fosterer for nearly as long as it may."""


@record
class OpenSupport(FosterCommand):
    """Comes with the submission of its case, by the calendar, once a month and child."""

    child: str = ""
    official: str = ""
    month: str = ""
    due_by: datetime | None = None


@record
class ProveSupport(FosterCommand):
    """By the official's link, or by the post that keeps the programme, who was shown it.

    `proof` slip and photo need a photo, visit a text.
    """

    amount: int = 0
    proof: str = ""


@record
class OpenCheck(FosterCommand):
    """Comes with the submission of its case, by the calendar, once a school term and child."""

    child: str = ""
    official: str = ""
    term: str = ""
    due_by: datetime | None = None


@record
class ReportCheck(FosterCommand):
    """By the official's link, or by the post. What is not well needs words."""

    school: str = ""
    health: str = ""


@record
class VoidDuty(FosterCommand):
    """By the system, when the official does not owe it any more. `owed` is as read."""

    reason: str = ""
    owed: bool = False


@record
class Complain(FosterCommand):
    """Comes with the submission of its case, behind the link of the child."""

    child: str = ""
    what: str = ""
    by: str = ""
    official: str = ""
