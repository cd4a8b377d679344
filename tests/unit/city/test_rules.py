"""Files that are right one by one must also agree with one another."""

import pytest

from .conftest import Mistakes

DARURAT = "darurat: {acknowledge_minutes: 15, answer_minutes: 60"


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("services.yaml", "owner: post:damkar\n", "owner: post:pemadam\n", "owner 'pemadam' tidak"),
        ("services.yaml", "owner: post:triase\n", "owner: lurah\n", "harus dimiliki post:triase"),
        ("services.yaml", "  - id: tidak-tahu\n    title", "  - id: lain\n    title", "harus ada"),
        ("services.yaml", "  - id: lampu-jalan\n", "  - id: jalan-rusak\n", "sudah dipakai"),
        ("services.yaml", "- id: kapan\n        label:\n          id: Kapan terjadi?",
         "- id: kantor\n        label:\n          id: Kapan terjadi?", "'kantor' sudah dipakai"),
        ("services.yaml", "    group: lainnya\n", "    group: darurat\n", "tidak punya layanan"),
        ("services.yaml", "owner: post:dp3ap2kb\n", "owner: lurah\n", "layanan tertutup"),
        ("deadlines.yaml", DARURAT, DARURAT.replace("15", "90"), "harus berurutan"),
        ("deadlines.yaml", "  darurat:", "  gawat:", "deadlines 'darurat' tidak ada"),
        ("deadlines.yaml", "720, statutory_days: 5, urgent: true",
         "720, statutory_days: 5, urgent: false", "butuh tenggat dengan urgent"),
        ("posts.yaml", "  - id: sekda\n", "  - id: sekretaris\n", "atasan 'sekda' tidak ada"),
        ("posts.yaml", "  - id: damkar\n", "  - id: lurah-berkas\n", "'lurah-berkas' sudah ada"),
        ("posts.yaml", "a2, name: Bunga Contoh", "a1, name: Bunga Contoh", "id alamat"),
        ("posts.yaml", "    title: Wali Kota Bengkulu\n    agency: sekretariat-daerah\n",
         "    title: Wali Kota Bengkulu\n    agency: sekretariat-daerah\n    superior: sekda\n",
         "berputar"),
        ("posts.yaml", 'title: "Lurah {village}"', 'title: "Lurah {desa}"', "dapat disisipkan"),
        ("agencies.yaml", "id: damkar,", "id: pemadam,", "perangkat daerah 'damkar' tidak ada"),
        ("calendar.yaml", "date: 2026-01-16", "date: 2026-01-01", "sudah dipakai"),
        ("calendar.yaml", "open_hour: 7", "open_hour: 22", "sebelum close_hour"),
        ("ladder.yaml", "leaders_minutes: 840", "leaders_minutes: 430", "30 menit"),
        ("leaders.yaml", "post: walikota", "post: bupati", "jabatan 'bupati' tidak ada"),
        ("kelurahan.csv", "17.71.01.1002,", "17.71.01.1001,", "sudah dipakai"),
        ("kelurahan.csv", ",Sukarami,", ",Pagar Dewa,", "'lurah-pagar-dewa' sudah ada"),
    ],
)  # fmt: skip
def test_files_that_disagree(mistakes: Mistakes, name: str, old: str, new: str, said: str) -> None:
    found = mistakes(name, old, new)
    assert any(said in one for one in found), found
    assert all(one.partition(":")[2].split(":")[0].isdigit() for one in found)


def test_the_emergency_screen_belongs_to_an_emergency(mistakes: Mistakes) -> None:
    found = mistakes(
        "services.yaml",
        "    deadlines: darurat\n    emergency_screen: true\n    questions:\n      - id: korban\n",
        "    deadlines: darurat\n    emergency_screen: false\n    questions:\n      - id: korban\n",
    )
    assert "layar 112" in found[0]
