"""The watch bites: whatever is planted where nobody may read it is found, and nothing else is."""

import json
import logging
from datetime import date
from types import SimpleNamespace
from typing import Any

import boto3
import pytest

from mandat.platform import secrets
from mandat.platform.links import Purpose, sign, track_url
from mandat.platform.observability import count, log_failure, logger, metrics
from mandat.platform.queues import send_batch
from mandat.platform.settings import settings
from mandat.web import home
from mandat.web.render import redirect
from mandat.web.routing import Route, Site
from privacy import plugin, stack
from privacy.search import SHAPES, found_in, personal_values
from privacy.urls import bare
from privacy.watch import WATCH, Watch
from samples import LambdaContext

PLANTED = {
    "name": "Warga Contoh",
    "mail address": "warga@example.org",
    "phone number": "0812-0000-0001",
    "NIK": "1771011203456789",
    "token": f"eyJjIjoiN0YzSzlRWDIifQ.{'a' * 27}",
}
TODAY = date(2026, 11, 24)
HERE: Any = SimpleNamespace(get_closest_marker=lambda _name: None)
PHONES = ("+6281200000001", "081200000001", "6281200000001", "0812 0000 0001", "+62 812-0000-0001")
INNOCENT = (
    "2026-11-24 07:38:02,382+0000 BKL-7F3K-9QX2 7F3K9QX2#2 m-0812",
    '{"Timestamp":1795505885097,"FeedLag":[0.081234567890123]}',
    "5f0812a3b4c5d6e7 00000000-0812-3456-7890-000000000000 arn:aws:sqs:x:123456789012:q",
)


@pytest.mark.parametrize("kind", PLANTED)
def test_each_kind_is_found_in_a_log(kind: str) -> None:
    with WATCH.apart() as watch:
        logger.info(f"answered {PLANTED[kind]}.")
        found = watch.found()

    assert [one.partition(": ")[2].partition(": ")[0] for one in found] == [kind]
    assert set(PLANTED) == set(SHAPES)


@pytest.mark.parametrize("phone", PHONES)
def test_a_number_is_found_however_it_is_written(phone: str) -> None:
    assert found_in(f"call {phone}!", ()) == [f"phone number: {phone}"]


@pytest.mark.parametrize("line", INNOCENT)
def test_references_times_and_figures_are_nobodys(line: str) -> None:
    assert found_in(line, ("Jalan berlubang",), ("ABC123",)) == []


def test_other_loggers_and_metrics_are_heard_too() -> None:
    with WATCH.apart() as watch:
        logging.getLogger("botocore").warning("sent to %s", PLANTED["mail address"])
        metrics.clear_metrics()
        metrics.add_metadata("who", PLANTED["name"])
        count("Planted")
        metrics.flush_metrics()
        found = watch.found()

    assert found == [
        "log or metric: name: Warga Contoh",
        "log or metric: mail address: warga@example.org",
    ]


def test_what_is_stored_of_a_person_is_known_by_its_value(aws: None) -> None:
    item = {"pk": {"S": "CASE#1"}, "sk": {"S": "CONTACT"}, "landmark": {"S": "di balik menara"}}
    boto3.client("dynamodb").put_item(TableName=settings().table_name, Item=item)
    with WATCH.apart() as watch:
        logger.info("near di balik menara")
        found = watch.found()

    assert found == ["log or metric: value: di balik menara"]
    assert list(personal_values({"L": [{"M": {"name": {"S": "Siti\nContoh"}}}]})) == [
        "Siti\nContoh",
        "Siti",
        "Contoh",
    ]


def test_a_code_is_known_once_it_was_hashed(aws: None) -> None:
    secrets.code_hash("7F3K9QX2", "K7M2QX")
    with WATCH.apart() as watch:
        logger.info("code K7M2QX", extra={"id": "AK7M2QXB"})
        found = watch.found()

    assert found == ["log or metric: code: K7M2QX"]


@pytest.mark.parametrize(
    "written", ["3171014506449001", "3171 0145 0644 9001", "3171-014506-44.9001"]
)
def test_a_number_that_names_somebody_is_known_once_it_was_hashed(aws: None, written: str) -> None:
    secrets.keyed_hash("nik", "3171014506449001")
    with WATCH.apart() as watch:
        logger.info(f"matched {written}")
        found = watch.found()

    assert "log or metric: number: 3171014506449001" in found


def test_people_of_the_register_are_known_by_their_documents(aws: None) -> None:
    table = boto3.client("dynamodb")
    people = {"Intan Sari": "2014-05-01", "Rohana Sari": "1950-05-01"}
    for number, (name, born) in enumerate(people.items()):
        state = json.dumps({"name": name, "born_on": born, "address": "Jalan Mawar Lama 7"})
        item = {"pk": f"RESIDENT#{number}", "sk": "RESIDENT", "kind": "Resident", "state": state}
        values = {key: {"S": value} for key, value in item.items()}
        table.put_item(TableName=settings().table_name, Item=values)
    with WATCH.apart() as watch:
        logger.info("found Rohana Sari")
        watch.mails += ["Kepada Rohana Sari", "Anaknya: Intan Sari", "NIK 3171014506449002"]
        found = watch.found()

    assert found == [
        "log or metric: value: Rohana Sari",
        "mail: NIK: 3171014506449002",
        "mail: child: Intan Sari",
    ]


def test_mails_of_a_stack_are_searched_for_numbers_and_children() -> None:
    (row, *_) = stack.registered()
    (child, *_) = sorted(stack.children(TODAY))
    mails = [{"text": f"Nama {row['nama']}"}, {"text": row["no_kk"]}, {"html": f"<b>{child}</b>"}]

    assert sorted(one.split(": ")[1] for one in stack.found_in_mails(mails)) == [
        "NIK",
        "child",
        "number",
    ]


def test_a_queue_is_listened_to(aws: None) -> None:
    with WATCH.apart() as watch:
        send_batch(settings().due_queue_url, [{"MessageBody": json.dumps(PLANTED)}])
        found = watch.found()

    assert len(found) == len(PLANTED)


def test_addresses_of_an_answer_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "leads", _leads, raising=False)
    site = Site((Route("GET", "/x", "home:leads"),))
    event: dict[str, Any] = {"httpMethod": "GET", "path": "/x", "headers": {}, "body": None}
    with WATCH.apart() as watch:
        site.answer(event | {"requestContext": {"requestId": "r"}}, LambdaContext())
        found = watch.found()

    assert found == ["address: mail address: warga@example.org"]


def _leads(_visit: Any) -> Any:
    return redirect("/saya?reach=warga%40example.org")


def test_a_token_stands_in_the_path_of_its_door_only(aws: None) -> None:
    link, token = track_url("7F3K9QX2"), sign(Purpose.CURSOR, {"p": "triase", "k": "k"})

    assert found_in(bare(f"{link}/tambah"), ()) == []
    assert found_in(bare(f"/t/daftar/{token}?lanjut={token}"), ()) == []
    assert found_in(bare(f"/lacak?ke={token}"), ()) == [f"token: {token}"]
    assert found_in(bare(f"{link}/{token}"), ()) == [f"token: {token}"]


def test_the_words_of_an_error_are_not_logged() -> None:
    with WATCH.apart() as watch:
        log_failure(ValueError(PLANTED["name"]))
        assert watch.found() == []
        assert len(watch.lines) == 1


def test_a_stack_is_searched_line_by_line() -> None:
    lines = [f"INFO {value}" for value in PLANTED.values()]

    assert len(stack.found_in_lines([*lines, *INNOCENT], {"di balik menara"})) == len(PLANTED)
    assert stack.found_in_lines(["INFO di balik menara"], {"di balik menara"})


def test_browsers_of_a_stack_tell_where_they_were_led(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stack, "VISITED", set())
    monkeypatch.setattr(stack, "SAID", set())
    stack.visited("/lacak?ke=warga%40example.org", {"landmark": "di balik menara", "act": "send"})

    assert stack.found_in_addresses(()) == ["address: mail address: warga@example.org"]
    assert {"di balik menara"} == stack.SAID


def test_a_test_that_passed_fails_for_what_was_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Watch(lines=[PLANTED["name"]])
    monkeypatch.setattr(plugin, "WATCH", heard)
    report = SimpleNamespace(passed=True, outcome="passed", longrepr=None)
    hook = plugin.pytest_runtest_makereport(HERE, SimpleNamespace(when="teardown"))  # type: ignore[arg-type]
    next(hook)
    with pytest.raises(StopIteration):
        hook.send(report)

    assert report.outcome == "failed"
    assert "Warga Contoh" in str(report.longrepr)
