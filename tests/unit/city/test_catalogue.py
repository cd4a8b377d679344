"""Bengkulu's catalogue: who owns what, what a search finds, and what a version means."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from city.build import build_posts
from city.check import CITIES, checked_city, warnings
from city.plan import numbered
from mandat.city.domain import TRIAGE, UNKNOWN_SERVICE, Catalogue, owner_of
from mandat.platform.document import to_json


def test_the_city_is_whole(catalogue: Catalogue) -> None:
    assert len(catalogue.villages) == 67
    assert len({village.district for village in catalogue.villages}) == 9
    assert len(catalogue.agencies) >= 20
    assert len(catalogue.services) >= 25
    assert 6 <= len(catalogue.groups) <= 9
    assert all(
        [one for one in catalogue.services if one.group == group.id] for group in catalogue.groups
    )


def test_every_service_has_an_owner_in_every_village(catalogue: Catalogue) -> None:
    for service in catalogue.services:
        for village in catalogue.villages:
            owner = owner_of(service, village)
            assert catalogue.post(owner), (service.id, village.name)
            place = {"lurah": village.lurah_id, "camat": village.camat_id}
            assert owner == place.get(service.owner, service.owner.removeprefix("post:"))


def test_what_is_unknown_goes_to_triage(catalogue: Catalogue) -> None:
    village = catalogue.village("17.71.01.1001")
    assert owner_of(catalogue.service("tidak-ada"), village) == TRIAGE
    assert owner_of(catalogue.service(UNKNOWN_SERVICE), village) == TRIAGE
    assert owner_of(catalogue.service("layanan-kelurahan"), catalogue.village("x")) == TRIAGE
    assert owner_of(catalogue.service("layanan-kelurahan"), village) == "lurah-pagar-dewa"
    assert owner_of(catalogue.service("layanan-kecamatan"), village) == "camat-selebar"
    assert owner_of(catalogue.service("jalan-rusak"), None) == "dinas-pupr"


def test_what_must_stay_closed_is_sealed(catalogue: Catalogue) -> None:
    sealed = {service.id for service in catalogue.services if service.sealed}
    assert {"pungli", "perilaku-pegawai", "kekerasan-perempuan-anak", "puskesmas"} <= sealed
    for service_id in ("pungli", "perilaku-pegawai"):
        assert owner_of(catalogue.service(service_id), None) == "inspektorat"


@pytest.mark.parametrize(
    ("text", "locale", "first"),
    [
        ("got mampet", "id", "drainase-tersumbat"),
        ("Gotnya mampet, Pak!", "id", "drainase-tersumbat"),
        ("lampu mati", "id", "lampu-jalan"),
        ("lampu dak idup", "id", "lampu-jalan"),
        ("lampu merah mati", "id", "rambu-lalu-lintas"),
        ("air mati", "id", "air-bersih"),
        ("ada lubang di jalan", "id", "jalan-rusak"),
        ("BPJS tidak aktif", "id", "bpjs"),
        ("anjing gila", "id", "hewan-liar"),
        ("lamp", "id", "lampu-jalan"),
        ("street light", "en", "lampu-jalan"),
        ("blocked drain", "en", "drainase-tersumbat"),
    ],
)
def test_search_knows_the_words_of_residents(
    catalogue: Catalogue, text: str, locale: str, first: str
) -> None:
    assert catalogue.search(text, locale)[0].id == first


@pytest.mark.parametrize("text", ["", "   ", "xyzzy", "yang di dan", "?!", "💧"])
def test_search_without_a_telling_word_finds_nothing(catalogue: Catalogue, text: str) -> None:
    assert catalogue.search(text) == ()


def test_every_service_is_found_by_its_own_title(catalogue: Catalogue) -> None:
    for service in catalogue.services:
        for locale, title in service.title.items():
            assert service in catalogue.search(title, locale)[:3], title


def test_json_round_trip(catalogue: Catalogue) -> None:
    body = to_json(catalogue)
    again = msgspec.json.decode(body, type=Catalogue)
    assert (again, to_json(again)) == (catalogue, body)
    assert len(body.encode()) < 200_000


def test_a_newer_catalogue_is_read_by_older_code(catalogue: Catalogue) -> None:
    body = to_json(catalogue).replace('{"version":0', '{"later":1,"version":0', 1)
    assert msgspec.json.decode(body, type=Catalogue) == catalogue


def test_versions_grow_only_where_something_changed(catalogue: Catalogue) -> None:
    first = numbered(catalogue, None)
    assert first.version == 1
    assert {service.version for service in first.services} == {1}
    assert numbered(catalogue, first) == first

    changed = replace(catalogue.services[0], evidence_photos=3)
    second = numbered(replace(catalogue, services=(changed, *catalogue.services[1:])), first)
    assert second.version == 2
    assert [service.version for service in second.services[:2]] == [2, 1]

    third = numbered(replace(catalogue, city_name="Kota Lain"), second)
    assert third.version == 3
    assert [service.version for service in third.services[:2]] == [3, 1]


def test_chains_of_superiors_reach_the_mayor(catalogue: Catalogue) -> None:
    for post in catalogue.posts:
        above = post
        while above.superior_id:
            found = catalogue.post(above.superior_id)
            assert found
            above = found
        assert above.id == "walikota"


def test_sample_holders_are_obviously_samples() -> None:
    sources = checked_city(CITIES / "bengkulu")
    posts = build_posts(sources)
    assert len(posts) == 37 + 9 + 67
    for post in posts:
        assert 1 <= len(post.addresses) <= 5
        assert all(one.email.endswith("@bengkulu.example.org") for one in post.addresses)
    leaders = sources["leaders"].data["leaders"]
    assert all(leader["phone"].startswith("+628000000") for leader in leaders)


def test_a_calendar_about_to_end_is_noticed() -> None:
    sources = checked_city(CITIES / "bengkulu")
    assert warnings(sources, date(2026, 11, 24)) == []
    assert warnings(sources, date(2027, 9, 30)) == []
    assert "2028" in warnings(sources, date(2027, 10, 1))[0]


def test_working_days_skip_the_citys_holidays(catalogue: Catalogue) -> None:
    calendar = catalogue.calendar
    nyepi_and_lebaran = [date(2027, 3, day) for day in (8, 9, 10, 11, 12, 15)]
    assert not any(map(calendar.is_working_day, nyepi_and_lebaran))
    assert calendar.is_working_day(date(2027, 3, 16))
