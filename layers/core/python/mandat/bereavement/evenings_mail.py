"""The mail of a list of evenings, and that one does not take place."""

from datetime import datetime

from mandat.bereavement import store
from mandat.bereavement.invitation import LIST_OF, concerns, day_of, houses
from mandat.cases import store as cases
from mandat.cases.domain.model import Case
from mandat.messaging.domain import Kind, Message
from mandat.messaging.lists import SHOWN, SPEECH, Reading, details, listed, read
from mandat.messaging.mail import Block, Button, Line, Mail
from mandat.messaging.masking import bare
from mandat.messaging.outbox import Became, send
from mandat.personal import store as personal
from mandat.platform.links import worklist_url
from mandat.programmes.terms_store import load_programmes
from mandat.text.mark import msg
from mandat.text.words import show_date


def deliver(message: Message, attempt: str, now: datetime) -> Became:
    """Skipped when no house of it is the reader's, or its evening is over."""
    reading = read(message, now)
    mail = _mail(reading) if reading else None
    if reading is None or mail is None:
        return Became.SKIPPED
    return send(message, mail, reading.to.email, attempt, now)


def _mail(reading: Reading) -> Mail | None:
    if reading.message.kind is Kind.EVENINGS_OFF:
        return called_off(reading, cases.load(reading.message.case_id))
    list_id = reading.message.cause.removeprefix(LIST_OF)
    found = [one for one in houses(list_id) if concerns(one, reading.post.id, reading.catalogue)]
    return compose(reading, list_id, tuple(found)) if found else None


def compose(reading: Reading, list_id: str, found: tuple[Case, ...]) -> Mail:
    say = SPEECH.say
    day = show_date(day_of(list_id), SPEECH.locale)
    heading = say(msg("Tonight with families that mourn: {n}"), n=str(len(found)))
    lines = [_line(reading, case) for case in found[:SHOWN]]
    lead = msg("{day}. Please come, or send somebody for you: it is the city that is there.")
    return _told(
        reading,
        heading,
        say(lead, day=day),
        listed(say(msg("Where and when")), lines, len(found), len(found) + 1),
    )


def called_off(reading: Reading, case: Case) -> Mail:
    say = SPEECH.say
    heading = say(msg("Does not take place: evening in {place}"), place=reading.place(case.village))
    lead = say(msg("The report was wrong. Please tell those whom you have asked to come with you."))
    return _told(reading, heading, lead, ())


def _told(reading: Reading, heading: str, lead: str, blocks: tuple[Block, ...]) -> Mail:
    return Mail(
        locale=SPEECH.locale,
        subject=heading,
        heading=heading,
        lead=lead,
        first=blocks[0] if blocks else None,
        button=Button(SPEECH.say(msg("Your own work")), worklist_url(*reading.holder)),
        footer=reading.footer,
    )


def _line(reading: Reading, case: Case) -> Line:
    """The house by its place; who lives there the lurah knows."""
    death, told = store.load(case.id), personal.narrative(case.id)
    village = reading.catalogue.village(case.village)
    place = f"{village.name}, {village.district}" if village else reading.catalogue.city_name
    where = details(place, bare(told.neighbourhood), bare(told.landmark))
    terms = load_programmes().bereavement
    faiths = {one.id: SPEECH.of(one.evening) for one in terms.faiths}
    called = faiths.get(death.faith, "") if death else ""
    hour, minute = divmod(terms.evening_minute, 60)
    return Line(where, detail=details(called, f"{hour:02}.{minute:02} WIB"))
