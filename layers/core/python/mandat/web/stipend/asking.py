"""What the city promises with the stipend, with all that the pages of its form are read against."""

from collections.abc import Mapping
from datetime import datetime

from mandat.city.domain import Catalogue, Service, Text
from mandat.city.store import load_catalogue
from mandat.errors import NotFoundError
from mandat.programmes.domain.terms import Programmes, StipendTerms
from mandat.programmes.terms_store import load_programmes
from mandat.records import record


@record
class Asking:
    """`service` is that of an application; `now` is when the page was asked for."""

    catalogue: Catalogue
    programmes: Programmes
    service: Service
    now: datetime

    @property
    def terms(self) -> StipendTerms:
        return self.programmes.stipend

    @property
    def provinces(self) -> frozenset[str]:
        """What a NIK may begin with."""
        return self.programmes.register.provinces

    @property
    def criteria(self) -> Mapping[str, Text]:
        """What must hold, as it is asked, in the order of the city's file."""
        return dict(self.terms.criteria)


def asking(now: datetime) -> Asking:
    """Raises NotFoundError where the city does not promise the stipend."""
    catalogue, programmes = load_catalogue(), load_programmes()
    service = catalogue.service(programmes.stipend.service)
    if service is None or service.kind != "programme":
        raise NotFoundError("no_page")
    return Asking(catalogue, programmes, service, now)
