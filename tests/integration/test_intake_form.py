"""The form page by page, without JavaScript: what it asks, what it keeps, what it refuses."""

import re
from datetime import UTC, datetime

import boto3
import pytest

from integration.citizens import Citizen, Page
from mandat.cases.store import load
from mandat.personal import store as personal
from mandat.photos.uploads import group_of
from mandat.platform.ids import read_reference
from mandat.platform.links import Purpose, read
from mandat.platform.settings import settings

pytestmark = pytest.mark.usefixtures("catalogue")

STORY = "Lubang besar di depan gerbang sekolah,\nsudah dua pengendara jatuh."
NAME, PHONE, EMAIL = "Rahayu Contoh", "0812-3456-7890", "rahayu@example.org"
REFERENCE = re.compile(r"BKL-[0-9A-Z]{4}-[0-9A-Z]{4}")


def at_description() -> Citizen:
    citizen = Citizen()
    citizen.get("/lapor")
    citizen.send("group:jalan")
    citizen.send("pick:jalan-rusak")
    return citizen


def at_check(**contact: str) -> Citizen:
    citizen = at_description()
    citizen.send(description=STORY)
    citizen.send(q_bahaya="ya")
    citizen.send(village="17.71.01.1002", rt="05", rw="2", landmark="Sebelah warung")
    citizen.send()
    citizen.send(who="named")
    citizen.send(**(contact or {"name": NAME, "phone": PHONE, "email": EMAIL}))
    return citizen


def sent_id(page: Page) -> str:
    reference = REFERENCE.search(page.html)
    assert reference, page.html
    found = read_reference(reference[0])
    assert found
    return found


def code_on(page: Page) -> str:
    return page.html.rpartition('<p class="key">')[2].partition("<")[0].strip()


def test_the_whole_form_leads_to_a_case_with_everything_that_was_said() -> None:
    citizen = at_check()

    page = citizen.send("send")

    assert (page.status, page.path) == (200, "/lapor/terkirim")
    case = load(sent_id(page))
    assert (case.service_id, case.village, case.suspect) == ("jalan-rusak", "17.71.01.1002", False)
    assert case.terms.acknowledge_minutes > 0
    narrative, contact = personal.narrative(case.id), personal.contact(case.id)
    assert narrative.description == STORY
    assert narrative.neighbourhood == "RT 05 RW 2"
    assert narrative.landmark == "Sebelah warung"
    assert narrative.answers == (("bahaya", "ya"),)
    assert (contact.name, contact.phone, contact.email) == (NAME, "+6281234567890", EMAIL)
    assert contact.locale == "id"


def test_nothing_of_a_person_is_stored_or_in_an_address_before_sending() -> None:
    before = _items()

    citizen = at_check()

    assert _items() == before
    assert set(citizen.visited) == {"/lapor"}


def test_every_page_has_one_heading_a_way_back_and_lets_no_browser_refuse() -> None:
    citizen = at_description()
    for typed in (
        {"description": STORY},
        {"q_bahaya": "ya"},
        {"village": "17.71.01.1002"},
        {},
        {"who": "named"},
        {"name": NAME, "phone": PHONE},
        {},
    ):
        assert citizen.page
        html = citizen.page.html
        assert html.count("<h1") == 1
        assert 'value="back"' in html
        assert "novalidate" in html
        assert " required" not in html
        citizen.send(**typed)


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("pinjam mobil dinas", "/pinjam/mobil-dinas"),
        ("tenda takziah", "/pinjam/perlengkapan-duka"),
        ("santunan janda", "/santunan"),
        ("orang meninggal", "/kematian"),
        ("butuh ambulans", "/ambulans"),
    ],
)
def test_who_searches_for_what_is_lent_is_led_to_its_page(words: str, page: str) -> None:
    citizen = Citizen()
    citizen.get("/lapor")

    found = citizen.send("search", q=words)

    assert f'class="row" href="{page}"' in found.html
    assert not any("mobil-dinas" in one or "ambulans" in one for one in found.form.buttons)


def test_no_report_is_filed_under_what_is_lent() -> None:
    citizen = Citizen()
    citizen.get("/lapor")

    refused = citizen.send("pick:mobil-dinas")

    assert "q" in refused.problems
    assert "group:pinjam" not in refused.form.buttons


def test_search_finds_by_the_words_of_residents_and_offers_not_knowing() -> None:
    citizen = Citizen()
    citizen.get("/lapor")

    page = citizen.send("search", q="got mampet")

    assert "pick:drainase-tersumbat" in page.form.buttons
    assert "pick:tidak-tahu" in page.form.buttons
    assert page.form.fields["q"] == "got mampet"
    nothing = citizen.send("search", q="xyzzy")
    assert nothing.status == 200
    assert [one for one in nothing.form.buttons if one.startswith("pick:")] == ["pick:tidak-tahu"]


def test_a_life_in_danger_meets_112_and_119_before_the_form() -> None:
    citizen = Citizen()
    citizen.get("/lapor")

    page = citizen.send("pick:kebakaran")

    assert page.shows('href="tel:112"')
    assert page.shows('href="tel:119"')
    assert "description" not in page.form.fields
    assert "description" in citizen.send().form.fields


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"description": "pendek"}, "description"),
        ({"description": "a" * 4001}, "description"),
    ],
)
def test_a_description_keeps_its_limits_and_what_was_typed(
    typed: dict[str, str], field: str
) -> None:
    page = at_description().send(**typed)

    assert page.status == 422
    assert page.title.startswith("Galat:")
    assert field in page.problems
    assert f'href="#f-{field}"' in page.html
    assert 'aria-invalid="true"' in page.html
    assert page.form.fields[field] == typed[field]


def test_a_text_of_many_thousand_characters_comes_back_whole() -> None:
    page = at_description().send(description="é" * 15_000)

    assert page.status == 422
    assert page.form.fields["description"] == "é" * 15_000
    assert page.shows("15.000")


def test_what_the_service_asks_is_asked_and_checked() -> None:
    citizen = at_description()
    citizen.send(description=STORY)

    page = citizen.send(q_bahaya="mungkin")

    assert page.status == 422
    assert "q_bahaya" in page.problems


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "village"),
        ({"village": "99"}, "village"),
        ({"village_name": "Atlantis"}, "village_name"),
        ({"village_name": "ke"}, "village_name"),
        ({"village": "17.71.01.1002", "rt": "lima"}, "rt"),
        ({"village": "17.71.01.1002", "rw": "1234"}, "rw"),
        ({"village": "17.71.01.1002", "landmark": "x" * 301}, "landmark"),
        ({"village": "tidak-tahu", "landmark": "x"}, "landmark"),
    ],
)
def test_a_place_that_cannot_be_found_is_asked_again(typed: dict[str, str], field: str) -> None:
    citizen = at_description()
    citizen.send(description=STORY)
    citizen.send(q_bahaya="ya")

    page = citizen.send(**{"landmark": "Sebelah warung", **typed})

    assert page.status == 422
    assert field in page.problems
    assert page.form.fields["description"] == STORY
    for name, value in typed.items():
        if name != "village":
            assert page.form.fields[name] == value


def test_a_kelurahan_is_found_by_its_other_name() -> None:
    citizen = at_description()
    citizen.send(description=STORY)
    citizen.send(q_bahaya="ya")
    citizen.send(village_name="Kel. suka rami")

    assert citizen.page
    assert citizen.page.form.fields["village"] == "17.71.01.1002"


def test_photos_that_arrived_go_along_unless_the_citizen_says_no() -> None:
    citizen = at_description()
    citizen.send(description=STORY)
    citizen.send(q_bahaya="ya")
    page = citizen.send(village="17.71.01.1002")
    group = _group(page)
    _upload(f"{group}/1")

    assert citizen.send().form.fields["photos"] == "1"
    citizen.send("back")
    assert "photos" not in citizen.send(no_photos="1").form.fields


def test_the_case_has_the_photos_that_were_chosen() -> None:
    citizen = at_description()
    citizen.send(description=STORY)
    citizen.send(q_bahaya="ya")
    group = _group(citizen.send(village="17.71.01.1002"))
    _upload(f"{group}/1")
    citizen.send()
    citizen.send(who="anonymous")

    page = citizen.send("send")

    assert personal.narrative(sent_id(page)).photos == (f"{group}/1",)


def test_who_must_be_chosen_and_is_not_chosen_beforehand() -> None:
    citizen = at_description()
    citizen.send(description=STORY)
    citizen.send(q_bahaya="ya")
    citizen.send(village="17.71.01.1002")
    page = citizen.send()

    assert page.form.checked == []
    assert "who" in citizen.send().problems


@pytest.mark.parametrize(
    ("contact", "field"),
    [
        ({"phone": PHONE}, "name"),
        ({"name": NAME}, "phone"),
        ({"name": NAME, "phone": "12345"}, "phone"),
        ({"name": NAME, "email": "bukan surel"}, "email"),
        ({"name": "x" * 101, "phone": PHONE}, "name"),
    ],
)
def test_a_contact_that_does_not_work_is_asked_again(contact: dict[str, str], field: str) -> None:
    page = at_check(**contact).page

    assert page
    assert page.status == 422
    assert field in page.problems
    for name, value in contact.items():
        assert page.form.fields[name] == value


def test_confidential_needs_no_name_but_a_contact() -> None:
    citizen = at_description()
    citizen.send(description=STORY)
    citizen.send(q_bahaya="ya")
    citizen.send(village="17.71.01.1002")
    citizen.send()
    citizen.send(who="confidential")
    citizen.send(phone="62 812 3456 7890")

    case = load(sent_id(citizen.send("send")))

    assert case.confidential
    assert personal.contact(case.id).phone == "+6281234567890"


def test_anonymous_skips_the_contact_and_is_warned() -> None:
    citizen = at_check()
    citizen.send("edit:who")
    page = citizen.send(who="anonymous")

    assert "phone" not in page.form.fields
    assert page.shows("Anda melapor tanpa nama")
    case = load(sent_id(citizen.send("send")))
    assert (case.contact, personal.contact(case.id).phone) == ("none", "")


def test_change_returns_straight_to_the_check_page() -> None:
    citizen = at_check()
    citizen.send("edit:place")

    page = citizen.send(rw="7")

    assert page.shows("RT 05 RW 7")
    assert "send" in page.form.buttons


def test_another_subject_asks_only_what_is_still_missing() -> None:
    citizen = at_check()
    citizen.send("edit:service")
    citizen.send("pick:lampu-jalan")
    assert citizen.page
    assert "send" in citizen.page.form.buttons

    citizen.send("edit:service")
    page = citizen.send("pick:ktp-kk")

    assert "q_dokumen" in page.form.names or any(n.startswith("q_") for n in page.form.names)
    assert "send" not in page.form.buttons


def test_the_language_changes_on_the_same_page_and_keeps_the_draft() -> None:
    citizen = at_check()

    page = citizen.send("lang:en")

    assert '<html lang="en">' in page.html
    assert page.form.fields["description"] == STORY
    assert citizen.get("/").shows("Tell the city what is wrong")


def test_a_draft_out_of_the_browser_goes_on_where_it_stood() -> None:
    citizen = at_check()
    assert citizen.page
    kept = dict(citizen.page.form.fields)
    citizen.get("/lapor")

    assert "send" in citizen.post("/lapor", {**kept, "act": "resume"}).form.buttons
    del kept["who"]
    assert "who" in citizen.post("/lapor", {**kept, "act": "resume"}).form.names


def test_wiping_leaves_an_empty_form() -> None:
    citizen = at_check()

    page = citizen.send("wipe")

    assert page.path == "/lapor"
    assert not page.shows("gerbang sekolah")


def test_a_page_before_the_end_cannot_be_skipped() -> None:
    citizen = at_check()

    page = citizen.send("send", description="x")

    assert page.status == 422
    assert "description" in page.problems


def _items() -> int:
    table = settings().table_name
    return boto3.client("dynamodb").scan(TableName=table, Select="COUNT")["Count"]


def _group(page: Page) -> str:
    token = re.search(r'src="/foto/([^"]+)"', page.html)
    assert token
    return read(Purpose.UPLOAD, token[1], datetime.now(UTC))["g"]


def _upload(photo: str) -> None:
    boto3.client("s3").put_object(
        Bucket=settings().photo_bucket, Key=f"incoming/{photo}", Body=b"photo"
    )


def test_the_group_of_photos_is_the_same_for_the_same_form() -> None:
    assert group_of("submit:1") == group_of("submit:1") != group_of("submit:2")
