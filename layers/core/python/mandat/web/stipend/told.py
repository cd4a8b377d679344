"""The stipend as its recipient reads it: how it stands, what is paid next, and what was paid."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from mandat.cases.domain.model import Case, CaseStatus
from mandat.city.calendar import to_local
from mandat.platform.links import track_url
from mandat.programmes.domain.terms import StipendTerms
from mandat.records import record
from mandat.stipend.domain.limits import LINK
from mandat.stipend.domain.model import (
    Application,
    ApplicationStatus,
    Enrolment,
    Payment,
    PaymentStatus,
)
from mandat.stipend.domain.months import due_at, later, newest
from mandat.stipend.store import find_enrolment, payments_of
from mandat.story.stipends import HOW, STOPS, show_period, show_rupiah
from mandat.text.mark import msg
from mandat.text.words import show_day, show_time, translations
from mandat.web.tracking.story import can

RECEIVED, MISSING, APPEAL = "sudah-terima", "belum-terima", "banding"
MONTHS_SHOWN = 12
S, P = ApplicationStatus, PaymentStatus

STATES: Mapping[ApplicationStatus, str] = {
    S.APPLIED: msg("Asked for"),
    S.VERIFIED: msg("Visited, not decided yet"),
    S.APPROVED: msg("Granted"),
    S.STOPPED: msg("Granted, and ended again"),
    S.REFUSED: msg("Not granted"),
    S.WITHDRAWN: msg("Withdrawn"),
}
# What follows from it.
NEXT: Mapping[ApplicationStatus, str] = {
    S.APPLIED: msg("Somebody from the kelurahan comes to the house. You need not do anything."),
    S.VERIFIED: msg("The house was visited. Now it is decided, and you hear it either way."),
}
PAID_STATES: Mapping[PaymentStatus, str] = {
    P.DUE: msg("Not paid yet"),
    P.PAID: msg("Paid: has it arrived?"),
    P.RECEIVED: msg("Received"),
    P.VOID: msg("Not owed"),
}
DUE_BY = msg("It is paid by {day} at the latest.")
LATE = msg("It should have been paid by {day}. We are sorry: the superiors have been told.")
PAID_ON = msg("Paid on {moment}, {how}.")
RECEIVED_ON = msg("It arrived on {moment}.")


@record
class Month:
    """One payment. `handed`: the link went through a recorder's hands: it cannot confirm."""

    payment: Payment
    case: Case | None
    terms: StipendTerms
    locale: str
    now: datetime
    handed: bool = False

    @property
    def title(self) -> str:
        return show_period(self.payment.month, self.locale)

    @property
    def amount(self) -> str:
        return show_rupiah(self.payment.amount)

    @property
    def state(self) -> str:
        """A message id."""
        return PAID_STATES[self.payment.status]

    @property
    def told(self) -> str:
        """When it was paid or comes, in one or two sentences."""
        one, say = self.payment, translations(self.locale).gettext
        parts = []
        if one.status is P.DUE:
            by = due_at(one.month, self.terms)
            late = self.now > by
            parts.append(say(LATE if late else DUE_BY).format(day=show_day(by, self.locale)))
        if one.paid_at:
            how = say(HOW.get(one.how, one.how))
            moment = show_time(one.paid_at, self.locale)
            parts.append(say(PAID_ON).format(moment=moment, how=how))
        if one.received_at:
            moment = show_time(one.received_at, self.locale)
            parts.append(say(RECEIVED_ON).format(moment=moment))
        if one.status is P.VOID and one.reason in STOPS:
            reason = say(STOPS[one.reason])
            parts.append(f"{reason[:1].upper()}{reason[1:]}.")
        return " ".join(parts)

    @property
    def link(self) -> str:
        """Its own page, where it is confirmed or missed."""
        return track_url(self.payment.case_id, handed=self.handed)

    @property
    def may_confirm(self) -> bool:
        return self.payment.status is P.PAID and not self.handed

    @property
    def may_miss(self) -> bool:
        """Before its arrival is proved, and after somebody else has proved it."""
        if self.payment.status is P.PAID:
            return True
        proved = self.payment.status is P.RECEIVED and self.payment.proof != LINK
        return proved and self.case is not None and can(self.case, "AnswerRefused")


@record
class Asked:
    """An application, and what is paid since it was granted."""

    application: Application
    case: Case
    terms: StipendTerms
    locale: str
    now: datetime
    handed: bool = False

    @property
    def state(self) -> str:
        """A message id."""
        return STATES[self.application.status]

    @property
    def next(self) -> str:
        """A message id, or nothing."""
        is_decided = self.case.status in {CaseStatus.DISPUTED, CaseStatus.CLOSED}
        return "" if is_decided else NEXT.get(self.application.status, "")

    @property
    def is_granted(self) -> bool:
        return self.application.status in {S.APPROVED, S.STOPPED}

    @cached_property
    def enrolment(self) -> Enrolment | None:
        """Of this very application: who asked for somebody who had it already sees nothing."""
        person = self.application.person
        found = find_enrolment(person) if self.is_granted and person else None
        return found if found and found.case_id == self.case.id else None

    @property
    def amount(self) -> str:
        return show_rupiah(self.enrolment.amount) if self.enrolment else ""

    @property
    def stopped(self) -> str:
        """A message id: why nothing is paid any more."""
        one = self.enrolment
        return STOPS.get(one.reason, "") if one and not one.is_active else ""

    @property
    def until(self) -> str:
        """The last month of who is stopped."""
        one = self.enrolment
        return show_period(one.until_month, self.locale) if one and one.until_month else ""

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """What is owed and was paid, the last first."""
        if self.enrolment is None:
            return ()
        last = newest(to_local(self.now).date(), self.terms)
        found = payments_of(self.enrolment.person, last, MONTHS_SHOWN)
        told = self.terms, self.locale, self.now, self.handed
        return tuple(Month(one, None, *told) for one in found)

    @property
    def coming(self) -> str:
        """The first month that is not opened yet; empty once nothing is paid any more."""
        one = self.enrolment
        if one is None or not one.is_active:
            return ""
        after = later(newest(to_local(self.now).date(), self.terms))
        return show_period(max(after, one.from_month), self.locale)

    @property
    def coming_by(self) -> datetime | None:
        one = self.enrolment
        if one is None or not one.is_active:
            return None
        after = later(newest(to_local(self.now).date(), self.terms))
        return due_at(max(after, one.from_month), self.terms)

    @property
    def may_appeal(self) -> bool:
        return self.application.status is S.REFUSED and can(self.case, "AnswerRefused")
