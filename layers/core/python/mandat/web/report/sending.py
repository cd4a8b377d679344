"""From a finished draft to a submission. Pure but for the keyed hashes."""

from collections.abc import Sequence

from mandat.cases.domain.acts import SubmitCase
from mandat.cases.domain.model import ContactKind
from mandat.cases.domain.promise import terms_of
from mandat.city.domain import Catalogue, Service
from mandat.nearby.domain import Place
from mandat.personal.domain import Contact, Narrative
from mandat.personal.submission import Submission
from mandat.platform import secrets
from mandat.web.phones import read_phone
from mandat.web.report.draft import UNKNOWN_VILLAGE, Draft
from mandat.web.report.steps import CONFIDENTIAL


def contact_of(draft: Draft, locale: str) -> Contact:
    return Contact(
        name=draft.name,
        phone=read_phone(draft.phone) or "",
        email=draft.email,
        confidential=draft.who == CONFIDENTIAL,
        locale=locale,
    )


def kind_of(contact: Contact) -> ContactKind:
    """Mail comes by itself; a number only needs a person who calls."""
    if contact.email:
        return ContactKind.MAIL
    return ContactKind.PHONE if contact.phone else ContactKind.NONE


def narrative_of(draft: Draft, photos: tuple[str, ...]) -> Narrative:
    return Narrative(
        description=draft.description,
        neighbourhood=draft.neighbourhood,
        landmark=draft.landmark,
        latitude=degrees(draft.latitude, 90),
        longitude=degrees(draft.longitude, 180),
        answers=draft.answers,
        photos=photos,
    )


def place_of(draft: Draft) -> Place:
    """Where and about what the draft is, for finding the same thing among what is known."""
    told = narrative_of(draft, ())
    village = "" if draft.village == UNKNOWN_VILLAGE else draft.village
    return Place(draft.service, village, told.latitude, told.longitude)


def degrees(text: str, most: int) -> float | None:
    """What a browser's position says; None for anything else."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if -most <= value <= most else None


def taken_photos(draft: Draft, group: str, there: Sequence[str]) -> tuple[str, ...]:
    """The uploads that the citizen said go along, as far as they have arrived."""
    wanted = {f"{group}/{number}" for number in draft.photos.split(",")}
    return tuple(one for one in there if one in wanted)


def submission_of(
    draft: Draft,
    catalogue: Catalogue,
    service: Service,
    *,
    cause: str,
    photos: tuple[str, ...],
    locale: str,
    suspect: bool,
    correlation_id: str,
    actor: str = "citizen",
    channel: str = "web",
) -> Submission:
    """`actor` and `channel` are those of a post that writes the report down for the citizen."""
    contact = contact_of(draft, locale)
    command = SubmitCase(
        cause,
        actor,
        correlation_id=correlation_id,
        text=draft.description,
        photos=photos,
        calendar=catalogue.calendar,
        service_id=service.id,
        service_version=service.version,
        service_title=service.title,
        severity=service.severity,
        sealed=service.sealed,
        village="" if draft.village == UNKNOWN_VILLAGE else draft.village,
        channel=channel,
        contact=kind_of(contact),
        confidential=contact.confidential,
        suspect=suspect,
        terms=terms_of(service, catalogue),
    )
    reach = contact.phone or contact.email
    return Submission(
        command=command,
        contact=contact,
        narrative=narrative_of(draft, photos),
        digest=draft.digest,
        code=secrets.tracking_code(cause),
        person=secrets.person_hash(reach) if reach else "",
        daily_limit=catalogue.limits.complaints_per_phone_per_day,
    )
