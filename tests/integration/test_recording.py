"""«Catat untuk warga»: one page, no JavaScript; the recorder never plays the citizen."""

from datetime import timedelta
from urllib.parse import unquote, urlsplit

import boto3
import pytest

from integration.citizens import Citizen
from integration.desks import (
    Answer,
    Browser,
    case_link,
    filed,
    forms,
    now,
    open_city,
    work_link,
)
from mandat.cases import store
from mandat.cases.commands import execute
from mandat.cases.domain import acts as a
from mandat.cases.domain.model import Case, CaseStatus, ClockName, ContactKind
from mandat.cases.routing import route_case, route_submitted
from mandat.city.store import load_catalogue
from mandat.orders.store import wish_of
from mandat.personal import store as personal
from mandat.platform.ids import read_reference
from mandat.platform.links import Purpose, read, track_url
from mandat.platform.settings import settings
from unit.cases.samples import LONG

TEXT = "Warga menelepon: ada lubang besar di depan gerbang sekolah."
TYPED = {
    "channel": "whatsapp",
    "phone": "0812 0000 0001",
    "name": "Rahayu Contoh",
    "category": "Jalan rusak atau berlubang",
    "village_name": "Pagar Dewa",
    "landmark": "dekat masjid",
    "description": TEXT,
}


@pytest.fixture(autouse=True)
def city(aws: None) -> None:
    open_city()


def typed(**changes: str) -> dict[str, str]:
    title = load_catalogue().service("jalan-rusak")
    assert title
    return TYPED | {"category": title.title["id"]} | changes


def page_of(post: str) -> str:
    return work_link(post).replace("/t/daftar/", "/t/catat/")


def record(browser: Browser, post: str = "triase", **changes: str) -> Answer:
    """Open the page and send it filled in."""
    form = forms(browser.get(page_of(post)).body)[0]
    return browser.post(form.action, dict(form.fields) | typed(**changes))


def case_in(answer: Answer) -> Case:
    shown = answer.body.partition('class="key">')[2].partition("<")[0]
    found = read_reference(shown)
    assert found, answer.status
    return store.load(found)


def whatsapp_in(answer: Answer) -> str:
    return unquote(answer.body.partition('href="https://wa.me/')[2].partition('"')[0])


def handed_link(answer: Answer) -> str:
    lines = whatsapp_in(answer).splitlines()
    link = next(one for one in lines if "/k/" in one).rpartition(" ")[2]
    return urlsplit(link).path


def routed(case: Case) -> Case:
    route_submitted(store.timeline(case.id)[0], now())
    return store.load(case.id)


def answered(case: Case) -> Case:
    finish = a.FinishTask(
        f"finish:{case.id}",
        f"post:{case.owner}:a1",
        text=LONG,
        calendar=load_catalogue().calendar,
        photos=("aaaaaaaaaaaaaaaaaaaa/1",),
    )
    return execute(case.id, finish, now()).case


def test_the_worklist_leads_to_the_page() -> None:
    worklist = work_link("triase")

    assert worklist.replace("/t/daftar/", "/t/catat/") in Browser().get(worklist).body


def test_a_post_records_a_report_and_hands_its_key_over_once() -> None:
    browser = Browser()

    answer = record(browser)

    case = case_in(answer)
    assert (case.channel, case.recorded_by) == ("whatsapp", "post:triase:a1")
    assert case.contact is ContactKind.PHONE
    assert personal.contact(case.id).name == "Rahayu Contoh"
    assert store.timeline(case.id)[0].actor == "post:triase:a1"
    assert whatsapp_in(answer).startswith("6281200000001?text=")
    assert "Kode: " in whatsapp_in(answer)
    assert "Kode" not in Browser().get(page_of("triase")).body
    assert browser.cookies["catat"].startswith("whatsapp/")
    assert "Rahayu" not in browser.cookies["catat"]


def test_the_next_one_keeps_channel_and_kelurahan_only() -> None:
    browser = Browser()
    record(browser)

    fields = dict(forms(browser.get(page_of("triase")).body)[0].fields)

    assert (fields["channel"], fields["village_name"]) == ("whatsapp", "Pagar Dewa")
    assert (fields["phone"], fields["name"], fields["description"]) == ("", "", "")


def test_a_form_that_is_sent_twice_is_one_report() -> None:
    browser = Browser()
    form = forms(browser.get(page_of("triase")).body)[0]
    fields = dict(form.fields) | typed()

    first, second = (browser.post(form.action, fields) for _ in range(2))

    assert case_in(first).id == case_in(second).id
    assert case_in(second).seq == 1


def test_what_is_wrong_is_said_and_what_was_typed_is_kept() -> None:
    answer = record(Browser(), channel="", phone="12", category="", description="pendek")

    assert answer.status == 422
    assert forms(answer.body)[0].fields.count(("name", "Rahayu Contoh")) == 1
    for name in ("channel", "phone", "category", "description"):
        assert f'id="f-{name}-error"' in answer.body


def test_what_is_lent_is_not_written_down_as_a_report() -> None:
    lent = load_catalogue().service("mobil-dinas")
    assert lent
    title = lent.title["id"]

    answer = record(Browser(), category=title)

    assert answer.status == 422
    assert 'id="f-category-error"' in answer.body
    assert f'<option value="{title}"' not in Browser().get(page_of("triase")).body


def test_a_foreign_or_old_key_gives_a_fresh_form_with_the_text() -> None:
    answer = record(Browser(), key="not-a-key")

    assert answer.status == 409
    assert TEXT in answer.body


def test_a_post_may_not_leave_its_own_mailbox() -> None:
    from mandat.city.store import load_post

    post = load_post("triase")
    assert post

    answer = record(Browser(), email=post.addresses[0].email)

    assert answer.status == 422
    assert 'id="f-email-error"' in answer.body


def test_above_the_daily_limit_of_a_number_it_goes_to_triage() -> None:
    browser = Browser()
    limit = load_catalogue().limits.complaints_per_phone_per_day
    cases = [case_in(record(browser, same="new")) for _ in range(limit + 1)]

    assert [one.suspect for one in cases] == [*[False] * limit, True]
    assert routed(cases[-1]).owner == "triase"


def test_a_handed_link_reads_and_refuses_but_neither_rates_nor_withdraws() -> None:
    answer = record(Browser())
    case, link = case_in(answer), handed_link(answer)
    citizen = Citizen()
    assert citizen.get(link).shows("mencatat laporan ini untuk Anda")
    assert citizen.get(f"{link}/batal").path == link

    answered(routed(case))
    page = citizen.get(link)
    assert f"{link}/belum-puas" in page.html
    assert f"{link}/puas" not in page.html
    for act in ("puas", "batal"):
        citizen.post(f"{link}/{act}", {"stars": "5", "sure": "yes", "nonce": "x"})
    assert store.load(case.id).status is CaseStatus.ANSWERED

    citizen.get(f"{link}/belum-puas")
    citizen.send(text="Lubangnya masih ada dan makin dalam.", reason="not_done")
    assert store.load(case.id).status is CaseStatus.DISPUTED


def test_the_code_that_a_recorder_saw_leads_to_the_same_limited_link() -> None:
    answer = record(Browser())
    case = case_in(answer)
    code = whatsapp_in(answer).partition("Kode: ")[2].partition("\n")[0]
    citizen = Citizen()
    citizen.get("/lacak")

    page = citizen.send(reference=case.id, code=code)

    assert page.path == handed_link(answer)


def test_the_citizens_own_link_has_the_last_word() -> None:
    case = answered(routed(case_in(record(Browser()))))
    link = urlsplit(track_url(case.id)).path
    citizen = Citizen()
    citizen.get(f"{link}/puas")

    citizen.send(stars="4")

    assert store.load(case.id).stars == 4


def test_of_a_sealed_report_neither_code_nor_link_is_handed_out() -> None:
    sealed = next(one for one in load_catalogue().services if one.sealed)

    answer = record(Browser(), category=sealed.title["id"])

    assert case_in(answer).sealed
    assert "/k/" not in whatsapp_in(answer)
    assert "Kode: " not in whatsapp_in(answer)


def tomorrow() -> dict[str, str]:
    local = now() + timedelta(days=1)
    return {"day": f"{local:%Y-%m-%d}", "hour": "12:00", "order_text": LONG}


def test_a_leaders_order_is_given_when_the_case_has_its_owner() -> None:
    case = case_in(record(Browser(), "walikota", **tomorrow()))
    assert wish_of(case.id)

    ordered = routed(case)
    again = routed(case)

    kinds = [one.type for one in store.timeline(case.id)]
    assert kinds == ["CaseSubmitted", "TaskAssigned", "TaskOrdered"]
    assert ordered.owner == again.owner == "dinas-pupr"
    assert store.timeline(case.id)[-1].actor == "post:walikota:a1"


def test_the_safety_net_gives_the_order_too() -> None:
    case = case_in(record(Browser(), "walikota", **tomorrow()))

    route_case(case.id, "due:route", now())

    assert [one.type for one in store.timeline(case.id)][-1] == "TaskOrdered"


def test_an_order_that_waited_too_long_gets_the_shortest_time() -> None:
    case = case_in(record(Browser(), "walikota", **tomorrow()))
    later = now() + timedelta(days=2)

    route_submitted(store.timeline(case.id)[0], later)

    ordered = store.load(case.id)
    clock = ordered.task and ordered.task.clock(ClockName.ORDER)
    assert clock
    assert later < clock.by < later + timedelta(hours=1)


def test_photos_go_along() -> None:
    browser = Browser()
    page = browser.get(page_of("triase"))
    token = page.body.partition('src="/foto/')[2].partition('"')[0]
    group = read(Purpose.UPLOAD, token, now())["g"]
    boto3.client("s3").put_object(
        Bucket=settings().photo_bucket, Key=f"incoming/{group}/1", Body=b"jpeg"
    )
    form = forms(page.body)[0]

    case = case_in(browser.post(form.action, dict(form.fields) | typed()))

    assert personal.narrative(case.id).photos == (f"{group}/1",)


def test_who_recorded_stands_in_no_log(capsys: pytest.CaptureFixture[str]) -> None:
    answer = record(Browser(), email="rahayu@example.org")

    written = capsys.readouterr().out
    code = whatsapp_in(answer).partition("Kode: ")[2].partition("\n")[0]
    for secret in ("Rahayu", "81200000001", "rahayu@", TEXT, code, handed_link(answer)):
        assert secret not in written


def test_an_order_that_failed_half_way_follows_on_the_retry(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = case_in(record(Browser(), "walikota", order_to="dinas-sosial", **tomorrow()))
    with monkeypatch.context() as broken:
        broken.setattr("mandat.cases.routing.give_order", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            routed(case)
    assert store.load(case.id).status is CaseStatus.OPEN

    assert routed(case).owner == "dinas-sosial"


def test_only_leaders_order_and_never_on_a_sealed_report() -> None:
    case = case_in(record(Browser(), "triase", **tomorrow()))
    assert wish_of(case.id) is None
    sealed = next(one for one in load_catalogue().services if one.sealed)

    answer = record(Browser(), "walikota", category=sealed.title["id"], **tomorrow())

    assert answer.status == 422
    assert 'id="f-order_text-error"' in answer.body


def test_an_unknown_citizen_is_read_the_number_and_the_code() -> None:
    answer = record(Browser(), phone="", name="", channel="counter")

    assert case_in(answer).contact is ContactKind.NONE
    assert "wa.me" not in answer.body
    assert "Bacakan" in answer.body


@pytest.mark.parametrize("form", ["", "/selesai", "/gabung"])
def test_an_old_link_to_any_form_of_a_case_asks_for_a_new_one(form: str) -> None:
    browser, link = Browser(), case_link(filed(), "dinas-pupr", age_days=31)
    offered = forms(browser.get(f"{link}{form}").body)[0]

    answer = browser.post(offered.action, dict(offered.fields) | {"sure": "yes"})

    assert answer.status == 200


def test_an_old_link_to_the_page_asks_for_a_new_one() -> None:
    browser, old = Browser(), work_link("triase", age_days=31)
    offered = forms(browser.get(old.replace("/t/daftar/", "/t/catat/")).body)[0]

    answer = browser.post(offered.action, dict(offered.fields) | {"sure": "yes"})

    assert answer.status == 200
