"""The link to a person's own page: to the mailbox or the number that it was asked for."""

from collections.abc import Callable
from dataclasses import field, replace
from datetime import datetime, timedelta

from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.messaging import sms
from mandat.messaging.domain import Kind, Message
from mandat.messaging.mail import Button, Mail
from mandat.messaging.outbox import Became, once, send
from mandat.messaging.speech import Speech
from mandat.messaging.texting import OWN_LINK, is_domestic
from mandat.own import store
from mandat.people.domain import Mailbox, day_of
from mandat.people.store import address_hash, mailbox
from mandat.personal import store as personal
from mandat.personal.domain import Contact
from mandat.platform.links import own_url
from mandat.records import record
from mandat.text.mark import msg

LINK_AGE = timedelta(hours=24)
FOOTER = (
    msg("You get this mail because somebody asked for it on our site with this address."),
    msg("Was it not you? Then do nothing: the link is in this mail only, and ends by itself."),
)


@record
class Asked:
    """Who asked, as the cases say it."""

    hash: str
    contact: Contact = field(repr=False)

    @property
    def by_mail(self) -> bool:
        return bool(self.contact.email) and address_hash(self.contact.email) == self.hash


def link_message(hashed: str, now: datetime, correlation_id: str = "") -> Message:
    """At most one link an hour: the hour is the cause, so that nobody can flood a mailbox."""
    cause = f"{hashed}#{now:%Y%m%dT%H}"
    return Message(cause, Kind.OWN_LINK, "", 0, correlation_id=correlation_id)


def deliver_link(message: Message, attempt: str, now: datetime) -> Became:
    """Nothing goes to whom we do not know, to a lost address, or by SMS where it is off."""
    asked = _asked(message.cause.partition("#")[0])
    if asked is None:
        return Became.SKIPPED
    act: Callable[[Message, Asked, str, datetime], Became] = _mail if asked.by_mail else _text
    return act(message, asked, attempt, now)


def _asked(hashed: str) -> Asked | None:
    """The newest case that still has the contact tells address and language."""
    for one in store.filed(hashed):
        contact = personal.contact(one.case_id)
        if hashed in store.hashes(contact):
            return Asked(hashed, contact)
    return None


def _mail(message: Message, asked: Asked, attempt: str, now: datetime) -> Became:
    box = mailbox(asked.hash)
    if box.lost_at:
        return Became.SKIPPED
    mail = compose(asked, now)
    return send(_once_a_day(message, box, now), mail, asked.contact.email, attempt, now)


def _once_a_day(message: Message, box: Mailbox, now: datetime) -> Message:
    """An address that nobody confirmed gets one link a day, beside the day's mail of news."""
    if box.confirmed_at:
        return message
    return replace(message, cause=f"{box.hash}#{day_of(now)}")


def compose(asked: Asked, now: datetime) -> Mail:
    speech = Speech(asked.contact.locale)
    heading = speech.say(msg("All your reports"))
    return Mail(
        locale=speech.locale,
        subject=heading,
        heading=heading,
        lead=speech.say(
            msg("Behind this link are the reports made with this address, and your data.")
        ),
        button=Button(speech.say(msg("See all my reports")), _url(asked, now)),
        notes=(speech.say(msg("It holds for 24 hours. Do not pass it on.")),),
        footer=tuple(speech.say(one) for one in FOOTER),
    )


def _url(asked: Asked, now: datetime) -> str:
    return own_url(asked.hash, now + LINK_AGE)


def _text(message: Message, asked: Asked, attempt: str, now: datetime) -> Became:
    catalogue = load_catalogue()
    if not (catalogue.sms.enabled and is_domestic(asked.contact.phone)):
        return Became.SKIPPED
    text, phone = _words(asked, catalogue, now), asked.contact.phone
    sender = catalogue.sms.sender_id
    return once(message, lambda: sms.send(text, phone, sender), attempt, now)


def _words(asked: Asked, catalogue: Catalogue, now: datetime) -> str:
    speech = Speech(asked.contact.locale)
    return speech.say(OWN_LINK, city=catalogue.city_name, link=_url(asked, now))
