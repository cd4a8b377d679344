"""A request for care as its citizen reads it: how it stands, and the letter to show."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from mandat.cases.domain.model import Case, CaseStatus
from mandat.city.calendar import to_local
from mandat.guarantee.domain.model import Guarantee, GuaranteeStatus, LetterStatus
from mandat.guarantee.domain.numbers import show_number
from mandat.programmes.domain.terms import GuaranteeTerms
from mandat.records import record
from mandat.story.guarantees import VOIDS, ending_words
from mandat.text.mark import msg
from mandat.text.words import show_date, show_time
from mandat.web.tracking.story import can

S = GuaranteeStatus
STATES: Mapping[GuaranteeStatus, str] = {
    S.ASKED: msg("Being looked at"),
    S.ASKING: msg("The lurah is asked"),
    S.STATED: msg("The lurah has answered"),
    S.ISSUED: msg("The letter is valid"),
    S.USED: msg("The letter is used"),
    S.VOID: msg("The letter is void"),
    S.REFUSED: msg("Not granted"),
    S.WITHDRAWN: msg("Withdrawn"),
}
EXPIRED = msg("The letter has expired")
# What follows from it.
NEXT: Mapping[GuaranteeStatus, str] = {
    S.ASKED: msg("It is looked at now, and you hear it either way. You need not do anything."),
    S.ASKING: msg("The lurah says whether the household is poor. You need not fetch any paper."),
    S.STATED: msg("Now it is decided, and you hear it either way."),
    S.USED: msg("The hospital has taken it in. Is other care needed?"),
}
ASK_ANEW = msg("Is care needed still?")


@record
class Told:
    """`patient` is empty once the text was deleted; `token` is that of the secret link."""

    guarantee: Guarantee
    case: Case
    terms: GuaranteeTerms
    locale: str
    now: datetime
    token: str
    patient: str

    @property
    def worth(self) -> LetterStatus | None:
        """What the letter is worth now; None while there is none."""
        return self.guarantee.letter(self.now)

    @property
    def is_valid(self) -> bool:
        return self.worth is LetterStatus.VALID

    @property
    def has_expired(self) -> bool:
        return self.guarantee.status is S.ISSUED and not self.is_valid

    @property
    def state(self) -> str:
        """A message id."""
        return EXPIRED if self.has_expired else STATES[self.guarantee.status]

    @property
    def next(self) -> str:
        """A message id, or nothing."""
        if self.case.status in {CaseStatus.DISPUTED, CaseStatus.CLOSED} and self.worth is None:
            return ""
        if self.has_expired or self.guarantee.status is S.VOID:
            return ASK_ANEW
        return NEXT.get(self.guarantee.status, "")

    @property
    def asks_anew(self) -> bool:
        return self.worth in {LetterStatus.USED, LetterStatus.VOID}

    @property
    def number(self) -> str:
        return show_number(self.guarantee.number)

    @property
    def hospital(self) -> str:
        return hospital_name(self.guarantee, self.terms)

    @property
    def until(self) -> str:
        """The last local day on which it holds."""
        return last_day(self.guarantee, self.locale)

    @property
    def used_on(self) -> str:
        used = self.guarantee.used_at
        return show_time(used, self.locale) if used else ""

    @property
    def void_reason(self) -> str:
        """A message id; empty unless whoever issued it took it back."""
        is_void = self.guarantee.status is S.VOID
        return VOIDS.get(self.guarantee.reason, "") if is_void else ""

    @property
    def cover(self) -> str:
        """How the enrolment with BPJS ended that followed the letter; empty until then."""
        letter = self.guarantee
        return ending_words(letter.cover, letter.covered_since, self.locale)

    @property
    def paper(self) -> str:
        """Where it is as PDF; of the same link as this page."""
        return f"/surat/jaminan/{self.token}/surat.pdf"

    @property
    def code(self) -> str:
        """Where its QR code is, as a picture."""
        return f"/surat/jaminan/{self.token}/kode.svg"

    @property
    def may_appeal(self) -> bool:
        return self.guarantee.status is S.REFUSED and can(self.case, "AnswerRefused")


def hospital_name(guarantee: Guarantee, terms: GuaranteeTerms) -> str:
    """As the city's terms call it now; its id when they do not know it any more."""
    found = terms.hospital(guarantee.hospital)
    return found.name if found else guarantee.hospital


def last_day(guarantee: Guarantee, locale: str) -> str:
    until = guarantee.valid_until
    return show_date(to_local(until - timedelta(seconds=1)).date(), locale) if until else ""
