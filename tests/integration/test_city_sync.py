"""The sync against a table: idempotent, never touching holders, refusing what would strand work."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
import pytest

from city import holders, sync
from city.fleet_plan import make_fleet_plan, stranded
from mandat.bookings.domain.fleet import Fleet
from mandat.bookings.fleet_store import forget_fleet, load_fleet, put_fleet
from mandat.city import store
from mandat.city.domain import Address
from mandat.errors import ConflictError, NotFoundError
from mandat.platform.settings import settings

NEW_HEAD = Address("a1", "Wening Contoh", "kepala.baru@bengkulu.example.org")
TIDE = """
  - id: air-pasang
    title:
      id: Air pasang
      en: High tide
    hint:
      id: Air laut naik ke jalan
      en: Sea water on the road
    keywords: [pasang, rob]
    group: darurat
    owner: post:bpbd
    severity: urgent
    sealed: false
    evidence_photos: 0
    deadlines: mendesak
    emergency_screen: false
"""
BOARD = """
  - id: dewan-contoh
    title: Ketua Dewan Contoh
    agency: bappeda
    superior: sekda
    addresses:
      - {id: a1, name: Yusuf Contoh, email: dewan@bengkulu.example.org}

"""


@pytest.fixture
def city(aws: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A city whose files a test may edit, and an empty table."""
    folder = Path(shutil.copytree(sync.CITIES / "bengkulu", tmp_path / "bengkulu"))
    monkeypatch.setattr(sync, "CITIES", tmp_path)
    store.forget_catalogue()
    forget_fleet()
    yield folder
    store.forget_catalogue()
    forget_fleet()


def run() -> int:
    return sync.main(["--city", "bengkulu"])


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def everything() -> list[dict[str, object]]:
    items = boto3.client("dynamodb").scan(TableName=settings().table_name)["Items"]
    return sorted(items, key=lambda item: item["pk"]["S"])


def put_task(post_id: str, service_id: str) -> None:
    names = {"pk": "CASE#7F3K9QX2", "sk": "TASK#1", "kind": "Task", "work_at": "2026-11-24"}
    values = {**names, "post_id": post_id, "service_id": service_id}
    boto3.client("dynamodb").put_item(
        TableName=settings().table_name, Item={key: {"S": text} for key, text in values.items()}
    )


def add_service(folder: Path) -> None:
    edit(folder / "services.yaml", "services:\n", f"services:{TIDE}\n")


def add_post(folder: Path) -> None:
    edit(folder / "posts.yaml", "\nposts:\n", f"\nposts:{BOARD}")


def test_a_second_sync_writes_nothing(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert "layanan: 73 baru" in capsys.readouterr().out
    before = everything()
    assert len(before) == 3 + 113
    assert run() == 0
    assert everything() == before
    out = capsys.readouterr().out
    assert "layanan: 0 baru, 0 berubah, 73 tetap, 0 dihapus" in out
    assert "barang: 0 baru, 0 berubah, 44 tetap, 0 dihapus" in out
    assert "katalog: tetap versi 1" in out
    assert "armada: tetap versi 1" in out
    assert "program: tetap versi 1" in out


def test_checking_writes_nothing(city: Path) -> None:
    assert sync.main(["--city", "bengkulu", "--check"]) == 0
    assert everything() == []


def test_mistakes_are_told_and_nothing_is_written(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(city / "services.yaml", "owner: post:damkar\n", "owner: post:pemadam\n")
    assert run() == 1
    assert "services.yaml:" in capsys.readouterr().err
    assert everything() == []


def test_holders_survive_and_titles_follow_the_files(city: Path) -> None:
    run()
    post = store.load_post("dinas-pupr")
    assert post
    store.put_holders(post, [NEW_HEAD])
    edit(city / "posts.yaml", "Kepala Dinas Pekerjaan Umum dan Penataan Ruang", "Kepala Dinas PU")
    assert run() == 0
    found = store.load_post("dinas-pupr")
    assert found
    assert found.title == "Kepala Dinas PU"
    assert found.addresses == (NEW_HEAD,)
    assert found.generation == post.generation + 1


def test_only_what_changed_gets_a_new_version(city: Path) -> None:
    run()
    edit(city / "services.yaml", "      en: Street light out\n", "      en: Street lamp out\n")
    assert run() == 0
    catalogue = store.load_catalogue()
    versions = {service.id: service.version for service in catalogue.services}
    assert catalogue.version == 2
    assert versions.pop("lampu-jalan") == 2
    assert set(versions.values()) == {1}


def test_what_nobody_works_on_can_be_removed(city: Path) -> None:
    plain = {name: (city / name).read_text("utf-8") for name in ("services.yaml", "posts.yaml")}
    add_service(city)
    add_post(city)
    run()
    assert store.load_post("dewan-contoh")
    for name, text in plain.items():
        (city / name).write_text(text, "utf-8")
    assert run() == 0
    assert store.load_post("dewan-contoh") is None
    assert store.load_catalogue().service("air-pasang") is None


def test_a_service_with_open_tasks_stays(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = (city / "services.yaml").read_text("utf-8")
    add_service(city)
    run()
    put_task("lurah-berkas", "air-pasang")
    before = everything()
    (city / "services.yaml").write_text(plain, "utf-8")
    assert run() == 1
    assert "layanan 'air-pasang' masih punya 1 tugas terbuka" in capsys.readouterr().err
    assert everything() == before


def test_a_post_with_open_tasks_stays(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = (city / "posts.yaml").read_text("utf-8")
    add_post(city)
    run()
    put_task("dewan-contoh", "jalan-rusak")
    before = everything()
    (city / "posts.yaml").write_text(plain, "utf-8")
    assert run() == 1
    assert "jabatan 'dewan-contoh' masih punya 1 tugas terbuka" in capsys.readouterr().err
    assert everything() == before


def test_the_catalogue_is_kept_for_a_minute(city: Path) -> None:
    with pytest.raises(NotFoundError):
        store.load_catalogue()
    run()
    now = 100.0
    first = store.load_catalogue(lambda: now)
    edit(city / "city.yaml", "Kota Bengkulu", "Kota Lain")
    boto3.client("dynamodb").delete_item(
        TableName=settings().table_name, Key={"pk": {"S": "CITY"}, "sk": {"S": "CATALOGUE"}}
    )
    assert store.load_catalogue(lambda: now + 59) is first
    run()
    assert store.load_catalogue(lambda: now + 60).city_name == "Kota Lain"


def test_two_writers_do_not_overwrite_each_other(city: Path) -> None:
    run()
    catalogue, post = store.load_catalogue(), store.load_post("sekda")
    assert post
    with pytest.raises(ConflictError):
        store.put_catalogue(catalogue, replaces=7)
    store.put_holders(post, [NEW_HEAD])
    with pytest.raises(ConflictError):
        store.put_holders(post, [NEW_HEAD])
    assert store.create_post(post) is False


def test_holders_travel_through_a_spreadsheet(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    capsys.readouterr()
    assert holders.main(["--show"]) == 0
    shown = capsys.readouterr().out
    old = "lurah-berkas,a1,Lurah Contoh Berkas,lurah.berkas@bengkulu.example.org"
    assert old in shown
    file = city / "pejabat.csv"
    file.write_text(shown.replace(old, "lurah-berkas,a1,Wulan Contoh,wulan@example.org"), "utf-8")
    assert holders.main(["--file", str(file)]) == 0
    assert "1 berubah, 112 tetap" in capsys.readouterr().out
    post = store.load_post("lurah-berkas")
    assert post
    assert post.generation == 2
    assert post.addresses[0] == Address("a1", "Wulan Contoh", "wulan@example.org")


def test_a_file_saved_by_a_spreadsheet_is_read(city: Path) -> None:
    run()
    file = city / "pejabat.csv"
    rows = "post;address;name;email\nsekda;a1;Wening Contoh;wening@example.org\n"
    file.write_text(rows, "utf-8-sig")
    assert holders.main(["--file", str(file)]) == 0
    post = store.load_post("sekda")
    assert post
    assert post.addresses == (Address("a1", "Wening Contoh", "wening@example.org"),)


def test_a_missing_table_is_one_line(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    boto3.client("dynamodb").delete_table(TableName=settings().table_name)
    assert run() == 1
    assert capsys.readouterr().err.startswith("Tabel 'mandat-test' tidak dapat dipakai")


WRONG_ROWS = {
    "lurah-antah,a1,Wulan Contoh,wulan@example.org": ":2: jabatan 'lurah-antah' tidak ada",
    "sekda,a9,Wulan Contoh,wulan@example.org": "a1 sampai a5",
    "sekda,a1,Wulan Contoh,wulan": "alamat surel",
    "sekda,a1,Wulan Contoh": "alamat surel",
    "sekda,a1,A Contoh,a@example.org\nsekda,a1,B Contoh,b@example.org": ":3: alamat 'a1'",
}


def test_a_wrong_file_of_holders_changes_nothing(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    before = everything()
    file = city / "pejabat.csv"
    for row, said in WRONG_ROWS.items():
        file.write_text(f"post,address,name,email\n{row}\n", "utf-8")
        assert holders.main(["--file", str(file)]) == 1
        assert said in capsys.readouterr().err
    assert everything() == before


def put_sheet(key: str, values: dict[str, dict[str, str]], kind: str) -> None:
    """A day sheet or a pool's day of the next week, as a booking leaves it."""
    day = (datetime.now(UTC).date() + timedelta(days=7)).isoformat()
    item = {"pk": {"S": key}, "sk": {"S": day}, "kind": {"S": kind}, **values}
    boto3.client("dynamodb").put_item(TableName=settings().table_name, Item=item)


def drop_second_car(folder: Path) -> None:
    text = (folder / "fleet.yaml").read_text("utf-8")
    start, end = text.index("  - id: bd-2-a\n"), text.index("  - id: tenda\n")
    (folder / "fleet.yaml").write_text(text[:start] + text[end:], "utf-8")


def test_a_thing_that_nobody_borrows_can_be_removed(city: Path) -> None:
    run()
    drop_second_car(city)
    assert run() == 0
    fleet = load_fleet()
    assert fleet.version == 2
    assert fleet.resource("bd-2-a") is None


def test_a_thing_with_bookings_stays(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run()
    put_sheet("SLOTS#bd-2-a", {"s0800": {"S": "7F3K9QX2"}, "s0830": {"S": "7F3K9QX2"}}, "DaySheet")
    before = everything()
    drop_second_car(city)
    assert run() == 1
    assert "barang 'bd-2-a' masih dipinjam (1)" in capsys.readouterr().err
    assert everything() == before


def test_a_pool_does_not_shrink_below_what_is_out(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    put_sheet("POOL#tenda", {"used": {"N": "10"}}, "PoolDay")
    edit(city / "fleet.yaml", "capacity: 24", "capacity: 9")
    assert run() == 1
    assert "barang 'tenda' masih dipinjam (10)" in capsys.readouterr().err
    edit(city / "fleet.yaml", "capacity: 9", "capacity: 10")
    assert run() == 0
    assert load_fleet().version == 2


def test_an_offer_that_is_asked_for_stays(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run()
    day = datetime.now(UTC).date() + timedelta(days=7)
    put_sheet("POOL#kursi", {"used": {"N": "60"}}, "PoolDay")
    plan = make_fleet_plan(Fleet(), load_fleet())
    lines = list(stranded(plan, day))
    assert "'perlengkapan-duka' masih punya 60 peminjaman; selesaikan atau tarik dahulu" in lines
    assert not any("mobil-dinas" in one for one in lines)


def test_two_writers_of_the_fleet_do_not_overwrite_each_other(city: Path) -> None:
    run()
    with pytest.raises(ConflictError):
        put_fleet(load_fleet(), replaces=7)
