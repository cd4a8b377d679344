"""From what was asked to a submission and the wish for a unit. Pure but for the keyed hashes."""

from dataclasses import dataclass, field

from mandat.cases.domain.acts import SubmitCase
from mandat.cases.domain.model import ContactKind
from mandat.cases.domain.promise import terms_of
from mandat.city.domain import Catalogue, Service, Village, owner_of
from mandat.dispatch.domain.acts import CallUnit
from mandat.dispatch.fleet import EMERGENCY
from mandat.dispatch.store import caller_hash
from mandat.errors import NotFoundError
from mandat.personal.domain import Contact, Narrative
from mandat.personal.submission import Submission
from mandat.platform import secrets
from mandat.story.calls import WHOM
from mandat.text.words import translations
from mandat.web.report.sending import degrees

SYSTEM, CITIZEN = "system", "citizen"


@dataclass(frozen=True)
class Asked:
    """A call as it was typed; `position` are latitude and longitude. `phone` is E.164."""

    catalogue: Catalogue
    whom: str
    village: Village | None
    where: str = field(repr=False)
    phone: str = field(repr=False)
    position: tuple[str, str] = field(repr=False)
    locale: str
    digest: str
    doubtful: bool
    correlation_id: str

    @property
    def service(self) -> Service:
        """Raises NotFoundError in a city without ambulances."""
        found = self.catalogue.service(EMERGENCY)
        if found is None:
            raise NotFoundError("no_ambulances")
        return found

    @property
    def description(self) -> str:
        """As posts read it: in Bahasa Indonesia."""
        return f"{translations('id').gettext(WHOM[self.whom])}: {self.where}"


def submission_of(asked: Asked, cause: str) -> Submission:
    service = asked.service
    command = SubmitCase(
        cause,
        CITIZEN,
        correlation_id=asked.correlation_id,
        text=asked.description,
        calendar=asked.catalogue.calendar,
        service_id=service.id,
        service_version=service.version,
        service_title=service.title,
        severity=service.severity,
        sealed=service.sealed,
        village=asked.village.code if asked.village else "",
        contact=ContactKind.PHONE,
        terms=terms_of(service, asked.catalogue),
    )
    return Submission(
        command=command,
        contact=Contact(phone=asked.phone, locale=asked.locale),
        narrative=_narrative(asked),
        digest=asked.digest,
        code=secrets.tracking_code(cause),
    )


def _narrative(asked: Asked) -> Narrative:
    latitude, longitude = asked.position
    return Narrative(
        description=asked.description,
        landmark=asked.where,
        latitude=degrees(latitude, 90),
        longitude=degrees(longitude, 180),
    )


def wish_of(asked: Asked, cause: str) -> CallUnit:
    return CallUnit(
        cause,
        SYSTEM,
        correlation_id=asked.correlation_id,
        calendar=asked.catalogue.calendar,
        whom=asked.whom,
        district=asked.village.district_code if asked.village else "",
        caller=caller_hash(asked.phone),
        to_confirm=asked.doubtful,
        owner=owner_of(asked.service, asked.village),
    )
