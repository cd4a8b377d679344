"""Delegation and serah terima, as holders, deputies and newcomers meet them."""

import io
import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from integration.desks import Browser, filed, forms, open_city
from integration.posthouse import Office, audit, now, post, post_link, submit
from mandat.city.domain import Address, Post
from mandat.city.store import create_post, put_holders
from mandat.messaging.domain import Kind
from mandat.platform.ids import show_reference
from mandat.platform.links import Purpose, act_url, sign, worklist_url
from mandat.platform.observability import logger
from unit.messaging.mails import mails_to, part

DEPUTY = {"name": "Wira Contoh", "email": "wira@example.org", "sure": "yes"}
NEWCOMER = {"name": "Baru Contoh", "email": "baru@example.org", "sure": "yes"}
LINK = re.compile(r"https://mandat\.example\.org(/\S+)")


@pytest.fixture
def browser(aws: None) -> Browser:
    open_city()
    return Browser()


@pytest.fixture
def office(browser: Browser) -> Office:
    return Office()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logger.handlers[0].formatter)
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def link_in(email: str, place: str) -> str:
    """The path of the last link to `place` that was mailed to `email`."""
    text = part(mails_to(email)[-1], "plain")
    return next(path for path in LINK.findall(text) if path.startswith(place))


def all_work(browser: Browser, days: int = 7, **more: str) -> object:
    day = f"{now() + timedelta(days=days):%d-%m-%Y}"
    return submit(
        browser, f"{post_link('dinas-pupr')}/wakil", scope="all", day=day, **{**DEPUTY, **more}
    )


def test_a_deputy_gets_a_link_and_acts_under_his_own_name(browser: Browser, office: Office) -> None:
    case = filed()

    assert all_work(browser).status == 303
    assert [one.kind for one in office.pump()] == [Kind.DEPUTISED]

    worklist = link_in("wira@example.org", "/t/daftar/")
    assert show_reference(case.id) in browser.get(worklist).body
    found = post("dinas-pupr")
    act = urlsplit(act_url(case.id, "dinas-pupr", "d1", found.edition("d1"), now())).path
    assert browser.act(act, "terima", sure="yes").status == 303
    assert '"post:dinas-pupr:d1"' in json.dumps(_events(case.id))


def _events(case_id: str) -> list[str]:
    from mandat.cases.store import timeline

    return [one.actor for one in timeline(case_id)]


def test_mail_of_the_post_goes_to_the_deputy_too(browser: Browser, office: Office) -> None:
    from mandat.cases.store import timeline
    from mandat.messaging.notify import tell

    all_work(browser)
    office.pump()
    case = filed(cause="submit:2")
    for event in timeline(case.id):
        tell(event, now())

    told = {one.recipient for one in office.pump()}
    assert {"dinas-pupr.a1", "dinas-pupr.a2", "dinas-pupr.d1"} <= told


def test_the_head_ends_a_delegation_and_its_links_die(browser: Browser, office: Office) -> None:
    all_work(browser)
    office.pump()
    worklist = link_in("wira@example.org", "/t/daftar/")
    assert browser.get(worklist).status == 200

    assert submit(browser, f"{post_link('dinas-pupr')}/akhiri/1", sure="yes").status == 303

    assert browser.get(worklist).status == 410
    assert [one.kind for one in office.pump()] == [Kind.DEPUTY_OVER]
    assert "berakhir" in str(mails_to("wira@example.org")[-1]["Subject"])
    all_work(browser, email="lain@example.org")
    assert browser.get(worklist).status == 410


def test_a_deputy_for_one_report_sees_that_report_only(browser: Browser, office: Office) -> None:
    mine, other = filed(), filed(cause="submit:2")
    typed = {**DEPUTY, "scope": "case", "reference": show_reference(mine.id)}
    assert submit(browser, f"{post_link('dinas-pupr')}/wakil", **typed).status == 303
    office.pump()

    assert browser.get(link_in("wira@example.org", "/t/")).status == 200
    edition = post("dinas-pupr").edition("d1")
    strange = urlsplit(act_url(other.id, "dinas-pupr", "d1", edition, now())).path
    worklist = urlsplit(worklist_url("dinas-pupr", "d1", edition, now())).path
    assert browser.get(strange).status == 410
    assert browser.get(worklist).status == 410


def test_a_deputy_may_not_hand_on(browser: Browser) -> None:
    all_work(browser)
    page = browser.get(post_link("dinas-pupr", "d1"))

    assert page.status == 409


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"sure": ""}, "sure"),
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"email": "bukan alamat"}, "email"),
        ({"email": "kadis.pupr@bengkulu.example.org"}, "email"),
        ({"scope": ""}, "scope"),
        ({"scope": "case", "reference": "BKL-0000-0000"}, "reference"),
        ({"day": "kemarin"}, "day"),
        ({"day": "01-01-2026"}, "day"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_what_was_typed_stays(
    browser: Browser, typed: dict[str, str], field: str
) -> None:
    day = f"{now() + timedelta(days=7):%d-%m-%Y}"
    whole = {**DEPUTY, "scope": "all", "day": day, **typed}
    page = submit(browser, f"{post_link('dinas-pupr')}/wakil", **whole)

    assert page.status == 422
    assert f'href="#f-{field}"' in page.body
    assert post("dinas-pupr").deputies == ()
    if field != "name":
        assert "Wira Contoh" in page.body


def test_programs_that_press_every_button_change_nothing(browser: Browser) -> None:
    """GET, HEAD and a bare click on each form's button, with the cookie that the page set."""
    all_work(browser)
    home = post_link("dinas-pupr")
    superior = post_link("sekda")
    before = post("dinas-pupr")
    pages = (f"{home}/wakil", f"{home}/akhiri/1", f"{superior}/serah/dinas-pupr")
    for address in (home, superior, f"{superior}/serah", *pages):
        assert browser.get(address).status == 200
        assert browser.get(address, "HEAD").status == 200
    for address in pages:
        assert submit(browser, address).status == 422

    assert post("dinas-pupr") == before
    assert len(audit("dinas-pupr")) == 1


def hand_over(browser: Browser, by: str = "sekda", **typed: str) -> object:
    whole = {**NEWCOMER, "seat": "a1", **typed}
    return submit(browser, f"{post_link(by)}/serah/dinas-pupr", **whole)


def test_serah_terima_from_entry_to_worklist(browser: Browser, office: Office) -> None:
    case = filed()
    old = {one: post_link("dinas-pupr", one) for one in ("a1", "a2")}

    assert hand_over(browser).status == 303  # type: ignore[attr-defined]
    assert [one.kind for one in office.pump()] == [Kind.TAKE_POST]
    assert all(browser.get(link).status == 200 for link in old.values())

    door = link_in("baru@example.org", "/j/")
    assert "Baru Contoh" in browser.get(door).body
    assert submit(browser, door, choice="yes").status == 303

    assert all(browser.get(link).status == 410 for link in old.values())
    told = {(one.kind, one.recipient) for one in office.pump()}
    assert told == {
        (Kind.WELCOME, "dinas-pupr.a1"),
        (Kind.LINKS_RENEWED, "dinas-pupr.a2"),
        (Kind.HANDED_OVER, "dinas-pupr.former-a1"),
        (Kind.HANDOVER_DONE, "sekda.a1"),
        (Kind.HANDOVER_DONE, "sekda.a2"),
    }
    assert "serahterima" in str(mails_to("kadis.pupr@bengkulu.example.org")[-1]["Subject"])
    welcome = part(mails_to("baru@example.org")[-1], "plain")
    assert show_reference(case.id) in welcome
    assert "Tautan adalah kunci Anda" in welcome
    worklist = link_in("baru@example.org", "/t/daftar/")
    assert show_reference(case.id) in browser.get(worklist).body
    page = browser.get(door).body
    assert "1 tugas masih terbuka" in page
    assert "Tautan adalah kunci Anda" in page
    assert browser.get(link_in("sekretaris.pupr@bengkulu.example.org", "/t/daftar/")).status == 200


def test_a_second_tap_and_a_second_tab_are_one_handover(browser: Browser, office: Office) -> None:
    hand_over(browser)
    office.pump()
    door = link_in("baru@example.org", "/j/")
    first, second = (dict(forms(browser.get(door).body)[-1].fields) for _ in range(2))

    answers = [
        browser.post(door, {**fields, "choice": "yes"}).status for fields in (first, first, second)
    ]

    assert answers == [303, 303, 303]
    assert post("dinas-pupr").generation == 2
    assert len(audit("dinas-pupr")) == 2


def test_a_scanner_cannot_confirm(browser: Browser, office: Office) -> None:
    hand_over(browser)
    office.pump()
    door = link_in("baru@example.org", "/j/")

    assert browser.get(door, "HEAD").status == 200
    assert submit(browser, door).status == 422
    fields = dict(forms(browser.get(door).body)[-1].fields)
    stranger = Browser()
    assert stranger.post(door, {**fields, "choice": "yes"}).status == 409

    assert post("dinas-pupr").generation == 1


def test_whoever_is_somebody_else_says_so_and_the_superior_hears_it(
    browser: Browser, office: Office
) -> None:
    hand_over(browser)
    office.pump()
    door = link_in("baru@example.org", "/j/")

    assert submit(browser, door, choice="no").status == 303

    assert "tidak memegang" in browser.get(door).body
    assert post("dinas-pupr").generation == 1
    assert [(one.kind, one.recipient) for one in office.pump()] == [
        (Kind.HANDOVER_DECLINED, "sekda.a1")
    ]


def test_a_newer_entry_ends_the_older_link(browser: Browser, office: Office) -> None:
    hand_over(browser)
    office.pump()
    old = link_in("baru@example.org", "/j/")
    hand_over(browser, email="benar@example.org")
    office.pump()

    assert browser.get(old).status == 410
    assert browser.get(link_in("benar@example.org", "/j/")).status == 200


def test_the_link_lives_for_seven_days_and_dies_with_another_change(
    browser: Browser, office: Office
) -> None:
    hand_over(browser)
    office.pump()
    door = link_in("baru@example.org", "/j/")
    held = post("dinas-pupr")

    past = sign(Purpose.TAKE_POST, {"p": "dinas-pupr", "h": "x"}, now() - timedelta(seconds=1))
    assert browser.get(f"/j/{past}").status == 410
    put_holders(held, held.addresses)
    assert browser.get(door).status == 410


@pytest.mark.parametrize(("by", "status"), [("dlh", 404), ("dinas-pupr", 404)])
def test_nobody_hands_over_what_is_not_below(browser: Browser, by: str, status: int) -> None:
    held = Post(by, by, "x", "sekda", (Address("a1", "Contoh", "x@example.org"),))
    create_post(held)

    assert browser.get(f"{post_link(by)}/serah/dinas-pupr").status == status


def test_the_personnel_agency_hands_over_any_post(browser: Browser, office: Office) -> None:
    create_post(
        Post("bkpsdm", "BKPSDM", "x", "sekda", (Address("a1", "Contoh", "bk@example.org"),))
    )
    hand_over(browser, by="bkpsdm")
    office.pump()
    submit(browser, link_in("baru@example.org", "/j/"), choice="yes")

    told = {(one.kind, one.recipient) for one in office.pump()}
    assert {(Kind.HANDOVER_DONE, "sekda.a1"), (Kind.HANDOVER_DONE, "bkpsdm.a1")} <= told


def test_the_audit_names_nobody(browser: Browser, office: Office) -> None:
    all_work(browser)
    hand_over(browser)
    office.pump()
    submit(browser, link_in("baru@example.org", "/j/"), choice="yes")

    kept = json.dumps(audit("dinas-pupr"))
    for secret in ("@", "Contoh"):
        assert secret not in kept
    assert [one["type"]["S"] for one in audit("dinas-pupr")] == [
        "DelegationGiven",
        "HandoverAsked",
        "PostHandedOver",
    ]
    assert "post:dinas-pupr:newcomer" in kept


def test_logs_name_nobody(browser: Browser, office: Office, log: io.StringIO) -> None:
    all_work(browser)
    hand_over(browser)
    office.pump()
    submit(browser, link_in("baru@example.org", "/j/"), choice="yes")
    office.pump()

    assert "answered" in log.getvalue()
    for secret in ("@", "Contoh", "/j/ey", "Wira"):
        assert secret not in log.getvalue()


def test_pages_are_kept_nowhere(browser: Browser, office: Office) -> None:
    hand_over(browser)
    office.pump()
    for address in (post_link("sekda"), link_in("baru@example.org", "/j/")):
        headers = browser.get(address).headers
        assert headers["Cache-Control"] == ["no-store"]
        assert headers["Referrer-Policy"] == ["no-referrer"]


def test_a_link_whose_time_is_over_is_renewed_by_mail(browser: Browser, office: Office) -> None:
    claims = {"p": "dinas-pupr", "a": "a1", "g": "1"}
    old = f"/t/jabatan/{sign(Purpose.WORKLIST, claims, now() - timedelta(days=1))}"

    assert browser.get(f"{old}/wakil").location == old
    page = browser.get(old)
    assert page.status == 410
    form = forms(page.body)[-1]
    assert browser.post(form.action, dict(form.fields) | {"sure": "yes"}).status == 200
    assert [one.kind for one in office.pump()] == [Kind.NEW_LINK]


def test_the_page_tells_what_was_done_to_the_post(browser: Browser, office: Office) -> None:
    all_work(browser)
    submit(browser, f"{post_link('dinas-pupr')}/akhiri/1", sure="yes")
    hand_over(browser)
    office.pump()
    submit(browser, link_in("baru@example.org", "/j/"), choice="yes")

    page = browser.get(post_link("dinas-pupr")).body
    for said in ("memberi wewenang", "mengakhiri wewenang", "memasukkan", "mengonfirmasi"):
        assert said in page
