"""One post's visit of one application or payment: its case's desk, and the terms of today."""

from functools import cached_property

from mandat.errors import NotFoundError
from mandat.programmes.domain.terms import Programmes, StipendTerms
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.stipend.domain.apply import Subject
from mandat.stipend.domain.model import Application, Payment
from mandat.stipend.store import find_enrolment, load_application, load_payment
from mandat.web.paying.permits import Action, allowed, main_of
from mandat.web.staff.desk import Desk, desk_of
from mandat.web.visit import Visit


@record
class StipendDesk:
    """`subject` is as it was when the page was asked for."""

    desk: Desk
    subject: Subject

    @cached_property
    def programmes(self) -> Programmes:
        return load_programmes()

    @property
    def terms(self) -> StipendTerms:
        return self.programmes.stipend

    @property
    def application(self) -> Application | None:
        return self.subject if isinstance(self.subject, Application) else None

    @property
    def payment(self) -> Payment | None:
        return self.subject if isinstance(self.subject, Payment) else None

    @property
    def whose(self) -> str:
        """The case of the application by which the person of a payment is on the roll."""
        enrolment = find_enrolment(self.payment.person) if self.payment else None
        return enrolment.case_id if enrolment else ""

    @cached_property
    def allowed(self) -> tuple[Action, ...]:
        desk = self.desk
        return allowed(desk.case, self.subject, desk.viewer.id, self.terms)

    @property
    def main(self) -> Action | None:
        return main_of(self.allowed, self.subject)


def with_stipend(desk: Desk) -> StipendDesk:
    """Raises NotFoundError for a case that is neither an application nor a payment."""
    subject = load_application(desk.case.id) or load_payment(desk.case.id)
    if subject is None:
        raise NotFoundError("no_stipend")
    return StipendDesk(desk, subject)


def stipend_desk_of(visit: Visit, token: str) -> StipendDesk:
    """Raises LinkExpiredError, LinkError or NotFoundError."""
    return with_stipend(desk_of(visit, token))
