"""What somebody wants done about an identity card: commands on its case, each with its cause."""

from datetime import date, datetime

from mandat.cases.domain.acts import TimedCommand
from mandat.programmes.domain.terms import CardTerms
from mandat.records import record

NOTHING_PROMISED = CardTerms()


@record
class CardCommand(TimedCommand):
    """`terms` are those of today."""

    terms: CardTerms = NOTHING_PROMISED


@record
class ExpectCard(CardCommand):
    """Comes with the submission of its case, by the calendar, once a person."""

    person: str = ""
    birthday: date | None = None
    village: str = ""


@record
class InviteToRecord(CardCommand):
    """By the system: the first time, and to remind. `how` is mail, or list (nobody can be reached).

    `number` is which one it would be: a job that comes late or twice does nothing.
    """

    number: int = 1
    how: str = ""


@record
class AskForVisit(CardCommand):
    """By the system: `to` is the lurah of the place."""

    to: str = ""


@record
class ReportVisit(CardCommand):
    """By the lurah: `found` is told, away or unknown."""

    found: str = ""


@record
class AppointRecording(CardCommand):
    """By the citizen, or by a post that has the task on their behalf: a new time, or another one.

    `free`: the counter is open then, as its hours say; that nobody else has it, the write asks.
    """

    counter: str = ""
    appointed_at: datetime | None = None
    free: bool = False


@record
class LoseAppointment(CardCommand):
    """By the citizen, who cancels; by whoever makes cards, or the system, when nobody came."""

    why: str = ""


class RecordBiometrics(CardCommand):
    """By whoever makes cards; with an appointment or without."""


class PrintCard(CardCommand):
    """By whoever makes cards."""


@record
class HandOutCard(CardCommand):
    """By the system on the day: `to` is the lurah of the place."""

    to: str = ""


@record
class DeliverCard(CardCommand):
    """By the lurah at the door, or whoever makes cards at the counter; with its proof."""

    taken_by: str = ""
    proof: str = ""


@record
class MissHandover(CardCommand):
    """By the lurah: nobody was there (`why`), he comes again on `day`."""

    why: str = ""
    day: date | None = None


@record
class MoveCard(CardCommand):
    """By who has the task, or the system: `to` is the lurah of the new `village`."""

    village: str = ""
    to: str = ""


@record
class EndCard(CardCommand):
    """By who has the task, or whoever makes cards; by the system for a death."""

    reason: str = ""
