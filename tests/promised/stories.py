"""What people are promised, from the form to its end: the stories that are played with faults."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from urllib.parse import urljoin

import boto3

from bench import clock, doors
from bench.places import SURROUNDINGS
from bench.visitor import SITE
from local.demo.borrowing import Borrower
from local.demo.calling import has
from local.demo.pages import Page
from mandat.bookings import store as bookings
from mandat.city.store import load_post
from mandat.platform.links import call_url, crew_url, driver_url, pay_list_url
from mandat.stipend.store import ledger
from promised.line import images
from promised.town import Story, Town
from simulate import families
from simulate.people import Household, People, Resident, extract

VILLAGE = "17.71.01.1002"
SATURDAY = "2026-12-05"
LENDER, PAYS = "bagian-umum", "dinas-sosial"
COUPLE = {
    "purpose": "akad",
    "day": SATURDAY,
    "q_mempelai": "Ani dan Budi Contoh",
    "q_tujuan": "Gedung Contoh, Jalan Peraga 1",
    "village": VILLAGE,
    "rt": "5",
    "rw": "2",
    "landmark": "Jalan Contoh 7",
    "family_card": "1771012345678901",
    "name": "Rahayu Contoh",
    "phone": "0812-3456-7890",
    "email": "rahayu@example.org",
    "terms": "yes",
}
TIME = {"start": "540", "length": "240", "thing": "bd-1-a"}
CALLED = {
    "whom": "patient",
    "village": VILLAGE,
    "where": "Jalan Merdeka 5, depan masjid",
    "phone": "0812 0000 0077",
}
CREW = ("terima", "berangkat", "tiba", "selesai")


def death(town: Town) -> None:
    """Who is left: a spouse and a child. Report, evenings, papers, hand-over, rating."""
    household = _household()
    _registered(town, [household.deceased, *household.others])
    filed = families.report(household, clock.now() - timedelta(hours=2), Random(2))  # noqa: S311  the same in every run
    town.follow()
    town.pass_by(days=5)
    families.says(filed.link, "puas", stars="5")


def _household() -> Household:
    made = _people()
    for _ in range(100):
        found = made.household(date(2026, 11, 24))
        if found.spouse and found.children:
            return found
    raise AssertionError("nobody leaves a spouse and children")


def _people() -> People:
    return People(Random(3), [(VILLAGE, VILLAGE)])  # noqa: S311  the same in every run


def stipend(town: Town) -> None:
    """Asked for, visited, approved; two months, one told by her and one proved by the office."""
    widow = _people().widow()
    _registered(town, [widow])
    families.apply(widow, Random(4))  # noqa: S311  the same in every run
    town.follow()
    town.pass_by(days=5)
    for month in (12, 13):
        town.pass_to(clock.now().replace(month=12, day=1) + timedelta(days=31 * (month - 12)))
        town.beat("jobs")
        _paid(town, "2026-12" if month == 12 else "2027-01", told=month == 12)


def _paid(town: Town, month: str, *, told: bool) -> None:
    _listed(town, month)
    for payment in list(ledger(month)):
        town.offices.act(payment.case_id, PAYS, "bayar", how="bank")
        town.follow()
        if told:
            families.says(doors.tracking(payment.case_id), "sudah-terima", sure="yes")
        else:
            town.offices.act(payment.case_id, PAYS, "bukti", photos=1, proof="photo")
        town.follow()


def _listed(town: Town, month: str) -> None:
    """The pay list as a page and as the paper for the bank."""
    post = load_post(PAYS)
    assert post
    url = pay_list_url(PAYS, "a1", post.edition("a1"), clock.now(), month)
    page = town.citizen.open(url)
    town.citizen.open(urljoin(url, page.link(".pdf")))


def loan(town: Town) -> None:
    """The car for a wedding: asked for, approved, handed over, brought back, rated."""
    town.busy = False
    asked = Borrower(town.citizen, COUPLE, {"day": SATURDAY, **TIME})
    filed = asked.ask(f"{SITE}/pinjam/mobil-dinas")
    town.follow()
    town.offices.act(filed.case_id, LENDER, "setujui")
    town.follow()
    booking = bookings.load(filed.case_id)
    assert booking
    driver = f"{SITE}{_path(driver_url(filed.case_id, 'bd-1-a', booking.loan.end))}"
    checked = {"odometer": "45.210 km", "fuel": "6", "damage": "no"}
    for moment, act in ((booking.loan.start, "serah"), (booking.loan.end, "kembali")):
        town.pass_to(moment - timedelta(minutes=50))
        town.sweep()
        page = town.citizen.open(f"{driver}/{act}")
        asked_for = {name: checked[name] for name in page.form.fields & checked.keys()}
        town.citizen.send(page, page.form, asked_for | _sure(page))
        town.follow()
    families.says(_path(filed.link), "puas", stars="4")


def ambulance(town: Town) -> None:
    """An urgent call: a unit is asked, and its crew goes through all of its buttons."""
    town.busy = False
    page = town.citizen.open(f"{SITE}/ambulans/minta")
    town.citizen.send(page, page.form, CALLED)
    town.follow()
    case_id = _called()
    for step in CREW:
        crew = town.citizen.open(_crew_page(case_id))
        form = next(one for one in crew.forms if has(one, step))
        town.citizen.send(crew, form, {}, step)
        town.follow()
        town.pass_by(minutes=4)
    town.citizen.open(call_url(case_id))


def _called() -> str:
    return next(
        one["pk"]["S"].removeprefix("CASE#") for one in images() if one["sk"]["S"] == "CALL"
    )


def _crew_page(case_id: str) -> str:
    from mandat.dispatch import store as dispatch

    call = dispatch.load(case_id)
    assert call
    return crew_url(case_id, call.unit, call.offer, clock.now() + timedelta(hours=12))


def _sure(page: Page) -> dict[str, str]:
    return {"sure": "yes"} if "sure" in page.form.fields else {}


def _registered(town: Town, residents: list[Resident]) -> None:
    """By the import that Dukcapil's extracts come in by."""
    key = f"incoming/dukcapil/{residents[0].nik[-6:]}.csv"
    body = extract(residents, {VILLAGE: VILLAGE}).encode()
    boto3.client("s3").put_object(Bucket=SURROUNDINGS["REGISTER_BUCKET"], Key=key, Body=body)
    town.line.hand("imports", [json.dumps({"Records": [{"s3": {"object": {"key": key}}}]})])
    town.follow()


def _path(url: str) -> str:
    return url.removeprefix(SITE)


STORIES: Mapping[str, Story] = {
    "death": death,
    "stipend": stipend,
    "loan": loan,
    "ambulance": ambulance,
}
