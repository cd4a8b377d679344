"""When the table is busy or silent, forms about what is lent come back as they were typed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from integration.desks import Browser, filed, forms
from integration.lenders import (
    CHECKED,
    TEXT,
    Clock,
    Driver,
    asked,
    before_start,
    calendar_path,
    case_path,
    clock,
    driver_path,
    on,
)
from integration.lending import say
from mandat.bookings import closing as keeping
from mandat.bookings.domain import acts as a
from mandat.cases.domain.model import Case
from mandat.errors import ConflictError, MandatError, NotAllowedError, OutcomeUnknownError
from mandat.web.lending import closing, doors, driver, reopening

pytestmark = pytest.mark.usefixtures("city")
SILENT = pytest.mark.parametrize(
    "error", [ConflictError("busy"), OutcomeUnknownError("write_unanswered")], ids=["busy", "lost"]
)


@pytest.fixture
def hour(city: object) -> Iterator[Clock]:
    with clock() as found:
        yield found


@pytest.fixture
def case(hour: Clock) -> Case:
    return asked()


def failing(patch: pytest.MonkeyPatch, where: object, name: str, error: MandatError) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    patch.setattr(where, name, fail)


@SILENT
def test_a_posts_form_keeps_text_and_nonce(
    case: Case, hour: Clock, error: MandatError, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, link = Browser(), case_path(case, hour)
    form = dict(browser.form(link, "tolak-pinjam").fields)
    failing(monkeypatch, doors.commands, "execute", error)
    typed = form | {"reason": "not_fit", "text": TEXT, "sure": "yes"}
    answer = browser.post(f"{link}/tolak-pinjam", typed)
    assert answer.status == 503
    kept = dict(forms(answer.body)[0].fields)
    assert (kept["text"], kept["nonce"]) == (TEXT, form["nonce"])


def test_what_the_rules_refuse_meanwhile_shows_the_booking(
    case: Case, hour: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, link = Browser(), case_path(case, hour)
    failing(monkeypatch, doors.commands, "execute", NotAllowedError("too_early"))
    answer = browser.act(link, "setujui", sure="yes")
    assert answer.status == 409
    assert "Belum waktunya" in answer.body


@SILENT
def test_a_drivers_form_keeps_what_he_read(
    case: Case, hour: Clock, error: MandatError, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(case.id, a.ApproveBooking, at=hour.at)
    hour.pass_to(before_start(on()))
    failing(monkeypatch, driver.commands, "execute", error)
    answer = Driver().act(driver_path(case, on()), "serah", **CHECKED)
    assert answer.status == 503
    assert 'value="45.210 km"' in answer.body


def test_a_driver_whose_trip_has_moved_on_is_told(
    case: Case, hour: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(case.id, a.ApproveBooking, at=hour.at)
    hour.pass_to(before_start(on()))
    failing(monkeypatch, driver.commands, "execute", NotAllowedError("not_now_BookingHandedOver"))
    answer = Driver().act(driver_path(case, on()), "serah", **CHECKED)
    assert answer.status == 409
    assert Driver().get(f"{driver_path(case, on())}/terbang").status == 404


@SILENT
def test_keeping_and_lending_again_can_be_sent_again(
    hour: Clock, error: MandatError, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, link = Browser(), calendar_path(hour)
    form = dict(browser.form(link, "tutup").fields)
    wish = {"thing": "bd-1-a", "day": "2026-12-05", "span": "whole", "reason": "breakdown"}
    with monkeypatch.context() as patch:
        failing(patch, closing, "close", error)
        answer = browser.post(f"{link}/tutup", form | wish)
    assert answer.status == 503
    assert dict(forms(answer.body)[0].fields)["nonce"] == form["nonce"]
    assert browser.post(f"{link}/tutup", form | wish).status == 303
    opens = f"{link}/buka/bd-1-a/2026-12-05"
    again = dict(forms(browser.get(opens).body)[0].fields) | {"sure": "yes"}
    failing(monkeypatch, reopening, "reopen", error)
    assert browser.post(opens, again).status == 503


@pytest.mark.parametrize("form", ["tutup", "buka/bd-1-a/2026-12-05"])
def test_a_form_that_was_open_too_long_comes_back(hour: Clock, form: str) -> None:
    browser, link = Browser(), calendar_path(hour)
    fields = dict(forms(browser.get(f"{link}/{form}").body)[0].fields)
    hour.pass_to(hour.at + timedelta(hours=3))
    answer = browser.post(f"{link}/{form}", fields | {"sure": "yes"})
    assert answer.status == 409
    assert "terlalu lama terbuka" in answer.body


def test_a_busy_table_is_no_taken_day(hour: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, keeping, "patiently", ConflictError("busy"))
    wish = {"thing": "bd-1-a", "day": "2026-12-05", "span": "whole", "reason": "breakdown"}
    assert Browser().act(calendar_path(hour), "tutup", **wish).status == 503


def test_a_report_has_no_forms_of_bookings(hour: Clock) -> None:
    report = filed()
    link = case_path(report, hour, "dinas-pupr")
    assert Browser().get(f"{link}/setujui").status == 404
