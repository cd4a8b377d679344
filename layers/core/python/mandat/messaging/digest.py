"""What else citizens reported while a window was open: one mail to a head."""

from collections.abc import Sequence
from datetime import datetime

from mandat.cases import store as cases
from mandat.cases.domain.model import Case
from mandat.forwarding.commands import DIGEST_OF, unheard
from mandat.forwarding.domain import is_told, read_window
from mandat.messaging.domain import Message
from mandat.messaging.lists import SHOWN, SPEECH, Reading, at_least, details, listed, read
from mandat.messaging.mail import Button, Line, Mail
from mandat.messaging.masking import mask
from mandat.messaging.outbox import Became, send
from mandat.personal import store as personal
from mandat.platform.links import reports_url
from mandat.story.timeline import post_title
from mandat.text.mark import msg

LOADED = 200
GIST = 140


def deliver(message: Message, attempt: str, now: datetime) -> Became:
    """Skipped when nothing of it is news any more."""
    reading = read(message, now)
    found = _cases(reading) if reading else ()
    if reading is None or not found:
        return Became.SKIPPED
    return send(message, compose(reading, found), reading.to.email, attempt, now)


def _cases(reading: Reading) -> tuple[Case, ...]:
    window_id = reading.message.cause.removeprefix(DIGEST_OF)
    window = read_window(window_id, reading.catalogue.calendar)
    events = unheard(reading.post.id, window, reading.now)[:LOADED]
    loaded = cases.load_many(event.case_id for event in events)
    return tuple(case for case in loaded if is_told(case, reading.post.id))


def compose(reading: Reading, found: Sequence[Case]) -> Mail:
    heading = SPEECH.say(msg("{n} more reports of citizens"), n=at_least(len(found), LOADED))
    title = SPEECH.say(msg("The reports"))
    lines = [_line(reading, case) for case in found[:SHOWN]]
    return Mail(
        locale=SPEECH.locale,
        subject=heading,
        heading=heading,
        lead=SPEECH.say(msg("Each has its owner. Is one a task of yours? Open it and take it.")),
        button=Button(SPEECH.say(msg("All reports of the last days")), _page(reading)),
        blocks=listed(title, lines, len(found), LOADED),
        footer=reading.footer,
    )


def _line(reading: Reading, case: Case) -> Line:
    owner = SPEECH.say(msg("With: {owner}"), owner=post_title(case.owner, reading.catalogue))
    detail = details(reading.place(case.village), owner, _gist(case.id))
    return reading.line(case.id, case.service_title, detail)


def _gist(case_id: str) -> str:
    plain = " ".join(mask(personal.narrative(case_id).description).split())
    return plain if len(plain) <= GIST else f"{plain[:GIST].rstrip()}…"


def _page(reading: Reading) -> str:
    return reports_url(*reading.holder)
