"""One message of the queue -> one mail: held over the night, claimed, sent, and told."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from mandat.city.calendar import Calendar
from mandat.city.store import load_post
from mandat.following import mails as followers
from mandat.messaging import brief, citizens, digest, queue, texting
from mandat.messaging.compose import compose, compose_new_link
from mandat.messaging.domain import (
    OF_BOOKINGS,
    OF_CALLS,
    OF_CARDS,
    OF_DEATHS,
    OF_FOSTERERS,
    OF_GUARANTEES,
    OF_POSTS,
    OF_STIPENDS,
    Kind,
    Message,
)
from mandat.messaging.mail import Mail
from mandat.messaging.matter import Matter, read, recipient
from mandat.messaging.outbox import Became, send
from mandat.messaging.slices import deliver_by
from mandat.own import mails as own
from mandat.platform.observability import count
from mandat.posts import mails as posts

# Less than the queue's age alarm, and less than the 900 seconds that SQS can wait.
HELD = timedelta(minutes=14)

METRICS = {
    Became.SENT: "MessageSent",
    Became.FAILED: "MessageFailed",
    Became.SKIPPED: "MessageSkipped",
}


def deliver(message: Message, attempt: str, now: datetime) -> Became:
    """Send `message` unless that was done or is moot; `attempt` names this receipt of it.

    Raises what makes the queue bring it again: OutcomeUnknownError, ConflictError.
    """
    became = _ACTS.get(message.kind, _news)(message, attempt, now)
    if became in METRICS:
        count(METRICS[became])
    return became


def _new_link(message: Message, attempt: str, now: datetime) -> Became:
    post = load_post(message.post)
    address = post.address(message.address) if post else None
    if post is None or address is None:
        return Became.SKIPPED
    return send(message, compose_new_link(message, post, now), address.email, attempt, now)


def _of_post(message: Message, attempt: str, now: datetime) -> Became:
    matter = posts.read(message, now)
    if matter is None:
        return Became.SKIPPED
    return send(message, posts.compose(matter), matter.to.email, attempt, now)


def _of_booking(message: Message, attempt: str, now: datetime) -> Became:
    """What is lent has its own slice, which complaints do not load."""
    from mandat.bookings import delivery

    return delivery.deliver(message, attempt, now)


def _of_call(message: Message, attempt: str, now: datetime) -> Became:
    """So have ambulances."""
    from mandat.dispatch import mails

    return mails.deliver(message, attempt, now)


def _news(message: Message, attempt: str, now: datetime) -> Became:
    matter = read(message, now)
    if matter is None or not _to(matter):
        return Became.SKIPPED
    return hold(matter) if _must_wait(matter) else hand_over(matter, attempt)


def hand_over(matter: Matter, attempt: str) -> Became:
    """Now, to its reader: an SMS, a mail to the citizen, or a mail to a post."""
    message, now, to = matter.message, matter.now, _to(matter)
    if not to:
        return Became.SKIPPED
    if texting.is_texted(matter):
        return texting.deliver(matter, attempt)
    if not message.post:
        return citizens.deliver(matter, to, attempt)
    return send(message, _for_post(matter), to, attempt, now)


def _to(matter: Matter) -> str:
    """The number of an SMS, else the mail address."""
    return matter.contact.phone if texting.is_texted(matter) else recipient(matter)


def _for_post(matter: Matter) -> Mail:
    """Who stands in for a post is told why this mail comes to him."""
    mail = compose(matter)
    if not matter.message.instead_of:
        return mail
    why = posts.stand_in_note(matter.title_of(matter.message.instead_of))
    return replace(mail, notes=(why, *mail.notes))


def _must_wait(matter: Matter) -> bool:
    """Courtesy keeps quiet hours, unless the matter itself is urgent."""
    courtesy = not matter.message.duty and not matter.case.terms.urgent
    return courtesy and matter.catalogue.calendar.is_quiet(matter.now)


def hold(matter: Matter) -> Became:
    queue.put([matter.message], delay_seconds=int(_wait(matter).total_seconds()))
    return Became.HELD


def _wait(matter: Matter) -> timedelta:
    """Queued anew every few minutes until morning: the queue cannot wait longer at once."""
    calendar: Calendar = matter.catalogue.calendar
    return min(HELD, calendar.after_quiet(matter.now) - matter.now)


_ACTS: Mapping[Kind, Callable[[Message, str, datetime], Became]] = {
    Kind.NEW_LINK: _new_link,
    Kind.OWN_LINK: own.deliver_link,
    Kind.LATEST: citizens.deliver_latest,
    Kind.DIGEST: digest.deliver,
    Kind.BRIEF: brief.deliver,
    Kind.FOLLOWED: followers.deliver,
    **dict.fromkeys(OF_POSTS, _of_post),
    **dict.fromkeys(OF_BOOKINGS, _of_booking),
    **dict.fromkeys(OF_CALLS, _of_call),
    **dict.fromkeys(OF_STIPENDS, deliver_by("mandat.stipend.delivery")),
    **dict.fromkeys(OF_DEATHS, deliver_by("mandat.bereavement.delivery")),
    **dict.fromkeys(OF_GUARANTEES, deliver_by("mandat.guarantee.delivery")),
    **dict.fromkeys(OF_FOSTERERS, deliver_by("mandat.fostering.delivery")),
    **dict.fromkeys(OF_CARDS, deliver_by("mandat.idcard.delivery")),
    Kind.CARD_WEEK: deliver_by("mandat.idcard.list_mail"),
    Kind.CARD_DAY: deliver_by("mandat.idcard.list_mail"),
    Kind.STIPEND_LIST: deliver_by("mandat.stipend.pay_list"),
    Kind.EVENINGS: deliver_by("mandat.bereavement.evenings_mail"),
    Kind.EVENINGS_OFF: deliver_by("mandat.bereavement.evenings_mail"),
}
