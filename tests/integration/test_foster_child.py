"""The child's own page, by its link or by number and code; «has not come»; the headline figure."""

from collections.abc import Iterator

import pytest

from integration import wards as on
from integration.citizens import Citizen, Page, logged
from integration.lenders import Clock, clock
from integration.stipends import route
from integration.wards import FAMILY, FIRST, NOW, SOCIAL, child_path, prove
from integration.wire import refusing
from mandat.cases import store as cases
from mandat.fostering import store
from mandat.fostering.calendar import run
from mandat.fostering.commands import Ending, end
from mandat.fostering.domain.model import Fostering
from mandat.fostering.sheets import code_of
from mandat.personal import store as personal
from mandat.platform.ids import show_reference
from mandat.platform.table import connection

pytestmark = pytest.mark.usefixtures("city")
SAID = {"what": "nothing_came", "by": "guardian"}


@pytest.fixture(autouse=True)
def hour(city: object) -> Iterator[Clock]:
    with clock(NOW) as found:
        yield found


@pytest.fixture
def one() -> Fostering:
    on.official()
    return on.entrusted(1)


def complain(browser: Citizen, one: Fostering, **typed: str) -> Page:
    form = browser.get(child_path(one)).form
    return browser.post(form.action, form.fields | SAID | typed)


def test_by_first_name_with_the_last_months_and_not_which_official(one: Fostering) -> None:
    on.owed(one)
    page = Citizen().get(child_path(one))
    assert page.status == 200
    for said in (f"{FIRST}1", "Desember 2026", "diberikan paling lambat"):
        assert page.shows(said)
    assert FAMILY not in page.html
    assert "Pejabat o1" not in page.html


def test_who_waits_reads_that_somebody_is_looked_for() -> None:
    page = Citizen().get(child_path(on.orphan()))
    assert page.shows("Belum ada pejabat yang mengasuh anak ini")


def test_help_that_did_not_come_is_a_complaint_at_once(one: Fostering) -> None:
    page = complain(Citizen(), one, text="Sudah dua bulan tidak ada kabar.")
    assert page.shows("Sudah kami terima")
    (case_id,) = store.complaints_of(one.child)
    assert page.shows(show_reference(case_id))
    case = cases.load(case_id)
    assert (case.service_id, case.sealed, case.programme) == ("asuhan-keluhan", True, "foster")
    route(case_id, NOW)
    assert cases.load(case_id).owner == SOCIAL
    assert any("dua bulan" in said.text for said in personal.texts(case_id).values())


def test_pressed_twice_it_is_one_complaint(one: Fostering) -> None:
    browser = Citizen()
    form = browser.get(child_path(one)).form
    for _ in range(2):
        assert browser.post(form.action, form.fields | SAID).shows("Sudah kami terima")
    assert len(store.complaints_of(one.child)) == 1
    assert not browser.get(child_path(one)).forms


def test_a_lost_answer_keeps_what_was_chosen(one: Fostering) -> None:
    browser = Citizen()
    form = browser.get(child_path(one)).form
    with refusing(connection().client, "TransactWriteItems"):
        page = browser.post(form.action, form.fields | SAID)
    assert page.status == 503
    assert set(page.form.checked) == {"what", "by"}
    assert browser.post(page.form.action, page.form.fields).shows("Sudah kami terima")


def test_a_bare_click_asks_and_a_strangers_form_is_shown_again(one: Fostering) -> None:
    browser = Citizen()
    form = browser.get(child_path(one)).form
    page = browser.post(form.action, form.fields)
    assert (page.status, set(page.problems)) == (422, {"what", "by"})
    long = browser.post(form.action, form.fields | SAID | {"text": "a" * 4_001})
    assert set(long.problems) == {"text"}
    assert Citizen().post(form.action, form.fields | SAID).status == 409
    assert not store.complaints_of(one.child)


def test_the_link_ends_with_the_fostering(one: Fostering) -> None:
    end(Ending(one.child, "moved", "test", f"post:{SOCIAL}:a1"), NOW)
    page = Citizen().get(child_path(one))
    assert page.status == 410
    assert FIRST not in page.html
    assert Citizen().get("/anak/abc").status == 410


def find(reference: str, code: str) -> Page:
    browser = Citizen()
    page = browser.get("/anak")
    return browser.post("/anak", page.form.fields | {"reference": reference, "code": code})


def test_number_and_code_lead_there_without_a_link(one: Fostering) -> None:
    with logged() as written:
        page = find(show_reference(one.case_id).lower(), code_of(one.case_id).lower())
    assert page.shows(f"{FIRST}1")
    assert code_of(one.case_id) not in written.getvalue()


def test_a_wrong_code_tells_nothing_and_tries_are_counted(one: Fostering) -> None:
    assert find("BKL-0000", "ABC").status == 422
    reference = show_reference(one.case_id)
    pages = [find(reference, "AAAAAA") for _ in range(6)]
    assert [page.status for page in pages] == [422] * 5 + [429]
    assert FIRST not in "".join(page.html for page in pages)


def test_the_headline_is_how_many_have_nobody(one: Fostering) -> None:
    assert Citizen().get("/anak-asuh").shows("Belum ada yang dihitung")
    for number in range(2, 8):
        on.orphan(number)
    prove(Citizen(), on.owed(one))
    run(NOW.date(), NOW)
    page = Citizen().get("/anak-asuh")
    assert '<p class="key">6</p>' in page.html
    assert page.shows("1 anak diasuh seorang pejabat kota")
    assert page.shows("Selebar")
    assert page.shows("Wali Kota: masing-masing 10 anak")
    assert Citizen().get("/anak-asuh?lang=en").shows("have no official who fosters them")
    assert FIRST not in page.html


def test_of_fewer_than_five_no_kecamatan_is_told(one: Fostering) -> None:
    on.orphan(2)
    run(NOW.date(), NOW)
    page = Citizen().get("/anak-asuh")
    assert '<p class="key">1</p>' in page.html
    assert page.shows("tidak ditampilkan")
