"""A card as its young person reads it: what to do, when to come, where it is."""

from collections.abc import Mapping
from datetime import datetime

from mandat.cases.domain.model import Case, CaseStatus
from mandat.idcard.domain.model import Card, CardStatus
from mandat.idcard.domain.transitions import CARD
from mandat.programmes.domain.terms import CardTerms
from mandat.records import record
from mandat.text.mark import msg
from mandat.text.words import show_date, show_time
from mandat.web.report.summary import said

S = CardStatus
STATES: Mapping[CardStatus, str] = {
    S.EXPECTED: msg("Have your data taken"),
    S.INVITED: msg("Have your data taken"),
    S.VISITING: msg("Have your data taken"),
    S.APPOINTED: msg("You have an appointment"),
    S.RECORDED: msg("Your data are taken: the card is printed now"),
    S.PRINTED: msg("Printed: it is brought on its day"),
    S.OUT: msg("On its way to you"),
    S.DELIVERED: msg("Handed over"),
    S.ENDED: msg("No card is brought"),
}
ASKS = frozenset({S.EXPECTED, S.INVITED, S.VISITING, S.APPOINTED})


@record
class Told:
    """`name` is the first name; `token` is that of the secret link."""

    card: Card
    case: Case
    terms: CardTerms
    locale: str
    now: datetime
    token: str
    name: str

    @property
    def state(self) -> str:
        """A message id."""
        return STATES[self.card.status]

    @property
    def asks(self) -> bool:
        """Whether the fingerprints are still to be taken."""
        return self.card.status in ASKS and self.case.status is CaseStatus.OPEN

    @property
    def is_appointed(self) -> bool:
        return self.card.status is S.APPOINTED

    @property
    def is_on_its_way(self) -> bool:
        return self.card.status in {S.RECORDED, S.PRINTED, S.OUT}

    @property
    def may_choose(self) -> bool:
        return self.asks and (self.card.status, "CardAppointed") in CARD

    @property
    def may_cancel(self) -> bool:
        """Until it begins."""
        at = self.card.appointed_at
        return self.asks and self.is_appointed and at is not None and at > self.now

    @property
    def birthday(self) -> str:
        return show_date(self.card.birthday, self.locale)

    @property
    def day(self) -> str:
        """When it is brought, as far as that is known."""
        return show_date(self.card.day or self.card.birthday, self.locale)

    @property
    def when(self) -> str:
        at = self.card.appointed_at
        return show_time(at, self.locale) if at else ""

    @property
    def where(self) -> str:
        found = next((one for one in self.terms.counters if one.id == self.card.counter), None)
        return said(found.title, self.locale) if found else self.card.counter

    @property
    def path(self) -> str:
        return f"/ktp/{self.token}"
