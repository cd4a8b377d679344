"""Reporting a death, page by page: what is asked, kept, refused, and set off."""

from collections.abc import Iterator
from datetime import UTC, datetime

import boto3
import pytest

from integration.citizens import logged
from integration.lenders import Clock, clock
from integration.mourners import (
    ANSWERS,
    DECEASED,
    NIK,
    NIK_TYPED,
    PERSON,
    TUESDAY,
    VILLAGE,
    Mourner,
    death,
    sent_id,
)
from integration.wire import losing, refusing
from mandat.bereavement.domain.model import DeathStatus
from mandat.cases import store as cases
from mandat.personal import store as personal
from mandat.platform.settings import settings
from mandat.platform.table import connection


@pytest.fixture(autouse=True)
def hour(city: object) -> Iterator[Clock]:
    with clock(TUESDAY) as found:
        yield found


def items() -> list[dict[str, object]]:
    return list(boto3.client("dynamodb").scan(TableName=settings().table_name)["Items"])


def test_the_first_page_says_what_happens_and_whom_to_call() -> None:
    page = Mourner().get("/kematian")

    for words in ("Kami turut berduka", "tel:112", "tel:119", "+6280000000119", "malam ketiga"):
        assert page.shows(words)
    assert page.shows('href="/kematian/lapor"')


def test_a_report_begins_the_death_with_its_case() -> None:
    citizen = Mourner()
    case_id = citizen.report()

    case, found = cases.load(case_id), death(case_id)
    assert (case.service_id, case.programme, case.pending) == ("kematian", "death", True)
    assert (case.sealed, case.village) == (True, VILLAGE)
    assert (found.status, found.reporter, found.faith) == (DeathStatus.REPORTED, "family", "islam")
    assert found.died_at == datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
    assert [one.isoformat() for one in found.nights] == ["2026-11-24", "2026-11-25", "2026-11-26"]
    assert (found.spouse, found.children, found.asked) == (True, 2, ("hearse",))
    assert found.last4 == NIK[-4:]
    contact, told = personal.contact(case_id), personal.narrative(case_id)
    assert (contact.name, contact.phone) == (PERSON["name"], "+6281234567890")
    assert told.landmark == "Jalan Contoh 7, dekat masjid"
    assert ("almarhum", DECEASED) in told.answers
    assert told.description == f"Wafat: {DECEASED}. Di rumah sakit atau puskesmas, RS Contoh."


def test_the_receipt_says_what_happens_now_and_on_each_evening() -> None:
    citizen = Mourner()
    citizen.report()
    page = citizen.page

    assert page
    for words in (
        "Inna lillahi",
        "Keluarga tidak sendiri",
        "Lurah Sukarami",
        "Malam pertama, Selasa, 24 November 2026",
        "Malam ketiga, Kamis, 26 November 2026",
        "surat-surat diserahkan paling lambat pukul 20.00 WIB",
    ):
        assert page.shows(words), words
    assert not page.shows(DECEASED)


def test_a_nik_is_in_no_item_no_address_and_no_log() -> None:
    with logged() as lines:
        citizen = Mourner()
        case_id = citizen.report()

    found = str(items())
    for one in (NIK, NIK_TYPED):
        assert one not in found
        assert one not in lines.getvalue()
        assert not any(one in address for address in citizen.visited)
        assert citizen.page
        assert not citizen.page.shows(one)
    assert {item["sk"]["S"] for item in items() if item["pk"]["S"] == f"CASE#{case_id}"} >= {"NIK"}  # type: ignore[index]  # as DynamoDB says it


def test_who_does_not_know_the_nik_says_so() -> None:
    for typed in ("", "tidak tahu", "lupa"):
        citizen = Mourner()
        case_id = citizen.report(deceased={"deceased": DECEASED, "nik": typed})
        assert death(case_id).last4 == ""


def test_part_of_the_day_is_enough_and_counts_the_evenings(hour: Clock) -> None:
    hour.pass_to(datetime(2026, 11, 24, 13, 30, tzinfo=UTC))
    typed = {"day": "2026-11-24", "hour": "", "part": "malam"}
    found = death(Mourner().report(when=typed))

    assert found.died_at == datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
    assert found.nights[0].isoformat() == "2026-11-25"


def test_a_part_of_the_day_that_still_runs_means_now() -> None:
    found = death(Mourner().report(when={"day": "2026-11-24", "hour": "", "part": "pagi"}))
    assert found.died_at == datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def test_a_late_report_is_heard_and_names_the_evening_of_the_papers() -> None:
    citizen = Mourner()
    citizen.report(when={"day": "other", "other_day": "10-11-2026", "hour": "9"})

    page = citizen.page
    assert page
    assert not page.shows("Malam pertama")
    assert page.shows("Surat-surat diserahkan di rumah duka paling lambat pukul")


@pytest.mark.parametrize(
    ("step", "typed", "field"),
    [
        ("reporter", {"reporter": ""}, "reporter"),
        ("reporter", {"reporter": "wartawan"}, "reporter"),
        ("deceased", {"deceased": ""}, "deceased"),
        ("deceased", {"deceased": "x" * 101}, "deceased"),
        ("deceased", {"deceased": f"{DECEASED} {NIK_TYPED}"}, "deceased"),
        ("deceased", {"deceased": DECEASED, "nik": "123"}, "nik"),
        ("deceased", {"deceased": DECEASED, "nik": "1771013203500001"}, "nik"),
        ("deceased", {"deceased": DECEASED, "nik": "0071011203500001"}, "nik"),
        ("deceased", {"deceased": DECEASED, "nik": "1771011203500000"}, "nik"),
        ("when", {"day": "", "hour": "3"}, "day"),
        ("when", {"day": "other", "other_day": "31-02-2026", "hour": "3"}, "other_day"),
        ("when", {"day": "other", "other_day": "0001-01-01", "hour": "3"}, "other_day"),
        ("when", {"day": "2026-11-24", "hour": "25.00"}, "hour"),
        ("when", {"day": "2026-11-24", "hour": "pagi"}, "hour"),
        ("when", {"day": "2026-11-24", "hour": ""}, "part"),
        ("when", {"day": "2026-11-24", "hour": "11.00"}, "hour"),
        ("when", {"day": "2026-11-24", "hour": "", "part": "malam"}, "part"),
        ("when", {"day": "other", "other_day": "2025-11-01", "hour": "3"}, "other_day"),
        ("where", {"died_in": ""}, "died_in"),
        ("where", {"died_in": "home", "died_where": "x" * 301}, "died_where"),
        ("house", {"village": ""}, "village"),
        ("house", {"village": "tidak-tahu", "landmark": "Jalan Contoh"}, "village"),
        ("house", {"landmark": "x"}, "landmark"),
        ("house", {"rt": "lima"}, "rt"),
        ("faith", {"faith": ""}, "faith"),
        ("faith", {"faith": "x"}, "faith"),
        ("left", {"spouse": ""}, "spouse"),
        ("left", {"spouse": "yes", "children": "banyak"}, "children"),
        ("left", {"spouse": "yes", "children": "21"}, "children"),
        ("contact", {"phone": ""}, "phone"),
        ("contact", {"phone": "12"}, "phone"),
        ("contact", {"email": "x"}, "email"),
        ("contact", {"name": ""}, "name"),
    ],
)
def test_what_will_not_do_is_said_beside_the_field_and_kept(
    step: str, typed: dict[str, str], field: str
) -> None:
    citizen = Mourner()
    citizen.to(step)
    wanted = ANSWERS[step] | typed
    page = citizen.send(**wanted)

    assert page.status == 422
    assert field in page.problems
    assert page.title.startswith("Galat:")
    for name, said in wanted.items():
        if name in page.form.fields and name != "village":
            assert page.form.fields[name] == said


def test_every_answer_is_shown_before_it_is_sent_and_can_be_changed() -> None:
    citizen = Mourner()
    page = citizen.to_check()

    for words in (
        DECEASED,
        "•••• 0001",
        "pukul 03.30 WIB",
        "RS Contoh",
        "Jalan Contoh 7",
        "Islam",
        "Ambulans jenazah",
        "0812-3456-7890",
    ):
        assert page.shows(words), words
    citizen.send("edit:faith")
    back = citizen.send(faith="kristen")
    assert back.shows("Kristen Protestan")


def test_nothing_is_stored_before_it_is_sent() -> None:
    before = len(items())
    citizen = Mourner()
    citizen.to_check()

    assert len(items()) == before
    assert set(citizen.visited) == {"/kematian/lapor"}


def test_sent_twice_it_is_one_report_and_what_was_first_holds() -> None:
    citizen = Mourner()
    check = citizen.to_check()
    first = sent_id(citizen.send("send"))
    fields = {**check.form.fields, "act": "send"}

    assert sent_id(citizen.post("/kematian/lapor", fields)) == first
    page = citizen.post("/kematian/lapor", fields | {"faith": "kristen"})
    assert sent_id(page) == first
    assert page.shows("yang pertama dikirim yang berlaku")
    assert death(first).faith == "islam"


def test_a_lost_answer_is_met_with_the_same_number() -> None:
    citizen = Mourner()
    citizen.to_check()
    with losing(connection().client, "TransactWriteItems"):
        page = citizen.send("send")
    if page.status == 503:
        assert page.shows("tidak akan tercatat dua kali")
        page = citizen.send("send")
    assert sent_id(page)


def test_what_we_cannot_store_stays_with_the_citizen() -> None:
    citizen = Mourner()
    citizen.to_check()
    with refusing(connection().client, "TransactWriteItems"):
        page = citizen.send("send")

    assert page.status == 503
    assert page.shows("tidak akan tercatat dua kali")
    assert page.shows("tel:112")
    assert page.form.fields["deceased"] == DECEASED
    assert sent_id(citizen.send("send"))


def test_a_key_of_another_browser_is_made_anew() -> None:
    citizen = Mourner()
    citizen.to_check()
    citizen.cookies.clear()
    page = citizen.send("send")

    assert page.shows("belum terkirim") or page.shows("Belum terkirim")
    assert sent_id(citizen.send("send"))


def test_number_and_code_are_for_the_browser_that_sent() -> None:
    citizen = Mourner()
    citizen.report()
    assert citizen.get("/kematian/terkirim").shows("Malam pertama")

    page = Mourner().get("/kematian/terkirim")
    assert page.shows("tidak ditampilkan lagi")
    assert page.shows('href="/lacak"')


def test_in_english_too() -> None:
    citizen = Mourner()
    page = citizen.get("/kematian?lang=en")
    assert page.shows("We are with you")
    assert citizen.to_check().shows("Is everything right?")
