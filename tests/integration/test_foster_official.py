"""An official's own page: his children by first name, one button, proof for several at once."""

from collections.abc import Iterator

import pytest

from integration import wards as on
from integration.citizens import Citizen, Page, logged
from integration.lenders import Clock, clock
from integration.wards import FAMILY, FIRST, NOW, foster_path, prove
from integration.wire import refusing
from mandat.cases import store as cases
from mandat.fostering import store
from mandat.fostering.commands import Leaving, leave
from mandat.fostering.domain.model import Duty, DutyStatus
from mandat.personal import store as personal
from mandat.platform.table import connection
from mandat.platform.transaction import commit
from mandat.programmes.store import reads
from mandat.programmes.terms_store import load_programmes
from mandat.records import replace

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture(autouse=True)
def hour(city: object) -> Iterator[Clock]:
    with clock(NOW) as found:
        yield found


@pytest.fixture
def two() -> tuple[Duty, Duty]:
    on.official()
    return on.owed(on.entrusted(1)), on.owed(on.entrusted(2))


def status(one: Duty) -> DutyStatus:
    found = store.load_duty(one.case_id)
    assert found
    return found.status


def facts(one: Duty) -> list[str]:
    return [event.type for event in cases.timeline(one.case_id)]


@pytest.mark.usefixtures("two")
def test_his_children_by_first_name_what_is_owed_and_one_button() -> None:
    page = Citizen().get(foster_path())
    assert page.status == 200
    for said in (f"{FIRST}1", f"{FIRST}2", "Sukarami", "Desember 2026", "10 Desember 2026"):
        assert page.shows(said)
    assert FAMILY not in page.html
    assert page.html.count('class="btn"') == 1
    assert page.shows("Bantuan bulan ini untuk 2 anak belum dibuktikan")


def test_each_look_at_a_child_is_logged_and_no_name_is(two: tuple[Duty, Duty]) -> None:
    with logged() as written:
        Citizen().get(foster_path())
    assert next(one.actor for one in reads(two[0].child)) == "official:o1"
    assert FIRST not in written.getvalue()


def test_one_form_proves_it_for_every_child_that_was_ticked(two: tuple[Duty, Duty]) -> None:
    page = prove(Citizen(), *two)
    assert page.shows("Tercatat: bantuan bulan ini")
    assert page.shows("Semua sudah dibuktikan")
    assert [status(one) for one in two] == [DutyStatus.PROVED] * 2
    proved = store.load_duty(two[1].case_id)
    assert proved
    assert (proved.amount, proved.proof) == (150_000, "slip")
    shown = [event for one in two for event in cases.timeline(one.case_id) if event.photos]
    assert len(shown) == 2
    assert shown[0].photos == shown[1].photos


def test_sent_again_it_counts_once_and_says_so(two: tuple[Duty, Duty]) -> None:
    browser = Citizen()
    page = browser.get(f"{foster_path()}/bukti")
    said = {"amount": "100000", "proof": "visit", "text": "Beras dan buku, anaknya sehat."}
    fields = page.form.fields | said | {"sure": "yes"}
    pairs = [*fields.items(), *(("whose", one.case_id) for one in two)]
    assert browser.post(page.form.action, pairs).shows("Tercatat")  # type: ignore[arg-type]  # pairs
    again = browser.post(page.form.action, pairs)  # type: ignore[arg-type]  # pairs
    assert again.shows("sudah tercatat sebelumnya")
    assert facts(two[0]).count("FosterSupportProved") == 1


def test_what_cannot_be_written_now_is_written_by_the_same_form_later(
    two: tuple[Duty, Duty],
) -> None:
    browser = Citizen()
    with refusing(connection().client, "TransactWriteItems"):
        first = prove(browser, *two)
    assert first.status == 503
    assert first.shows("Belum pasti") or first.shows("sekali")
    assert set(first.form.checked) == {"whose", "proof"}
    fields = first.form.fields | {"sure": "yes"}
    pairs = [*fields.items(), *(("whose", one.case_id) for one in two[:1])]
    last = browser.post(first.form.action, pairs)  # type: ignore[arg-type]  # pairs
    assert last.shows("Tercatat"), last.problems
    assert [facts(one).count("FosterSupportProved") for one in two] == [1, 1]


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"amount": "99.999"}, "amount", "Paling sedikit Rp100.000"),
        ({"amount": "banyak"}, "amount", "Tulis berapa rupiah"),
        ({"amount": "999.999.999.999"}, "amount", "terlalu besar"),
        ({"proof": ""}, "proof", "Pilih apa buktinya"),
        ({"sure": ""}, "sure", "Centang"),
        ({"proof": "visit"}, "text", "Ceritakan kunjungannya"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    two: tuple[Duty, Duty], typed: dict[str, str], field: str, said: str
) -> None:
    page = prove(Citizen(), two[0], **typed)
    assert page.status == 422
    assert said in page.problems[field]
    assert status(two[0]) is DutyStatus.DUE


def test_a_slip_needs_its_photo_and_a_child_must_be_ticked(two: tuple[Duty, Duty]) -> None:
    assert "fotonya" in prove(Citizen(), two[0], photos=0).problems["photos"]
    assert "Centang" in prove(Citizen()).problems["whose"]


def test_nobody_proves_for_the_child_of_another(two: tuple[Duty, Duty]) -> None:
    on.official("o2")
    page = Citizen().get(foster_path("o2"))
    assert page.shows("tidak ada anak yang dipercayakan")
    browser = Citizen()
    sent = browser.post(f"{foster_path('o2')}/bukti", {"whose": two[0].case_id, "sure": "yes"})
    assert sent.status == 409
    assert status(two[0]) is DutyStatus.DUE


def test_a_bare_click_and_a_stranger_change_nothing(two: tuple[Duty, Duty]) -> None:
    browser = Citizen()
    form = browser.get(f"{foster_path()}/bukti").form
    assert browser.post(form.action, form.fields).status == 422
    stranger = Citizen().post(form.action, {**form.fields, "whose": two[0].case_id})
    assert stranger.status == 409
    assert [status(one) for one in two] == [DutyStatus.DUE] * 2


def checked(browser: Citizen, one: Duty, **typed: str) -> Page:
    page = browser.get(f"{foster_path()}/semester")
    known = {"whose": one.case_id, "school": "attends", "health": "well", "sure": "yes"}
    return browser.post(page.form.action, page.form.fields | known | typed)


def test_once_a_term_he_tells_of_school_and_health() -> None:
    on.official()
    one = on.owed(on.entrusted(1), on.TERM)
    browser = Citizen()
    assert browser.get(foster_path()).shows("Laporkan sekolah dan kesehatan")
    assert "tidak beres" in checked(browser, one, health="ill").problems["text"]
    page = checked(browser, one, health="ill", text="Batuk sejak seminggu, sudah ke puskesmas.")
    assert page.shows("Tercatat: sekolah dan kesehatan")
    found = store.load_duty(one.case_id)
    assert found
    assert (found.status, found.school, found.health) == (DutyStatus.PROVED, "attends", "ill")
    assert any("Batuk" in said.text for said in personal.texts(one.case_id).values())


def test_who_has_left_office_sees_nothing_any_more_at_once(two: tuple[Duty, Duty]) -> None:
    path = foster_path()
    leave(Leaving("o1", "retired", "test", f"post:{on.PERSONNEL}:a1"), NOW)
    for one in (path, f"{path}/bukti"):
        page = Citizen().get(one)
        assert page.status == 410
        assert FIRST not in page.html
    assert Citizen().post(f"{path}/bukti", {"whose": two[0].case_id}).status == 410


def test_another_mailbox_ends_the_older_links() -> None:
    before, path = on.official(), foster_path()
    moved = replace(before, email="lain@example.org", generation=2, revision=2)
    commit([store.official_write(before, moved, load_programmes().fostering)])
    assert Citizen().get(path).status == 410
    assert Citizen().get(foster_path()).status == 200


def test_a_form_that_there_is_not_is_no_page() -> None:
    on.official()
    assert Citizen().get(f"{foster_path()}/lain").status == 404
    assert Citizen().get("/asuh/abc").status == 410
