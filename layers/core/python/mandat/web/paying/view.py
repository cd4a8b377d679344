"""An application or a payment as one post may see it: facts for the page, labels beside them."""

from functools import cached_property

from mandat.records import record
from mandat.stipend.domain.model import Application, Payment
from mandat.story.stipends import APPLICANTS, HOW, PROOFS, STOPS, show_period, show_rupiah
from mandat.text.mark import msg
from mandat.text.words import show_date, show_time
from mandat.web.paying.desk import StipendDesk
from mandat.web.paying.wording import RESTS, STATUS
from mandat.web.report.summary import said
from mandat.web.staff.view import View

# By these names the form keeps whom it is for, and who asks.
PERSON, ASKER = "penerima", "pendaftar"
Fact = tuple[str, str]


@record
class Criterion:
    """What must hold; `claimed` by whoever asked, `met` by the visit, None before it."""

    text: str
    claimed: bool
    met: bool | None


class StipendView:
    """Reads only what the post may see; each part once, when the page asks for it."""

    def __init__(self, stipend_desk: StipendDesk, view: View) -> None:
        self._stipend_desk = stipend_desk
        self._view = view
        self.application: Application | None = stipend_desk.application
        self.payment: Payment | None = stipend_desk.payment
        self._visit = stipend_desk.desk.visit

    @property
    def status(self) -> str:
        """A message id."""
        return STATUS[self._stipend_desk.subject.status]

    @property
    def rests(self) -> str:
        """A message id: why there is nothing to do; mostly empty."""
        return RESTS.get(self._stipend_desk.subject.status, "")

    @cached_property
    def person(self) -> str:
        """Whom it is for, by name; empty for who may not know."""
        told = self._view.narrative
        name = dict(told.answers).get(PERSON, "")
        return name or told.description.rpartition(",")[0]

    @property
    def month(self) -> str:
        return show_period(self.payment.month, self._visit.locale) if self.payment else ""

    @property
    def amount(self) -> str:
        return show_rupiah(self.payment.amount) if self.payment else ""

    @property
    def facts(self) -> list[Fact]:
        """Label and value, as far as they are known."""
        view, say = self._view, self._visit.say
        own = self._of_payment() if self.payment else self._of_application()
        place = (say("Place"), view.place), ("RT/RW", view.narrative.neighbourhood)
        address = say("Address"), view.narrative.landmark
        return [one for one in (*own, *place, address) if one[1]]

    @property
    def register(self) -> str:
        """A message id: whether somebody has matched the NIK; nothing of a payment."""
        if self.application is None:
            return ""
        return msg("Known") if self.application.person else msg("Not known")

    def _of_application(self) -> list[Fact]:
        one, say = self.application, self._visit.say
        if one is None:
            return []
        visited = show_date(one.visited_on, self._visit.locale) if one.visited_on else ""
        first = show_period(one.from_month, self._visit.locale) if one.from_month else ""
        return [
            (say("For whom"), self.person),
            ("NIK", f"•••• {one.last4}" if one.last4 else ""),
            (say("Asked for"), self._asked(one)),
            (say("Visited on"), visited),
            (say("The visit says"), self._advice(one)),
            (say("Paid from"), first),
        ]

    def _asked(self, one: Application) -> str:
        """By whom, in words and by name."""
        words = self._visit.say(APPLICANTS.get(one.applicant, one.applicant))
        name = dict(self._view.narrative.answers).get(ASKER, "")
        return f"{words}: {name}" if name else words

    def _advice(self, one: Application) -> str:
        if one.recommended is None:
            return ""
        return self._visit.say("Recommended" if one.recommended else "Not recommended")

    def _of_payment(self) -> list[Fact]:
        one, say, locale = self.payment, self._visit.say, self._visit.locale
        if one is None:
            return []
        paid = show_time(one.paid_at, locale) if one.paid_at else ""
        received = show_time(one.received_at, locale) if one.received_at else ""
        return [
            (say("For whom"), self.person),
            (say("Month"), self.month),
            (say("Amount"), self.amount),
            (say("How"), say(HOW[one.how]) if one.how in HOW else ""),
            (say("Paid"), paid),
            (say("Received"), received),
            (say("Proof"), say(PROOFS[one.proof]) if one.proof in PROOFS else ""),
            (say("Why not"), say(STOPS[one.reason]) if one.reason in STOPS else ""),
        ]

    @property
    def criteria(self) -> list[Criterion]:
        """The terms as they are today, with what was said of them."""
        one = self.application
        if one is None:
            return []
        locale = self._visit.locale
        return [
            Criterion(
                said(text, locale),
                key in one.claimed,
                key in one.met if one.visited_on else None,
            )
            for key, text in self._stipend_desk.terms.criteria
        ]
