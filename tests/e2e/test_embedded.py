"""The embedded stack itself: where it listens, what the mailbox shows, on what functions run."""

import json
import socket
from contextlib import suppress
from email import policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from e2e.browser import PHONE, Visitors, screenshot
from e2e.stage import Stack, fetch

LAYERS = ("dependencies", "imaging", "core")


def running_commands() -> list[list[str]]:
    """Command lines of this machine's processes, as far as they may be read."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            found.append(path.read_text(errors="replace").rstrip("\0").split("\0"))
    return found


def raw_mail(subject: str) -> bytes:
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = "Mandat <mandat@example.org>"
    message["To"] = "Uji Coba <uji@example.org>"
    message["Subject"] = subject
    message["Reply-To"] = "triase@example.org"
    message["X-Mandat-Message"] = "uji-1"
    message.set_content("Halo – ini teksnya.\n")
    message.add_alternative("<html><head></head><body><p>Halo</p></body></html>", subtype="html")
    return message.as_bytes()


def send(stack: Stack, subject: str) -> None:
    stack.aws("sesv2").send_email(
        FromEmailAddress="Mandat <mandat@example.org>",
        Destination={"ToAddresses": ["uji@example.org"]},
        Content={"Raw": {"Data": raw_mail(subject)}},
    )


def test_ses_hands_a_raw_message_on_as_it_was_made(stack: Stack) -> None:
    after = stack.newest_mail_id()
    send(stack, "Uji surat – apa adanya")
    mail = stack.wait_for_mail(to="uji@example.org", after=after)
    assert mail["subject"] == "Uji surat – apa adanya"
    assert mail["text"] == "Halo – ini teksnya.\n"
    assert "<p>Halo</p>" in mail["html"]
    assert mail["headers"]["X-Mandat-Message"] == "uji-1"
    assert mail["headers"]["Reply-To"] == "triase@example.org"
    assert mail["headers"]["Message-ID"].endswith("@email.amazonses.com>")


def test_the_site_answers_at_its_root(stack: Stack) -> None:
    assert "<html" in fetch(f"{stack.site}/")


@pytest.mark.parametrize("which", ["site", "mailbox"])
def test_nobody_else_on_the_network_gets_in(stack: Stack, which: str) -> None:
    port = urlsplit(getattr(stack, which)).port
    others = socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET, socket.SOCK_STREAM)
    outside = [address for *_rest, address in others if not str(address[0]).startswith("127.")]
    for address in outside:
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(address, timeout=5)


def test_functions_see_their_layers_and_nothing_of_the_emulator(stack: Stack) -> None:
    """A dependency that is missing from the layers must fail here, as it would on Lambda."""
    fetch(f"{stack.site}/")
    folder = str(stack.logs.parent / "tmp")
    workers = [
        line
        for line in running_commands()
        if line[-1].startswith(folder) and line[-1].endswith("_worker.py")
    ]
    assert workers
    assert all(line[1] == "-S" for line in workers), "a worker has site-packages on its path"
    assert len(list(stack.logs.parent.glob("tmp/layer-*"))) <= len(LAYERS)


def test_the_mailbox_shows_a_mail_to_people(stack: Stack, visitors: Visitors) -> None:
    send(stack, "Uji halaman kotak surat")
    stack.wait_for_mail(to="uji@example.org", where=lambda m: "halaman" in m["subject"])
    page = visitors.new(viewport=PHONE, javascript=False)
    page.goto(stack.mailbox)
    screenshot(page, "mailbox")
    page.get_by_role("link", name="Uji halaman kotak surat").first.click()
    expect(page.get_by_role("heading", name="Uji halaman kotak surat")).to_be_visible()
    expect(page.frame_locator("iframe").get_by_text("Halo")).to_be_visible()
    screenshot(page, "mailbox-mail")


def test_the_api_lists_mails_as_json(stack: Stack) -> None:
    send(stack, "Uji daftar")
    stack.wait_for_mail(to="uji@example.org", where=lambda m: m["subject"] == "Uji daftar")
    newest = json.loads(fetch(stack.mailbox_api))[0]
    assert {"id", "to", "subject", "text", "html", "headers", "received_at"} == set(newest)
