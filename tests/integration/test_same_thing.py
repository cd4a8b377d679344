"""The same thing reported twice: found before sending, followed instead, merged by its owner."""

import boto3
import pytest

from integration.citizens import Citizen
from integration.desks import (
    Browser,
    case_link,
    forms,
    now,
    open_city,
    work_link,
)
from mandat.cases import store
from mandat.cases.commands import execute, submit
from mandat.cases.domain import acts as a
from mandat.cases.domain.model import Case, CaseStatus
from mandat.city.store import load_catalogue
from mandat.following import store as following
from mandat.merging.store import merged_into
from mandat.nearby.domain import Place
from mandat.nearby.reading import neighbours
from mandat.personal.domain import Contact, Narrative
from mandat.personal.submission import Submission
from mandat.platform.links import follow_url
from mandat.platform.settings import settings
from notify.handler import handle as notify
from routing.handler import handle as route
from samples import LambdaContext, messages, sqs_event, stream_record
from unit.cases.samples import LONG
from unit.cases.samples import submit as submitting

VILLAGE = "17.71.06.1001"
HERE = (-3.8300, 102.3100)
STORY = "Ada lubang besar di depan gerbang sekolah, dua pengendara sudah jatuh."


@pytest.fixture(autouse=True)
def city(aws: None) -> None:
    open_city()


def report(cause: str, north: float = 0, **changes: object) -> Case:
    """A report of a damaged road, `north` metres from here."""
    command = submitting(cause=cause, village=village(), **changes)
    told = Narrative(STORY, latitude=HERE[0] + north / 111_320, longitude=HERE[1])
    return submit(Submission(command, Contact(), told, cause, "ABC123"), now()).case


def village() -> str:
    return load_catalogue().villages[0].code


def found(**changes: object) -> list[tuple[str, int | None]]:
    place = Place("jalan-rusak", village(), *HERE, **changes)  # type: ignore[arg-type]
    return [(one.case.id, one.metres) for one in neighbours(place, now())]


def test_the_nearest_comes_first_then_the_latest() -> None:
    far, near, nearer = (report(f"c{n}", north=n) for n in (900, 200, 50))

    assert [one for one, _ in found()] == [nearer.id, near.id, far.id]
    assert [round(metres or 0, -2) for _, metres in found()] == [0, 200, 900]


def test_sealed_suspect_and_withdrawn_ones_are_never_shown() -> None:
    report("sealed", sealed=True)
    report("suspect", suspect=True)
    gone = report("withdrawn")
    execute(gone.id, a.WithdrawCase("w", "citizen"), now())

    assert found() == []


def test_the_list_is_short_and_knows_no_person() -> None:
    for number in range(8):
        report(f"c{number}", north=number)

    assert len(found()) == 5
    rows = boto3.client("dynamodb").scan(TableName=settings().table_name)["Items"]
    near = [one for one in rows if one["pk"]["S"].startswith("NEAR#")]
    assert all("latitude" in one and len(one["latitude"]["N"]) <= 8 for one in near)
    assert STORY not in str(near)


def test_another_category_or_kelurahan_is_something_else() -> None:
    report("c1")
    other = load_catalogue().villages[1].code

    assert neighbours(Place("jalan-rusak", other), now()) == ()
    assert neighbours(Place("sampah", village()), now()) == ()


def danger() -> str:
    """An answer to the category's own question."""
    service = load_catalogue().service("jalan-rusak")
    assert service
    question = next(one for one in service.questions if one.id == "bahaya")
    return question.options[0][0] if question.options else "ya"


def at_check(**typed: str) -> Citizen:
    """A citizen who has written everything and looks at it once more."""
    citizen = Citizen()
    citizen.get("/lapor")
    citizen.send("pick:jalan-rusak")
    fields = {
        "service": "jalan-rusak",
        "description": STORY,
        "village": village(),
        "landmark": "dekat masjid",
        "q_bahaya": danger(),
        "who": "named",
        "name": "Rahayu Contoh",
        "email": "rahayu@example.org",
    }
    form = citizen.page.form  # type: ignore[union-attr]
    citizen.post("/lapor", {**form.fields, **fields, **typed, "act": "edit:check"})
    return citizen


def test_a_citizen_follows_instead_of_filing() -> None:
    case = report("c1")
    citizen = at_check()
    assert citizen.page
    assert citizen.page.shows("Mungkin sudah dilaporkan?")

    page = citizen.send(f"follow:{case.id}")
    assert page.form.checked == []
    assert citizen.send(f"join:{case.id}").status == 422
    page = citizen.send(f"join:{case.id}", sure="yes")

    assert page.path.startswith("/ikut/")
    assert page.shows("Anda mengikuti laporan ini")
    assert not page.shows(STORY)
    assert [one.email for one in following.followers(case.id)] == ["rahayu@example.org"]
    assert store.load(case.id).seq == 1


def test_the_form_does_not_offer_its_own_report() -> None:
    citizen = at_check()
    citizen.send("send")

    assert citizen.page
    assert citizen.page.path == "/lapor/terkirim"
    assert len(found()) == 1


def followed(case: Case, email: str = "rahayu@example.org") -> str:
    from mandat.following.commands import follow_case

    return follow_case(case, email or "seed", email, "id", now()).hash


def mailed() -> list[dict[str, str]]:
    return [one for one in messages(settings().message_queue_url) if one["kind"] == "followed"]


def routed(case: Case) -> Case:
    calendar = load_catalogue().calendar
    command = a.RouteCase(f"r:{case.id}", "system", calendar=calendar, owner="dinas-pupr")
    return execute(case.id, command, now()).case


OWNER = "post:dinas-pupr:a1"
PHOTO = ("aaaaaaaaaaaaaaaaaaaa/1",)


def finished(case: Case, text: str = LONG, photos: tuple[str, ...] = PHOTO) -> Case:
    calendar = load_catalogue().calendar
    command = a.FinishTask(f"f:{case.id}", OWNER, text=text, calendar=calendar, photos=photos)
    return execute(case.id, command, now()).case


def fed(case: Case, handler: object, seq: int = 0) -> None:
    handler(sqs_event(stream_record(case.id, seq or case.seq)), LambdaContext())  # type: ignore[operator]


def test_followers_hear_of_the_answer_without_its_text() -> None:
    case = routed(report("c1"))
    hashed = followed(case)
    followed(case, "")
    fed(finished(case), notify)

    told = mailed()

    assert [one["cause"].rpartition("#")[2] for one in told] == [hashed]
    assert "rahayu" not in str(told)


def test_a_follower_reads_what_offices_answer_and_stops() -> None:
    case = routed(report("c1"))
    calendar = load_catalogue().calendar
    added = a.AddInformation("i", "citizen", text="Nama saya Budi Contoh.", calendar=calendar)
    execute(case.id, added, now())
    finished(store.load(case.id))
    link = follow_url(case.id, followed(case)).removeprefix(settings().site_url)
    citizen = Citizen()
    page = citizen.get(link)
    assert page.shows(LONG)
    assert not page.shows("Budi")
    assert not page.shows(STORY)

    assert citizen.send("").status == 422
    citizen.send("", sure="yes")

    assert citizen.page
    assert citizen.page.shows("tidak lagi mengikuti")
    assert list(following.followers(case.id)) == []


def test_a_link_to_a_sealed_case_shows_nothing() -> None:
    case = report("c1", sealed=True)

    page = Citizen().get(follow_url(case.id, "x").removeprefix(settings().site_url))

    assert page.status == 404


def pair() -> tuple[Case, Case]:
    """An earlier and a later report of one owner."""
    return routed(report("main")), routed(report("later"))


def merged(main: Case, later: Case) -> Case:
    browser = Browser()
    form = forms(browser.get(f"{case_link(later, 'dinas-pupr')}/gabung").body)[0]
    browser.post(form.action, dict(form.fields) | {"into": main.id})
    return store.load(later.id)


def test_the_owner_merges_a_report_into_an_earlier_one() -> None:
    main, later = pair()
    browser, link = Browser(), case_link(later, "dinas-pupr")
    assert f"{link}/gabung" in browser.get(link).body
    form = forms(browser.get(f"{link}/gabung").body)[0]
    assert "into" not in dict(form.fields)
    assert browser.post(form.action, form.fields).status == 422

    answers = [browser.post(form.action, dict(form.fields) | {"into": main.id}) for _ in range(2)]

    assert [one.status for one in answers] == [303, 303]
    assert store.load(later.id).merged_into == main.id
    assert list(merged_into(main.id)) == [later.id]


def test_only_an_earlier_open_one_of_the_same_owner_will_do() -> None:
    main, later = pair()
    assert Browser().get(f"{case_link(main, 'dinas-pupr')}/gabung").status == 409
    assert Browser().get(f"{case_link(later, 'walikota')}/gabung").status == 409
    browser = Browser()
    form = forms(browser.get(f"{case_link(later, 'dinas-pupr')}/gabung").body)[0]
    finished(main)

    answer = browser.post(form.action, dict(form.fields) | {"into": main.id})

    assert answer.status == 422
    assert store.load(later.id).merged_into == ""


def test_the_answer_of_the_earlier_one_answers_the_merged_one_once() -> None:
    main, later = pair()
    merged(main, later)
    answered = finished(main)

    for _ in range(2):
        fed(answered, route, seq=3)

    after = store.load(later.id)
    last = next(one for one in store.timeline(later.id) if one.type == "TaskFinished")
    assert after.status is CaseStatus.ANSWERED
    assert (last.actor, last.photos) == (OWNER, PHOTO)
    assert last.cause == f"merged:{main.id}#3"
    assert after.submitted_at == later.submitted_at


def test_who_gets_the_earlier_one_gets_the_merged_one() -> None:
    main, later = pair()
    merged(main, later)
    move = a.TransferTask(
        "t", OWNER, to="dinas-perkim", reason="wrong_place", calendar=load_catalogue().calendar
    )
    moved = execute(main.id, move, now()).case

    fed(moved, route)

    assert store.load(later.id).owner == "dinas-perkim"


def test_a_citizen_who_refused_goes_on_alone() -> None:
    main, later = pair()
    merged(main, later)
    finished(store.load(later.id), photos=("bbbbbbbbbbbbbbbbbbbb/1",))
    before = store.load(later.id)

    fed(finished(main), route)

    assert store.load(later.id).seq == before.seq


def test_the_merged_citizens_page_says_with_which() -> None:
    from urllib.parse import urlsplit

    from mandat.platform.ids import show_reference
    from mandat.platform.links import track_url

    main, later = pair()
    merged(main, later)

    page = Citizen().get(urlsplit(track_url(later.id)).path)

    assert page.shows(f"dikerjakan bersama {show_reference(main.id)}")


def test_a_recorder_lets_the_citizen_follow_what_is_known() -> None:
    case = routed(report("c1"))
    browser = Browser()
    page = work_link("triase").replace("/t/daftar/", "/t/catat/")
    title = load_catalogue().service("jalan-rusak")
    assert title
    typed = {
        "channel": "phone",
        "phone": "0812 0000 0001",
        "category": title.title["id"],
        "village_name": load_catalogue().villages[0].name,
        "description": STORY,
    }
    form = forms(browser.get(page).body)[0]
    asked = browser.post(form.action, dict(form.fields) | typed)
    assert "same" not in dict(forms(asked.body)[0].fields)

    answer = browser.post(form.action, dict(forms(asked.body)[0].fields) | {"same": case.id})

    assert "wa.me/6281200000001" in answer.body
    assert "/ikut/" in answer.body
    assert len(list(following.followers(case.id))) == 1
