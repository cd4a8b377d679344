"""The citizen's page of a case: the ways to it, what it shows, and what can be done there."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from integration.citizens import Citizen, Page
from integration.test_intake_form import STORY, at_check, code_on, sent_id
from mandat.cases import commands
from mandat.cases.commands import execute
from mandat.cases.domain import acts as a
from mandat.cases.domain.model import CaseStatus, Outcome
from mandat.cases.store import load
from mandat.city.store import load_catalogue
from mandat.errors import OutcomeUnknownError
from mandat.platform.ids import show_reference
from mandat.platform.links import track_url
from mandat.web import guard

pytestmark = pytest.mark.usefixtures("catalogue")

ANSWER = "Lubang sudah kami tutup dengan aspal panas pagi ini."
LEADERS = frozenset({"walikota", "wakil-walikota"})


def filed() -> tuple[Citizen, str, str]:
    """A citizen after sending, the case's id and its code."""
    citizen = at_check()
    page = citizen.send("send")
    return citizen, sent_id(page), code_on(page)


def owner_of(case_id: str) -> str:
    return f"post:{load(case_id).owner}:a1"


def routed(case_id: str, owner: str = "dinas-pupr") -> None:
    do(case_id, a.RouteCase("route", "system", calendar=load_catalogue().calendar, owner=owner))


def do(case_id: str, command: a.Command) -> None:
    execute(case_id, command, datetime.now(UTC))


def answered(case_id: str) -> None:
    calendar = load_catalogue().calendar
    photos = ("0123456789abcdef0123/1", "0123456789abcdef0123/2")
    do(
        case_id,
        a.FinishTask("done", owner_of(case_id), text=ANSWER, calendar=calendar, photos=photos),
    )
    do(case_id, a.RecordContact("told", "system", calendar=calendar, how="mail"))


def test_number_and_code_lead_to_the_case_however_they_are_typed() -> None:
    _, case_id, code = filed()
    citizen = Citizen()
    citizen.get("/lacak")

    typed = show_reference(case_id).lower().replace("-", " ")
    page = citizen.send(reference=typed, code=f" {code.lower()} ")

    assert page.path.startswith("/k/")
    assert page.shows(show_reference(case_id))
    assert not any(code in address for address in citizen.visited)


def test_a_wrong_code_and_an_unknown_number_are_answered_alike() -> None:
    _, case_id, _ = filed()
    known, unknown = Citizen(), Citizen()
    known.get("/lacak")
    unknown.get("/lacak")

    first = known.send(reference=show_reference(case_id), code="000000")
    second = unknown.send(reference="BKL-0000-0000", code="000000")

    assert first.problems == second.problems
    assert first.status == second.status == 422
    assert known.page
    assert known.page.form.fields["reference"] == show_reference(case_id)


def test_a_slip_in_the_number_is_told_without_costing_a_try() -> None:
    _, case_id, code = filed()
    citizen = Citizen()
    citizen.get("/lacak")
    for _ in range(6):
        page = citizen.send(reference=case_id[:-1], code=code)
        assert set(page.problems) == {"reference"}

    assert citizen.send(reference=case_id, code=code).path.startswith("/k/")


def test_five_tries_an_hour_then_none_not_even_the_right_one() -> None:
    _, case_id, code = filed()
    citizen = Citizen()
    citizen.get("/lacak")
    for _ in range(5):
        citizen.send(reference=case_id, code="000000")

    page = citizen.send(reference=case_id, code=code)

    assert page.status == 429
    assert page.shows("5 kali")


def test_unknown_numbers_run_out_of_tries_alike() -> None:
    citizen = Citizen()
    citizen.get("/lacak")
    for _ in range(5):
        citizen.send(reference="BKL-0000-0000", code="000000")

    assert citizen.send(reference="BKL-0000-0000", code="000000").status == 429


def test_the_page_tells_where_the_case_stands() -> None:
    citizen, case_id, _ = filed()
    assert citizen.get(track_url(case_id)).shows("Diterima")

    routed(case_id)
    page = citizen.get(track_url(case_id))

    assert page.shows("Diteruskan")
    assert page.shows(load_catalogue().post("dinas-pupr").title)  # type: ignore[union-attr]
    assert page.shows("Paling lambat")
    assert page.shows("Tenggat undang-undang")
    assert page.shows("gerbang sekolah")
    assert page.headers["Cache-Control"] == ["no-store"]
    assert page.headers["Referrer-Policy"] == ["no-referrer"]
    assert 'content="noindex"' in page.html


def test_a_question_of_the_owner_is_shown_and_answered() -> None:
    citizen, case_id, _ = filed()
    routed(case_id)
    calendar = load_catalogue().calendar
    question = "Lubangnya di sisi kiri atau kanan dari arah pasar?"
    do(case_id, a.AskCitizen("ask", owner_of(case_id), text=question, calendar=calendar))

    page = citizen.get(track_url(case_id))
    assert page.shows(question)
    citizen.get(f"{track_url(case_id)}/tambah")
    after = citizen.send(text="Di sisi kiri dari arah pasar.")

    assert after.shows("Di sisi kiri dari arah pasar.")
    task = load(case_id).task
    assert task
    assert task.waiting_until is None


def test_the_answer_with_its_photos_asks_for_a_rating() -> None:
    citizen, case_id, _ = filed()
    routed(case_id)
    answered(case_id)

    page = citizen.get(track_url(case_id))

    assert page.shows(ANSWER)
    assert page.html.count('src="https://mandat.example.org/f/') >= 2
    assert page.shows("/puas")
    assert page.shows("/belum-puas")


def test_satisfied_closes_with_the_stars() -> None:
    citizen, case_id, _ = filed()
    routed(case_id)
    answered(case_id)
    page = citizen.get(f"{track_url(case_id)}/puas")
    assert page.form.checked == []

    assert "stars" in citizen.send().problems
    after = citizen.send(stars="4")

    case = load(case_id)
    assert (case.outcome, case.stars) == (Outcome.SATISFIED, 4)
    assert after.shows("Terima kasih")


def test_not_satisfied_goes_before_the_leaders() -> None:
    citizen, case_id, _ = filed()
    routed(case_id)
    answered(case_id)
    citizen.get(f"{track_url(case_id)}/belum-puas")

    rejected = citizen.send(text="Masih berlubang.")
    assert set(rejected.problems) == {"reason"}
    assert rejected.form.fields["text"] == "Masih berlubang."
    page = citizen.send(reason="not_done", text="Masih berlubang di tempat yang sama.")

    assert load(case_id).status is CaseStatus.DISPUTED
    assert page.shows("Wali kota dan wakil wali kota diberi tahu sekarang")
    assert page.shows("Putusan pimpinan")


def test_no_agreement_names_the_ombudsman() -> None:
    citizen, case_id, _ = filed()
    routed(case_id)
    answered(case_id)
    for turn in ("1", "2"):
        citizen.get(f"{track_url(case_id)}/belum-puas")
        citizen.send(reason="not_done", text="Masih berlubang di tempat yang sama.")
        calendar = load_catalogue().calendar
        confirm = a.ConfirmAnswer(
            f"confirm-{turn}", "post:walikota:a1", text=ANSWER, calendar=calendar, leaders=LEADERS
        )
        do(case_id, confirm)
        if turn == "1":
            do(case_id, a.RecordContact("told-2", "system", calendar=calendar, how="mail"))

    page = citizen.get(track_url(case_id))
    assert load(case_id).outcome is Outcome.NO_AGREEMENT
    assert page.shows("ombudsman.go.id")


def test_withdrawing_needs_a_choice_that_nobody_made_before() -> None:
    citizen, case_id, _ = filed()
    page = citizen.get(f"{track_url(case_id)}/batal")
    assert page.form.checked == []

    assert "sure" in citizen.send().problems
    assert load(case_id).status is CaseStatus.SUBMITTED
    citizen.send(sure="yes")

    assert load(case_id).outcome is Outcome.WITHDRAWN


def test_posted_twice_shows_what_already_happened() -> None:
    citizen, case_id, _ = filed()
    page = citizen.get(f"{track_url(case_id)}/tambah")
    form = {**page.form.fields, "text": "Keterangan yang sama dua kali."}

    citizen.post(f"{track_url(case_id)}/tambah", form)
    again = citizen.post(f"{track_url(case_id)}/tambah", form)

    assert again.shows("tidak ada yang tercatat dua kali")
    assert load(case_id).additions == 1


@pytest.mark.parametrize("lost", ["old", "other browser", "other case"])
def test_a_nonce_that_no_longer_holds_shows_the_form_again_with_the_text(
    lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizen, case_id, _ = filed()
    page = citizen.get(f"{track_url(case_id)}/tambah")
    form = {**page.form.fields, "text": "Keterangan yang harus tetap ada."}
    if lost == "old":
        monkeypatch.setattr(guard.Guard, "cause", _expired(guard.Guard.cause))
    elif lost == "other browser":
        citizen.cookies.clear()
    else:
        form["nonce"] = citizen.get(f"{track_url(filed()[1])}/tambah").form.fields["nonce"]

    shown = citizen.post(f"{track_url(case_id)}/tambah", form)

    assert shown.status == 409
    assert shown.form.fields["text"] == form["text"]
    assert load(case_id).additions == 0
    monkeypatch.undo()
    citizen.send()
    assert load(case_id).additions == 1


def _expired(real: Any) -> Any:
    """The first look at a nonce is a day late."""
    looks: list[int] = []

    def cause(self: Any, nonce: str, scope: str, now: datetime, **more: Any) -> Any:
        looks.append(1)
        late = now + timedelta(days=1) if len(looks) == 1 else now
        return real(self, nonce, scope, late, **more)

    return cause


def test_what_cannot_be_done_any_more_shows_the_text_to_copy() -> None:
    citizen, case_id, _ = filed()
    page = citizen.get(f"{track_url(case_id)}/tambah")
    do(case_id, a.WithdrawCase("gone", "citizen"))

    after = citizen.post(
        f"{track_url(case_id)}/tambah", {**page.form.fields, "text": "Tulisan yang panjang."}
    )

    assert after.status == 409
    assert after.shows("Tulisan yang panjang.")
    assert citizen.get(f"{track_url(case_id)}/tambah").path == f"/k/{_token(case_id)}"


def test_an_unknown_outcome_keeps_nonce_and_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_writes: Any) -> None:
        raise OutcomeUnknownError("write_unanswered")

    citizen, case_id, _ = filed()
    page = citizen.get(f"{track_url(case_id)}/tambah")
    with monkeypatch.context() as broken:
        broken.setattr(commands, "commit", breaks)
        shown = citizen.send(text="Keterangan di tengah gangguan.")

    assert shown.status == 503
    assert shown.form.fields["nonce"] == page.form.fields["nonce"]
    citizen.send()
    assert load(case_id).additions == 1


def test_a_program_that_opens_and_presses_everything_changes_nothing() -> None:
    _, case_id, _ = filed()
    routed(case_id)
    answered(case_id)
    before = load(case_id)
    robot = Citizen()

    for path in ("", "/tambah", "/batal", "/puas", "/belum-puas"):
        for method in ("GET", "HEAD"):
            robot.get(f"{track_url(case_id)}{path}", method)
        page: Page = robot.get(f"{track_url(case_id)}{path}")
        for form in page.forms:
            robot.post(f"{track_url(case_id)}{path}", form.fields)

    assert load(case_id) == before


def test_a_long_record_comes_in_pages() -> None:
    citizen, case_id, _ = filed()
    calendar = load_catalogue().calendar
    routed(case_id)
    for number in range(50):
        text = f"Keterangan tambahan nomor {number}."
        do(case_id, a.AddInformation(f"add-{number}", "citizen", text=text, calendar=calendar))

    newest = citizen.get(track_url(case_id))
    assert newest.shows("nomor 49.")
    assert not newest.shows("Laporan diterima</p>")
    older = re.search(r'href="\?after=(\d+)"', newest.html)
    assert older
    oldest = citizen.get(f"{track_url(case_id)}?after={older[1]}")
    assert oldest.shows("Laporan diterima")


def test_a_broken_link_is_gone_and_an_unknown_act_is_not_found() -> None:
    _, case_id, _ = filed()

    assert Citizen().get("/k/rusak").status == 410
    assert Citizen().get(f"{track_url(case_id)}/hapus").status == 404


def _token(case_id: str) -> str:
    return track_url(case_id).rpartition("/")[2]


def test_the_story_stays_with_the_case() -> None:
    citizen, case_id, _ = filed()

    assert citizen.get(track_url(case_id)).shows(STORY.splitlines()[0])
