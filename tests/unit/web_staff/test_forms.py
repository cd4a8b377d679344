"""Fields, deadlines in words, what is said on the phone, and that all of it speaks Indonesian."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from jinja2 import Environment

from mandat.cases.domain.limits import (
    REJECT_REASONS,
    TRANSFER_REASONS,
)
from mandat.cases.domain.model import ContactKind
from mandat.story import words
from mandat.text.words import translations
from mandat.web.request import Request
from mandat.web.staff import fields
from mandat.web.staff.fields import FIELDS, Sent, problems, read_deadline
from mandat.web.staff.moments import days_and_hours, deadlines, distance, running, span
from mandat.web.staff.permits import Action
from mandat.web.staff.telling import GIST_MAX, telling
from mandat.web.staff.wording import ACTIONS, FIELD_ERRORS
from unit.cases.samples import LONG, START, finish, opened, run

WEB = Path(fields.__file__).parents[1]


def sent(action: Action, posts: frozenset[str] = frozenset(), **values: str) -> Sent:
    form = {name: [value] for name, value in values.items()}
    return Sent(action, Request("POST", "/t/x", {}, {}, "r", form), posts)


def wrong(one: Sent) -> list[str]:
    return [error.code for error in problems(one)]


@pytest.mark.parametrize("action", Action)
def test_an_empty_form_is_wrong_in_a_way_that_is_said(action: Action) -> None:
    found = wrong(sent(action))
    assert found
    assert set(found) <= set(FIELD_ERRORS)


@pytest.mark.parametrize("action", Action)
def test_every_form_asks_for_a_choice(action: Action) -> None:
    assert {"sure", "reason", "to", "reached", "mention"} & set(FIELDS[action])


def test_every_mistake_is_said_at_once() -> None:
    found = wrong(sent(Action.ORDER, text="pendek"))
    assert found == ["choose_post", "deadline_unreadable", "text_too_short", "not_sure"]


def test_a_filled_in_form_is_right() -> None:
    order = {"to": "dinas-pupr", "day": "2026-11-30", "hour": "14:00", "text": LONG, "sure": "yes"}
    assert not wrong(sent(Action.ORDER, frozenset({"dinas-pupr"}), **order))


def test_a_post_that_was_not_offered_cannot_be_chosen() -> None:
    assert "choose_post" in wrong(sent(Action.TRANSFER, frozenset({"bpbd"}), to="walikota"))


def test_a_note_may_be_empty_but_not_endless() -> None:
    posts, filled = frozenset({"bpbd"}), {"to": "bpbd", "reason": "unclear"}
    assert not wrong(sent(Action.TRANSFER, posts, **filled))
    assert wrong(sent(Action.TRANSFER, posts, **filled, text="x" * 4001)) == ["text_too_long"]


@pytest.mark.parametrize(
    ("day", "hour"),
    [("2026-11-30", "14:00"), ("30-11-2026", "14.00"), ("30/11/2026", "14:00")],
)
def test_a_deadline_is_read_as_people_write_it(day: str, hour: str) -> None:
    assert read_deadline(day, hour) == datetime(2026, 11, 30, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        ("", ""),
        ("2026-11-31", "14:00"),
        ("besok", "14:00"),
        ("2026-11-30", "25:00"),
        ("01-01-0001", "00:00"),
    ],
)
def test_an_unreadable_deadline_is_none(day: str, hour: str) -> None:
    assert read_deadline(day, hour) is None


def test_reasons_of_the_rules_all_have_words() -> None:
    assert set(words.TRANSFER_REASONS) == TRANSFER_REASONS
    assert set(words.REJECT_REASONS) == REJECT_REASONS


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (timedelta(minutes=5), "5 menit"),
        (timedelta(hours=3, minutes=59), "3 jam"),
        (timedelta(hours=40), "40 jam"),
        (timedelta(days=3), "3 hari"),
    ],
)
def test_a_length_of_time_in_words(length: timedelta, expected: str) -> None:
    assert span(length, "id") == expected


def test_late_and_not_late() -> None:
    assert distance(START, START + timedelta(hours=3), "id") == "lewat 3 jam"
    assert distance(START + timedelta(hours=3), START, "id") == "sisa 3 jam"
    assert days_and_hours(5 * 14 * 60, 14, "id") == "5 hari"
    assert days_and_hours(5 * 14 * 60 - 60, 14, "id") == "4 hari 13 jam"


def test_the_next_deadline_comes_first_and_the_citizen_stops_none() -> None:
    case = opened()
    assert [one.name for one in running(case)][:2] == ["acknowledge", "answer"]
    assert not deadlines(case, START, "id")[0].is_late
    assert running(run(case, finish()))[0].name == "tell"


def test_what_is_said_on_the_phone_quotes_the_answer_and_nothing_secret() -> None:
    case = run(opened(contact=ContactKind.PHONE), finish())
    said = telling(case, "+6281200000001", f"{LONG}\n" * 20, "Kota Bengkulu", "id")
    assert said.tel == "tel:+6281200000001"
    assert said.whatsapp.startswith("https://wa.me/6281200000001?text=Selamat%20pagi")
    assert "BKL-7F3K-9QX2" in said.text
    assert "\n" not in said.text
    assert len(said.text) < GIST_MAX + 300
    assert "/k/" not in said.text


def test_of_a_sealed_case_only_the_reference_is_said() -> None:
    case = run(opened(contact=ContactKind.PHONE, sealed=True), finish())
    said = telling(case, "+6281200000001", LONG, "Kota Bengkulu", "id")
    assert LONG not in said.text
    assert "Jalan rusak" not in said.text


def message_ids() -> Iterator[str]:
    environment = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701  nothing is rendered
    for page in (WEB / "templates/staff").rglob("*.html"):
        for _, _, found in environment.extract_translations(page.read_text("utf-8")):
            named = found if isinstance(found, str) else next(filter(None, found or ()), "")
            yield str(named)
    for module in (WEB / "staff").glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "msg":
                yield str(ast.literal_eval(node.args[0]))


def test_everything_that_posts_read_is_there_in_indonesian() -> None:
    say = translations("id").gettext
    missing = sorted({one for one in message_ids() if one and say(one) == one})
    assert not missing


def test_every_action_has_words() -> None:
    assert set(ACTIONS) == set(Action)
    assert all(ACTIONS[one].sure for one in Action if "sure" in FIELDS[one])
