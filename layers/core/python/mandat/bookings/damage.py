"""Damage when a thing changes hands opens a case of its own, read off the feed."""

import hashlib
from datetime import datetime

from mandat.bookings.domain.facts import BookingHandedOver, BookingReturned
from mandat.bookings.domain.model import Booking
from mandat.bookings.store import load, load_fleet
from mandat.cases import store as cases
from mandat.cases.commands import Receipt, submit
from mandat.cases.domain.acts import SubmitCase
from mandat.cases.domain.facts import Event
from mandat.cases.domain.promise import terms_of
from mandat.city.domain import Catalogue, Service
from mandat.city.store import load_catalogue
from mandat.personal import store as personal
from mandat.personal.domain import Contact, Narrative
from mandat.personal.submission import Submission
from mandat.platform import ids
from mandat.story.bookings import show_checklist
from mandat.story.loans import show_loan, things
from mandat.text.mark import msg
from mandat.text.words import translations

SERVICE = "kerusakan-pinjaman"
# Posts read it in the language of the city.
CITYS = "id"
OUT = msg("Damage when {things} was handed over. Booking {reference}, {loan}. {state}.")
BACK = msg("Damage when {things} came back. Booking {reference}, {loan}. {state}.")


def report_damage(event: Event, now: datetime) -> Receipt | None:
    """File what `event` says is damaged, once for it; None when nothing is.

    Raises what `cases.commands.submit` does.
    """
    fact = event.fact
    if not isinstance(fact, BookingHandedOver | BookingReturned) or not fact.checklist.damage:
        return None
    booking, catalogue = load(event.case_id), load_catalogue()
    service = catalogue.service(SERVICE)
    if booking is None or service is None:
        return None
    return submit(_submission(event, booking, service, catalogue), now)


def _submission(
    event: Event, booking: Booking, service: Service, catalogue: Catalogue
) -> Submission:
    """Nobody is told of it but the post: no contact, no code. Its photos stay the booking's."""
    text = _text(event, booking)
    command = SubmitCase(
        cause_of(event),
        "system",
        correlation_id=event.correlation_id,
        text=text,
        photos=event.photos,
        shared=True,
        calendar=catalogue.calendar,
        service_id=service.id,
        service_version=service.version,
        service_title=service.title,
        severity=service.severity,
        sealed=service.sealed,
        channel="booking",
        terms=terms_of(service, catalogue),
    )
    narrative = Narrative(description=text, photos=event.photos)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Submission(command, Contact(), narrative, digest, code="")


def cause_of(event: Event) -> str:
    return f"damage:{event.id}"


def _text(event: Event, booking: Booking) -> str:
    fact = event.fact
    message = BACK if isinstance(fact, BookingReturned) else OUT
    said = personal.texts(event.case_id, event.seq - 1, 1).get(event.seq)
    told = (
        translations(CITYS)
        .gettext(message)
        .format(
            things=", ".join(things(booking.loan, load_fleet(), CITYS)),
            reference=ids.show_reference(event.case_id),
            loan=show_loan(booking.loan, CITYS),
            state=show_checklist(fact.checklist, CITYS),  # type: ignore[union-attr]  # of a change of hands
        )
    )
    return f"{told}\n{said.text}" if said else told


def damage_cases(case_id: str) -> tuple[str, ...]:
    """The cases that damage to the things of a booking has opened so far."""
    damaged = (one for one in cases.timeline(case_id) if _tells_damage(one))
    found = (cases.find(next(ids.case_ids(cause_of(one)))) for one in damaged)
    return tuple(one.id for one in found if one and one.service_id == SERVICE)


def _tells_damage(event: Event) -> bool:
    fact = event.fact
    return isinstance(fact, BookingHandedOver | BookingReturned) and fact.checklist.damage
