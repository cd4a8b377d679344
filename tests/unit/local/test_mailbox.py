"""The mailbox from SMTP to JSON and pages, over real sockets of this machine."""

import json
import smtplib
from collections.abc import Iterator
from contextlib import closing
from email import policy
from email.message import EmailMessage
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest

from local import ports
from local.mailbox import sink, store, web
from local.mailbox.store import MailStore

SECRET_LINK = "http://mandat.localhost:4566/t/abc.def-ghi?x=1&y=2"


class Box:
    """A running mailbox: put mails in by SMTP, read pages and JSON."""

    def __init__(self, smtp_port: int, web_port: int) -> None:
        self.smtp_port = smtp_port
        self.web_port = web_port

    def send(self, message: EmailMessage, *recipients: str) -> None:
        with smtplib.SMTP("127.0.0.1", self.smtp_port) as smtp:
            smtp.sendmail("mandat@example.org", recipients, message.as_bytes(policy=policy.SMTP))

    def get(self, path: str) -> str:
        return self.answer(path)[1]

    def answer(self, path: str) -> tuple[HTTPResponse, str]:
        with closing(HTTPConnection("127.0.0.1", self.web_port)) as connection:
            connection.request("GET", path)
            response = connection.getresponse()
            return response, response.read().decode()

    def mails(self, query: str = "") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.get(f"/api/mails{query}"))
        return found


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Box]:
    kept, port = MailStore(tmp_path / "mails.sqlite"), ports.any_free()
    with sink.listening(kept) as smtp_port, web.serving(port, kept):
        yield Box(smtp_port, port)


def mail(subject: str = "Laporan baru – jalan rusak ✓") -> EmailMessage:
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = "Mandat <mandat@example.org>"
    message["To"] = "Kepala Dinas <kepala@example.org>"
    message["Reply-To"] = "triase@example.org"
    message["Subject"] = subject
    message["X-Mandat-Message"] = "pesan-1"
    message.set_content(f"Yth. Ibu,\nada laporan – bukalah\n{SECRET_LINK}\n.titik di awal baris\n")
    message.add_alternative(
        f'<html><head><title>x</title></head><body><a href="{SECRET_LINK}">Buka</a></body></html>',
        subtype="html",
    )
    return message


def test_a_mail_comes_out_as_json_with_both_bodies_and_our_headers(box: Box) -> None:
    box.send(mail(), "kepala@example.org")
    [captured] = box.mails()
    assert captured["to"] == "kepala@example.org"
    assert captured["subject"] == "Laporan baru – jalan rusak ✓"
    assert captured["text"].startswith("Yth. Ibu,\nada laporan – bukalah\n")
    assert SECRET_LINK in captured["text"]
    assert "\n.titik di awal baris\n" in captured["text"]
    assert f'href="{SECRET_LINK}"' in captured["html"]
    assert captured["headers"]["X-Mandat-Message"] == "pesan-1"
    assert captured["headers"]["Reply-To"] == "triase@example.org"
    assert captured["headers"]["To"] == "Kepala Dinas <kepala@example.org>"
    assert captured["received_at"].endswith("+00:00")


def test_a_mail_in_plain_text_has_no_html(box: Box) -> None:
    message = EmailMessage()
    message["Subject"] = "Teks saja"
    message.set_content("Halo")
    box.send(message, "a@example.org", "b@example.org")
    [captured] = box.mails()
    assert (captured["text"], captured["html"]) == ("Halo\n", "")
    assert captured["to"] == "a@example.org, b@example.org"


def test_the_newest_mail_is_first_and_a_reader_may_narrow(box: Box) -> None:
    box.send(mail("satu"), "a@example.org")
    box.send(mail("dua"), "b@example.org")
    newest, oldest = box.mails()
    assert (newest["subject"], oldest["subject"]) == ("dua", "satu")
    assert [m["subject"] for m in box.mails(f"?after={oldest['id']}")] == ["dua"]
    assert [m["subject"] for m in box.mails("?to=A@example.org")] == ["satu"]


def test_the_list_shows_whom_what_and_our_id_and_reloads_itself(box: Box) -> None:
    box.send(mail("<b>tebal</b>"), "kepala@example.org")
    page = box.get("/")
    assert "kepala@example.org" in page
    assert "&lt;b&gt;tebal&lt;/b&gt;" in page
    assert "pesan-1" in page
    assert 'http-equiv="refresh"' in page
    assert "<script" not in page


def test_a_mail_can_be_read_as_html_in_a_frame_as_text_and_raw(box: Box) -> None:
    box.send(mail(), "kepala@example.org")
    page = box.get("/mails/1")
    assert '<iframe title="The mail as HTML" sandbox="allow-popups' in page
    assert "allow-scripts" not in page
    assert SECRET_LINK.replace("&", "&amp;") in page
    assert '<head><base target="_blank">' in box.get("/mails/1/html")
    assert SECRET_LINK in box.get("/mails/1/text")
    assert "X-Mandat-Message: pesan-1" in box.get("/mails/1/raw")


def test_the_html_of_a_mail_may_run_nothing(box: Box) -> None:
    box.send(mail(), "kepala@example.org")
    response, _body = box.answer("/mails/1/html")
    rules = response.headers["Content-Security-Policy"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert rules.startswith("sandbox allow-popups allow-popups-to-escape-sandbox;")
    assert "default-src 'none'" in rules


@pytest.mark.parametrize("path", ["/mails/7", "/mails/x", "/mails/1/exe", "/api", "/favicon.ico"])
def test_what_is_not_there_is_not_found(box: Box, path: str) -> None:
    box.send(mail(), "kepala@example.org")
    assert box.answer(path)[0].status == 404


def test_mails_are_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "mails.sqlite"
    with sink.listening(MailStore(path)) as port:
        Box(port, 0).send(mail(), "kepala@example.org")
    [kept] = MailStore(path).newest()
    assert kept.headers["X-Mandat-Message"] == "pesan-1"


def test_the_oldest_mails_go_when_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MAX_MAILS", 2)
    path = tmp_path / "mails.sqlite"
    with sink.listening(MailStore(path)) as port:
        for subject in ("satu", "dua", "tiga"):
            Box(port, 0).send(mail(subject), "kepala@example.org")
    kept = MailStore(path)
    assert [m.subject for m in kept.newest()] == ["tiga", "dua"]
    assert kept.get(1) is None
