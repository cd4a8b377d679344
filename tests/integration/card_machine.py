"""Cards at 17 with the table for a store: some people, some months, and all that can go wrong.

What is expected is kept in a diary of its own, which knows the register and nothing of cards. The
terms are shorter than the city's, so that a few steps go from the invitation to the door.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from integration import cardholders as x
from integration import stipends
from integration.bookings_machine import table
from mandat.bookings.sheets_store import sheets
from mandat.cases import store as cases
from mandat.cases.domain.model import CaseStatus, ClockName
from mandat.city.calendar import JAKARTA
from mandat.errors import RefusedError, TakenError
from mandat.idcard import calendar, expecting, store
from mandat.idcard.domain import acts as a
from mandat.idcard.domain.apply import replay
from mandat.idcard.domain.model import Card, CardStatus
from mandat.programmes.domain.terms import CardTerms, Programmes
from mandat.programmes.terms_store import (
    forget_programmes,
    put_programmes,
    read_programmes,
)
from unit.idcard import samples as t

PEOPLE = tuple(letter * 32 for letter in "abc")
VILLAGES = (t.VILLAGE, t.ELSEWHERE)
FIRST = date(2027, 12, 1)
# Mostly those who are awaited soon; a leap day's child, and who is far too old or too young.
BIRTHS = st.one_of(
    st.integers(-15, 60).map(lambda n: date(2010, 12, 1) + timedelta(days=n)),
    st.integers(-15, 60).map(lambda n: date(2010, 12, 1) + timedelta(days=n)),
    st.just(date(2012, 2, 29)),
    st.dates(date(1995, 1, 1), date(2015, 12, 31)),
)
WAITS = st.sampled_from((0, 1, 1, 1, 5, 14, 30))
ACTS: tuple[Callable[[], a.CardCommand], ...] = (
    x.free_time,
    t.lose,
    lambda: t.lose(t.MAKER, why="missed"),
    t.take,
    t.print_card,
    t.visit,
    t.deliver,
    lambda: t.deliver(t.MAKER),
    t.miss,
    t.move,
    t.end,
    lambda: t.end(reason="deceased"),
)


def short_terms() -> CardTerms:
    """Two months from the invitation to the birthday, and two counters open every day."""
    known = read_programmes() or Programmes()
    times = {"invite_days": 45, "late_days": 20, "visit_days": 15, "horizon_days": 20}
    hours = {"open_minute": 780, "close_minute": 840, "weekdays": frozenset(range(7))}
    card = replace(known.card, remind_days=(10, 20), **times, **hours)
    forget_programmes()
    put_programmes(replace(known, version=known.version + 1, card=card), known.version)
    return card


def turns_17(born: date) -> date:
    leap = (born.month, born.day) == (2, 29)
    return date(born.year + 17, 3, 1) if leap else born.replace(year=born.year + 17)


class CardsOnTheTable(RuleBasedStateMachine):
    """Every wish goes through the commands, every day through the calendar."""

    def __init__(self) -> None:
        super().__init__()
        items = table().items
        for key in [one for one in items if one.value != "CITY"]:
            del items[key]
        self.terms = short_terms()
        self.day = FIRST
        self.living: dict[str, tuple[date, str]] = {}
        self.late: list[calendar.Job] = []
        self.count = 0

    @property
    def now(self) -> datetime:
        return datetime.combine(self.day, time(12), JAKARTA)

    def cause(self) -> str:
        self.count += 1
        return f"act:{self.count}"

    # -- What happens

    @initialize(births=st.tuples(*(BIRTHS for _ in PEOPLE)))
    def the_register_knows_them(self, births: tuple[date, ...]) -> None:
        for person, born in zip(PEOPLE, births, strict=True):
            self.is_imported(person, born, t.VILLAGE)
        self.late += x.day_runs(self.day)

    @rule(person=st.sampled_from(PEOPLE), born=BIRTHS, village=st.sampled_from(VILLAGES))
    def is_imported(self, person: str, born: date, village: str) -> None:
        """New, moved, or alive after all; whom the register knows keeps the day of birth."""
        born = self._known_birth(person) or born
        x.young(person, born_on=born, village=village)
        self.living[person] = born, village

    def _known_birth(self, person: str) -> date | None:
        found = x.known(person)
        return found.born_on if found else None

    @precondition(lambda self: self.living)
    @rule(data=st.data())
    def dies_by_an_extract(self, data: st.DataObject) -> None:
        person = data.draw(st.sampled_from(sorted(self.living)))
        born, village = self.living.pop(person)
        x.young(person, born_on=born, village=village, died_on=self.day)

    @rule(days=WAITS)
    def days_pass(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule(days=WAITS, jobs=st.integers(0, 2))
    def a_run_crashes(self, days: int, jobs: int) -> None:
        self.day += timedelta(days=days)
        self.late += x.day_runs(self.day, jobs=jobs)

    @precondition(lambda self: self.late)
    @rule(data=st.data())
    def a_job_comes_late_or_twice(self, data: st.DataObject) -> None:
        calendar.work(data.draw(st.sampled_from(self.late)), self.now)

    @rule(days=WAITS, overtaken=st.booleans())
    def the_day_runs(self, days: int, overtaken: bool) -> None:
        self.day += timedelta(days=days)
        with rival(self.now) if overtaken else nullcontext():
            for _ in range(4):
                self.late += x.day_runs(self.day)
        self.late = self.late[-8:]
        assert x.day_runs(self.day) == []
        self._everybody_is_thought_of()

    @precondition(lambda _: cards())
    @rule(data=st.data(), act=st.sampled_from(ACTS))
    def somebody_acts(self, data: st.DataObject, act: Callable[[], Any]) -> None:
        """Whoever it is says what may be said or not: what is refused changes nothing."""
        card = data.draw(st.sampled_from(sorted(cards(), key=lambda one: one.case_id)))
        command = self._filled(act(), card)
        try:
            x.do(card.case_id, command, self.now)
        except (RefusedError, TakenError):
            assert store.load(card.case_id) == card

    def _filled(self, command: Any, card: Card) -> Any:
        found = cases.load(card.case_id)
        mine = command.actor not in {t.LURAH, t.OTHER}
        actor = command.actor if mine else f"post:{found.owner}:a1"
        command = replace(command, cause=self.cause(), actor=actor)
        if isinstance(command, a.AppointRecording):
            return replace(command, appointed_at=self._at_one())
        if isinstance(command, a.MissHandover):
            return replace(command, day=self.day + timedelta(days=1))
        if isinstance(command, a.MoveCard):
            return replace(command, to=x.lurah(t.ELSEWHERE))
        shown = stipends.shown(command.cause)
        return replace(command, photos=shown) if isinstance(command, a.DeliverCard) else command

    def _at_one(self) -> datetime:
        return datetime.combine(self.day + timedelta(days=2), time(13), JAKARTA)

    # -- What must hold

    def _everybody_is_thought_of(self) -> None:
        """Who is due has a card on its way, or one that came or ended for a reason."""
        first = self.day - timedelta(days=self.terms.late_days)
        last = self.day + timedelta(days=self.terms.invite_days)
        for person, (born, _) in self.living.items():
            if first <= turns_17(born) <= last:
                card = x.card(person)
                assert card.birthday == turns_17(born)
                assert not card.is_over or card.delivered_on or card.reason not in {"", "died"}
        for card in cards():
            assert card.is_over or card.person in self.living or self._is_long_over(card)

    def _is_long_over(self, card: Card) -> bool:
        return card.birthday < self.day - timedelta(days=self.terms.late_days)

    @invariant()
    def nobody_has_two_cards(self) -> None:
        on_its_way = Counter(one.person for one in cards() if not one.is_over)
        assert not [one for one, count in on_its_way.items() if count > 1]
        for card in cards():
            latest = store.case_of(card.person) == card.case_id
            assert latest or card.reason == "died"

    @invariant()
    def the_record_tells_each_card(self) -> None:
        for card in cards():
            assert replay(cases.timeline(card.case_id)) == card

    @invariant()
    def a_card_stands_among_its_birthdays_as_beside_its_case(self) -> None:
        months = {f"{one.birthday:%Y-%m}" for one in cards()}
        shown = {one.case_id: one for month in months for one in store.of_month(month)}
        for card in cards():
            if store.case_of(card.person) == card.case_id:
                assert shown[card.case_id] == card

    @invariant()
    def counters_are_kept_for_who_has_an_appointment_and_nobody_else(self) -> None:
        counters = [one.id for one in self.terms.counters]
        found = sheets(counters, FIRST, FIRST + timedelta(days=3000))
        kept = {
            (counter, who)
            for counter, days in found.items()
            for sheet in days.values()
            for who in sheet.values()
        }
        wanted = [one for one in cards() if one.status is CardStatus.APPOINTED]
        assert kept == {(one.counter, one.case_id) for one in wanted}

    @invariant()
    def nobody_is_late_before_the_evening_of_the_birthday(self) -> None:
        for card in cards():
            case = cases.load(card.case_id)
            if case.status is not CaseStatus.OPEN or case.owner != self.terms.made_by:
                continue
            task = case.task
            clock = task.clock(ClockName.FINISH) if task else None
            assert clock
            assert clock.by.astimezone(JAKARTA).date() >= card.birthday


def cards() -> list[Card]:
    """Every card that the table holds, also of cases that were ended."""
    ids = [
        pk.value.partition("#")[2]
        for pk, rows in table().items.items()
        for sk in rows
        if sk.value == store.CARD and pk.value.startswith("CASE#")
    ]
    found = (store.load(one) for one in ids)
    return [one for one in found if one]


def rival(now: datetime) -> Any:
    """Somebody else opens the very same card when it is decided, and not yet committed."""
    real, busy = store.first_writes, []

    def late(card: Card, replaces: str = "") -> Any:
        if card.person not in busy:
            busy.append(card.person)
            assert expecting.expect(card.person, now)
        return real(card, replaces)

    return patch.object(expecting.store, "first_writes", late)
