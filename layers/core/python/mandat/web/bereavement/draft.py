"""A death while it is being reported: as it was typed and chosen, in hidden fields only."""

import re
from dataclasses import field, replace

from mandat.city.domain import Catalogue, Service
from mandat.records import record
from mandat.web.report.draft import Draft, read_as
from mandat.web.request import Request

NEEDS = ("tenda", "kursi", "pengeras-suara", "jenazah")
HEARSE = "jenazah"
# Under which ids the answers are kept that posts and the family read.
NAME_ANSWER, WISH_ANSWER = "almarhum", "perlengkapan"
_BETWEEN = re.compile(r"[^0-9]")
# What people write when the card is not at hand.
_UNKNOWN = re.compile(r"\D*")


@record
class DeathDraft(Draft):
    """`reporter` is family, rt or hospital; place and address of `Draft` are the house's.

    `day` is a local day, or «other» with `other_day`; `hour` («14.30») comes before `part` of the
    day. `spouse` is yes, no or unknown; `needs` are of NEEDS, «tenda,kursi».
    """

    reporter: str = ""
    deceased: str = field(default="", repr=False)
    nik: str = field(default="", repr=False)
    day: str = ""
    other_day: str = ""
    hour: str = ""
    part: str = ""
    died_in: str = ""
    died_where: str = field(default="", repr=False)
    faith: str = ""
    spouse: str = ""
    children: str = ""
    needs: str = ""

    @property
    def digest(self) -> str:
        """It is stored, so of the NIK no more goes into it than is stored of it in words."""
        return super(DeathDraft, replace(self, nik=self.last4)).digest

    def chosen_service(self, catalogue: Catalogue) -> Service | None:
        return catalogue.service(self.service)

    @property
    def nik_digits(self) -> str:
        """The NIK without what people write between its digits; empty when it is not known."""
        return "" if _UNKNOWN.fullmatch(self.nik) else _BETWEEN.sub("", self.nik)

    @property
    def last4(self) -> str:
        return self.nik_digits[-4:]

    @property
    def wished(self) -> tuple[str, ...]:
        """What the family needs, in the order of the page."""
        chosen = set(self.needs.split(","))
        return tuple(one for one in NEEDS if one in chosen)


def read_death(request: Request, service_id: str) -> DeathDraft:
    """The draft that a page of the form carried; the page of needs has a box for each."""
    needs = ",".join(one for one in request.values("needs") if one)
    return replace(read_as(DeathDraft, request), service=service_id, needs=needs)
