"""An application for the stipend while it is written: as it was typed, in hidden fields only."""

import re
from dataclasses import field, replace

from mandat.city.domain import Catalogue, Service
from mandat.records import record
from mandat.web.report.draft import Draft, read_as
from mandat.web.request import Request

SELF, FAMILY, RT, LURAH = ASKERS = ("self", "family", "rt", "lurah")
# A box of the page of criteria; what is ticked travels on as one field.
BOX = "c_"
CRITERIA = "criteria"
_BETWEEN = re.compile(r"[^0-9]")


@record
class StipendDraft(Draft):
    """`person` is whom it is for, `name` who asks; place and address are those of the person.

    `criteria` are the ids that were said to hold, with commas between them.
    """

    asker: str = ""
    person: str = field(default="", repr=False)
    nik: str = field(default="", repr=False)
    criteria: str = field(default="", repr=False)

    @property
    def digest(self) -> str:
        """It is stored, so of the NIK no more goes into it than is stored of it in words."""
        return super(StipendDraft, replace(self, nik=self.last4)).digest

    @property
    def last4(self) -> str:
        """All of the NIK that is ever shown or kept in words."""
        return _BETWEEN.sub("", self.nik)[-4:]

    @property
    def claimed(self) -> frozenset[str]:
        return frozenset(one for one in self.criteria.split(",") if one)

    @property
    def is_own(self) -> bool:
        """Who asks asks for herself."""
        return self.asker == SELF

    def chosen_service(self, catalogue: Catalogue) -> Service | None:
        return catalogue.service(self.service)


def read_stipend(request: Request, service_id: str) -> StipendDraft:
    """The draft that a page of the form carried; the page of criteria has a box for each."""
    draft = replace(read_as(StipendDraft, request), service=service_id)
    if request.value("step") != CRITERIA:
        return draft
    names = (one for one in request.form if one.startswith(BOX) and request.value(one) == "yes")
    return replace(draft, criteria=",".join(sorted(one.removeprefix(BOX) for one in names)))
