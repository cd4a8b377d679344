"""What the city promises at a death, with all that its pages are read against."""

from datetime import datetime

from mandat.city.domain import Catalogue, Service
from mandat.city.store import load_catalogue
from mandat.errors import NotFoundError
from mandat.programmes.domain.terms import BereavementTerms, Faith, RegisterTerms
from mandat.programmes.terms_store import load_programmes
from mandat.records import record


@record
class Mourning:
    """`service` is the death's own; `register` says what a NIK may look like."""

    catalogue: Catalogue
    terms: BereavementTerms
    register: RegisterTerms
    service: Service
    now: datetime

    def faith(self, faith_id: str) -> Faith | None:
        return faith_of(self.terms, faith_id)


def faith_of(terms: BereavementTerms, faith_id: str) -> Faith | None:
    """How the city speaks of this death; None for a faith that the terms lost."""
    return next((one for one in terms.faiths if one.id == faith_id), None)


def mourning_at(now: datetime) -> Mourning:
    """Raises NotFoundError where the city does not promise this service."""
    catalogue, known = load_catalogue(), load_programmes()
    service = catalogue.service(known.bereavement.service)
    if service is None or service.kind != "programme":
        raise NotFoundError("no_page")
    return Mourning(catalogue, known.bereavement, known.register, service, now)
