"""All heads hear of a report and one takes it; the rest of a window and the morning are lists."""

import json
import re
from datetime import UTC, datetime

import pytest

from e2e.browser import PHONE, Visitors
from e2e.complaints import OWNER, file_complaint
from e2e.people import Official
from e2e.stage import Stack
from mandat.city.calendar import Calendar

HEAD = "kadis.dlh@bengkulu.example.org"
HEAD_ID = "dinas-lingkungan-hidup"
FORMS = re.compile(r"https?://\S+/t/[\w.~-]+/(?:ambil|diskusi)")


def table(stack: Stack) -> str:
    names = stack.aws("dynamodb").list_tables()["TableNames"]
    return next(one for one in names if "Table" in one or "mandat" in one.lower())


def send(stack: Stack, queue: str, body: str) -> None:
    client = stack.aws("sqs")
    urls = client.list_queues(QueueNamePrefix=queue)["QueueUrls"]
    url = next(one for one in urls if one.endswith(queue))
    client.send_message(QueueUrl=url, MessageBody=body)


def windows(stack: Stack) -> list[str]:
    """The head's windows, as notify opened them."""
    found = stack.aws("dynamodb").query(
        TableName=table(stack),
        KeyConditionExpression="pk = :head",
        ExpressionAttributeValues={":head": {"S": f"WINDOW#{HEAD_ID}"}},
    )
    return [str(one["sk"]["S"]) for one in found["Items"]]


def close_windows(stack: Stack) -> None:
    """So that the next report is the first of its window, whatever was filed before."""
    for one in windows(stack):
        key = {"pk": {"S": f"WINDOW#{HEAD_ID}"}, "sk": {"S": one}}
        stack.aws("dynamodb").delete_item(TableName=table(stack), Key=key)


def test_a_head_takes_a_report_from_the_mail(stack: Stack, visitors: Visitors) -> None:
    if Calendar().is_quiet(datetime.now(UTC)):
        pytest.skip("it is night in Bengkulu: copies wait for the morning")
    close_windows(stack)
    after = stack.newest_mail_id()
    first = file_complaint(stack.site, "Saluran di tepi jalan runtuh.")
    second = file_complaint(stack.site, "Trotoar amblas di seberang pasar.")
    stack.wait_for_mail(to=OWNER, after=after, where=lambda one: second in one["subject"])
    copy = stack.wait_for_mail(to=HEAD, after=after, where=lambda one: "/ambil" in one["text"])
    assert first in copy["subject"] or second in copy["subject"]
    found = FORMS.search(copy["text"])
    assert found
    head = Official(visitors.new(viewport=PHONE, javascript=False), stack, "head", False)
    head.page.goto(found.group())
    head.reads("Ini tugas kami")
    head.look("claim")
    head.agree()
    head.submit()
    head.reads("sekarang dipegang jabatan Anda")
    head.look("claimed")
    head.act("diskusi")
    head.write("Kami turun besok pagi bersama PUPR.")
    head.page.locator("select[name=mention]").select_option("dinas-pupr")
    head.submit()
    head.reads("Kami turun besok pagi bersama PUPR.")
    head.look("discussion")
    mentioned = stack.wait_for_mail(
        to=OWNER, after=after, where=lambda one: "Anda disebut" in one["subject"]
    )
    assert "Kami turun besok pagi" in mentioned["text"]


def test_the_rest_of_a_quarter_hour_and_the_morning_come_as_lists(stack: Stack) -> None:
    after = stack.newest_mail_id()
    filed = [file_complaint(stack.site, f"Jalan rusak nomor {n} di kampung.") for n in range(3)]
    stack.wait_for_mail(to=OWNER, after=after, where=lambda one: filed[-1] in one["subject"])
    due = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")

    for one in windows(stack):
        body = {"case_id": HEAD_ID, "task_id": one, "kind": "digest", "at": due}
        send(stack, "mandat-local-due", json.dumps(body))
    send(stack, "mandat-local-briefs", '{"kind": "briefs"}')

    digest = stack.wait_for_mail(
        to=HEAD, after=after, where=lambda one: "laporan warga lainnya" in one["subject"]
    )
    morning = stack.wait_for_mail(
        to=OWNER, after=after, where=lambda one: "Selamat pagi" in one["subject"]
    )
    assert "/t/laporan/" in digest["text"]
    assert "Warga Contoh" not in digest["text"]
    assert "/t/daftar/" in morning["text"]
    assert any(one in morning["text"] for one in filed)
