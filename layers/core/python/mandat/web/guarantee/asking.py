"""What the city promises the sick poor, with all that the pages of its form are read against."""

from datetime import datetime

from mandat.cases.domain.promise import terms_of
from mandat.city.domain import Catalogue, Service
from mandat.city.store import load_catalogue
from mandat.errors import NotFoundError
from mandat.programmes.domain.terms import GuaranteeTerms, Hospital, Programmes
from mandat.programmes.terms_store import load_programmes
from mandat.records import record


@record
class Asking:
    """`service` is that of who can wait, `urgent` that of who cannot; `now` is the page's hour."""

    catalogue: Catalogue
    programmes: Programmes
    service: Service
    urgent: Service
    now: datetime

    @property
    def terms(self) -> GuaranteeTerms:
        return self.programmes.guarantee

    @property
    def provinces(self) -> frozenset[str]:
        """What a NIK may begin with."""
        return self.programmes.register.provinces

    @property
    def hospitals(self) -> tuple[Hospital, ...]:
        return self.terms.hospitals

    @property
    def only_hospital(self) -> str:
        """Its id where there is no choice: then nobody is asked."""
        return self.hospitals[0].id if len(self.hospitals) == 1 else ""

    @property
    def minutes(self) -> int:
        """Within how many an urgent request is answered, at any hour."""
        return terms_of(self.urgent, self.catalogue).answer_minutes

    @property
    def answered_by(self) -> datetime:
        """When a request of now that can wait is decided."""
        terms = terms_of(self.service, self.catalogue)
        return self.catalogue.calendar.add_minutes(self.now, terms.finish_minutes)


def asking(now: datetime) -> Asking:
    """Raises NotFoundError where the city does not promise it."""
    catalogue, programmes = load_catalogue(), load_programmes()
    terms = programmes.guarantee
    service = catalogue.service(terms.service)
    urgent = catalogue.service(terms.urgent_service)
    if service is None or urgent is None or not terms.hospitals:
        raise NotFoundError("no_page")
    return Asking(catalogue, programmes, service, urgent, now)
