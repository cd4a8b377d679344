"""Mail about what is lent: to who borrows, to the post that lends, and to the driver."""

from collections.abc import Callable, Mapping
from email.utils import parseaddr

from mandat.bookings.calendar_file import Entry, calendar_file, uid_of
from mandat.bookings.domain.model import BookingStatus
from mandat.bookings.lent import Lent, lent_of, names
from mandat.bookings.news import DRIVER
from mandat.bookings.parts import blocks, blocks_at_the_end, change, renamed, said
from mandat.bookings.wording import CALLED_OFF, ENDS, NEWS, OF_ITS_CASE, WORDINGS
from mandat.messaging import parts as of_any_case
from mandat.messaging.compose import BEFORE, FORMS, footer_of, lead_of, running
from mandat.messaging.domain import OF_BOOKINGS, OF_TRIPS, Kind
from mandat.messaging.mail import Block, Button, CalendarFile, Mail, Rows
from mandat.messaging.names import sees_content
from mandat.messaging.share import phone_url
from mandat.messaging.wording import WORDINGS as OF_ANY_CASE
from mandat.messaging.wording import Wording
from mandat.platform.ids import show_reference
from mandat.platform.links import (
    APPROVE,
    CHOOSE,
    MOVE,
    TAKE,
    act_url,
    change_url,
    driver_url,
    site,
    track_url,
)
from mandat.platform.settings import settings
from mandat.story.loans import show_loan
from mandat.story.timeline import post_title
from mandat.text.mark import msg

__all__ = ["compose", "lent_of"]

CITIZEN_FOOTER = (
    msg("You get this mail because you asked the city for something and left this address."),
    msg("Replies to this mail are read at the triage desk."),
)
DRIVER_FOOTER = (
    msg("You get this mail because you bring what the city lends. Please do not pass the link on."),
    msg("Replies to this mail are read at the triage desk."),
)


def compose(lent: Lent) -> Mail:
    """The mail for the reader of `lent.matter.message`."""
    wording, known, say = wording_of(lent), names(lent), lent.speech.say
    heading = say(wording.subject, **known)
    return Mail(
        locale=lent.speech.locale,
        subject=f"{heading} [{show_reference(lent.matter.case.id)}]",
        heading=heading,
        lead=say(_lead(lent, wording), **known),
        first=_first(lent),
        facts=_facts(lent),
        button=Button(say(wording.button), _url(lent)),
        notes=tuple(say(one, **known) for one in wording.more),
        blocks=_blocks(lent),
        footer=_footer(lent),
        calendar=_calendar(lent),
    )


def _is_end(lent: Lent) -> bool:
    """The citizen is told how the loan ended, with the end of its case."""
    return not lent.matter.message.post and lent.told is not lent.matter.event


def wording_of(lent: Lent) -> Wording:
    kind = lent.matter.message.kind
    if kind is Kind.BOOKING_NEWS:
        off = lent.told.type == "BookingCancelled" and _by_the_city(lent)
        return CALLED_OFF if off else NEWS[lent.told.type]
    if kind in WORDINGS:
        return WORDINGS[kind]
    return ENDS[lent.reason] if _is_end(lent) else OF_ITS_CASE.get(kind) or OF_ANY_CASE[kind]


def _lead(lent: Lent, wording: Wording) -> str:
    kind = lent.matter.message.kind
    if kind not in OF_BOOKINGS:
        return lead_of(lent.matter, wording)
    watches = bool(wording.watch) and _WATCHES[kind](lent)
    return wording.watch if watches else wording.lead


def _to_decide(lent: Lent) -> bool:
    return getattr(lent.told.fact, "until", None) is not None


def _by_the_city(lent: Lent) -> bool:
    return lent.told.actor != "citizen"


def _besides(lent: Lent) -> bool:
    return lent.matter.message.post != lent.matter.case.owner


def _news(lent: Lent) -> bool:
    return _to_decide(lent) if lent.told.type == "BookingMoved" else _besides(lent)


def _at_return(lent: Lent) -> bool:
    return getattr(lent.told.fact, "step", "") == "return"


# When a wording's other lead is said.
_WATCHES: Mapping[Kind, Callable[[Lent], bool]] = {
    Kind.BOOKING_MOVED: _to_decide,
    Kind.BOOKING_CANCELLED: _by_the_city,
    Kind.BOOKING_NEWS: _news,
    Kind.BOOKING_UNRETURNED: _besides,
    Kind.TRIP_REMINDER: _at_return,
}


def _first(lent: Lent) -> Block | None:
    """What was written to the citizen."""
    if lent.matter.message.post:
        return None
    if lent.matter.message.kind in OF_BOOKINGS or _is_end(lent):
        return said(lent)
    return of_any_case.first(lent.matter)


def _facts(lent: Lent) -> Rows:
    say, speech, case = lent.speech.say, lent.speech, lent.matter.case
    return of_any_case.rows(
        (say(msg("Request number")), show_reference(case.id)),
        (say(msg("What")), lent.thing),
        (say(msg("When")), show_loan(lent.loan, speech.locale)),
        (say(msg("What for")), _purpose(lent)),
        (say(msg("Where")), of_any_case.where(lent.matter) if lent.matter.post else ""),
        *_moments(lent),
    )


def _purpose(lent: Lent) -> str:
    known = dict(lent.offer.purposes) if lent.offer and sees_content(lent.matter) else {}
    return lent.speech.of(known.get(lent.booking.purpose, {}))


_UNTIL: Mapping[BookingStatus, str] = {
    BookingStatus.HELD: msg("Decided before"),
    BookingStatus.PROPOSED: msg("Choose before"),
    BookingStatus.OFFERED: msg("Take it before"),
    BookingStatus.PREEMPTED: msg("Choose before"),
}


def _moments(lent: Lent) -> Rows:
    """What has to happen before when; to posts also who holds the case."""
    say, matter, booking = lent.speech.say, lent.matter, lent.booking
    label = "" if matter.message.post == DRIVER else _UNTIL.get(booking.status, "")
    own = ((say(label), lent.speech.time(booking.until)),) if label and booking.until else ()
    if not matter.post:
        return own
    owner = matter.case.owner
    holder = post_title(owner, matter.catalogue) if matter.message.post != owner else ""
    clocks = running(matter.case) if matter.message.kind not in OF_BOOKINGS else ()
    chased = ((say(BEFORE[one.name]), lent.speech.time(one.by)) for one in clocks)
    return (*own, (say(msg("Held by")), holder if owner else ""), *chased)


def _url(lent: Lent) -> str:
    message = lent.matter.message
    if message.kind in OF_TRIPS:
        return _driver_url(lent)
    return _posts_url(lent) if message.post else _citizens_url(lent)


def _driver_url(lent: Lent) -> str:
    resource = lent.driven
    return driver_url(lent.matter.case.id, resource.id if resource else "", lent.loan.end)


def _posts_url(lent: Lent) -> str:
    """Nobody acts on a case before it is theirs: then they call."""
    matter = lent.matter
    post, address, kind = matter.post, matter.message.address, matter.message.kind
    if post is None or (kind is Kind.BOOKING_CALL and not matter.case.owner):
        return phone_url(matter.contact.phone)
    form = APPROVE if kind is Kind.BOOKING_TO_DECIDE else FORMS.get(kind, "")
    return act_url(matter.case.id, post.id, address, post.edition(address), matter.now, form)


# Where a citizen's mail leads, when it is not the page of the case.
_FORMS: Mapping[Kind, str] = {
    Kind.BOOKING_OFFERED: TAKE,
    Kind.BOOKING_PROPOSED: CHOOSE,
    Kind.BOOKING_PREEMPTED: MOVE,
}


def _citizens_url(lent: Lent) -> str:
    kind, case_id = lent.matter.message.kind, lent.matter.case.id
    if kind in _FORMS:
        return change_url(case_id, _FORMS[kind])
    over = kind is Kind.BOOKING_CANCELLED or (kind is Kind.CLOSED and _is_end(lent))
    return site(f"/pinjam/{lent.booking.offer}") if over else track_url(case_id)


def _blocks(lent: Lent) -> tuple[Block, ...]:
    matter = lent.matter
    if matter.message.kind in OF_BOOKINGS:
        return blocks(lent)
    if _is_end(lent):
        return blocks_at_the_end(lent)
    mine = None if matter.message.post else change(lent)
    return (*renamed(lent, of_any_case.blocks(matter)), *((mine,) if mine else ()))


def _footer(lent: Lent) -> tuple[str, ...]:
    if lent.matter.message.post == DRIVER:
        return tuple(lent.speech.say(one) for one in DRIVER_FOOTER)
    return footer_of(lent.matter, CITIZEN_FOOTER)


_ENTERED = frozenset({Kind.BOOKING_APPROVED, Kind.BOOKING_MOVED, Kind.TRIP, Kind.TRIP_MOVED})
_TAKEN_OUT = frozenset({Kind.BOOKING_CANCELLED, Kind.BOOKING_PREEMPTED, Kind.TRIP_OFF})


def _calendar(lent: Lent) -> CalendarFile | None:
    """Of what was agreed: entered, replaced, or taken out again."""
    kind, booking = lent.matter.message.kind, lent.booking
    entered = kind in _ENTERED and booking.status is BookingStatus.APPROVED
    taken_out = kind in _TAKEN_OUT and booking.was_approved
    return calendar_file(_entry(lent, cancelled=taken_out)) if entered or taken_out else None


def _entry(lent: Lent, *, cancelled: bool) -> Entry:
    """Nothing of the person: calendars are shared."""
    matter, resource = lent.matter, lent.driven
    own = f"{matter.case.id}-{resource.id}" if resource else matter.case.id
    email = resource.driver.email if resource else matter.contact.email
    return Entry(
        uid=uid_of(own),
        revision=lent.booking.revision,
        at=lent.told.at,
        start=lent.loan.start,
        end=lent.loan.end,
        summary=lent.thing,
        description=show_reference(matter.case.id),
        organizer=parseaddr(settings().mail_sender)[1],
        attendee=email,
        cancelled=cancelled,
    )
