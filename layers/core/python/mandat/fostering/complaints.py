"""«Bantuan belum datang»: a complaint of the child, or of whoever looks after it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from mandat.cases import store as cases
from mandat.cases.commands import Receipt
from mandat.cases.domain.model import CaseStatus, Terms
from mandat.city.domain import Catalogue
from mandat.errors import NotAllowedError, NotFoundError
from mandat.fostering import store
from mandat.fostering.domain.acts import Complain
from mandat.fostering.domain.model import Fostering, Subject
from mandat.fostering.opening import Wanted, open_case
from mandat.platform.transaction import Write
from mandat.programmes.terms_store import load_programmes

TEXT = "Anak asuh atau walinya menyampaikan: bantuan belum datang."
_OPEN = frozenset({CaseStatus.SUBMITTED, CaseStatus.OPEN})


def complain(wish: Complain, now: datetime) -> Receipt:
    """Open the complaint's case, once for its cause, and one at a time for a child.

    Raises NotFoundError for a child that is not in the programme, NotAllowedError
    («complaint_open») while another is worked on, InvalidError, UnavailableError or
    OutcomeUnknownError.
    """
    fostering = _standing(wish.child)
    if open_complaint(wish.child):
        raise NotAllowedError("complaint_open")
    first = replace(wish, official=fostering.official)

    def also(subject: Subject) -> Sequence[Write]:
        return store.subject_writes(None, subject)

    service = load_programmes().fostering.complaint_service
    wanted = Wanted(service, TEXT, fostering.village, first, _as_promised, also)
    return open_case(wanted, now)


def _standing(child: str) -> Fostering:
    found = store.load_fostering(child)
    if found is None or found.is_ended:
        raise NotFoundError("no_fostering")
    return found


def _as_promised(terms: Terms, _catalogue: Catalogue) -> Terms:
    return terms


def open_complaint(child: str) -> str:
    """The case of the complaint that is worked on for a child; empty without one."""
    found = cases.load_many(store.complaints_of(child))
    return next((one.id for one in found if one.status in _OPEN), "")
