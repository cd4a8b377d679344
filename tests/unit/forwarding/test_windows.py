"""Windows tile all time, and whatever the order, every head hears of every report once."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.cases.domain.facts import Event, TaskAssigned
from mandat.cases.domain.model import Case
from mandat.city.calendar import Calendar
from mandat.forwarding.domain import (
    OF_LOANS,
    Window,
    gathered_at,
    hearers,
    is_hidden,
    is_told,
    others,
    read_window,
    window_of,
)
from unit.cases import samples as s

CALENDAR = Calendar()
HEADS = ("dinas-pupr", "dlh", "dishub")
moments = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001  the strategy adds the zone
    datetime(2027, 1, 1),  # noqa: DTZ001  same
    timezones=st.just(UTC),
)


@given(moments)
def test_every_moment_lies_in_one_window(at: datetime) -> None:
    window = window_of(at, CALENDAR)

    assert window.start <= at < window.end
    assert window_of(window.start, CALENDAR) == window
    assert window_of(window.end - timedelta(microseconds=1), CALENDAR) == window
    assert window_of(window.end, CALENDAR).start == window.end
    assert read_window(window.id, CALENDAR) == window


@given(moments)
def test_what_is_gathered_comes_after_the_window_and_never_at_night(at: datetime) -> None:
    window = window_of(at, CALENDAR)

    assert gathered_at(window, CALENDAR) > window.end
    assert not CALENDAR.is_quiet(gathered_at(window, CALENDAR))


@pytest.mark.parametrize(
    ("at", "start", "end"),
    [
        ("2026-11-24T03:14:59", "2026-11-24T03:00:00", "2026-11-24T03:15:00"),
        ("2026-11-24T13:00:00", "2026-11-24T13:00:00", "2026-11-25T00:00:00"),
        ("2026-11-24T23:59:59", "2026-11-24T13:00:00", "2026-11-25T00:00:00"),
    ],
)
def test_a_window_is_a_quarter_hour_or_a_night(at: str, start: str, end: str) -> None:
    wanted = Window(utc(start), utc(end))

    assert window_of(utc(at), CALENDAR) == wanted


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def assigned(number: int, minute: int, owner: str) -> Event:
    fact = TaskAssigned("T1", owner, "rule", (), 0)
    at = s.START + timedelta(minutes=minute)
    return Event(f"case-{number}", 2, at, f"cause-{number}", "system", fact)


class Heard:
    """What reaches one head: a window's first is the one whose put came first."""

    def __init__(self) -> None:
        self.firsts: dict[tuple[str, str], str] = {}
        self.mails: Counter[tuple[str, str]] = Counter()

    def forward(self, event: Event, case: Case) -> None:
        fact = event.fact
        assert isinstance(fact, TaskAssigned)
        for head in hearers(case, fact.owner, HEADS):
            window = window_of(event.at, CALENDAR)
            if self.firsts.setdefault((head, window.id), event.id) == event.id:
                self.mails[head, event.id] = 1  # a repeat has the same id, and is sent once

    def gather(self, events: list[Event]) -> None:
        for (head, window_id), first in self.firsts.items():
            window = read_window(window_id, CALENDAR)
            inside = [one for one in events if window.start <= one.at < window.end]
            for event in others(inside, head, first):
                self.mails[head, event.id] += 1


reports = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from([*HEADS, "triase"])), min_size=1, max_size=12
)


@given(reports, st.data())
def test_in_any_order_and_however_often_each_head_hears_once(
    found: list[tuple[int, str]], data: st.DataObject
) -> None:
    events = [assigned(number, *one) for number, one in enumerate(found)]
    heard, case = Heard(), s.opened()
    arrivals = data.draw(st.permutations([*events, *events]))

    for event in arrivals:
        heard.forward(event, case)
    heard.gather(events)

    wanted = {
        (head, one.id)
        for one in events
        for head in HEADS
        if isinstance(one.fact, TaskAssigned) and one.fact.owner != head
    }
    assert dict(heard.mails) == dict.fromkeys(wanted, 1)


def test_no_other_head_hears_of_a_loan() -> None:
    lent = replace(s.opened(), booking="live")

    assert hearers(lent, "bagian-umum", HEADS) == ()
    assert not is_told(lent, "dlh")


def test_nobody_hears_of_a_sealed_case_and_the_owner_gets_no_copy() -> None:
    assert hearers(s.opened(sealed=True), "dlh", HEADS) == ()
    assert hearers(s.opened(), "dlh", HEADS) == ("dinas-pupr", "dishub")


def test_settled_sealed_and_own_cases_are_no_news() -> None:
    case = s.opened()

    assert is_told(case, "dlh")
    assert not is_told(case, case.owner)
    assert not is_told(replace(case, sealed=True), "dlh")


def test_what_a_programme_owes_a_person_and_what_a_driver_says_are_no_matter_of_all_heads() -> None:
    for kept in (s.opened(programme="stipend"), s.opened(channel=OF_LOANS)):
        assert is_hidden(kept)
        assert hearers(kept, "dlh", HEADS) == ()
    assert not is_hidden(s.opened())
