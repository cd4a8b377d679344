"""What applicants, recipients, lurah and Dinas Sosial are told of a stipend, and when no more."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from integration import stipends as x
from integration.postbag import Postbag, last, plain, whole_mailbox
from integration.test_sms import switched
from mandat.cases import store as cases
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import RefuseAnswer, Remind
from mandat.cases.domain.model import ContactKind
from mandat.cases.domain.timing import next_moment
from mandat.city.domain import Catalogue
from mandat.forwarding.commands import forward
from mandat.messaging.domain import Kind, Message
from mandat.messaging.outbox import Became
from mandat.personal.domain import Contact, Narrative
from mandat.programmes.terms_store import load_programmes
from mandat.stipend import store
from mandat.stipend.commands import apply_for, open_payment, stop
from mandat.stipend.domain import acts as a
from mandat.stipend.domain.model import PaymentStatus
from mandat.stipend.pay_list import announce, owed
from notify.handler import handle as notify
from samples import LambdaContext, resent, sqs_event, stream_record
from unit.cases import samples as s
from unit.stipend import samples as p

PERSON = Contact(name="Siti Contoh", phone="+6281200000001", email="siti@example.org")
NIK, LAST4 = "1771024101500001", "0001"
TOLD = Narrative(
    description=f"Ibu saya tinggal sendiri. NIK {NIK}.",
    neighbourhood="RT 03 RW 01",
    landmark="samping masjid Contoh",
    answers=(("nik", f"•••• {LAST4}"), ("nama", "Ibu Contoh")),
)
LURAH, SOCIAL = "lurah.berkas@bengkulu.example.org", "kadis.dinsos@bengkulu.example.org"
DECEMBER = datetime(2026, 11, 30, 17, 20, tzinfo=UTC)  # 00:20 WIB of 1 December
MORNING = datetime(2026, 12, 1, 0, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def terms(city: Catalogue) -> Catalogue:
    x.resident()
    return city


@pytest.fixture
def bag() -> Postbag:
    return Postbag(p.NOW, PERSON.email)


def applied(key: str = "one", **changes: object) -> str:
    sent = resent(x.filed(key), contact=PERSON, narrative=TOLD)
    wish = p.wish(terms=a.NOTHING_PROMISED, **{"last4": LAST4, "claimed": ("janda",), **changes})
    case_id = apply_for(sent, wish, p.NOW).case.id
    x.route(case_id)
    return case_id


def visited(key: str = "one") -> str:
    case_id = applied(key)
    met = tuple(point for point, _ in load_programmes().stipend.criteria)
    x.do(case_id, p.visit(actor=x.lurah(), cause=f"visit:{key}", photos=x.shown(key), met=met))
    return case_id


def approved(key: str = "one") -> str:
    case_id = visited(key)
    x.do(case_id, p.approve(cause=f"approve:{key}", from_month="2026-11"))
    return case_id


def test_an_application_is_one_mail_to_the_applicant_and_the_whole_case_to_the_lurah(
    bag: Postbag,
) -> None:
    case_id = applied()

    assert bag.pump(case_id) == ["stipend_received citizen", "stipend_to_visit lurah-berkas"]
    assert "Lurah Berkas" in plain(PERSON.email)
    assert "gratis" in plain(PERSON.email)
    said = plain(LURAH)
    for words in ("Periksa", "/periksa", "samping masjid Contoh", "Siti Contoh", "+6281200000001"):
        assert words in said
    assert "suaminya sudah meninggal" in said
    assert "60 tahun" in said
    assert "{" not in said
    assert "laporan" not in said.lower()


def test_a_visit_puts_it_before_who_approves(bag: Postbag) -> None:
    case_id = visited()

    assert bag.pump(case_id) == ["stipend_visited citizen", "stipend_to_decide dinas-sosial"]
    said = plain(SOCIAL)
    assert "Setujui" in said
    assert "/setujui-santunan" in said
    assert "/tolak-santunan" in said
    assert p.TEXT in said
    assert "Direkomendasikan" in said
    assert "24 November 2026" in plain(PERSON.email)


def test_a_yes_says_how_much_and_from_when(bag: Postbag) -> None:
    case_id = approved()

    assert bag.pump(case_id)[-1:] == ["answered citizen"]
    said = plain(PERSON.email)
    assert "Rp300.000" in said
    assert "November 2026" in said
    assert cases.load(case_id).told_at is not None


def test_a_no_says_why_and_how_to_appeal(bag: Postbag) -> None:
    case_id = visited()
    x.do(case_id, p.refuse(cause="refuse", reason="other_aid"))

    assert bag.pump(case_id)[-1:] == ["rejected citizen"]
    said = plain(PERSON.email)
    assert "bantuan sejenis sudah diterima" in said
    assert p.TEXT in said
    assert "Wakil Wali Kota" in said
    assert "/k/" in said


def test_an_appeal_lies_before_the_leaders(bag: Postbag) -> None:
    case_id = visited()
    x.do(case_id, p.refuse(cause="refuse"))
    bag.pump(case_id)
    appeal = RefuseAnswer(
        "appeal", "citizen", calendar=s.CALENDAR, reason="wrong_answer", text=s.LONG
    )
    execute_case(case_id, appeal, bag.now)

    told = bag.pump(case_id)
    assert "refused wakil-walikota" in told
    assert "disputed citizen" in told
    assert "Keberatan untuk diputuskan" in str(
        last("wakil.walikota@bengkulu.example.org")["Subject"]
    )


def month(bag: Postbag, contact: Contact = PERSON) -> str:
    """A month that is owed to who was approved; its case."""
    case_id = approved()
    bag.pump(case_id)
    assert open_payment(p.PERSON, "2026-11", p.NOW)
    found = x.owed("2026-11").case_id
    x.route(found)
    return found


def pay(case_id: str, **changes: object) -> None:
    x.do(case_id, p.bank(cause=f"pay:{case_id}", **changes))


def test_a_month_that_is_opened_is_no_mail(bag: Postbag) -> None:
    assert bag.pump(month(bag)) == []


def test_money_that_left_asks_whether_it_has_arrived(bag: Postbag) -> None:
    case_id = month(bag)
    pay(case_id)

    assert bag.pump(case_id) == ["stipend_paid citizen"]
    said = plain(PERSON.email)
    assert "Rp300.000, ke rekening bank" in said
    assert "Sudah diterima? Beri tahu kami" in said


def test_a_receipt_is_told_once_and_nothing_is_asked_after_it(bag: Postbag) -> None:
    case_id = month(bag)
    pay(case_id)
    x.do(case_id, p.proof("citizen", cause="mine"))

    assert bag.pump(case_id) == ["answered citizen"]
    assert "menurut penerima sendiri" in plain(PERSON.email)
    while due := next_moment(cases.load(case_id)):
        remind = Remind(f"due:{due}", "system", calendar=s.CALENDAR, due=due)
        execute_case(case_id, remind, due.at)
    assert bag.pump(case_id) == []


def test_a_month_unpaid_on_its_day_climbs(bag: Postbag) -> None:
    case_id = month(bag)
    while next_moment(cases.load(case_id)).kind != "finish:2":  # type: ignore[union-attr]
        due = next_moment(cases.load(case_id))
        assert due
        execute_case(case_id, Remind(f"due:{due}", "system", calendar=s.CALENDAR, due=due), due.at)
        bag.now = due.at

    told = bag.pump(case_id)
    assert {"overdue dinas-sosial", "overdue inspektorat"} <= set(told)
    assert "Belum dibayar" in str(last(SOCIAL)["Subject"])
    assert "November 2026" in str(last(SOCIAL)["Subject"])


def test_what_ends_is_told_without_an_unpaid_month_too_and_so_is_its_undoing(bag: Postbag) -> None:
    case_id = approved()
    bag.pump(case_id)
    x.do(case_id, p.stop(cause="stop"))

    assert bag.pump(case_id) == ["stipend_stopped citizen"]
    told = plain(PERSON.email)
    assert "pindah dari kota ini" in told
    assert p.TEXT in told
    x.do(case_id, p.resume(cause="resume"))
    assert bag.pump(case_id) == ["stipend_resumed citizen"]
    assert "berlanjut" in plain(PERSON.email)


def test_a_month_that_an_end_took_is_no_second_mail(bag: Postbag) -> None:
    case_id = month(bag)
    stop(p.PERSON, "moved", date(2026, 11, 20), "moved:1", p.NOW)

    assert store.load_payment(case_id).status is PaymentStatus.VOID  # type: ignore[union-attr]
    assert bag.pump(case_id) == []


def test_a_death_is_told_with_all_the_rest_and_not_by_itself(bag: Postbag) -> None:
    case_id = month(bag)
    stop(p.PERSON, "death", date(2026, 11, 20), "death:1", p.NOW)

    assert store.load_payment(case_id).status is PaymentStatus.VOID  # type: ignore[union-attr]
    assert bag.pump(case_id) == []


def rolled(count: int) -> None:
    for number in range(count):
        person = f"{number:032}"
        x.resident(person)
        x.enrol(person, from_month="2026-12")
        open_payment(person, "2026-12", DECEMBER)


def test_hundreds_of_months_are_one_list_in_the_morning(bag: Postbag) -> None:
    rolled(3)
    paid = x.owed("2026-12", f"{0:032}").case_id
    x.route(paid, DECEMBER)
    x.do(paid, p.bank(cause="pay"), DECEMBER)
    bag.now = DECEMBER

    announce("2026-12", date(2026, 12, 1), DECEMBER)
    bag.drain()
    assert {became for _, became in bag.told} == {Became.HELD}
    held, bag.now = [one for one, _ in bag.told], MORNING

    assert [one.kind for one in held] == [Kind.STIPEND_LIST] * 2
    assert [bag.deliver(one) for one in held] == [Became.SENT] * 2
    said = plain(SOCIAL)
    assert str(last(SOCIAL)["Subject"]) == "Santunan Desember 2026: 2 belum dibayar"
    assert "3 orang, Rp900.000" in said
    assert "2 orang, Rp600.000" in said
    assert re.search(r"/t/santunan/[\w.-]+\?bulan=2026-12", said)
    assert "Ibu Contoh" not in said


def test_a_list_is_sent_once_a_day_however_often_the_day_runs(bag: Postbag) -> None:
    rolled(1)
    bag.now = MORNING
    for _ in range(2):
        announce("2026-12", date(2026, 12, 1), MORNING)
        bag.drain()

    assert [became for _, became in bag.told] == ["sent", "sent", "skipped", "skipped"]


def test_a_month_that_is_settled_is_on_no_list(bag: Postbag) -> None:
    rolled(1)
    case_id = x.owed("2026-12", f"{0:032}").case_id
    x.route(case_id, DECEMBER)
    x.do(case_id, p.cash(cause="pay"), DECEMBER)
    bag.now = MORNING

    assert owed("2026-12").is_settled
    announce("2026-12", date(2026, 12, 5), MORNING)
    bag.drain()
    assert [became for _, became in bag.told] == ["skipped", "skipped"]


def test_no_mail_holds_a_nik_or_its_last_digits(bag: Postbag) -> None:
    case_id = approved()
    bag.pump(case_id)
    payment = month_of(bag)
    pay(payment)
    bag.pump(payment)

    everything = whole_mailbox()
    assert NIK not in everything
    assert not re.search(r"•\s*\d", everything)
    assert LAST4 not in re.sub(r"[\w.-]*https?://\S+", "", everything).replace("0812", "")


def month_of(bag: Postbag) -> str:
    open_payment(p.PERSON, "2026-11", p.NOW)
    found = x.owed("2026-11").case_id
    x.route(found)
    return found


def test_no_phone_gets_a_sealed_word(bag: Postbag) -> None:
    switched("reference", "answer", "reminders")
    sent = resent(x.filed("sms"), contact=replace(PERSON, email=""), narrative=TOLD)
    command = replace(sent.command, contact=ContactKind.PHONE)
    wish = p.wish(terms=a.NOTHING_PROMISED, claimed=())
    case_id = apply_for(replace(sent, command=command), wish, p.NOW).case.id
    x.route(case_id)

    assert bag.pump(case_id) == ["stipend_to_visit lurah-berkas"]


def test_no_head_hears_of_an_application(bag: Postbag) -> None:
    case_id = applied()

    assert sum(forward(event, p.NOW) for event in cases.timeline(case_id)) == 0


def test_a_moot_message_is_not_sent(bag: Postbag) -> None:
    case_id = applied()
    events = {one.type: one for one in cases.timeline(case_id)}
    x.do(case_id, p.visit(actor=x.lurah(), cause="visit", photos=x.shown("moot"), met=()))
    assigned = events["TaskAssigned"]
    late = Message(assigned.id, Kind.STIPEND_TO_VISIT, case_id, assigned.seq, "lurah-berkas", "a1")

    assert bag.deliver(late) is Became.SKIPPED


def test_the_doors_of_the_feed_and_of_the_queue(bag: Postbag) -> None:
    """A raw stream record makes the messages that deliver sends."""
    case_id = applied()
    records = [stream_record(case_id, seq) for seq in (1, 2, 3)]

    assert notify(sqs_event(*records), LambdaContext()) == {"batchItemFailures": []}
    bag.drain()
    assert [one.kind for one, _ in bag.told] == [
        Kind.STIPEND_RECEIVED,
        Kind.STIPEND_TO_VISIT,
        Kind.STIPEND_TO_VISIT,
    ]
