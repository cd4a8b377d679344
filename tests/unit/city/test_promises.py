"""What Bengkulu promises people it knows, and mistakes in programmes.yaml told with their line."""

import pytest

from city.check import CITIES, checked_city
from city.promises import build_programmes, numbered
from mandat.city.domain import Catalogue, owner_of
from mandat.programmes.domain.terms import Programmes

from .conftest import Mistakes


@pytest.fixture(scope="module")
def programmes() -> Programmes:
    return build_programmes(checked_city(CITIES / "bengkulu"))


def test_what_the_city_promises(programmes: Programmes) -> None:
    stipend, bereavement = programmes.stipend, programmes.bereavement
    assert stipend.amount > 0
    assert (stipend.pay_by_day, stipend.pay_by_minute) == (10, 21 * 60)
    assert stipend.list_days == (1, 5, 8)
    assert (bereavement.nights, bereavement.handover_minute) == (3, 20 * 60)
    assert {one.id for one in bereavement.faiths} >= {"islam", "kristen", "katolik", "hindu"}
    assert {one.need for one in bereavement.steps} == {
        "always", "spouse", "children", "hearse", "equipment",
    }  # fmt: skip


def test_letters_are_issued_by_the_health_agency_for_hospitals_that_are_known(
    programmes: Programmes,
) -> None:
    terms = programmes.guarantee
    assert (terms.issued_by, terms.valid_days, terms.poor_decile) == ("dinas-kesehatan", 14, 4)
    assert terms.hospital("rsud-harapan-doa")
    assert terms.hospital("") is None


def test_who_cannot_wait_is_answered_within_the_hour_at_night_too(
    programmes: Programmes, catalogue: Catalogue
) -> None:
    urgent = catalogue.service(programmes.guarantee.urgent_service)
    assert urgent
    assert (urgent.deadlines.answer_minutes, urgent.deadlines.urgent) == (60, True)
    assert urgent.owner == "post:dinas-kesehatan"


def test_every_rank_has_the_quota_of_the_movement(programmes: Programmes) -> None:
    terms = programmes.fostering
    assert {one.id: one.quota for one in terms.ranks} == {
        "walikota": 10, "wakil-walikota": 8, "sekda": 6,
        "eselon-2": 4, "eselon-3": 2, "eselon-4": 1,
    }  # fmt: skip
    assert (terms.least_amount, terms.leaders_days) == (100_000, 7)


def test_criteria_say_the_figures_of_the_terms(programmes: Programmes) -> None:
    said = dict(programmes.stipend.criteria)["umur"]
    assert all(str(programmes.stipend.least_age) in text for text in said.values())
    assert not any("{" in text for _, one in programmes.stipend.criteria for text in one.values())


def test_the_papers_come_one_after_another_by_the_third_night(programmes: Programmes) -> None:
    steps = {one.id: one for one in programmes.bereavement.steps}
    assert (steps["kk"].after, steps["ktp"].after) == ("akta", "kk")
    assert (steps["kk"].by_night, steps["ktp"].by_night) == (3, 3)
    assert steps["perlengkapan"].items == (("tenda", 1), ("kursi", 50), ("pengeras-suara", 1))


def test_programmes_are_sealed_and_not_among_complaints(catalogue: Catalogue) -> None:
    programmes = [one for one in catalogue.services if one.kind == "programme"]
    assert {one.programme for one in programmes} >= {"stipend", "death", "step", "guarantee"}
    assert all(one.sealed and catalogue.complaint(one.id) is None for one in programmes)
    village = catalogue.villages[0]
    assert owner_of(catalogue.service("kematian"), village) == village.lurah_id


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("santunan janda", "santunan-lansia"),
        ("ada yang meninggal", "kematian"),
        ("akta kematian", "kematian"),
        ("takziah", "kematian"),
        ("berobat gratis", "berobat-darurat"),
        ("surat jaminan", "berobat-biasa"),
    ],
)
def test_search_leads_to_them(catalogue: Catalogue, text: str, first: str) -> None:
    assert first in [one.id for one in catalogue.search(text)[:2]]


def test_only_other_promises_get_another_version(programmes: Programmes) -> None:
    first = numbered(programmes, None)
    assert first.version == 1
    assert numbered(programmes, first) == first
    assert numbered(programmes, Programmes(version=4)).version == 5


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  amount: 300000\n", "  amount: 300.000\n", "paling sedikit 10000"),
        ('  pay_by: "21:00"\n', '  pay_by: "21.00"\n', "jam dan menit"),
        ("list_days: [1, 5, 8]", "list_days: [1, 8, 5]", "harus berurutan"),
        ("list_days: [1, 5, 8]", "list_days: [1, 5, 10]", "di antara opens_on_day"),
        ("approved_by: dinas-sosial", "approved_by: dinas-baru", "jabatan 'dinas-baru' tidak ada"),
        ("paid_by: dinas-sosial", "paid_by: bpkad", "harus dimiliki post:bpkad"),
        ("child_posts: [dinas-sosial,", "child_posts: [dinas-anak,", "'dinas-anak' tidak ada"),
        ("undone_by: [dinas-dukcapil,", "undone_by: [capil,", "jabatan 'capil' tidak ada"),
        ("service: santunan-lansia", "service: santunan", "dengan programme: stipend"),
        ("service: kematian\n", "service: duka-kk\n", "dengan programme: death"),
        ("service: duka-kk,", "service: puskesmas,", "dengan programme: step"),
        ("    - {id: anak, service: duka-anak, need: children}\n", "", "'duka-anak' belum dipakai"),
        ("{least_age} tahun", "{umur} tahun", "yang dapat disisipkan hanya"),
        ('  handover: "20:00"', '  handover: "17:00"', "handover harus setelah evening"),
        ("{id: akta, service: duka-akta, need: always,",
         "{id: akta, service: duka-akta, need: always, after: ktp,", "harus tertulis sebelum"),
        ("need: spouse, after: kk, by_night: 3", "need: spouse, after: kk, by_night: 4",
         "by_night paling banyak 3"),
        ("offer: perlengkapan-duka", "offer: perlengkapan", "dengan nama 'perlengkapan'"),
        ("kursi: 50", "kursi: 5000", "'kursi' paling banyak 1200"),
        ("kursi: 50", "bangku: 50", "'bangku' paling banyak 0"),
        ("  papers_minutes: 480\n", "  papers_minutes: 0\n", "paling sedikit 60"),
        ("need: hearse}", "need: jenazah}", "pilih salah satu"),
        ("    - id: hindu\n", "    - id: islam\n", "id 'islam' sudah dipakai"),
        ('"17", "18"', '"17", "8"', "dua angka"),
        ("issued_by: dinas-kesehatan", "issued_by: bpkad", "harus dimiliki post:bpkad"),
        ("statement_service: berobat-keterangan", "statement_service: berobat-jaminan",
         "harus dimiliki lurah"),
        ("cover_service: berobat-jaminan", "cover_service: kematian", "programme: guarantee"),
        ("urgent_service: berobat-darurat", "urgent_service: berobat-jaminan",
         "harus urgent: true, dijawab dalam 60 menit"),
        ("matched_by: dinas-sosial", "matched_by: bpkad", "harus dimiliki post:bpkad (matched_by)"),
        ("matched_by: dinas-sosial", "matched_by: bpkad", "harus termasuk child_posts"),
        ("left_by: [bkpsdm,", "left_by: [kepegawaian,", "jabatan 'kepegawaian' tidak ada"),
        ("match_days: 5", "match_days: 6", "match_days paling banyak leaders_days - 2"),
        ("list_days: [1, 8]", "list_days: [8, 1]", "berurutan dan sebelum support_by_day"),
        ("list_days: [1, 8]", "list_days: [1, 10]", "berurutan dan sebelum support_by_day"),
        ("complaint_service: asuhan-keluhan", "complaint_service: kematian", "programme: foster"),
        ("{id: eselon-4,", "{id: eselon-3,", "id 'eselon-3' sudah dipakai"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(mistakes: Mistakes, old: str, new: str, said: str) -> None:
    found = mistakes("programmes.yaml", old, new)
    assert any(said in one for one in found), found
    for one in found:
        name, line, *_ = one.split(":")
        assert name in {"programmes.yaml", "services.yaml"}
        assert line.isdigit()


SEALED = "    sealed: true\n    evidence_photos: 0\n    deadlines: kematian\n"
CHILDREN = "  - id: duka-anak\n    kind: programme\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (SEALED, SEALED.replace("true", "false"), "'kematian' harus sealed: true"),
        (CHILDREN, CHILDREN.replace("    kind: programme\n", ""), "berpasangan"),
        ("    kind: programme\n    programme: death\n", "    kind: programme\n", "berpasangan"),
        ("    programme: death\n", "    programme: mati\n", "pilih salah satu"),
    ],
)  # fmt: skip
def test_services_and_promises_agree(mistakes: Mistakes, old: str, new: str, said: str) -> None:
    assert any(said in one for one in mistakes("services.yaml", old, new))
