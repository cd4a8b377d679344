"""«Semua laporan saya» and «Data saya»: the link, the page, the file, correction and erasure."""

import json
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import boto3
import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError

from erasure.handler import handle as erase
from infra.template import ROOT
from integration.citizens import Citizen, Page, logged
from integration.test_intake_form import EMAIL, NAME, PHONE, STORY, at_check, sent_id
from integration.test_intake_tracking import answered, routed
from mandat.cases import store
from mandat.cases.commands import execute
from mandat.cases.domain import acts as a
from mandat.cases.domain.model import CaseStatus, ContactKind, Outcome
from mandat.city.store import load_catalogue
from mandat.following.commands import follow_case, stop_following
from mandat.messaging.deliver import Became, deliver
from mandat.messaging.domain import Kind, Message
from mandat.own import mails
from mandat.own.commands import erase_for_desk
from mandat.own.store import filed, filed_writes, phone_hash
from mandat.people.domain import Lost
from mandat.people.store import address_hash, confirm, lose, wait, waiting
from mandat.personal import store as personal
from mandat.photos import commands as photos
from mandat.platform.ids import show_reference
from mandat.platform.links import own_url
from mandat.platform.settings import settings
from mandat.platform.transaction import commit
from samples import LambdaContext, items, messages, sqs_event, stream_record
from unit.messaging.mails import mails_to, part

pytestmark = pytest.mark.usefixtures("catalogue")

GROUP = "0123456789abcdef0123"


def now() -> datetime:
    return datetime.now(UTC)


def filed_case(**contact: str) -> str:
    citizen = at_check(**contact)
    return sent_id(citizen.send("send"))


def own_page(email: str = EMAIL) -> tuple[Citizen, str]:
    """A browser, and the address of the person's own page."""
    return Citizen(), own_url(address_hash(email), now() + timedelta(hours=1))


def asked(reach: str) -> tuple[Page, list[dict[str, Any]]]:
    """The answer to who asks for the link, and what was queued."""
    messages(settings().message_queue_url)
    citizen = Citizen()
    citizen.get("/saya")
    page = citizen.send(reach=reach)
    return page, messages(settings().message_queue_url)


def sent_by(queued: list[dict[str, Any]]) -> list[Became]:
    return [deliver(Message(**{**one, "kind": Kind(one["kind"])}), "one", now()) for one in queued]


def told_erased(case_id: str) -> dict[str, Any]:
    """The feed's queue message of the case's erasure."""
    seq = next(one.seq for one in store.timeline(case_id, limit=200) if one.type == "DataErased")
    return sqs_event(stream_record(case_id, seq))


def everywhere() -> str:
    return json.dumps(items("")) + json.dumps(
        [
            one["Key"]
            for one in boto3.client("s3")
            .list_objects_v2(Bucket=settings().photo_bucket)
            .get("Contents", ())
        ]
    )


# --- the link ---------------------------------------------------------------------------------


def test_known_and_unknown_addresses_are_answered_alike() -> None:
    filed_case()

    known, queued = asked(EMAIL)
    unknown, nothing = asked("orang.lain@example.org")

    assert known.html == unknown.html
    assert known.shows("Bila alamat atau nomor ini kami kenal")
    assert sent_by(queued) == [Became.SENT]
    assert sent_by(nothing) == [Became.SKIPPED]


def test_the_link_goes_to_the_address_however_it_is_typed_and_shows_every_case() -> None:
    first, second = filed_case(), filed_case()

    _, queued = asked(f" {EMAIL.upper()} ")
    sent_by(queued)

    mail = mails_to(EMAIL)[-1]
    link = next(word for word in part(mail, "plain").split() if "/saya/" in word)
    page = Citizen().get(link)
    assert page.status == 200
    assert page.html.index(show_reference(second)) < page.html.index(show_reference(first))
    assert EMAIL not in json.dumps(queued)


def test_an_address_gets_one_link_an_hour_and_one_a_day_until_it_is_confirmed() -> None:
    filed_case()
    hashed, noon = address_hash(EMAIL), datetime(2026, 11, 24, 5, 0, tzinfo=UTC)

    def ask(at: datetime) -> Became:
        return deliver(mails.link_message(hashed, at), f"{at}", at)

    assert ask(noon) is Became.SENT
    assert ask(noon + timedelta(hours=1)) is Became.SKIPPED
    confirm(hashed, noon)
    assert ask(noon + timedelta(hours=2)) is Became.SENT
    assert ask(noon + timedelta(hours=2, minutes=10)) is Became.SKIPPED
    lose(hashed, Lost.DISOWNED, noon)
    assert ask(noon + timedelta(hours=4)) is Became.SKIPPED


def test_five_tries_an_hour_for_an_address_known_or_not() -> None:
    for reach in (EMAIL, "0812-3456-7890"):
        statuses = [asked(reach)[0].status for _ in range(6)]
        assert statuses == [200] * 5 + [429]


def test_what_is_no_address_and_no_number_is_told_at_the_field() -> None:
    assert set(asked("rahayu@")[0].problems) == {"reach"}
    assert set(asked("123")[0].problems) == {"reach"}


def test_a_number_is_told_the_other_way_while_there_is_no_sms() -> None:
    filed_case(name=NAME, phone=PHONE, email="")

    page, queued = asked(PHONE)

    assert page.shows("tidak mengirim SMS")
    assert sent_by(queued) == [Became.SKIPPED]


def test_a_link_ends_and_is_no_other_link() -> None:
    filed_case()
    citizen = Citizen()
    assert citizen.get(own_url(address_hash(EMAIL), now() - timedelta(seconds=5))).status == 410
    assert citizen.get("/saya/falsch").status == 410


# --- the page ---------------------------------------------------------------------------------


def test_sealed_cases_are_the_citizens_own_and_others_are_not() -> None:
    mine = filed_case()
    theirs = filed_case(name="Lain", phone="", email="lain@example.org")
    case = store.load(mine)
    citizen, page = own_page()

    shown = citizen.get(page)

    assert shown.shows(show_reference(case.id))
    assert not shown.shows(show_reference(theirs))
    assert citizen.get(f"{page}/{theirs}").status == 404


def test_a_case_stands_under_its_address_and_its_number() -> None:
    case_id = filed_case()
    for hashed in (address_hash(EMAIL), phone_hash("+6281234567890")):
        assert [one.case_id for one in filed(hashed)] == [case_id]


def test_the_list_is_read_page_by_page() -> None:
    hashed = address_hash(EMAIL)
    case = store.load(filed_case())
    contact = personal.contact(case.id)
    for day in range(1, 25):
        commit(filed_writes(contact, f"OLDCASE{day:02}", case.submitted_at - timedelta(days=day)))

    first = filed(hashed)
    second = filed(hashed, first[-1].key)

    assert (len(first), len(second)) == (20, 5)
    assert first[0].case_id == case.id
    citizen, page = own_page()
    older = citizen.get(page).html.partition("?sebelum=")[2].partition('"')[0]
    assert citizen.get(f"{page}?sebelum={older}").status == 200


def test_the_page_offers_to_confirm_the_address_until_that_is_done() -> None:
    filed_case()
    citizen, page = own_page()
    assert citizen.get(page).shows("/alamat/")
    confirm(address_hash(EMAIL), now())
    assert not citizen.get(page).shows("/alamat/")
    by_phone = own_url(phone_hash("+6281234567890"), now() + timedelta(hours=1))
    assert not citizen.get(by_phone).shows("/alamat/")


# --- access -----------------------------------------------------------------------------------


def test_everything_is_shown_and_handed_out_at_once() -> None:
    case_id = filed_case()
    routed(case_id)
    information(case_id, "Sudah makin dalam sejak hujan kemarin.")
    citizen, page = own_page()

    shown = citizen.get(f"{page}/data")
    answer = citizen.get(f"{page}/data.json")

    assert all(shown.shows(text) for text in (NAME, EMAIL, STORY.splitlines()[0], "makin dalam"))
    assert "attachment" in answer.headers["Content-Disposition"][0]
    assert answer.headers["Cache-Control"] == ["no-store"]
    document = json.loads(answer.html)
    found = document["cases"][0]
    assert found["contact"]["phone"] == "+6281234567890"
    assert found["report"]["description"] == STORY
    assert next(iter(found["report"]["answers"].values())).startswith("Ya")
    assert found["texts"][0]["text"].startswith("Sudah makin dalam")
    assert found["record"][0]["what"]
    assert document["next"] == ""


def information(case_id: str, text: str, *upload: str, cause: str = "more") -> None:
    calendar = load_catalogue().calendar
    command = a.AddInformation(cause, "citizen", text=text, photos=upload, calendar=calendar)
    execute(case_id, command, now())


# --- correction -------------------------------------------------------------------------------


def test_a_correction_moves_the_case_to_the_new_address() -> None:
    case_id = filed_case()
    citizen, page = own_page()
    until = now() + timedelta(hours=9)
    wait(address_hash(EMAIL), case_id, 1, until, now())
    citizen.get(f"{page}/{case_id}")

    done = citizen.send(name="Rahayu Baru", email="baru@example.org", phone="")

    assert done.shows("diperbaiki")
    contact = personal.contact(case_id)
    assert (contact.name, contact.email, contact.phone) == ("Rahayu Baru", "baru@example.org", "")
    assert filed(address_hash(EMAIL)) == filed(phone_hash("+6281234567890")) == ()
    assert [one.case_id for one in filed(address_hash("baru@example.org"))] == [case_id]
    assert store.timeline(case_id)[-1].type == "ContactCorrected"
    assert waiting(address_hash(EMAIL)) == {}


def test_a_correction_keeps_somebody_reachable_and_changes_nothing_twice() -> None:
    case_id = filed_case()
    citizen, page = own_page()
    citizen.get(f"{page}/{case_id}")
    assert set(citizen.send(phone="", email="").problems) == {"phone"}
    assert set(citizen.send(phone="12", email="x@").problems) == {"phone", "email"}

    citizen.get(f"{page}/{case_id}")
    citizen.send()

    assert [one.type for one in store.timeline(case_id)] == ["CaseSubmitted"]


def test_a_waiting_answer_is_told_by_the_mail_about_the_correction() -> None:
    case_id = filed_case(name=NAME, phone=PHONE, email="")
    routed(case_id)
    calendar = load_catalogue().calendar
    upload = (f"{GROUP}/1", f"{GROUP}/2")
    owner = f"post:{store.load(case_id).owner}:a1"
    done = a.FinishTask("done", owner, text=STORY, calendar=calendar, photos=upload)
    execute(case_id, done, now())
    citizen = Citizen()
    page = own_url(phone_hash("+6281234567890"), now() + timedelta(hours=1))
    citizen.get(f"{page}/{case_id}")
    citizen.send(email=EMAIL)

    case = store.load(case_id)
    event = store.timeline(case_id)[-1]
    assert (event.type, case.contact) == ("ContactCorrected", ContactKind.MAIL)
    became = deliver(Message(event.id, Kind.CORRECTED, case_id, event.seq), "one", now())

    assert became is Became.SENT
    assert store.load(case_id).told_how == "mail"


# --- erasure ----------------------------------------------------------------------------------


def uploads(case_id: str) -> None:
    """Photos and a text of the citizen, and an object that nobody asked to erase."""
    client, bucket = boto3.client("s3"), settings().photo_bucket
    for key in (f"photos/{GROUP}/1.jpg", f"photos/{GROUP}/1_thumb.jpg", "photos/other/1.jpg"):
        client.put_object(Bucket=bucket, Key=key, Body=b"x")
    information(case_id, "Foto terbaru dari lokasi ini.", f"{GROUP}/1", cause="photos")


def erased(case_id: str, **choice: str) -> Page:
    citizen, page = own_page()
    citizen.get(f"{page}/hapus")
    return citizen.send(**{"case": case_id, "sure": "yes", **choice})


def test_nothing_is_chosen_beforehand_and_both_choices_are_needed() -> None:
    case_id = filed_case()
    citizen, page = own_page()
    form = citizen.get(f"{page}/hapus").form
    assert form.checked == []

    assert set(citizen.send().problems) == {"case", "sure"}
    assert set(citizen.send(sure="yes").problems) == {"case"}
    assert store.load(case_id).erased_at is None


def test_erasing_ends_an_open_case_and_leaves_nothing_of_the_person() -> None:
    case_id, kept = filed_case(), filed_case()
    routed(case_id)
    uploads(case_id)

    page = erased(case_id)
    assert page.shows("sedang dihapus")
    assert not page.shows(show_reference(case_id))
    with logged() as log:
        assert erase(told_erased(case_id), LambdaContext()) == {"batchItemFailures": []}

    case = store.load(case_id)
    assert (case.status, case.outcome) == (CaseStatus.CLOSED, Outcome.WITHDRAWN)
    assert personal.contact(case_id).email == personal.narrative(case_id).description == ""
    assert list(personal.said(case_id)) == []
    left = json.dumps(items(f"CASE#{case_id}")) + log.getvalue()
    assert not any(text in left for text in (NAME, EMAIL, "81234567890", "Lubang", "terbaru"))
    assert f"photos/{GROUP}" not in everywhere()
    assert "photos/other/1.jpg" in everywhere()
    assert items(f"PHOTO#{GROUP}") == []
    assert [one.case_id for one in filed(address_hash(EMAIL))] == [kept]
    assert personal.narrative(kept).description == STORY


def test_the_record_and_the_score_of_an_answered_case_stay() -> None:
    case_id = filed_case()
    routed(case_id)
    answered(case_id)
    before = [one.type for one in store.timeline(case_id)]

    erased(case_id)
    erase(told_erased(case_id), LambdaContext())

    types = [one.type for one in store.timeline(case_id)]
    assert types == [*before, "DataErased", "CaseClosed"]
    assert store.load(case_id).outcome is Outcome.UNRATED
    assert [one.actor for one in personal.said(case_id)] == [f"post:{store.load(case_id).owner}:a1"]


def test_asking_twice_and_hearing_twice_is_once() -> None:
    case_id = filed_case()
    citizen, page = own_page()
    form = citizen.get(f"{page}/hapus").form
    fields = {**form.fields, "case": case_id, "sure": "yes"}

    assert citizen.post(f"{page}/hapus", fields).status == 200
    assert citizen.post(f"{page}/hapus", fields).status == 200
    for _ in range(2):
        assert erase(told_erased(case_id), LambdaContext()) == {"batchItemFailures": []}

    types = [one.type for one in store.timeline(case_id)]
    assert types == ["CaseSubmitted", "DataErased", "CaseClosed"]


def test_a_crash_half_way_is_made_good_by_the_next_try(monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = filed_case()
    uploads(case_id)
    for number in range(48):
        information(case_id, f"Keterangan tambahan ke {number}.", cause=f"more{number}")
    erased(case_id)
    event = told_erased(case_id)
    remove = photos.bucket.remove

    def dies_after_one(key: str) -> None:
        remove(key)
        raise ConnectionError

    monkeypatch.setattr(photos.bucket, "remove", dies_after_one)
    with pytest.raises(BatchProcessingError):
        erase(event, LambdaContext())
    assert personal.narrative(case_id).description == STORY
    monkeypatch.undo()

    assert erase(event, LambdaContext()) == {"batchItemFailures": []}
    assert list(personal.said(case_id)) == []
    assert f"photos/{GROUP}" not in everywhere()
    assert filed(address_hash(EMAIL)) == ()


def test_mail_that_comes_late_finds_nobody() -> None:
    case_id = filed_case()
    erased(case_id)
    erase(told_erased(case_id), LambdaContext())

    late = Message(f"{case_id}#1", Kind.RECEIVED, case_id, 1)

    assert deliver(late, "one", now()) is Became.SKIPPED


def test_the_desk_erases_on_the_officers_word() -> None:
    case_id = filed_case()
    erase_for_desk(case_id, "desk:1", now())
    erase(told_erased(case_id), LambdaContext())

    assert store.timeline(case_id)[1].actor == "system"
    assert personal.contact(case_id).name == ""


def test_the_pages_log_nobody() -> None:
    case_id = filed_case()
    with logged() as log:
        asked(EMAIL)
        citizen, page = own_page()
        for path in ("", "/data", "/data.json", "/hapus", f"/{case_id}"):
            assert citizen.get(page + path).status == 200
    said = log.getvalue()
    assert not any(text in said for text in (NAME, EMAIL, "81234567890", address_hash(EMAIL)))


def test_the_officers_command_asks_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = filed_case()
    reference = show_reference(case_id)
    monkeypatch.syspath_prepend(ROOT / "infra/operations")
    command = import_module("erase")
    monkeypatch.setattr(command, "outputs", lambda _: {"TableName": settings().table_name})
    words = ["erase", "--stage", "staging", "--case", reference, "--ticket", "PDP-1"]
    monkeypatch.setattr("sys.argv", words)

    monkeypatch.setattr("builtins.input", lambda _: "BKL-0000-0000")
    assert command.main() == 1
    assert store.load(case_id).erased_at is None

    monkeypatch.setattr("builtins.input", lambda _: reference)
    assert command.main() == command.main() == 0
    assert store.load(case_id).erased_at


def test_who_follows_a_case_finds_it_on_the_own_page() -> None:
    case = store.load(filed_case(name="Lain", phone="", email="lain@example.org"))
    follower = follow_case(case, EMAIL, EMAIL, "id", now())
    citizen, page = own_page()

    assert citizen.get(page).shows(show_reference(case.id))
    assert show_reference(case.id) in citizen.get(f"{page}/data.json").html
    stop_following(follower)
    assert not citizen.get(page).shows(show_reference(case.id))
