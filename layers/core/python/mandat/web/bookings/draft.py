"""A loan while it is being asked for: as it was typed and chosen, in hidden fields only."""

import re
from dataclasses import field, replace
from datetime import date
from typing import Any

from mandat.city.domain import Catalogue, Service
from mandat.records import record
from mandat.web.report.draft import Draft, read_as
from mandat.web.request import Request, whole_number

QUANTITY = "n_"
# Days around a day, and months around a month, are days too.
YEARS = range(2000, 2200)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_BETWEEN = re.compile(r"[^0-9]")


@record
class LoanDraft(Draft):
    """`service` is the offer's id.

    A single thing is had on `day` from `start` (minute of the local day) for `length` minutes;
    pools (`things`: "tenda:2,kursi:50") from `day` on for `days` days. `in_line`: the time is
    taken, and the citizen waits for it.
    """

    purpose: str = ""
    thing: str = ""
    things: str = ""
    day: str = ""
    start: str = ""
    length: str = ""
    days: str = ""
    family_card: str = field(default="", repr=False)
    terms: str = ""
    in_line: str = ""

    @property
    def digest(self) -> str:
        """It is stored, so of the family card no more goes into it than is stored of it."""
        return super(LoanDraft, replace(self, family_card=self.card_end)).digest

    def chosen_service(self, catalogue: Catalogue) -> Service | None:
        return catalogue.service(self.service)

    @property
    def first_day(self) -> date | None:
        return day_of(self.day)

    @property
    def card_digits(self) -> str:
        """The number of the family card without what people write between its digits."""
        return _BETWEEN.sub("", self.family_card)

    @property
    def card_end(self) -> str:
        """All of it that is ever shown or kept in words."""
        return self.card_digits[-4:]

    def quantities(self) -> dict[str, str]:
        """Pool to how many, as it was typed; nothing typed is none."""
        pairs = (one.partition(":") for one in self.things.split(",") if one)
        return {name: typed for name, _, typed in pairs}

    def counted(self) -> dict[str, int]:
        """The pools of which a whole number was typed that is not 0."""
        found = ((name, whole_number(typed)) for name, typed in self.quantities().items())
        return {name: number for name, number in found if number}

    def with_fields(self, **fields: Any) -> "LoanDraft":
        return replace(self, **fields)

    def having(self, quantities: dict[str, str]) -> "LoanDraft":
        typed = (f"{name}:{_plain(one)}" for name, one in quantities.items() if one)
        return replace(self, things=",".join(typed))


def _plain(typed: str) -> str:
    return typed.replace(",", " ").replace(":", " ")


def day_of(text: str) -> date | None:
    """The day that «2026-12-05» names; None for anything that our own pages would not write."""
    try:
        found = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
    return found if found and found.year in YEARS else None


def read_loan(request: Request, offer_id: str) -> LoanDraft:
    """The draft that a page of the form carried; the page of quantities has a field for each."""
    draft = replace(read_as(LoanDraft, request), service=offer_id)
    names = [name for name in request.form if name.startswith(QUANTITY)]
    if not names:
        return draft
    return draft.having({name.removeprefix(QUANTITY): request.value(name) for name in names})
