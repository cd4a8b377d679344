"""A complaint with all that comes with it: the command, and what is known of the person. Pure."""

from dataclasses import field, replace

from mandat.cases.domain.acts import SubmitCase
from mandat.orders.domain import OrderWish
from mandat.personal.domain import Contact, Narrative
from mandat.records import record


@record
class Submission:
    """A complaint as it was sent.

    `digest` is of its content, `code` the six characters that only the citizen is shown, `person`
    a keyed hash of the phone or mail address whose complaints of a day are counted, `order` what
    a leader wants done as soon as somebody holds the case.
    """

    command: SubmitCase
    contact: Contact
    narrative: Narrative
    digest: str
    code: str = field(repr=False)
    person: str = ""
    daily_limit: int = 5
    order: OrderWish | None = None

    def for_triage(self) -> "Submission":
        """The same complaint, for a person to look at first."""
        return replace(self, command=replace(self.command, suspect=True), person="")
