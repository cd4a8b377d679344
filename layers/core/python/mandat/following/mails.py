"""Mail to followers: that something happened, where it is read, and nothing that anybody wrote."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from mandat.cases import store as cases
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import Case
from mandat.city.store import load_catalogue
from mandat.following import store
from mandat.following.domain import MILESTONES, Follower
from mandat.messaging import queue
from mandat.messaging.domain import Kind, Message
from mandat.messaging.mail import Button, Mail, Rows
from mandat.messaging.outbox import Became, send
from mandat.messaging.speech import Speech
from mandat.people import mails
from mandat.people import store as people
from mandat.people.domain import Leave, Mailbox, leave
from mandat.platform.ids import show_reference
from mandat.platform.links import follow_url
from mandat.story.words import status_words
from mandat.text.mark import msg

# The queue cannot wait longer at once; older news is read on the page.
HELD = timedelta(minutes=14)
NEWS_FOR = timedelta(days=3)
FOOTER = (
    msg("You get this mail because you follow this report. Behind the link you can stop it."),
    msg("Replies to this mail are read at the triage desk."),
)


def news(event: Event, case: Case) -> Iterator[Message]:
    """One message for each follower with a mail address; the cause names event and follower."""
    if event.type not in MILESTONES or case.sealed or case.booking or case.programme:
        return
    for one in store.followers(case.id):
        if one.email:
            cause = f"{event.id}#{one.hash}"
            trace = event.correlation_id
            yield Message(cause, Kind.FOLLOWED, case.id, event.seq, correlation_id=trace)


def deliver(message: Message, attempt: str, now: datetime) -> Became:
    """One mail, by day, if its address may have it now; else it waits, for three days at most."""
    follower = store.find(message.case_id, message.cause.rpartition("#")[2])
    case = cases.find(message.case_id)
    if follower is None or not follower.email or case is None or case.sealed:
        return Became.SKIPPED
    if _is_old(message, now):
        return Became.SKIPPED
    box = people.mailbox(people.address_hash(follower.email))
    may = _leave(box, message, now)
    if may is Leave.NEVER:
        return Became.SKIPPED
    if may is Leave.LATER:
        queue.put([message], delay_seconds=int(HELD.total_seconds()))
        return Became.HELD
    mail = compose(case, follower)
    if may is Leave.PLAINLY:
        mail = mails.plainly(mail, box.hash, "", now)
    return send(message, mail, follower.email, attempt, now)


def _is_old(message: Message, now: datetime) -> bool:
    found = cases.timeline(message.case_id, after=message.seq - 1, limit=1)
    return not found or now - found[0].at > NEWS_FOR


def _leave(box: Mailbox, message: Message, now: datetime) -> Leave:
    may = leave(box, message.id, now)
    if may is not Leave.NEVER and load_catalogue().calendar.is_quiet(now):
        return Leave.LATER
    if may is Leave.PLAINLY and not people.take_day(box.hash, message.id, now):
        return Leave.LATER
    return may


def compose(case: Case, follower: Follower) -> Mail:
    speech = Speech(follower.locale)
    heading = speech.say(msg("News of a report that you follow"))
    return Mail(
        locale=speech.locale,
        subject=f"{heading} [{show_reference(case.id)}]",
        heading=heading,
        lead=speech.say(msg("Something has happened. You can read it behind the link.")),
        facts=_facts(case, speech),
        button=Button(speech.say(msg("See the report")), follow_url(case.id, follower.hash)),
        footer=tuple(speech.say(one) for one in FOOTER),
    )


def _facts(case: Case, speech: Speech) -> Rows:
    village = load_catalogue().village(case.village)
    found = (
        (speech.say(msg("Report number")), show_reference(case.id)),
        (speech.say(msg("About")), speech.of(case.service_title)),
        (speech.say(msg("Place")), village.name if village else ""),
        (speech.say(msg("Status")), speech.say(status_words(case))),
    )
    return tuple(row for row in found if row[1])
