"""Who must know of a death, and who is asked to its evenings."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest

from mandat.bereavement import news
from mandat.bereavement.domain import acts as a
from mandat.bereavement.domain.facts import DeathFact
from mandat.bereavement.domain.limits import ANNULMENT
from mandat.bereavement.invitation import day_of, lists
from mandat.bereavement.standing import stands
from mandat.cases.domain import acts as of_case
from mandat.cases.domain.facts import Event
from mandat.cases.domain.model import ContactKind
from mandat.cases.domain.timing import next_moment
from mandat.messaging.domain import OF_DEATHS, SMS_KINDS, TELLS, Kind, Message, audience
from unit.bereavement import samples as b
from unit.cases import samples as s

SUPERIORS = {"lurah-penurunan": "camat-ratu-samban"}
# Made for other cases, with their own events: see notices.
TO_HELPERS = {Kind.DEATH_STEP_OFF}


def heard(line: b.Line, events: Iterable[Event], programme: str = "death") -> list[str]:
    return [
        f"{kind} {whom}"
        for event in events
        for kind, whom in audience(event, line.case, SUPERIORS, rows=news.rows(event, programme))
    ]


def say(line: b.Line, command: of_case.Command, at: datetime | None = None) -> list[str]:
    before = len(line.events)
    line.do(command, at)
    return heard(line, line.events[before:])


def by_mail() -> b.Line:
    return b.Line(contact=ContactKind.MAIL)


def test_every_fact_has_its_row_and_every_kind_is_told() -> None:
    tables = (news.WHO_MUST_KNOW, news.OF_DEATH, news.OF_STEP)
    used = {row.kind for table in tables for found in table.values() for row in found}

    assert set(news.WHO_MUST_KNOW) == set(get_args(DeathFact))
    assert used >= OF_DEATHS - TO_HELPERS
    assert not OF_DEATHS & TELLS


def test_no_phone_shows_what_is_sealed() -> None:
    texted = {kind for kinds in SMS_KINDS.values() for kind in kinds}

    assert not texted & OF_DEATHS


def test_a_report_is_told_to_the_family_and_to_the_lurah() -> None:
    line = by_mail()

    assert heard(line, line.events) == ["death_received citizen"]
    assert say(line, s.route("lurah-penurunan")) == ["death_to_tend lurah-penurunan"]


def test_a_step_is_its_owners_and_nobody_elses() -> None:
    line = b.Line(contact=ContactKind.NONE)
    line.routed()

    assert heard(line, line.events, "step")[-1:] == ["death_step lurah-penurunan"]


def test_what_goes_on_is_read_on_the_page() -> None:
    line = by_mail().routed()

    assert say(line, b.say(a.ConfirmDeath)) == []
    opened = b.say(a.OpenStep, b.SYSTEM, cause="o", step="akta", step_case="CAKTA")
    assert say(line, opened) == []
    assert say(line, b.say(a.EndStep, b.SYSTEM, cause="e", step="akta", how="done")) == []


def test_a_step_that_is_refused_is_the_lurahs_to_mend() -> None:
    line = by_mail().confirmed().opened("anak")

    ended = b.say(a.EndStep, b.SYSTEM, cause="e", step="anak", how="refused")
    assert say(line, ended) == ["death_step_refused lurah-penurunan"]


def test_papers_are_told_once() -> None:
    line = by_mail().with_papers()
    handed = b.say(a.HandOverPapers, papers=("akta", "kk"), photos=b.PHOTO)

    assert say(line, handed) == ["answered citizen"]


def test_a_family_is_reminded_of_nothing() -> None:
    line = by_mail().with_papers()
    line.do(b.say(a.HandOverPapers, papers=("akta", "kk"), photos=b.PHOTO))
    told: list[str] = []
    while due := next_moment(line.case):
        remind = of_case.Remind(f"due:{due}", "system", calendar=s.CALENDAR, due=due)
        told += say(line, remind, due.at)

    assert told == []


def test_a_mistake_is_told_to_the_family_and_to_whoever_has_it() -> None:
    undo = b.say(a.UndoDeath, "post:dinas-dukcapil:a1", reason="alive")

    assert say(by_mail().routed(), undo) == ["death_undone citizen", "death_wrong lurah-penurunan"]


def stand(kind: Kind, line: b.Line, step: str = "") -> bool:
    message = Message("x#1", kind, line.case.id, 1)
    return stands(message, line.events[0], line.case, line.death, step)


def test_after_a_mistake_only_the_mistake_is_told() -> None:
    line = by_mail().routed()
    assert stand(Kind.DEATH_TO_TEND, line)

    line.do(b.say(a.UndoDeath, reason="alive"))
    open_still = replace(line.case, status=by_mail().routed().case.status)
    line.now = open_still

    assert not stand(Kind.DEATH_RECEIVED, line)
    assert not stand(Kind.DEATH_STEP, line)
    assert stand(Kind.DEATH_STEP, line, ANNULMENT)
    assert stand(Kind.DEATH_UNDONE, line)


WIB = timedelta(hours=7)
TUESDAY = date(2026, 11, 24)


def listed(hour: float, day: date = TUESDAY) -> list[str]:
    """The lists that tell of three evenings from Tuesday on, of a report at a local hour."""
    reported = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour) - WIB
    return [one.id for one in lists(b.Line().death, reported, b.TERMS)]


@pytest.mark.parametrize(
    ("hour", "first"),
    [(5, ["20261124-07"]), (9, ["20261124-15"]), (14.9, ["20261124-15"]), (16, []), (19, [])],
)
def test_each_evening_is_on_one_list_after_the_report(hour: float, first: list[str]) -> None:
    assert listed(hour) == [*first, "20261125-07", "20261126-07"]


def test_a_late_report_asks_nobody_to_what_is_over() -> None:
    assert listed(9, TUESDAY + timedelta(days=2)) == ["20261126-15"]
    assert listed(9, TUESDAY + timedelta(days=3)) == []


def test_a_list_says_its_day() -> None:
    assert day_of("20261124-07") == TUESDAY
