"""Who an application is about, as the register knows it: every look is logged before."""

from mandat.errors import NotFoundError
from mandat.programmes.commands import consult, match
from mandat.programmes.domain.person import Person
from mandat.programmes.store import case_nik
from mandat.stipend.domain.model import Application
from mandat.web.paying.desk import StipendDesk
from mandat.web.paying.fields import Sent

AT_THE_DOOR, DECIDED, COMPARED = "stipend_visit", "stipend_decision", "stipend_compared"


def person_of(stipend_desk: StipendDesk, sent: Sent) -> str:
    """The person's id for the command: of the card at the door, or of whom it was asked for.

    Empty when the register does not know the NIK. Raises NotYoursError for a child.
    """
    desk, application = stipend_desk.desk, stipend_desk.application
    if application is None:
        return ""
    nik = sent.nik
    if nik:
        found = match(nik, desk.viewer.actor, AT_THE_DOOR, desk.now, desk.case.id)
        return found.id if found else ""
    return application.person or _matched_late(stipend_desk)


def _matched_late(stipend_desk: StipendDesk) -> str:
    """The register may have learnt of the person since it was asked for."""
    found = known_person(stipend_desk, DECIDED)
    return found.id if found else ""


def known_person(stipend_desk: StipendDesk, purpose: str) -> Person | None:
    """What the register says now of the NIK that was typed. Raises NotYoursError for a child."""
    desk, application = stipend_desk.desk, stipend_desk.application
    wanted = application and (application.person or _typed(application))
    if not wanted:
        return None
    try:
        return consult(wanted, desk.viewer.actor, purpose, desk.now, desk.case.id)
    except NotFoundError:
        return None


def _typed(application: Application) -> str:
    """The id that the register would have for the NIK of the form; empty once it is deleted."""
    try:
        return case_nik(application.case_id).person
    except NotFoundError:
        return ""
