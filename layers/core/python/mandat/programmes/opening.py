"""A case that the city opens itself, for a person it knows: nobody asked, somebody owes it."""

import hashlib

from mandat.cases.domain.acts import SubmitCase
from mandat.cases.domain.model import ContactKind, Terms
from mandat.cases.domain.promise import terms_of
from mandat.city.domain import Catalogue, Service
from mandat.personal.domain import Contact, Narrative
from mandat.personal.submission import Submission
from mandat.records import record


@record
class Opening:
    """What the case is about. `cause` makes it once, whatever is sent twice.

    `terms` replace the service's own where a promise says so; `text` is what its owner reads.
    """

    service: Service
    cause: str
    text: str
    village: str = ""
    narrative: Narrative = Narrative()
    contact: Contact = Contact()
    told_by: ContactKind = ContactKind.NONE
    terms: Terms | None = None
    correlation_id: str = ""


def submission(opening: Opening, catalogue: Catalogue) -> Submission:
    """To be given to cases.commands.submit. It has no code: its own page is another case's."""
    service, narrative = opening.service, opening.narrative
    command = SubmitCase(
        opening.cause,
        "system",
        correlation_id=opening.correlation_id,
        text=opening.text,
        photos=narrative.photos,
        shared=True,
        calendar=catalogue.calendar,
        service_id=service.id,
        service_version=service.version,
        service_title=service.title,
        severity=service.severity,
        sealed=service.sealed,
        village=opening.village,
        channel="programme",
        contact=opening.told_by,
        programme=service.programme,
        terms=opening.terms or terms_of(service, catalogue),
    )
    digest = hashlib.sha256(opening.text.encode()).hexdigest()
    return Submission(command, opening.contact, narrative, digest, code="")
