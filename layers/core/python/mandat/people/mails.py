"""Mail to an address that nobody has confirmed yet, and the morning's mail of the newest state."""

from collections.abc import Iterable
from dataclasses import field, replace
from datetime import datetime

from mandat.cases import store
from mandat.cases.domain.model import Case, CaseStatus
from mandat.cases.domain.timing import promised_by
from mandat.messaging.domain import Message
from mandat.messaging.mail import Block, Button, Mail, Rows
from mandat.messaging.speech import Speech
from mandat.people.domain import LINK_AGE
from mandat.personal import store as personal
from mandat.personal.domain import Contact
from mandat.platform.ids import show_reference
from mandat.platform.links import address_url, track_url
from mandat.records import record
from mandat.story.words import status_words
from mandat.text.mark import msg

FOOTER = (
    msg("You get this mail because you made a report to the city and left this address."),
    msg("Replies to this mail are read at the triage desk."),
)


@record
class Waiting:
    """A case whose news waited, as it is now."""

    case: Case
    contact: Contact = field(repr=False)


def hash_of(message: Message) -> str:
    """The address that a mail of the newest state is for."""
    return hash_in(message.cause)


def hash_in(cause: str) -> str:
    return cause.partition("#")[0]


def read(case_ids: Iterable[str]) -> tuple[Waiting, ...]:
    """The cases that still have an address, the last to move first."""
    known = (store.find(one) for one in case_ids)
    found = [Waiting(case, personal.contact(case.id)) for case in known if case]
    found.sort(key=lambda one: one.case.changed_at, reverse=True)
    return tuple(one for one in found if one.contact.email)


def plainly(mail: Mail, hashed: str, case_id: str, now: datetime) -> Mail:
    """The mail without what people wrote, and with the way to confirm the address."""
    asked = _confirmation(Speech(mail.locale), hashed, case_id, now)
    return replace(mail, first=None, blocks=(asked, *mail.blocks))


def _confirmation(speech: Speech, hashed: str, case_id: str, now: datetime) -> Block:
    return Block(
        speech.say(msg("Is this your address?")),
        text=speech.say(
            msg(
                "Confirm it once, and you get all news by mail, with what the officers write. "
                "Until then we send at most one mail a day, without it; your report is worked on "
                "all the same. Not yours? Say so behind the same link."
            )
        ),
        links=(
            Button(
                speech.say(msg("Confirm this address")),
                address_url(hashed, case_id, now + LINK_AGE),
            ),
        ),
    )


def latest(cases: tuple[Waiting, ...], hashed: str, now: datetime, *, confirmed: bool) -> Mail:
    """Where each case stands, without a word that anybody wrote."""
    newest = cases[0]
    speech = Speech(newest.contact.locale)
    heading = speech.say(msg("Where your reports stand"))
    mail = Mail(
        locale=speech.locale,
        subject=f"{heading} [{show_reference(newest.case.id)}]",
        heading=heading,
        lead=speech.say(msg("This is the news since our last mail.")),
        facts=_state(newest.case, speech),
        button=Button(speech.say(msg("See my report")), track_url(newest.case.id)),
        blocks=tuple(_block(one.case, speech) for one in cases[1:]),
        footer=tuple(speech.say(one) for one in FOOTER),
    )
    return mail if confirmed else plainly(mail, hashed, newest.case.id, now)


def _block(case: Case, speech: Speech) -> Block:
    link = Button(speech.say(msg("See my report")), track_url(case.id))
    return Block(show_reference(case.id), rows=_state(case, speech)[1:], links=(link,))


def _state(case: Case, speech: Speech) -> Rows:
    promised = case.status is CaseStatus.OPEN and not case.booking
    promise = promised_by(case) if promised else None
    asked = speech.say(msg("Are you satisfied or not? You have the last word."))
    found = (
        (speech.say(msg("Report number")), show_reference(case.id)),
        (speech.say(msg("About")), speech.of(case.service_title)),
        (speech.say(msg("Status")), speech.say(status_words(case))),
        (speech.say(msg("Done before")), speech.time(promise)),
        (
            speech.say(msg("Your turn")),
            asked if case.status is CaseStatus.ANSWERED else "",
        ),
    )
    return tuple(row for row in found if row[1])
