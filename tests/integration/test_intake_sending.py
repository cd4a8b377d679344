"""Kirim: once for its key, whatever the line does; the way it is confirmed; what stays unsaid."""

import json
from typing import Any

import pytest

from integration.citizens import Citizen, logged
from integration.test_intake_form import (
    EMAIL,
    NAME,
    PHONE,
    STORY,
    at_check,
    at_description,
    code_on,
    sent_id,
)
from mandat.cases import commands, store
from mandat.cases.store import load
from mandat.errors import OutcomeUnknownError
from mandat.personal import store as personal
from mandat.platform.links import track_url
from mandat.platform.observability import metrics

pytestmark = pytest.mark.usefixtures("catalogue")


def emitted(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_the_confirmation_says_reference_code_promises_and_the_way_to_keep_them() -> None:
    page = at_check().send("send")

    case = load(sent_id(page))
    assert page.shows(track_url(case.id))
    assert page.shows("https://wa.me/?text=")
    assert page.shows("Paling lambat")
    assert page.shows("WIB")
    assert page.shows("data-draft-wipe")
    assert page.headers["Cache-Control"] == ["no-store"]


def test_the_code_is_in_no_address() -> None:
    citizen = at_check()
    page = citizen.send("send")
    code = code_on(page)

    assert len(code) == 6
    assert not any(code in address for address in citizen.visited)


def test_the_confirmation_shows_again_to_this_browser_only() -> None:
    citizen = at_check()
    page = citizen.send("send")

    again = citizen.get("/lapor/terkirim")

    assert sent_id(again) == sent_id(page)
    stranger = Citizen(cookies={"__Host-terkirim": citizen.cookies["__Host-terkirim"]})
    assert not stranger.get("/lapor/terkirim").shows(sent_id(page)[:4])
    assert Citizen().get("/lapor/terkirim").status == 200


def test_a_forged_confirmation_shows_nothing_of_another_case() -> None:
    other = sent_id(at_check().send("send"))
    citizen = at_check()
    citizen.send("send")
    key = citizen.cookies["__Host-terkirim"].partition(".")[2]

    citizen.cookies["__Host-terkirim"] = f"{other}.{key}"

    assert not citizen.get("/lapor/terkirim").shows(other[:4])


def test_sent_twice_is_one_case_with_the_same_reference() -> None:
    citizen = at_check()
    assert citizen.page
    form = {**citizen.page.form.fields, "act": "send"}

    first, second = citizen.post("/lapor", form), citizen.post("/lapor", form)

    assert sent_id(first) == sent_id(second)
    assert load(sent_id(first)).seq == 1


def test_sent_then_edited_says_so_and_offers_both_ways_on() -> None:
    citizen = at_check()
    assert citizen.page
    form = {**citizen.page.form.fields, "act": "send"}
    case_id = sent_id(citizen.post("/lapor", form))

    page = citizen.post("/lapor", {**form, "description": "Yang ini sudah diubah orangnya."})

    assert page.shows("Laporan ini sudah terkirim")
    assert sent_id(page) == case_id
    assert page.shows(f"{track_url(case_id)}/tambah")
    assert page.shows('href="/lapor"')
    assert personal.narrative(case_id).description == STORY


@pytest.mark.parametrize("lost", ["cookie", "key"])
def test_a_key_that_no_longer_holds_shows_the_check_page_with_the_text(lost: str) -> None:
    citizen = at_check()
    if lost == "cookie":
        citizen.cookies.clear()
        page = citizen.send("send")
    else:
        page = citizen.send("send", key="old")

    assert page.status == 200
    assert page.shows("Laporan Anda belum terkirim")
    assert page.form.fields["description"] == STORY
    assert citizen.send("send").path == "/lapor/terkirim"


def test_a_lost_answer_after_the_write_is_no_second_case(monkeypatch: pytest.MonkeyPatch) -> None:
    real = commands.commit

    def loses(writes: Any) -> None:
        real(writes)
        raise OutcomeUnknownError("write_unanswered")

    monkeypatch.setattr(commands, "commit", loses)

    page = at_check().send("send")

    assert page.path == "/lapor/terkirim"
    assert load(sent_id(page)).seq == 1


def test_an_unknown_outcome_keeps_the_draft_and_sends_the_same_key_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(_writes: Any) -> None:
        raise OutcomeUnknownError("write_unanswered")

    citizen = at_check()
    assert citizen.page
    key = citizen.page.form.fields["key"]
    with monkeypatch.context() as broken:
        broken.setattr(commands, "commit", breaks)
        page = citizen.send("send")

    assert page.status == 503
    assert page.shows("belum pasti terkirim")
    assert page.form.fields["key"] == key
    assert page.form.fields["description"] == STORY
    assert citizen.send("send").path == "/lapor/terkirim"


def test_any_fault_of_ours_keeps_the_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: Any) -> None:
        raise RuntimeError(STORY)

    citizen = at_check()
    with monkeypatch.context() as broken:
        broken.setattr(commands, "submit", breaks)
        page = citizen.send("send")

    assert page.status == 503
    assert page.form.fields["description"] == STORY


def test_a_filled_trap_goes_to_triage_and_is_not_refused() -> None:
    page = at_check().send("send", website="http://example.org")

    assert load(sent_id(page)).suspect


def test_above_the_limit_of_a_phone_it_goes_to_triage() -> None:
    cases = [load(sent_id(at_check(name=NAME, phone=PHONE).send("send"))) for _ in range(6)]

    assert [case.suspect for case in cases] == [False] * 5 + [True]


def test_the_same_person_is_counted_however_the_number_is_written() -> None:
    for phone in ("081234567890", "+62 812 3456 7890", "62812-3456-7890", "81234567890", PHONE):
        sent_id(at_check(name=NAME, phone=phone).send("send"))

    assert load(sent_id(at_check(name=NAME, phone=PHONE).send("send"))).suspect


def test_the_request_is_the_correlation_id_of_the_event() -> None:
    page = at_check().send("send")

    event = store.timeline(sent_id(page))[0]
    assert event.correlation_id.startswith("request-")
    assert event.actor == "citizen"


def test_metrics_count_accepted_replayed_and_rejected(capsys: pytest.CaptureFixture[str]) -> None:
    metrics.clear_metrics()
    citizen = at_check()
    assert citizen.page
    form = {**citizen.page.form.fields, "act": "send"}
    citizen.post("/lapor", form)
    citizen.post("/lapor", form)
    at_description().send(description="x")

    out = emitted(capsys)
    for name in ("CaseAccepted", "CaseReplayed", "FormRejected"):
        assert f'"{name}":[1.0]' in out


def test_no_log_tells_of_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    with logged() as log:
        citizen = at_check()
        page = citizen.send("send")
        link, code = track_url(sent_id(page)), code_on(page)
        citizen.get(link)
        citizen.get(f"{link}/tambah")
        citizen.send(text="Keterangan rahasia dari saya.")

    out = log.getvalue() + emitted(capsys)
    secrets = (NAME, PHONE, "81234567890", EMAIL, "gerbang", "rahasia dari", code, link[-30:])
    assert [one for one in secrets if one in out] == []
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert {line["page"] for line in lines} >= {"/lapor", "/lapor/terkirim", "/k/<token>"}
    assert {line["case_id"] for line in lines if "case_id" in line} == {sent_id(page)}


def test_a_fault_is_logged_by_kind_and_place_without_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(*_: Any) -> None:
        raise RuntimeError(STORY)

    monkeypatch.setattr(commands, "submit", breaks)
    with logged() as log:
        at_check().send("send")

    assert "RuntimeError" in log.getvalue()
    assert "gerbang" not in log.getvalue()
