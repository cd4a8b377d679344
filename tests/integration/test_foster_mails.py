"""Who is told of a child's fosterer, by mail: the post, the official once a month, the leaders."""

from datetime import date, timedelta

import pytest

from integration import wards as on
from integration.citizens import Citizen
from integration.postbag import Postbag, last, plain, whole_mailbox
from integration.wards import FAMILY, FIRST, NOW, PERSONNEL
from mandat.cases import store as cases
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import Remind
from mandat.cases.domain.timing import next_moment
from mandat.city.store import load_catalogue
from mandat.fostering.calendar import Job, work
from mandat.fostering.commands import Leaving, complain, execute, leave, settle_child
from mandat.fostering.domain.acts import Complain, ProveSupport
from mandat.fostering.monthly_mail import announce
from mandat.messaging.domain import Kind, Message
from mandat.messaging.outbox import Became

pytestmark = pytest.mark.usefixtures("city")
SOCIAL, MAYOR = "kadis.dinsos@bengkulu.example.org", "walikota@bengkulu.example.org"
HIS = "o1@example.org"
FIRST_DAY = date(2026, 12, 1)


@pytest.fixture
def bag(city: object) -> Postbag:
    on.official()
    return Postbag(NOW)


def due(number: int = 1) -> str:
    return on.owed(on.entrusted(number)).case_id


def nameless() -> bool:
    """In subjects, bodies and ids of all mails."""
    mailbox = whole_mailbox()
    return FIRST not in mailbox and FAMILY not in mailbox


def test_the_post_hears_of_a_child_without_one_and_of_no_name(bag: Postbag) -> None:
    one = on.orphan()
    assert bag.pump(one.case_id) == ["assigned dinas-sosial"]
    assert "Seorang anak perlu orang tua asuh: Sukarami" in str(last(SOCIAL)["Subject"])
    assert "Lewat 7 hari" in plain(SOCIAL)
    assert nameless()


def test_who_is_entrusted_a_child_gets_a_link_and_where_it_lives(bag: Postbag) -> None:
    one = on.entrusted()
    told = bag.pump(one.case_id)
    assert "foster_new official" in told
    assert "Seorang anak dipercayakan kepada Anda" in str(last(HIS)["Subject"])
    for said in ("Sukarami", "Rp100.000", on.foster_path()):
        assert said in plain(HIS)
    assert nameless()


def test_one_mail_a_month_for_all_his_children_and_a_reminder(bag: Postbag) -> None:
    for number in (1, 2):
        assert bag.pump(due(number)) == []
    assert work(Job(mails=FIRST_DAY.isoformat()), NOW)
    bag.drain()
    work(Job(mails=FIRST_DAY.isoformat()), NOW)
    bag.drain()
    assert [how for _, how in bag.told if how is Became.SENT] == [Became.SENT]
    assert str(last(HIS)["Subject"]) == "Anak asuh Anda bulan Desember 2026"
    assert "2, sebelum" in plain(HIS)
    assert "10 Desember 2026" in plain(HIS)
    announce(["o1"], FIRST_DAY.replace(day=8), NOW)
    bag.drain()
    assert str(last(HIS)["Subject"]).startswith("Belum dibuktikan: anak asuh Anda")
    assert nameless()


def test_the_list_says_when_school_and_health_are_due(bag: Postbag) -> None:
    on.owed(on.entrusted(), on.TERM)
    announce(["o1"], FIRST_DAY, NOW)
    bag.drain()
    assert "Sekolah dan kesehatan yang harus dilaporkan" in plain(HIS)
    assert "Bantuan bulan ini yang harus" not in plain(HIS)


def test_who_has_proved_everything_gets_no_reminder(bag: Postbag) -> None:
    case_id = due()
    proof = ProveSupport(
        "prove",
        "official:o1",
        text="Kami antar beras dan buku ke rumahnya.",
        calendar=load_catalogue().calendar,
        amount=100_000,
        proof="visit",
    )
    execute(case_id, proof, NOW)
    announce(["o1", "niemand"], FIRST_DAY.replace(day=8), NOW)
    bag.drain()
    assert {how for _, how in bag.told} == {Became.SKIPPED}
    assert bag.pump(case_id) == []


def test_a_courtesy_waits_for_the_morning(bag: Postbag) -> None:
    due()
    bag.now = NOW + timedelta(hours=14)
    message = Message("foster-list#2026-12-01", Kind.FOSTER_MONTH, "", 0, "official", "o1")
    assert bag.deliver(message) is Became.HELD
    bag.now = NOW + timedelta(hours=24)
    assert bag.deliver(message) is Became.SENT


def test_who_has_left_or_has_no_mailbox_is_not_written_to(bag: Postbag) -> None:
    one = on.entrusted()
    leave(Leaving("o1", "retired", "test", f"post:{PERSONNEL}:a1"), NOW)
    assert "foster_new official" not in bag.pump(one.case_id)
    on.official("o2", email="")
    message = Message("foster-list#2026-12-01", Kind.FOSTER_MONTH, "", 0, "official", "o2")
    assert bag.deliver(message) is Became.SKIPPED


def test_the_child_of_another_by_now_is_not_told_of(bag: Postbag) -> None:
    case_id = on.entrusted().case_id
    matched = Message(f"{case_id}#000001", Kind.FOSTER_NEW, case_id, 1, "official", "o1")
    duty = Message("x#000001", Kind.FOSTER_NEW, due(2), 1, "official", "o1")
    on.official("o2")
    other = Message(f"{case_id}#000001", Kind.FOSTER_NEW, case_id, 1, "official", "o2")
    assert [bag.deliver(one) for one in (matched, duty, other)] == [
        Became.SENT,
        Became.SKIPPED,
        Became.SKIPPED,
    ]


def test_help_that_did_not_come_reaches_the_post_with_what_was_said(bag: Postbag) -> None:
    one = on.entrusted()
    words = "Sudah dua bulan tidak ada kabar."
    told = complain(
        Complain("c", "citizen", text=words, child=one.child, what="nobody_looks", by="guardian"),
        NOW,
    )
    on.route(told.case.id, NOW)
    assert bag.pump(told.case.id) == ["assigned dinas-sosial"]
    assert "Bantuan anak asuh belum datang: Sukarami" in str(last(SOCIAL)["Subject"])
    assert "Tidak ada yang datang atau menelepon" in plain(SOCIAL)
    assert nameless()


def test_a_month_that_is_not_proved_in_time_reaches_who_keeps_the_programme(bag: Postbag) -> None:
    case_id = due()
    while True:
        case = cases.load(case_id)
        moment = next_moment(case)
        assert moment is not None
        at = max(moment.at, NOW)
        command = Remind(f"due{case.seq}", "system", calendar=load_catalogue().calendar, due=moment)
        execute_case(case_id, command, at)
        heard = bag.pump(case_id, at=at)
        if any("overdue" in one for one in heard):
            break
    assert "Belum terbukti: anak asuh, Desember 2026" in str(last(SOCIAL)["Subject"])
    assert "Pejabat o1 Contoh" in plain(SOCIAL)
    assert nameless()


def test_mayor_and_vice_mayor_know_before_seven_days_are_over(bag: Postbag) -> None:
    one = on.orphan()
    bag.pump(one.case_id)
    at = NOW + timedelta(days=6)
    assert settle_child(one.child, at)
    told = bag.pump(one.case_id, at=at)
    assert {"escalated walikota", "escalated wakil-walikota"} <= set(told)
    assert "tanpa orang tua asuh" in str(last(MAYOR)["Subject"])
    assert "2 Desember 2026" in plain(MAYOR)
    assert nameless()


def test_the_link_of_every_mail_opens_his_page(bag: Postbag) -> None:
    due()
    announce(["o1"], FIRST_DAY, NOW)
    bag.drain()
    assert on.foster_path() in plain(HIS)
    assert Citizen().get(on.foster_path()).status == 200
