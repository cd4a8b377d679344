"""SMS to citizens with a number only: a reference, that there is an answer, and reminders.

No text says what was written, and none holds the code. Where no SMS can go, a person calls.
"""

from collections.abc import Mapping

from mandat.messaging import citizens, sms
from mandat.messaging.domain import TELLS, TEXTED, Kind, may_be_texted, texts_of
from mandat.messaging.matter import Matter
from mandat.messaging.notify import call_instead
from mandat.messaging.outbox import Became, once
from mandat.messaging.speech import Speech
from mandat.platform.ids import show_reference
from mandat.platform.links import track_url
from mandat.text.mark import msg

COUNTRY = "+62"
TEXTS: Mapping[Kind, str] = {
    Kind.RECEIVED: msg("{city}: we have your report {reference}. Follow it: {link}"),
    Kind.ANSWERED: msg("{city}: report {reference} is answered. Read and rate it: {link}"),
    Kind.REJECTED: msg("{city}: report {reference} is answered. Read and rate it: {link}"),
    Kind.CONFIRMED: msg("{city}: the leaders answered on report {reference}. Read it: {link}"),
    Kind.NUDGE: msg("{city}: are you satisfied with the answer to {reference}? Tell us: {link}"),
}
# What a person does when no SMS could; of the rest the citizen's page tells.
CALLS: Mapping[Kind, Kind] = {
    **dict.fromkeys(TELLS, Kind.CALL),
    Kind.NUDGE: Kind.CALL_AGAIN,
    Kind.BOOKING_OFFERED: Kind.BOOKING_CALL,
    Kind.BOOKING_APPROVED: Kind.BOOKING_CALL,
    Kind.BOOKING_PROPOSED: Kind.BOOKING_CALL,
    Kind.BOOKING_PREEMPTED: Kind.BOOKING_CALL,
}
OWN_LINK = msg("{city}: all your reports, for 24 hours: {link}")


def is_texted(matter: Matter) -> bool:
    """Whether the message goes to a number and not to a mailbox."""
    return matter.message.kind in TEXTED and may_be_texted(matter.case) and not matter.message.post


def deliver(matter: Matter, attempt: str) -> Became:
    """One SMS about one case; what it could not tell, a person does."""
    message, settings = matter.message, matter.catalogue.sms
    if message.kind not in texts_of(settings) or not is_domestic(matter.contact.phone):
        return _called(matter, Became.SKIPPED)
    text, phone = compose(matter), matter.contact.phone
    became = once(message, lambda: sms.send(text, phone, settings.sender_id), attempt, matter.now)
    if became is Became.FAILED:
        return _called(matter, became)
    if message.kind in TELLS:
        citizens.record_told(matter, how="sms")
    return became


def is_domestic(phone: str) -> bool:
    """The city pays for numbers of its country only: others cost more, to a swindler's profit."""
    return phone.startswith(COUNTRY)


def compose(matter: Matter) -> str:
    if matter.case.booking:
        from mandat.bookings.texts import compose as of_booking

        return of_booking(matter)
    return Speech(matter.contact.locale).say(
        TEXTS[matter.message.kind],
        city=matter.catalogue.city_name,
        reference=show_reference(matter.case.id),
        link=track_url(matter.case.id),
    )


def _called(matter: Matter, became: Became) -> Became:
    kind = CALLS.get(matter.message.kind)
    if kind:
        call_instead(matter.event, matter.case, kind, matter.now)
    return became
