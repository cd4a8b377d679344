"""Dinas Sosial ends a stipend and undoes that: the form, the roll, the ledger, her own page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from integration import stipends as on
from integration.applicants import act, asked, desk, known, opened, track_path, visit_fields
from integration.citizens import Citizen
from integration.desks import Browser, links
from integration.lenders import Clock, clock
from mandat.cases import store as cases
from mandat.cases.domain.facts import Event
from mandat.errors import LinkError, NotAllowedError
from mandat.platform.links import Purpose, read
from mandat.programmes.commands import mark_dead
from mandat.stipend import calendar, commands, following, store
from mandat.stipend.domain.model import Payment, PaymentStatus
from programmes.handler import handle
from samples import LambdaContext, sqs_event, stream_record
from unit.stipend import samples as p

pytestmark = pytest.mark.usefixtures("city")
DECEMBER = datetime(2026, 12, 2, 2, 0, tzinfo=UTC)
MONTH = "2026-12"
WHY = "Kami sudah bertemu beliau, dan beliau kini tinggal di Kepahiang."
ON_THE_ROLL = {"StipendStopped", "StipendResumed"}
STOP, RESUME = "hentikan-santunan", "lanjutkan-santunan"


@pytest.fixture
def hour(city: object) -> Iterator[Clock]:
    with clock(p.NOW) as found:
        yield found


@pytest.fixture
def case_id(hour: Clock) -> str:
    """Granted from December on; it is the second of December."""
    known()
    return granted(asked(p.NOW), hour)


def granted(case_id: str, hour: Clock) -> str:
    act(Browser(), desk(case_id, p.NOW), "periksa", p.NOW, **visit_fields())
    link = desk(case_id, p.NOW)
    assert Browser().act(link, "setujui-santunan", from_month=MONTH, sure="yes").status == 303
    hour.pass_to(DECEMBER)
    return case_id


def person(case_id: str) -> str:
    application = store.load_application(case_id)
    assert application
    return application.person


def stop(case_id: str, **typed: str) -> int:
    fields = {"reason": "moved", "text": WHY, "sure": "yes"} | typed
    return Browser().act(desk(case_id, DECEMBER), STOP, **fields).status


def resume(case_id: str) -> int:
    return Browser().act(desk(case_id, DECEMBER), RESUME, text=WHY, sure="yes").status


def told(case_id: str) -> list[Event]:
    return [one for one in cases.timeline(case_id) if one.type in ON_THE_ROLL]


def fed(case_id: str) -> None:
    """Everything that the feed brings of the case."""
    for one in cases.timeline(case_id):
        following.follow(one, DECEMBER)


def owed(case_id: str) -> Payment:
    return on.owed(MONTH, person(case_id))


def leads_to(path: str) -> str:
    """The case behind a post's link; empty for a link to anything else."""
    try:
        return str(read(Purpose.ACT, path.removeprefix("/t/"), DECEMBER)["c"])
    except LinkError:
        return ""


def test_what_is_not_paid_yet_is_not_owed_any_more_and_her_page_says_why(case_id: str) -> None:
    due = opened(MONTH, DECEMBER, person(case_id))
    assert stop(case_id) == 303
    fed(case_id)
    enrolment = on.enrolment(person(case_id))
    assert (enrolment.is_active, enrolment.reason, enrolment.until_month) == (
        False,
        "moved",
        "2026-11",
    )
    assert owed(case_id).status is PaymentStatus.VOID
    assert cases.load(due.case_id).closed_at
    page = Citizen().get(track_path(case_id)).html
    assert "pindah dari kota ini" in page
    assert WHY in page
    assert calendar.run(DECEMBER.date(), DECEMBER).jobs == 0


def test_the_end_is_undone_as_if_it_had_never_been(case_id: str) -> None:
    first = opened(MONTH, DECEMBER, person(case_id))
    stop(case_id)
    fed(case_id)
    assert resume(case_id) == 303
    fed(case_id)
    assert on.enrolment(person(case_id)).is_active
    again = owed(case_id)
    assert (again.status, again.case_id == first.case_id) == (PaymentStatus.DUE, False)
    fed(case_id)
    assert owed(case_id) == again


def test_whatever_order_the_feed_has_the_last_word_counts(case_id: str) -> None:
    stop(case_id)
    resume(case_id)
    stopped, resumed = told(case_id)
    for one in (resumed, stopped, resumed, stopped):
        following.follow(one, DECEMBER)
    assert on.enrolment(person(case_id)).is_active


def test_what_was_paid_stays_paid(case_id: str) -> None:
    due = opened(MONTH, DECEMBER, person(case_id))
    link = desk(due.case_id, DECEMBER)
    act(Browser(), link, "bayar", DECEMBER, photos="0", how="bank", sure="yes")
    stop(case_id)
    fed(case_id)
    assert owed(case_id).status is PaymentStatus.PAID


def test_the_page_of_a_month_leads_to_whose_it_is_and_that_to_the_form(case_id: str) -> None:
    due = opened(MONTH, DECEMBER, person(case_id))
    of_month = Browser().get(desk(due.case_id, DECEMBER)).body
    ways = [urlsplit(one).path for one in links(of_month)]
    way = next(one for one in ways if leads_to(one) == case_id)
    assert f"{way}/{STOP}" in links(Browser().get(way).body)
    assert f"{way}/{RESUME}" not in links(Browser().get(way).body)
    stop(case_id)
    page = Browser().get(way).body
    assert "Disetujui, lalu dihentikan" in page
    assert f"{way}/{RESUME}" in links(page)
    assert f"{way}/{STOP}" not in links(page)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reason": "death"}, "reason"),
        ({"reason": ""}, "reason"),
        ({"text": "pindah"}, "text"),
        ({"sure": ""}, "sure"),
    ],
)
def test_an_end_that_is_not_whole_comes_back(
    case_id: str, typed: dict[str, str], field: str
) -> None:
    fields = {"reason": "moved", "text": WHY, "sure": "yes"} | typed
    answer = Browser().act(desk(case_id, DECEMBER), STOP, **fields)
    assert answer.status == 422
    assert f'id="f-{field}-error"' in answer.body
    assert told(case_id) == []


def test_whom_no_mail_reaches_is_told_by_a_person_and_the_form_asks_for_it(hour: Clock) -> None:
    known()
    case_id = granted(asked(p.NOW, who={"asker": "rt"}), hour)
    assert "f-called" in Browser().get(f"{desk(case_id, DECEMBER)}/{STOP}").body
    assert stop(case_id) == 422
    assert stop(case_id, called="yes") == 303
    assert told(case_id)[0].fact.called


def test_whoever_has_mail_is_not_called(case_id: str) -> None:
    assert "f-called" not in Browser().get(f"{desk(case_id, DECEMBER)}/{STOP}").body


def test_the_lurah_ends_nothing(case_id: str) -> None:
    link = desk(case_id, DECEMBER, "lurah-sukarami")
    assert STOP not in Browser().get(link).body
    assert Browser().get(f"{link}/{STOP}").status == 409


def test_a_second_tap_is_the_same_and_a_second_end_is_refused(case_id: str) -> None:
    browser, link = Browser(), desk(case_id, DECEMBER)
    form = browser.form(link, STOP)
    typed = dict(form.fields) | {"reason": "asked", "text": WHY, "sure": "yes"}
    assert browser.post(form.action, typed).status == 303
    assert "ulang=1" in browser.post(form.action, typed).location
    assert len(told(case_id)) == 1
    assert browser.get(f"{link}/{STOP}").status == 409


def test_an_older_application_does_not_end_what_a_newer_one_brought(
    case_id: str, hour: Clock
) -> None:
    stop(case_id)
    fed(case_id)
    later = p.NOW + timedelta(days=9)
    second = asked(later, contact={"name": "Rahayu", "phone": "0812-3456-7891"})
    act(Browser(), desk(second, DECEMBER), "periksa", DECEMBER, **visit_fields())
    link = desk(second, DECEMBER)
    assert Browser().act(link, "setujui-santunan", from_month=MONTH, sure="yes").status == 303
    assert resume(case_id) == 409
    with pytest.raises(NotAllowedError):
        on.do(case_id, p.resume(cause="again"), DECEMBER)


def test_a_death_and_an_end_are_two_stops(case_id: str) -> None:
    who = person(case_id)
    stop(case_id)
    fed(case_id)
    mark_dead(who, DECEMBER.date(), "CASE0001", DECEMBER)
    commands.stop(who, "death", DECEMBER.date(), "CASE0001", DECEMBER)
    resume(case_id)
    fed(case_id)
    assert not on.enrolment(who).is_active


def test_the_function_reads_it_off_the_feed(case_id: str) -> None:
    stop(case_id)
    records = [stream_record(case_id, one.seq) for one in told(case_id)]
    assert handle(sqs_event(*records), LambdaContext()) == {"batchItemFailures": []}
    assert not on.enrolment(person(case_id)).is_active


def test_events_that_say_nothing_of_the_roll_change_nothing(case_id: str) -> None:
    assert following.follow(cases.timeline(case_id)[0], DECEMBER) == 0
    stop(case_id)
    unknown = replace(told(case_id)[0], case_id="C" * 26)
    assert following.follow(unknown, DECEMBER) == 0
