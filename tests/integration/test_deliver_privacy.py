"""Who sees whom, over whole journeys: every mail that SES was given is read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest

from mandat.cases.domain import acts as a
from mandat.cases.domain.timing import next_moment
from mandat.city.domain import Catalogue
from mandat.personal.domain import Contact
from mandat.platform.ids import show_reference
from unit.cases import samples as s
from unit.messaging.mails import (
    CONTACT,
    NARRATIVE,
    PHONE_ONLY,
    Feed,
    mails_to,
    part,
    sent,
    small_town,
)

NIK = "1771011203456789"
OWNER = "kadis.pupr@bengkulu.example.org"
LEADER = "walikota@bengkulu.example.org"
TRIAGE = "triase@bengkulu.example.org"
MAX_BYTES = 100_000
PHOTOS = ("11111111111111111111/1",)
MORE_PHOTOS = ("22222222222222222222/1",)


@pytest.fixture
def town(aws: None) -> Catalogue:
    return small_town()


def reminded(feed: Feed) -> Feed:
    due = next_moment(feed.case)
    assert due is not None
    feed.now = max(feed.now, due.at)
    command = a.Remind(f"due{feed.case.seq}", "system", calendar=s.CALENDAR, due=due)
    return feed.do(command, after=timedelta())


def order(feed: Feed, to: str) -> a.OrderTask:
    return replace(s.order(), to=to, deadline_at=feed.now + timedelta(hours=48))


def journey(town: Catalogue, person: Contact, **changes: object) -> Feed:
    """Filed, moved on, late to the top, answered, refused, ordered, answered, nudged, upheld."""
    said = f"{NARRATIVE.description} NIK {NIK}, https://mandat.example.org/k/eyJj.abc"
    feed = Feed(town, person=person, narrative=replace(NARRATIVE, description=said), **changes)
    feed.do(s.route())
    feed.do(a.AddInformation("i", "citizen", text=f"NIK saya {NIK}.", calendar=s.CALENDAR))
    for _ in range(5):
        reminded(feed)
    feed.do(s.finish(photos=PHOTOS))
    told(feed).do(s.refuse())
    reminded(feed)
    feed.do(order(feed, "dinas-pupr")).do(s.finish(cause="finish2", photos=MORE_PHOTOS))
    reminded(told(feed)).do(s.refuse("refuse2")).do(s.confirm())
    return told(feed).do(s.refuse("refuse3")).do(s.confirm("confirm2"))


def told(feed: Feed) -> Feed:
    """Mailed already, or called now."""
    if feed.case.told_at:
        return feed
    teller = "triase" if feed.case.confidential else feed.case.owner
    call = a.RecordContact(f"told{feed.case.seq}", f"post:{teller}:a1", calendar=s.CALENDAR)
    return feed.do(call)


def bodies(mail: EmailMessage) -> str:
    return f"{mail['Subject']} {part(mail, 'plain')} {part(mail, 'html')}"


def shows(mails: list[EmailMessage], to: str) -> list[str]:
    return [bodies(one) for one in mails if str(one["To"]) == to]


UNNAMED = replace(CONTACT, confidential=True)
UNNAMED_PHONE = replace(PHONE_ONLY, confidential=True)
_mails: dict[tuple[Contact, bool], list[EmailMessage]] = {}


@pytest.fixture
def mails(request: pytest.FixtureRequest) -> Callable[..., list[EmailMessage]]:
    """Every mail of a person's whole journey; each journey is walked once for all tests."""

    def walked(person: Contact, *, sealed: bool = False) -> list[EmailMessage]:
        if (person, sealed) not in _mails:
            journey(request.getfixturevalue("town"), person, sealed=sealed)
            _mails[person, sealed] = sent()
        return _mails[person, sealed]

    return walked


def to_staff(mails: list[EmailMessage]) -> list[EmailMessage]:
    return [one for one in mails if CONTACT.email not in str(one["To"])]


@pytest.mark.parametrize(
    ("person", "sealed"),
    [(CONTACT, False), (PHONE_ONLY, True), (UNNAMED, False), (UNNAMED_PHONE, True)],
)
def test_no_staff_mail_lets_anybody_play_the_citizen(
    mails: Callable[..., list[EmailMessage]], person: Contact, sealed: bool
) -> None:
    found = to_staff(mails(person, sealed=sealed))

    assert len(found) > 20
    for mail in found:
        shown = bodies(mail)
        assert "/k/" not in shown
        assert "ABC123" not in shown
        assert NIK not in shown


def test_the_owner_sees_whom_and_nobody_else_does(
    mails: Callable[..., list[EmailMessage]],
) -> None:
    found = to_staff(mails(CONTACT))

    for mail in found:
        named = CONTACT.name in bodies(mail) or CONTACT.email in bodies(mail)
        assert ".pupr@" in str(mail["To"]) or not named
    assert CONTACT.name in shows(found, OWNER)[0]
    assert CONTACT.phone in shows(found, OWNER)[0]
    assert NARRATIVE.landmark in shows(found, LEADER)[0]


def test_nobody_sees_who_asked_to_stay_unnamed(mails: Callable[..., list[EmailMessage]]) -> None:
    found = to_staff(mails(UNNAMED))

    for mail in found:
        for secret in (CONTACT.name, CONTACT.email, CONTACT.phone):
            assert secret not in bodies(mail)
    assert "Meminta namanya dirahasiakan." in shows(found, OWNER)[0]


def test_only_triage_has_the_number_of_an_unnamed_citizen_and_only_to_call(
    town: Catalogue,
) -> None:
    feed = Feed(town, person=UNNAMED_PHONE).do(s.route())
    assert mails_to(TRIAGE) == []

    feed.do(s.finish(photos=PHOTOS))

    (call,) = mails_to(TRIAGE)
    assert PHONE_ONLY.phone in bodies(call)
    assert PHONE_ONLY.name not in bodies(call)
    assert "https://wa.me/6281200000001?text=Halo" in bodies(call)


def test_a_sealed_case_stays_with_its_owner_and_inspektorat(town: Catalogue) -> None:
    feed = Feed(town, sealed=True).do(s.route())
    for _ in range(5):
        reminded(feed)

    readers = {str(one["To"]).partition("@")[0] for one in to_staff(sent())}
    assert readers == {
        "kadis.pupr",
        "sekretaris.pupr",
        "inspektur",
        "sekretaris.inspektorat",
    }


def test_leaders_see_a_sealed_case_when_the_citizen_refuses(town: Catalogue) -> None:
    feed = Feed(town, sealed=True).do(s.route()).do(s.finish(photos=PHOTOS)).do(s.refuse())

    (shown,) = shows(sent(), LEADER)
    assert "Sudah dua anak jatuh." in shown
    assert "Masih berlubang." in shown
    assert s.LONG in shown
    assert CONTACT.name not in shown
    assert feed.kinds().count("refused walikota.a1") == 1


def test_who_loses_a_sealed_task_reads_nothing_more_of_it(town: Catalogue) -> None:
    feed = Feed(town, sealed=True).do(s.route()).do(s.finish(photos=PHOTOS)).do(s.refuse())
    feed.do(order(feed, "inspektorat"))

    mail = mails_to(OWNER)[-1]
    shown = bodies(mail)
    assert "Bukan tugas Anda lagi: Laporan tertutup" in shown
    for secret in ("Sudah dua anak jatuh.", NARRATIVE.landmark, "berlubang", s.LONG, "Pagar Dewa"):
        assert secret not in shown


def test_an_anonymous_report_says_so(town: Catalogue) -> None:
    Feed(town, person=Contact()).do(s.route()).do(s.finish(photos=PHOTOS))

    assert "Melapor tanpa nama." in bodies(mails_to(OWNER)[0])
    assert [str(one["To"]) for one in sent() if "pupr" not in str(one["To"])] == []


def test_every_mail_is_whole_in_both_bodies_and_small(
    mails: Callable[..., list[EmailMessage]],
) -> None:
    for mail in mails(CONTACT):
        plain, html = part(mail, "plain"), part(mail, "html")
        link = next(
            line for line in plain.splitlines() if line.startswith("https://mandat.example.org/")
        )
        assert f'href="{link}"' in html
        assert f">{link}</a>" in html
        assert 'lang="id"' in html
        assert "{" not in plain
        assert len(bytes(mail)) < MAX_BYTES
        assert "[BKL-" in mail["Subject"]
        assert mail["Reply-To"] == "triase@bengkulu.example.org"


def test_the_longest_report_makes_a_mail_below_the_limit(town: Catalogue) -> None:
    long = replace(
        NARRATIVE,
        description="é" * 4000,
        photos=tuple(f"{0:020}/{n}" for n in (1, 2, 3)),
        answers=tuple((f"q{n}", "é" * 500) for n in range(6)),
    )
    feed = Feed(town, narrative=long).do(s.route())
    feed.do(replace(s.finish(photos=PHOTOS), text="ü" * 4000))
    feed.do(replace(s.refuse(), text="ö" * 4000))

    largest = max(len(part(one, "html").encode()) for one in sent())
    assert len(shows(sent(), LEADER)) == 1
    assert largest < MAX_BYTES


def test_every_address_has_a_link_of_its_own(town: Catalogue) -> None:
    Feed(town).do(s.route())

    links = {
        line
        for one in to_staff(sent())
        for line in part(one, "plain").splitlines()
        if line.startswith("https://mandat.example.org/t/")
    }
    assert len(links) == len(to_staff(sent())) == 2


def test_the_first_mail_to_a_citizen_has_reference_link_and_promise(town: Catalogue) -> None:
    feed = Feed(town)

    (mail,) = mails_to(CONTACT.email)
    shown = part(mail, "plain")
    assert show_reference(feed.case.id) in shown
    assert "https://mandat.example.org/k/" in shown
    assert "Selasa, 24 November 2026" in shown
    assert "Langkah berikutnya" in shown


def test_an_end_without_agreement_names_the_ombudsman(
    mails: Callable[..., list[EmailMessage]],
) -> None:
    last = [one for one in mails(CONTACT) if one["To"] == CONTACT.email][-1]

    assert "tanpa kesepakatan" in last["Subject"]
    assert "https://ombudsman.go.id" in part(last, "plain")
    assert s.LONG in part(last, "plain")
