"""What is said of a loan: in Bahasa Indonesia too, with names that there are."""

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

import mandat.bookings
import mandat.story
import mandat.text
from mandat.bookings import texts, wording
from mandat.bookings.domain.limits import DECLINE_REASONS, PREEMPT_REASONS
from mandat.bookings.news import OF_ITS_CASE, WHO_MUST_KNOW
from mandat.bookings.parts import PARTS
from mandat.cases.domain.facts import Event, Fact, TaskFinished, TaskRejected
from mandat.messaging.domain import OF_BOOKINGS, OF_TRIPS, TEXTED, Kind, Role
from mandat.messaging.domain import WHO_MUST_KNOW as OF_ANY_CASE
from mandat.messaging.wording import WORDINGS as OF_A_REPORT
from mandat.messaging.wording import Wording
from mandat.story import bookings as story
from mandat.story.timeline import NOT_LENT, OVER, sentence
from unit.bookings import samples as b
from unit.web.test_timeline import CITY

BOOKINGS = Path(mandat.bookings.__path__[0])
STORY = Path(mandat.story.__path__[0])
CATALOGUES = Path(mandat.text.__path__[0]) / "locale/id/LC_MESSAGES"
# What bookings.lent.names, SMS and calls fill in.
NAMES = frozenset(
    {
        *("title", "owner", "previous", "actor", "answerer", "time", "clock", "level"),
        *("reason", "outcome", "thing", "loan", "day", "end", "until", "proposed", "lapsed"),
        *("barred", "news"),
        *("city", "reference", "link", "office", "site"),
    }
)


def spoken() -> Iterator[str]:
    keywords = {"msg": None, "say": None}
    for path in (*BOOKINGS.glob("*.py"), STORY / "bookings.py", STORY / "loans.py"):
        found = extract_from_file("python", path, keywords)
        yield from (one[1] for one in found if isinstance(one[1], str))


def known() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in CATALOGUES.glob("*.po"):
        with path.open("rb") as file:
            found |= {one.id: one.string for one in read_po(file) if one.id and one.string}
    return found


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_sentence_is_in_bahasa_indonesia_with_the_same_names() -> None:
    translated = known()
    for english in spoken():
        assert english in translated, english
        assert names_in(translated[english]) == names_in(english), english


def wordings() -> Iterator[Wording]:
    tables = (wording.WORDINGS, wording.NEWS, wording.ENDS, wording.OF_ITS_CASE)
    for table in tables:
        yield from table.values()


def test_wordings_leave_only_names_open_that_are_known() -> None:
    for one in wordings():
        for text in (one.subject, one.lead, one.watch, *one.more):
            assert names_in(text) <= NAMES, text


def test_subjects_hold_no_person() -> None:
    used = {name for one in wordings() for name in names_in(one.subject)}

    assert used <= {"title", "owner", "thing", "day", "until"}


def test_every_kind_of_a_loan_has_its_words_and_its_parts() -> None:
    assert set(wording.WORDINGS) == OF_BOOKINGS - {Kind.BOOKING_NEWS}
    assert set(PARTS) == OF_BOOKINGS
    assert set(wording.ENDS) > {"BookingDeclined", "BookingReturned", "BookingNoShow", "taken_back"}
    assert set(wording.CALL_TEXTS) == set(wording.CALLED_FOR)


def test_every_reason_has_its_words() -> None:
    assert set(story.DECLINE_REASONS) == DECLINE_REASONS
    assert set(story.PREEMPT_REASONS) == PREEMPT_REASONS
    assert set(story.EXPIRED) == {"not_decided", "not_chosen", "not_taken", "never_free"}


def kinds_to_citizens() -> set[Kind]:
    """Of the case of a loan, as its table and that of any case have them."""
    rows = [row for fact, found in OF_ANY_CASE.items() if fact not in OF_ITS_CASE for row in found]
    own = [one for found in OF_ITS_CASE.values() for one in found]
    return {row.kind for row in (*rows, *own) if row.role is Role.CITIZEN}


def test_no_citizen_with_a_loan_reads_of_a_report() -> None:
    for kind in kinds_to_citizens() - {Kind.MERGED}:
        said = wording.OF_ITS_CASE.get(kind) or OF_A_REPORT[kind]
        for text in (said.subject, said.lead, said.button, *said.more):
            assert "report" not in text, kind


def test_what_may_be_texted_has_a_text() -> None:
    assert set(texts.TEXTS) == TEXTED - {Kind.RECEIVED} | OF_TRIPS


def test_a_news_row_has_words_for_its_fact() -> None:
    told = {
        fact.__name__
        for fact, found in WHO_MUST_KNOW.items()
        if any(one.kind is Kind.BOOKING_NEWS for one in found)
    }
    assert set(wording.NEWS) == told


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (TaskFinished("T1", None, text=False), OVER),
        (TaskRejected("T1", "official_duty", None), NOT_LENT),
        (TaskRejected("T1", "not_decided", None), NOT_LENT),
    ],
)
def test_the_end_of_the_case_says_no_code(fact: Fact, said: str) -> None:
    event = Event("7F3K9QX2", 9, b.NOW, "end", "system", fact)

    assert sentence(event, CITY, "en") == said
