"""The parts of a mail about a loan below its button. A part that has nothing to say is None."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from mandat.bookings.alternatives import alternatives
from mandat.bookings.lent import Lent, names
from mandat.bookings.wording import CALL_TEXTS
from mandat.messaging import parts
from mandat.messaging.domain import Kind
from mandat.messaging.mail import Block, Button
from mandat.messaging.masking import mask
from mandat.messaging.share import phone_url, whatsapp_url
from mandat.personal.domain import Narrative
from mandat.platform.ids import show_reference
from mandat.platform.links import CANCEL, DECLINE, MOVE, PROPOSE, act_url, change_url, site
from mandat.text.mark import msg

Part = Callable[[Lent], Block | None]

# What the citizen can do by link, while the fact that it makes is possible.
_CHANGES = (
    (msg("Take another time"), MOVE, "BookingMoved"),
    (msg("Cancel"), CANCEL, "BookingCancelled"),
)


def change(lent: Lent) -> Block | None:
    """The citizen's way out, and until when it is open."""
    say = lent.speech.say
    if lent.is_past_cutoff:
        return _too_late(lent)
    until, case_id = lent.cutoff, lent.matter.case.id
    open_until = say(msg("By link until {time}."), time=lent.speech.time(until)) if until else ""
    links = tuple(
        Button(say(label), change_url(case_id, act))
        for label, act, fact in _CHANGES
        if lent.may(fact)
    )
    title = say(msg("Another time, or not at all?"))
    return Block(title, text=open_until, links=links) if links else None


def _too_late(lent: Lent) -> Block | None:
    until = lent.cutoff
    if until is None:
        return None
    text = msg("Moving and cancelling by link ended {time}. Something came up? Reply to this mail.")
    time = lent.speech.time(until)
    return Block(
        lent.speech.say(msg("Another time, or not at all?")), lent.speech.say(text, time=time)
    )


def driver(lent: Lent) -> Block | None:
    """Who brings it, to call on the day."""
    say, found = lent.speech.say, lent.drivers
    if not found:
        return None
    rows = tuple((one.name or say(msg("Driver")), one.phone) for one in found)
    links = _calls(lent, *(one.phone for one in found))
    return Block(say(msg("Who brings it")), rows=rows, links=links)


def terms(lent: Lent) -> Block | None:
    """The published terms, as they were accepted."""
    rules = lent.offer.rules if lent.offer else ()
    text = "\n".join(f"\u2022 {lent.speech.of(one)}" for one in rules)
    return Block(lent.speech.say(msg("The terms")), text=text) if rules else None


def next_steps(lent: Lent) -> Block | None:
    say = lent.speech.say
    text = msg(
        "If nobody decides until then, your request lapses and the time is free again. That would "
        "be the city's fault: you would hear it from us at once, and its superior as well."
    )
    return Block(say(msg("What happens next")), text=say(text))


def others(lent: Lent) -> Block | None:
    """The nearest times and things that are free now: each link only fills the form."""
    say, found = lent.speech.say, alternatives(lent)
    if not found:
        return None
    note = say(msg("Free when this mail was written; the first who takes one has it."))
    return Block(say(msg("Free instead")), text=note, links=found)


def ask_again(lent: Lent) -> Block | None:
    say = lent.speech.say
    link = Button(say(msg("See what is free")), site(f"/pinjam/{lent.booking.offer}"))
    return Block(say(msg("Another time")), links=(link,)) if lent.offer else None


def decide(lent: Lent) -> Block | None:
    """Beside the button: the two other answers."""
    matter, say = lent.matter, lent.speech.say
    if matter.post is None:
        return None
    address = matter.message.address
    holder = (matter.post.id, address, matter.post.edition(address), matter.now)
    links = (
        Button(say(msg("Propose another time")), act_url(matter.case.id, *holder, PROPOSE)),
        Button(say(msg("Decline, with a reason")), act_url(matter.case.id, *holder, DECLINE)),
    )
    return Block(say(msg("Not so?")), links=links)


def call(lent: Lent) -> Block | None:
    """The number, and the words for it, for the post that must tell the citizen."""
    matter, say = lent.matter, lent.speech.say
    phone, text = matter.contact.phone, CALL_TEXTS.get(lent.told.type, "")
    if matter.post is None or not phone or not text:
        return None
    citizens = replace(lent, matter=replace(matter, message=replace(matter.message, post="")))
    known = names(citizens) | names_of_call(lent)
    words = citizens.speech.say(text, **known)
    links = (
        Button(say(msg("Call {phone}"), phone=phone), phone_url(phone)),
        Button(say(msg("Write on WhatsApp")), whatsapp_url(phone, words)),
    )
    return Block(say(msg("Tell the citizen")), text=f"\u201c{words}\u201d", links=links)


def names_of_call(lent: Lent) -> dict[str, str]:
    office = lent.matter.post.title if lent.matter.post else ""
    reference = show_reference(lent.matter.case.id)
    return {"office": office, "reference": reference, "site": site("/")}


def said(lent: Lent) -> Block | None:
    """What the post wrote to the citizen with it."""
    found = lent.matter.said
    if found is None or not found.text:
        return None
    return Block(lent.speech.say(msg("What was written")), text=mask(found.text))


def _without_card(told: Narrative) -> Narrative:
    """Whose family it is, is the post's business."""
    answers = tuple(one for one in told.answers if one[0] != parts.FAMILY_CARD)
    return replace(told, answers=answers)


def borrower(lent: Lent) -> Block | None:
    """Whom the driver meets and where; of a sealed case that is on his page only."""
    matter, say = lent.matter, lent.speech.say
    if matter.case.sealed:
        return None
    told, contact = matter.narrative, matter.contact
    village = f"{matter.village.name}, {matter.village.district}" if matter.village else ""
    known = contact if not matter.case.confidential else replace(contact, name="", phone="")
    rows = parts.rows(
        (say(msg("Name")), known.name),
        (say(msg("Phone")), known.phone),
        (say(msg("Where")), "; ".join(one for one in (village, mask(told.landmark)) if one)),
        *parts.answers(replace(matter, narrative=_without_card(told))),
    )
    return Block(say(msg("Who borrows it")), rows=rows, links=_calls(lent, known.phone))


def _calls(lent: Lent, *phones: str) -> tuple[Button, ...]:
    call = msg("Call {phone}")
    known = (one for one in phones if one)
    return tuple(Button(lent.speech.say(call, phone=one), phone_url(one)) for one in known)


# Titles that speak of a report, as those of a loan.
_RENAMED: Mapping[str, str] = {
    msg("The citizen"): msg("Who borrows it"),
    msg("What happened"): msg("What has happened so far"),
}


def renamed(lent: Lent, found: tuple[Block, ...]) -> tuple[Block, ...]:
    known = {lent.speech.say(old): lent.speech.say(new) for old, new in _RENAMED.items()}
    return tuple(replace(one, title=known.get(one.title, one.title)) for one in found)


def _of_case(part: parts.Part) -> Part:
    """A part of any case, without what a loan's own facts say better."""

    def made(lent: Lent) -> Block | None:
        recent = tuple(one for one in lent.matter.recent if one.type not in _SAID_BETTER)
        found = part(replace(lent.matter, recent=recent))
        return renamed(lent, (found,))[0] if found else None

    return made


_SAID_BETTER = frozenset({"CaseSubmitted", "TaskScheduled", "BookingReminded", "CaseClosed"})
request, person, story = (_of_case(one) for one in (parts.report, parts.person, parts.story))

PARTS: Mapping[Kind, tuple[Part, ...]] = {
    Kind.BOOKING_HELD: (next_steps, change),
    Kind.BOOKING_IN_LINE: (change,),
    Kind.BOOKING_OFFERED: (change, terms),
    Kind.BOOKING_APPROVED: (driver, change, terms),
    Kind.BOOKING_PROPOSED: (change,),
    Kind.BOOKING_MOVED: (driver, change),
    Kind.BOOKING_CANCELLED: (),
    Kind.BOOKING_PREEMPTED: (others, change),
    Kind.BOOKING_REMINDER: (driver, change),
    Kind.BOOKING_RETURN: (driver,),
    Kind.BOOKING_LATE: (driver,),
    Kind.BOOKING_TO_DECIDE: (decide, request, person, story),
    Kind.BOOKING_TO_PREPARE: (request, person, driver, story),
    Kind.BOOKING_NEWS: (person, story),
    Kind.BOOKING_UNRETURNED: (driver, person, story),
    Kind.BOOKING_CALL: (call, said, story),
    Kind.TRIP: (borrower,),
    Kind.TRIP_MOVED: (borrower,),
    Kind.TRIP_OFF: (),
    Kind.TRIP_REMINDER: (borrower,),
    Kind.TRIP_LATE: (borrower,),
}
# The end of a loan, by what ended it (see Lent.reason).
AT_THE_END: Mapping[str, tuple[Part, ...]] = {
    "BookingReturned": (),
    "BookingNoShow": (terms,),
    # Their button leads to what is free already.
    "not_chosen": (),
    "not_taken": (),
    "never_free": (),
}


def blocks(lent: Lent) -> tuple[Block, ...]:
    found = (part(lent) for part in PARTS[lent.matter.message.kind])
    return tuple(one for one in found if one)


def blocks_at_the_end(lent: Lent) -> tuple[Block, ...]:
    found = (part(lent) for part in AT_THE_END.get(lent.reason, (ask_again,)))
    return tuple(one for one in found if one)
