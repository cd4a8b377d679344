"""A request for care while it is written: as it was typed, in hidden fields only."""

import re
from dataclasses import field, replace

from mandat.city.domain import Catalogue, Service
from mandat.records import record
from mandat.web.report.draft import Draft, read_as
from mandat.web.request import Request

SELF, FAMILY, RT, HOSPITAL = ASKERS = ("self", "family", "rt", "hospital")
URGENT, ORDINARY = URGENCIES = ("yes", "no")
# By these ids the answers «who is ill» and «who asks» are kept: a contact is not kept without a
# number or an address.
PATIENT, REQUESTER = "pasien", "pendaftar"
_BETWEEN = re.compile(r"[^0-9]")
# What people write when the card is not at hand.
_UNKNOWN = re.compile(r"\D*")


@record
class CareDraft(Draft):
    """`patient` is whom it is for, `name` who asks; place and address are those of the patient.

    `urgent` is yes or no. What the patient suffers from is not asked.
    """

    urgent: str = ""
    asker: str = ""
    patient: str = field(default="", repr=False)
    nik: str = field(default="", repr=False)
    hospital: str = ""

    @property
    def digest(self) -> str:
        """It is stored, so of the NIK no more goes into it than is stored of it in words."""
        return super(CareDraft, replace(self, nik=self.last4)).digest

    @property
    def nik_digits(self) -> str:
        """The NIK without what people write between its digits; empty when it is not at hand."""
        return "" if _UNKNOWN.fullmatch(self.nik) else _BETWEEN.sub("", self.nik)

    @property
    def last4(self) -> str:
        """All of the NIK that is ever shown or kept in words."""
        return self.nik_digits[-4:]

    @property
    def is_urgent(self) -> bool:
        return self.urgent == URGENT

    @property
    def is_own(self) -> bool:
        """The patient asks."""
        return self.asker == SELF

    def chosen_service(self, catalogue: Catalogue) -> Service | None:
        return catalogue.service(self.service)


def read_care(request: Request) -> CareDraft:
    """The draft that a page of the form carried."""
    return read_as(CareDraft, request)
