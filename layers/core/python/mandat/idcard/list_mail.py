"""Lists instead of mails: the week's to who makes cards, the day's to a lurah who has any.

The daily run queues them. The button leads to the list itself: no name stands in the mail.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime

from mandat.city.calendar import to_local
from mandat.city.store import load_catalogue
from mandat.idcard.domain.model import Card, CardStatus
from mandat.idcard.opened import open_cards
from mandat.messaging import queue
from mandat.messaging.domain import Kind, Message
from mandat.messaging.lists import SPEECH, Reading, read
from mandat.messaging.mail import Button, Mail, Rows
from mandat.messaging.notify import posts_for, superiors_of
from mandat.messaging.outbox import Became, send
from mandat.platform.links import cards_url
from mandat.posts.mails import stand_in_note
from mandat.posts.reach import readers
from mandat.programmes.domain.terms import CardTerms
from mandat.programmes.terms_store import load_programmes
from mandat.records import record
from mandat.story.timeline import post_title
from mandat.text.mark import msg
from mandat.text.words import show_date

# The queue holds it no longer than this at once; it waits for the morning in several steps.
HELD_SECONDS = 840
MONDAY = 0
# How far ahead a week's list looks, in days of birthdays.
WEEKS_AHEAD = 60
S = CardStatus
WITH_LURAH = frozenset({S.OUT, S.VISITING})


def announce(day: date, now: datetime) -> int:
    """Queue the mails of a local day; how many. Again on that day is the same.

    Raises OutcomeUnknownError.
    """
    terms = load_programmes().card
    makers = (terms.made_by,) if terms.made_by and day.weekday() == MONDAY else ()
    return queue.put(
        (
            *_messages(makers, Kind.CARD_WEEK, day, now),
            *_messages(_lurahs(day, terms), Kind.CARD_DAY, day, now),
        )
    )


def _messages(posts: Iterable[str], kind: Kind, day: date, now: datetime) -> Iterator[Message]:
    """Mail of a post that cannot be reached goes to who stands in for it."""
    above = superiors_of(load_catalogue()).get
    cause = f"card-list#{day.isoformat()}"
    for post in posts:
        for to in readers(post, posts_for((post,), above), above, "", now):
            about = f"{cause}#{post}"
            yield Message(about, kind, "", 0, to.post, to.address, instead_of=to.instead_of)


def _lurahs(day: date, terms: CardTerms) -> tuple[str, ...]:
    """Whoever has a card to bring that day, or somebody to visit."""
    villages = {one.village for one in _with_lurahs(day, terms)}
    found = {one.lurah_id for one in load_catalogue().villages if one.code in villages}
    return tuple(sorted(found))


def _with_lurahs(day: date, terms: CardTerms) -> Iterator[Card]:
    near = open_cards(terms.visit_days, day, terms)
    return (one for one in near if one.status in WITH_LURAH and _is_due(one, day))


def _is_due(card: Card, day: date) -> bool:
    return card.day is None or card.day <= day


def deliver(message: Message, attempt: str, now: datetime) -> Became:
    """Skipped when nothing is left to do; held over the night."""
    reading = read(message, now)
    if reading is None:
        return Became.SKIPPED
    calendar = reading.catalogue.calendar
    if calendar.is_quiet(now):
        left = int((calendar.after_quiet(now) - now).total_seconds())
        queue.put([message], delay_seconds=min(HELD_SECONDS, left))
        return Became.HELD
    found = _LISTS[message.kind](reading, to_local(now).date())
    if not any(found.numbers):
        return Became.SKIPPED
    return send(message, _compose(reading, found), reading.to.email, attempt, now)


@record
class Listed:
    """A list in figures: what it is called, and how many of what."""

    heading: str
    lead: str
    button: str
    labels: tuple[str, ...]
    numbers: tuple[int, ...]


def _week(_reading: Reading, day: date) -> Listed:
    """What who makes cards has to do, by how the cards stand."""
    near = tuple(open_cards(WEEKS_AHEAD, day, load_programmes().card))
    states = (frozenset({S.APPOINTED}), frozenset({S.RECORDED}), frozenset({S.INVITED, S.EXPECTED}))
    return Listed(
        SPEECH.say(msg("Identity cards of the week")),
        SPEECH.say(msg("Of those who turn 17 in the next {days} days."), days=str(WEEKS_AHEAD)),
        SPEECH.say(msg("Open the list")),
        (msg("Have an appointment"), msg("To be printed"), msg("Invited, without a time")),
        tuple(sum(one.status in state for one in near) for state in states),
    )


def _day(reading: Reading, day: date) -> Listed:
    """What a lurah brings, and whom he visits; of who stands in for him, the lurah's."""
    post, terms = reading.message.cause.rpartition("#")[2], load_programmes().card
    mine = {one.code for one in reading.catalogue.villages if one.lurah_id == post}
    cards = tuple(one for one in _with_lurahs(day, terms) if one.village in mine)
    shown = show_date(day, SPEECH.locale)
    return Listed(
        SPEECH.say(msg("Identity cards of {day}"), day=shown),
        SPEECH.say(msg("Please bring them today, from door to door: it is their birthday.")),
        SPEECH.say(msg("Open the route")),
        (msg("To be brought"), msg("To be visited")),
        tuple(sum(one.status is state for one in cards) for state in (S.OUT, S.VISITING)),
    )


_LISTS: Mapping[Kind, Callable[[Reading, date], Listed]] = {
    Kind.CARD_WEEK: _week,
    Kind.CARD_DAY: _day,
}


def _compose(reading: Reading, found: Listed) -> Mail:
    return Mail(
        locale=SPEECH.locale,
        subject=found.heading,
        heading=found.heading,
        lead=found.lead,
        facts=_facts(found),
        button=Button(found.button, cards_url(*reading.holder)),
        notes=_notes(reading),
        footer=reading.footer,
    )


def _facts(found: Listed) -> Rows:
    pairs = zip(found.labels, found.numbers, strict=True)
    return tuple((SPEECH.say(label), str(number)) for label, number in pairs)


def _notes(reading: Reading) -> tuple[str, ...]:
    instead_of = reading.message.instead_of
    told = SPEECH.say(msg("Names and addresses stand on the page only, not in this mail."))
    stands_in = stand_in_note(post_title(instead_of, reading.catalogue)) if instead_of else ""
    return tuple(one for one in (stands_in, told) if one)
