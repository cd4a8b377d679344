"""One page of the form of an offer as it came in."""

from dataclasses import replace
from typing import Any, Self

from mandat.records import record
from mandat.web.asking.form import Asked, cause_of, new_key, sent_key
from mandat.web.bookings.draft import LoanDraft, read_loan
from mandat.web.bookings.lending import Lending, lending_of
from mandat.web.bookings.steps import FIRST, WAY, settled
from mandat.web.visit import Visit

SCOPE = "pinjam"

__all__ = ["SCOPE", "LoanForm", "cause_of", "new_form", "read_form"]


@record
class LoanForm(Asked[LoanDraft, Lending]):
    """`world` is the offer with all that is known of it."""

    @property
    def lending(self) -> Lending:
        return self.world

    @property
    def path(self) -> str:
        return self.lending.path

    def having(self, draft: LoanDraft) -> Self:
        return replace(self, draft=settled(draft, self.lending))

    def with_fields(self, **fields: Any) -> Self:
        return self.having(self.draft.with_fields(**fields))


def new_form(visit: Visit, offer_id: str) -> LoanForm:
    lending, key = lending_of(offer_id, visit.now), new_key(visit, SCOPE)
    draft = settled(LoanDraft(service=offer_id), lending)
    return LoanForm(visit, WAY, lending, draft, FIRST, key.text, key.cause)


def read_form(visit: Visit, offer_id: str) -> LoanForm:
    """The form that was posted, with a fresh key when its own does not hold here."""
    lending, key = lending_of(offer_id, visit.now), sent_key(visit, SCOPE)
    draft = settled(read_loan(visit.request, offer_id), lending)
    return LoanForm(
        visit,
        WAY,
        lending,
        draft,
        WAY.asked_of(visit.request.value("step"), draft, lending),
        key.text,
        key.cause,
        checking=bool(visit.request.value("checking")),
        renewed=key.renewed,
    )
