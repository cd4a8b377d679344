"""One mail for a month's payments, instead of one for each: how many, how much, what is unpaid.

It is said on the list days of the terms, to whoever pays; the calendar's run queues it. The button
leads to the list itself: no name stands in the mail.
"""

from collections.abc import Iterator
from datetime import date, datetime

from mandat.city.domain import Catalogue
from mandat.city.store import load_catalogue
from mandat.messaging import queue
from mandat.messaging.domain import Kind, Message
from mandat.messaging.lists import Reading, read
from mandat.messaging.mail import Button, Mail, Rows
from mandat.messaging.notify import posts_for, superiors_of
from mandat.messaging.outbox import Became, send
from mandat.messaging.speech import Speech
from mandat.platform.links import pay_list_url
from mandat.posts.mails import stand_in_note
from mandat.posts.reach import readers
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.stipend import store
from mandat.stipend.domain.model import PaymentStatus
from mandat.stipend.domain.months import due_at
from mandat.story.stipends import show_period, show_rupiah
from mandat.story.timeline import post_title
from mandat.text.mark import msg

# The queue holds it no longer than this at once; it waits for the morning in several steps.
HELD_SECONDS = 840
SPEECH = Speech("id")
_BEGINNING = "pay-list#"


def announce(month: str, day: date, now: datetime) -> int:
    """Queue the month's list for whoever pays; how many mails. Again on that day is the same.

    Raises OutcomeUnknownError.
    """
    paid_by = load_programmes().stipend.paid_by
    return queue.put(_messages(paid_by, month, day, load_catalogue(), now)) if paid_by else 0


def _messages(
    post: str, month: str, day: date, catalogue: Catalogue, now: datetime
) -> Iterator[Message]:
    """Mail of a post that cannot be reached goes to who stands in for it."""
    above = superiors_of(catalogue).get
    for to in readers(post, posts_for((post,), above), above, "", now):
        cause, other = f"{_BEGINNING}{day.isoformat()}#{month}", to.instead_of
        yield Message(cause, Kind.STIPEND_LIST, "", 0, to.post, to.address, instead_of=other)


@record
class Owed:
    """A month's ledger in figures; sums are in rupiah."""

    month: str
    count: int = 0
    amount: int = 0
    unpaid: int = 0
    unpaid_amount: int = 0
    unproved: int = 0

    @property
    def is_settled(self) -> bool:
        return not (self.unpaid or self.unproved)


def owed(month: str) -> Owed:
    """Read from the ledger, which holds at most one payment a person."""
    count = amount = unpaid = unpaid_amount = unproved = 0
    for one in store.ledger(month):
        if one.status is PaymentStatus.VOID:
            continue
        count, amount = count + 1, amount + one.amount
        unproved += one.status is PaymentStatus.PAID
        if one.status is PaymentStatus.DUE:
            unpaid, unpaid_amount = unpaid + 1, unpaid_amount + one.amount
    return Owed(month, count, amount, unpaid, unpaid_amount, unproved)


def deliver(message: Message, attempt: str, now: datetime) -> Became:
    """Skipped when nothing is left to pay or to prove; held over the night."""
    reading = read(message, now)
    if reading is None:
        return Became.SKIPPED
    calendar = reading.catalogue.calendar
    if calendar.is_quiet(now):
        left = int((calendar.after_quiet(now) - now).total_seconds())
        queue.put([message], delay_seconds=min(HELD_SECONDS, left))
        return Became.HELD
    found = owed(message.cause.rpartition("#")[2])
    if found.is_settled:
        return Became.SKIPPED
    return send(message, compose(reading, found), reading.to.email, attempt, now)


def compose(reading: Reading, found: Owed) -> Mail:
    month = show_period(found.month, SPEECH.locale)
    heading = SPEECH.say(msg("Stipends of {month}: {n} to pay"), month=month, n=str(found.unpaid))
    by = SPEECH.time(due_at(found.month, load_programmes().stipend))
    lead = msg("Please pay what is open before {time}. After that each one counts as late.")
    url = pay_list_url(*reading.holder, month=found.month)
    return Mail(
        locale=SPEECH.locale,
        subject=heading,
        heading=heading,
        lead=SPEECH.say(lead, time=by),
        facts=_facts(found, month),
        button=Button(SPEECH.say(msg("Open the pay list")), url),
        notes=_notes(reading),
        footer=reading.footer,
    )


def _facts(found: Owed, month: str) -> Rows:
    say = SPEECH.say
    return (
        (say(msg("For")), month),
        (say(msg("On the list")), _sum(found.count, found.amount)),
        (say(msg("Still to pay")), _sum(found.unpaid, found.unpaid_amount)),
        (say(msg("Paid, receipt not proved yet")), str(found.unproved)),
    )


def _sum(count: int, amount: int) -> str:
    return SPEECH.say(msg("{n} people, {amount}"), n=str(count), amount=show_rupiah(amount))


def _notes(reading: Reading) -> tuple[str, ...]:
    instead_of = reading.message.instead_of
    told = SPEECH.say(msg("The list can be printed, or loaded as CSV or PDF for the bank."))
    stands_in = stand_in_note(post_title(instead_of, reading.catalogue)) if instead_of else ""
    return tuple(one for one in (stands_in, told) if one)
