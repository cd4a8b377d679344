"""What Bengkulu lends: its terms, its things, and mistakes in fleet.yaml told with their line."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from city.check import CITIES, checked_city
from city.fleet_plan import make_fleet_plan
from city.lending import build_fleet
from mandat.bookings.domain.fleet import Fleet, Offer
from mandat.bookings.domain.grid import at_minute
from mandat.bookings.domain.model import Item, Loan
from mandat.bookings.domain.terms import check, held_back
from mandat.dispatch.domain.nearest import by_distance
from mandat.errors import InvalidError
from mandat.platform.document import to_json

from .conftest import Mistakes

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SATURDAY = date(2026, 12, 5)
ITEM_MAX_BYTES = 350_000


@pytest.fixture(scope="module")
def fleet() -> Fleet:
    return build_fleet(checked_city(CITIES / "bengkulu"))


def offer_of(fleet: Fleet, offer_id: str) -> Offer:
    found = fleet.offer(offer_id)
    assert found is not None
    return found


def loan(thing: str, day: date, start: int, end: int) -> Loan:
    return Loan((Item(thing),), at_minute(day, start * 60), at_minute(day, end * 60))


def test_both_cars_go_out_on_weekends_for_eight_hours(fleet: Fleet) -> None:
    offer = offer_of(fleet, "mobil-dinas")
    assert [one.plate for one in fleet.resources_of(offer)] == ["BD 1 A", "BD 2 A"]
    check(loan("bd-1-a", SATURDAY, 8, 16), offer, fleet, NOW)
    refused = [
        (loan("bd-1-a", SATURDAY, 8, 17), "too_long"),
        (loan("bd-1-a", SATURDAY - timedelta(days=1), 8, 12), "closed_day"),
        (loan("bd-1-a", SATURDAY, 20, 26), "overnight"),
        (loan("bd-2-a", date(2027, 1, 16), 8, 12), "closed_day"),
        (loan("bd-1-a", date(2027, 3, 7), 8, 12), "closed_day"),
        (loan("bd-1-a", date(2027, 6, 5), 8, 12), "too_far"),
    ]
    for wish, code in refused:
        with pytest.raises(InvalidError) as caught:
            check(wish, offer, fleet, NOW)
        assert caught.value.code == code


def test_a_rule_says_the_figures_of_its_terms(fleet: Fleet) -> None:
    said = " ".join(one["id"] for one in offer_of(fleet, "mobil-dinas").rules)
    for words in ("paling lama 8 jam", "1 kali per keluarga dalam 12 bulan", "berawalan 1771"):
        assert words in said
    assert "{" not in said


def test_every_kecamatan_has_an_ambulance_and_one_of_a_shift_is_kept(fleet: Fleet) -> None:
    rides, calls = offer_of(fleet, "ambulans-terjadwal"), offer_of(fleet, "ambulans-darurat")
    assert rides.resources == calls.resources
    assert len(calls.resources) == 39
    assert len({one.district for one in fleet.resources_of(calls)}) == 9
    start = at_minute(SATURDAY, 8 * 60)
    kept = held_back(rides, start, start + timedelta(hours=2))
    assert len(kept) == 1
    assert kept < set(rides.resources)


def test_the_next_ambulance_is_looked_for_next_door(fleet: Fleet) -> None:
    units = fleet.resources_of(offer_of(fleet, "ambulans-darurat"))
    near = by_distance(units, "17.71.04", fleet.neighbours)
    assert [one.district for one in near[:8]] == ["17.71.04"] * 5 + ["17.71.08"] * 3
    assert len(near) == len(units)


def test_mourning_equipment_is_counted_and_lent_at_once(fleet: Fleet) -> None:
    offer = offer_of(fleet, "perlengkapan-duka")
    assert not offer.approved_by_post
    wish = Loan((Item("kursi", 1200),), at_minute(SATURDAY, 420), at_minute(SATURDAY, 1080))
    check(wish, offer, fleet, at_minute(SATURDAY, 400))
    with pytest.raises(InvalidError):
        check(Loan((Item("kursi", 1201),), wish.start, wish.end), offer, fleet, NOW)


def test_all_people_and_numbers_are_samples(fleet: Fleet) -> None:
    drivers = [one.driver for one in fleet.resources]
    assert all("Contoh" in one.name for one in drivers)
    assert all(one.phone.startswith("+628000000") for one in drivers)
    assert all(one.email.endswith("@bengkulu.example.org") for one in drivers)
    assert fleet.desk_phone.startswith("+628000000")


def test_it_fits_into_one_item(fleet: Fleet) -> None:
    assert len(to_json(fleet).encode()) < ITEM_MAX_BYTES


def test_only_another_fleet_gets_another_version(fleet: Fleet) -> None:
    first = make_fleet_plan(fleet, None)
    assert (first.fleet.version, first.changes_fleet) == (1, True)
    assert len(first.resources.added) == 44
    again = make_fleet_plan(fleet, first.fleet)
    assert (again.fleet, again.changes_fleet) == (first.fleet, False)


SHIFTS = '{id: sore, start: "15:00", end: "23:00"}'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('    open: "06:00"\n', '    open: "06:15"\n', "jam penuh atau setengah"),
        ('    open: "06:00"\n', "    open: 6\n", "pakai tanda kutip"),
        ('    open: "06:00"\n', '    open: "22:30"\n', "open harus sebelum close"),
        ("buffer_minutes: 60\n    notice_hours: 72", "buffer_minutes: 45\n    notice_hours: 72",
         "harus kelipatan 30"),
        ("longest_hours: 8\n", "longest_hours: 20\n", "lebih panjang daripada jam pinjam"),
        ("    decide_hours: 48\n", "    decide_hours: 96\n", "lebih panjang daripada notice_hours"),
        ('"1771"', '"Bengkulu"', "awal nomor Kartu Keluarga"),
        ('"1771"', '""', "isi family_card_prefix"),
        ("[sabtu, minggu]", "[sabtu, ahad]", "pilih salah satu"),
        ("{longest_hours} jam, tidak", "{jam} jam, tidak", "yang dapat disisipkan hanya"),
        ("first: 2027-03-06", "first: 2027-04-06", "first harus sebelum"),
        ("first: 2027-03-06", "first: 2027-02-30", "tanggal YYYY-MM-DD"),
        ("  - id: perlengkapan-duka\n", "  - id: mobil-dinas\n", "sudah dipakai"),
        ("  - id: mobil-dinas\n", "  - id: mobil-kota\n", "dengan kind: booking"),
        (SHIFTS, SHIFTS.replace("15:00", "16:00"), "sambung-menyambung"),
        (f"      - {SHIFTS}\n", "", "sambung-menyambung"),
        ("    reserve: 1\n", "", "'reserve' belum diisi"),
        ("  - id: bd-2-a\n", "  - id: bd-1-a\n", "sudah dipakai"),
        ("    capacity: 24\n", "", "'capacity' belum diisi"),
        ("    plate: BD 1 A\n", "    plate: BD 1 A\n    capacity: 2\n", "hanya untuk kind: pool"),
        ("  - id: tenda\n    kind: pool\n    offers: [perlengkapan-duka]",
         "  - id: tenda\n    kind: pool\n    offers: [perlengkapan]", "dengan nama 'perlengkapan'"),
        ("  - id: tenda\n    kind: pool\n    offers: [perlengkapan-duka]",
         "  - id: tenda\n    kind: pool\n    offers: [mobil-dinas]", "mencampur single dan pool"),
        ('"+6280000002001"', "6280000002001", "harus berupa teks"),
        ('"17.71.05": ["17.71.01"]', '"17.71.05": ["17.71.02"]', "tetapi tidak sebaliknya"),
        ('    "17.71.05": ["17.71.01"]\n', "", "belum punya tetangga"),
        ('plate: BD 9901 Z, district: "17.71.01"', 'plate: BD 9901 Z, district: "17.71.11"',
         "tidak ada di kelurahan.csv"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(mistakes: Mistakes, old: str, new: str, said: str) -> None:
    found = mistakes("fleet.yaml", old, new)
    assert any(said in one for one in found), found
    for one in found:
        name, line, *_ = one.split(":")
        assert name in {"fleet.yaml", "services.yaml"}
        assert line.isdigit()


def test_a_kecamatan_without_an_ambulance_is_noticed(city: Path, mistakes: Mistakes) -> None:
    path = city / "fleet.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('district: "17.71.07"', 'district: "17.71.03"'), "utf-8")
    found = mistakes("fleet.yaml", "BD 9901 Z", "BD 9900 Z")
    assert any("kecamatan Ratu Samban (17.71.07) tidak punya unit" in one for one in found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - id: mobil-dinas\n    kind: booking\n", "  - id: mobil-dinas\n",
         "tidak ada layanan 'mobil-dinas' dengan kind: booking"),
        ("  - id: puskesmas\n", "  - id: puskesmas\n    kind: booking\n", "belum punya syarat"),
        ("emergency\n    sealed: true\n", "emergency\n    sealed: false\n", "harus sealed: true"),
        ("kind: ambulance\n", "kind: ambulans\n", "pilih salah satu"),
    ],
)  # fmt: skip
def test_services_and_what_is_lent_agree(mistakes: Mistakes, old: str, new: str, said: str) -> None:
    assert any(said in one for one in mistakes("services.yaml", old, new))
