"""The morning's mail: what a post owes; to Sekda also what nobody owns and whom nothing reaches."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from mandat.briefs.domain import about_of, is_late
from mandat.briefs.store import WORK_MAX, unowned, work_of
from mandat.cases.domain.model import Case, CaseStatus, TaskStatus
from mandat.cases.store import WorkRow
from mandat.city.domain import TRIAGE
from mandat.city.store import load_posts
from mandat.messaging.domain import SEKDA, Message
from mandat.messaging.lists import SHOWN, SPEECH, Reading, at_least, details, listed, read
from mandat.messaging.mail import Block, Button, Line, Mail
from mandat.messaging.outbox import Became, send
from mandat.platform.links import worklist_url
from mandat.posts.mails import stand_in_note
from mandat.posts.reach import reachable
from mandat.records import record
from mandat.story.timeline import post_title
from mandat.text.mark import msg


def deliver(message: Message, attempt: str, now: datetime) -> Became:
    """Skipped when there is nothing to say."""
    reading = read(message, now)
    if reading is None:
        return Became.SKIPPED
    rows, extra = work_of(about_of(message.cause), now), _of_sekda(reading)
    if not (rows or extra.blocks):
        return Became.SKIPPED
    return send(message, compose(reading, rows, extra), reading.to.email, attempt, now)


@record
class Extra:
    """What Sekda reads besides: `unowned` is how many cases nobody owns."""

    blocks: tuple[Block, ...] = ()
    unowned: int = 0


def compose(reading: Reading, rows: Sequence[WorkRow], extra: Extra) -> Mail:
    heading = _heading(reading, rows, extra)
    title = SPEECH.say(msg("Open tasks, the most urgent first"))
    lines = [_task(reading, row) for row in rows[:SHOWN]]
    return Mail(
        locale=SPEECH.locale,
        subject=heading,
        heading=heading,
        lead=SPEECH.say(msg("This is what {post} owes today."), post=_about(reading)),
        button=Button(SPEECH.say(msg("All open work")), worklist_url(*reading.holder)),
        notes=_stands_in(reading),
        blocks=(*extra.blocks, *listed(title, lines, len(rows), WORK_MAX)),
        footer=reading.footer,
    )


def _heading(reading: Reading, rows: Sequence[WorkRow], extra: Extra) -> str:
    late = at_least(sum(is_late(row, reading.now) for row in rows), WORK_MAX)
    lost = at_least(extra.unowned, WORK_MAX)
    mine = msg("Good morning: {n} open, {late} too late")
    others = msg("Good morning: {lost} that nobody owns; {n} open, {late} too late")
    found = others if extra.blocks else mine
    return SPEECH.say(found, n=at_least(len(rows), WORK_MAX), late=late, lost=lost)


def _about(reading: Reading) -> str:
    return post_title(about_of(reading.message.cause), reading.catalogue)


def _stands_in(reading: Reading) -> tuple[str, ...]:
    return (stand_in_note(_about(reading)),) if reading.message.instead_of else ()


def _task(reading: Reading, row: WorkRow) -> Line:
    late = is_late(row, reading.now)
    until = msg("Too late since {time}") if late else msg("Before {time}")
    when = "" if row.status == TaskStatus.WAITING else SPEECH.say(until, time=SPEECH.time(row.by))
    detail = details(when, _state(row), reading.place(row.village))
    return reading.line(row.case_id, _title(reading, row), detail, alarm=late)


def _title(reading: Reading, row: WorkRow) -> dict[str, str]:
    """Triage calls the citizen of a sealed case without knowing what it is about."""
    service = reading.catalogue.service(row.service_id)
    own = about_of(reading.message.cause) == reading.post.id
    hidden = not own or (reading.post.id == TRIAGE and row.status == CaseStatus.ANSWERED)
    if service and service.sealed and hidden:
        return {"id": SPEECH.say(msg("Sealed report"))}
    return row.title


def _state(row: WorkRow) -> str:
    states = {
        TaskStatus.ASSIGNED: msg("Not accepted yet"),
        TaskStatus.WAITING: msg("Waiting for the citizen's answer"),
        CaseStatus.ANSWERED: msg("The citizen must be told"),
        CaseStatus.DISPUTED: msg("Mayor and vice mayor must decide"),
    }
    return SPEECH.say(states.get(row.status, ""))  # type: ignore[call-overload]  # statuses are texts


def _of_sekda(reading: Reading) -> Extra:
    if about_of(reading.message.cause) != SEKDA:
        return Extra()
    lost = tuple(_lost(reading))
    red = listed(SPEECH.say(msg("No mail reaches these posts")), lost, len(lost), len(lost) + 1)
    found = unowned(reading.catalogue, reading.now)
    lines = [_unowned(reading, case) for case in found[:SHOWN]]
    more = listed(SPEECH.say(msg("What nobody owns")), lines, len(found), WORK_MAX)
    return Extra((*red, *more), len(found))


def _lost(reading: Reading) -> Iterator[Line]:
    """Red lines: no official may be unreachable."""
    told = SPEECH.say(msg("No address of this post works any more. Please see to it today."))
    posts = load_posts(post.id for post in reading.catalogue.posts)
    for post in sorted(posts.values(), key=lambda one: one.title):
        if not reachable(post):
            yield Line(post.title, detail=told, alarm=True)


def _unowned(reading: Reading, case: Case) -> Line:
    since = SPEECH.say(msg("Since {time}"), time=SPEECH.time(case.submitted_at))
    owner = SPEECH.say(msg("With: {owner}"), owner=post_title(case.owner, reading.catalogue))
    return reading.line(
        case.id, case.service_title, details(owner, since, reading.place(case.village)), alarm=True
    )
