"""One message about a call -> one mail or SMS, while it is still true. Nothing waits for day."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mandat.bookings.domain.fleet import Resource
from mandat.dispatch import store
from mandat.dispatch.domain.facts import UnitOffered
from mandat.dispatch.domain.model import Call
from mandat.dispatch.fleet import fleet_now
from mandat.dispatch.notices import BY_SMS, DRIVER
from mandat.dispatch.texts import ALARM_ABOVE, FOOTER, PHONE_BUTTON, SMS, WORDINGS
from mandat.messaging import sms
from mandat.messaging.compose import STAFF_FOOTER
from mandat.messaging.domain import Kind, Message
from mandat.messaging.mail import Block, Button, Mail, Rows
from mandat.messaging.matter import Matter, read, recipient
from mandat.messaging.outbox import Became, once, send
from mandat.messaging.share import phone_url
from mandat.messaging.speech import Speech
from mandat.messaging.texting import is_domestic
from mandat.platform.ids import show_reference
from mandat.platform.links import call_url, crew_url, desk_url, site
from mandat.posts.mails import stand_in_note
from mandat.story.calls import WHOM
from mandat.text.mark import msg
from mandat.text.words import JAKARTA

# A crew's link outlives the call; it shows nothing of it once it is over.
LINK_AGE = timedelta(hours=12)
UNKNOWN_PLACE = msg("place not known")


@dataclass(frozen=True)
class CallMatter:
    """A message about a call, with what is known now. `unit` is the reader's, of a crew."""

    matter: Matter
    call: Call
    unit: Resource | None = field(repr=False)
    desk_phone: str = field(repr=False)

    @property
    def message(self) -> Message:
        return self.matter.message

    @property
    def speech(self) -> Speech:
        return self.matter.speech

    @property
    def known(self) -> dict[str, str]:
        """Every name that a wording may hold."""
        village, fact = self.matter.village, self.matter.event.fact
        until = getattr(fact, "until", None)
        return {
            "city": self.matter.catalogue.city_name,
            "place": village.name if village else self.speech.say(UNKNOWN_PLACE),
            "unit": str(getattr(fact, "name", "")) or self.call.unit_name,
            "time": _clock(self.call.called_at),
            "until": _clock(until) if isinstance(until, datetime) else "",
            "link": self.link,
        }

    @property
    def link(self) -> str:
        """Where the reader goes on: crew, desk, citizen; who leads the desk calls it."""
        message, post = self.message, self.matter.post
        if self.unit is not None:
            return _crew_link(self)
        if post is None:
            return call_url(self.call.case_id)
        if not self.is_desk:
            return phone_url(self.desk_phone) if self.desk_phone else site("/ambulans")
        return desk_url(post.id, message.address, post.edition(message.address), self.matter.now)

    @property
    def is_desk(self) -> bool:
        return self.matter.post is not None and self.matter.post.id == self.matter.case.owner


def _clock(at: datetime) -> str:
    return f"{at.astimezone(JAKARTA):%H.%M} WIB"


def _crew_link(one: CallMatter) -> str:
    fact, unit = one.matter.event.fact, one.unit.id if one.unit else ""
    offer = fact.offer if isinstance(fact, UnitOffered) else one.call.offer
    return crew_url(one.call.case_id, unit, offer, one.matter.event.at + LINK_AGE)


def deliver(message: Message, attempt: str, now: datetime) -> Became:
    """Raises what makes the queue bring it again: OutcomeUnknownError, ConflictError."""
    one = _read(message, now)
    if one is None or not _stands(one):
        return Became.SKIPPED
    if message.post == DRIVER:
        return _to_crew(one, attempt)
    if not message.post:
        return _text(one, one.matter.contact.phone, attempt)
    to = recipient(one.matter)
    return send(message, compose(one), to, attempt, now) if to else Became.SKIPPED


def _read(message: Message, now: datetime) -> CallMatter | None:
    matter, call = read(message, now), store.load(message.case_id)
    if matter is None or call is None:
        return None
    fleet = fleet_now()
    unit = fleet.resource(message.address.removeprefix(BY_SMS)) if message.post == DRIVER else None
    return CallMatter(matter, call, unit, fleet.desk_phone)


def _stands(one: CallMatter) -> bool:
    """Nobody is sent to a call that has gone on without him."""
    call, fact = one.call, one.matter.event.fact
    if isinstance(fact, UnitOffered):
        return call.is_active and call.offer == fact.offer
    if one.message.kind is Kind.CREW_OFF:
        return True
    return not call.is_over


def _to_crew(one: CallMatter, attempt: str) -> Became:
    """The fleet says how a crew is reached, as it is now."""
    if one.unit is None:
        return Became.SKIPPED
    if one.message.address.startswith(BY_SMS):
        return _text(one, one.unit.driver.phone, attempt)
    email = one.unit.driver.email
    if not email:
        return Became.SKIPPED
    return send(one.message, compose(one), email, attempt, one.matter.now)


def _text(one: CallMatter, phone: str, attempt: str) -> Became:
    settings = one.matter.catalogue.sms
    if not (settings.enabled and is_domestic(phone)):
        return Became.SKIPPED
    text = one.speech.say(SMS[one.message.kind], **one.known)
    sender, now = settings.sender_id, one.matter.now
    return once(one.message, lambda: sms.send(text, phone, sender), attempt, now)


def compose(one: CallMatter) -> Mail:
    """The mail for the desk, for who leads it, or for a crew."""
    wording, say, known = WORDINGS[one.message.kind], one.speech.say, one.known
    heading, above = say(wording.subject, **known), _is_above(one)
    alarm = above and one.message.kind is Kind.CALL_ALARM
    return Mail(
        locale=one.speech.locale,
        subject=f"{heading} [{show_reference(one.call.case_id)}]",
        heading=heading,
        lead=say(ALARM_ABOVE if alarm else wording.lead, **known),
        facts=() if above else _facts(one),
        button=Button(say(PHONE_BUTTON if above else wording.button), one.link),
        notes=_notes(one),
        blocks=() if above else _phones(one),
        footer=_footer(one),
    )


def _notes(one: CallMatter) -> tuple[str, ...]:
    """Why a superior gets what is the desk's."""
    instead_of = one.message.instead_of
    return (stand_in_note(one.matter.title_of(instead_of)),) if instead_of else ()


def _is_above(one: CallMatter) -> bool:
    return one.unit is None and not one.is_desk


def _facts(one: CallMatter) -> Rows:
    """Where and for whom; of a crew that need not go any more, nothing."""
    if one.message.kind is Kind.CREW_OFF:
        return ()
    say, village = one.speech.say, one.matter.village
    where = f"{village.name}, {village.district}" if village else ""
    rows = (
        (say(msg("Where")), "; ".join(filter(None, (where, one.matter.narrative.landmark)))),
        (say(msg("For whom")), say(WHOM[one.call.whom])),
    )
    return tuple(row for row in rows if row[1])


def _phones(one: CallMatter) -> tuple[Block, ...]:
    """The citizen first; of a call that is off, nobody."""
    say, found = one.speech.say, list[Button]()
    phone = one.matter.contact.phone
    if phone and one.message.kind is not Kind.CREW_OFF:
        found.append(Button(say(msg("Call the citizen")), phone_url(phone)))
    if one.unit is not None and one.desk_phone:
        found.append(Button(say(PHONE_BUTTON), phone_url(one.desk_phone)))
    return (Block(say(msg("By phone")), links=tuple(found)),) if found else ()


def _footer(one: CallMatter) -> tuple[str, ...]:
    if one.unit is not None:
        return tuple(one.speech.say(text) for text in FOOTER)
    post = one.matter.post.title if one.matter.post else ""
    said = STAFF_FOOTER if one.is_desk else STAFF_FOOTER[1:]
    return tuple(one.speech.say(text, post=post) for text in said)
