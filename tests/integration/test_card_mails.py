"""Mail about a card at 17: to whom it is for, to a late lurah, and lists instead of rows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from integration import cardholders as x
from integration.postbag import Postbag, last, plain, whole_mailbox
from mandat.cases import store as cases
from mandat.cases.commands import execute as execute_case
from mandat.cases.domain.acts import Remind
from mandat.cases.domain.timing import next_moment
from mandat.city.store import load_catalogue
from mandat.idcard.calendar import Job, work
from mandat.idcard.list_mail import announce
from mandat.messaging.domain import Kind, Message
from mandat.messaging.outbox import Became
from mandat.own.commands import correct
from mandat.personal.domain import Contact
from unit.idcard import samples as t

HERS = "bintang@example.org"
DUKCAPIL = "kadis.dukcapil@bengkulu.example.org"
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
BIRTHDAY = datetime(2027, 11, 20, 2, 0, tzinfo=UTC)
NAME, FAMILY, STREET = "Bintang", "Rahasia", "Jalan Contoh 7"


@pytest.fixture(autouse=True)
def bag(city: object) -> Postbag:
    x.young(name=f"{NAME} {FAMILY}", address=STREET)
    return Postbag(t.NOW, HERS)


def nameless() -> bool:
    """In subjects, bodies and ids of all mails."""
    mailbox = whole_mailbox()
    return not any(one in mailbox for one in (NAME, FAMILY, STREET))


def lurahs() -> str:
    post = load_catalogue().post(x.lurah())
    assert post
    return f"{x.lurah().replace('lurah-', 'lurah.')}@bengkulu.example.org"


def test_posts_get_no_mail_for_a_card_that_is_in_time(bag: Postbag) -> None:
    case_id = x.expected()
    x.do(case_id, t.ask_visit(to=x.lurah()))
    assert bag.pump(case_id) == []


def test_the_weeks_list_goes_to_who_makes_cards_on_mondays(bag: Postbag) -> None:
    case_id = x.expected()
    x.do(case_id, t.take())
    assert announce(TUESDAY, t.NOW) == 0
    bag.now = BIRTHDAY - timedelta(days=30)
    assert work(Job(mails=MONDAY.isoformat()), bag.now)
    bag.drain()
    assert "KTP minggu ini" in str(last(DUKCAPIL)["Subject"])
    for said in ("Harus dicetak", "/t/ktp/", "60 hari"):
        assert said in plain(DUKCAPIL), said
    assert nameless()


def test_a_lurah_gets_one_mail_a_day_and_none_when_nothing_is_left(bag: Postbag) -> None:
    case_id = x.printed()
    assert x.settle(case_id, BIRTHDAY)
    bag.now = BIRTHDAY
    day = BIRTHDAY.date()
    assert announce(day, BIRTHDAY) == announce(day, BIRTHDAY) > 0
    bag.drain()
    mail = lurahs()
    assert "KTP untuk Sabtu, 20 November 2027" in str(last(mail)["Subject"])
    assert "/t/ktp/" in plain(mail)
    assert nameless()
    given = t.deliver(actor=f"post:{x.lurah()}:a1")
    x.do(case_id, given, BIRTHDAY)
    message = Message(f"card-list#{day}#{x.lurah()}", Kind.CARD_DAY, "", 0, x.lurah(), "a1")
    assert bag.deliver(message) is Became.SKIPPED
    gone = Message(f"card-list#{day}#{x.lurah()}", Kind.CARD_DAY, "", 0, x.lurah(), "a9")
    assert bag.deliver(gone) is Became.SKIPPED


def test_a_list_waits_for_the_morning(bag: Postbag) -> None:
    x.expected()
    bag.now = t.NOW + timedelta(hours=14)
    message = Message(f"card-list#{MONDAY}#dukcapil", Kind.CARD_WEEK, "", 0, "dinas-dukcapil", "a1")
    assert bag.deliver(message) is Became.HELD


def test_who_has_a_mailbox_is_invited_told_of_the_time_and_of_the_day(bag: Postbag) -> None:
    case_id = mailed()
    x.do(case_id, t.appoint(counter="loket-rekam-1"))
    told = bag.pump(case_id)
    assert "card_appointed citizen" in told
    for said in ("26 November 2026 pukul 13.00", "Loket rekam 1", "/ktp/"):
        assert said in plain(HERS), said
    x.do(case_id, t.lose("citizen"))
    x.do(case_id, t.invite(2))
    assert "card_reminded citizen" in bag.pump(case_id)
    assert "belum direkam" in plain(HERS)
    x.do(case_id, t.take())
    x.do(case_id, t.print_card())
    assert x.settle(case_id, BIRTHDAY)
    bag.now = BIRTHDAY
    assert "card_out citizen" in bag.pump(case_id)
    assert "20 November 2027" in plain(HERS)
    assert nameless()


def test_what_is_over_by_now_is_not_told(bag: Postbag) -> None:
    case_id = mailed()
    x.do(case_id, t.take())
    assert bag.pump(case_id) == ["corrected citizen"]


def test_a_late_card_is_told_to_its_holder_without_a_name(bag: Postbag) -> None:
    case_id = x.printed()
    assert x.settle(case_id, BIRTHDAY)
    late = BIRTHDAY + timedelta(days=3)
    bag.now = late
    _until_late(case_id, late)
    told = bag.pump(case_id)
    assert f"overdue {x.lurah()}" in told
    assert "KTP terlambat diantar" in str(last(lurahs())["Subject"])
    assert nameless()


def _until_late(case_id: str, late: datetime) -> None:
    for _ in range(6):
        case = cases.load(case_id)
        due = next_moment(case)
        if due is None or due.at > late:
            return
        command = Remind(
            f"due:{case_id}:{due.kind}:{due.at}",
            "system",
            calendar=load_catalogue().calendar,
            due=due,
        )
        execute_case(case_id, command, max(due.at, BIRTHDAY))


def mailed() -> str:
    """The case of somebody whose mail address the city has."""
    case_id = x.expected()
    correct(cases.load(case_id), Contact(email=HERS), f"mailed:{case_id}", t.NOW)
    return case_id
