"""A citizen sees, and erases, what is kept: by the link that comes to the mailbox."""

import re
import time
from typing import Any

from e2e.browser import Visitors
from e2e.complaints import new_address
from e2e.people import Citizen, violations
from e2e.stage import Stack

LINK = re.compile(r"https?://\S+/saya/[\w.~-]+")
PERSONAL = ("CONTACT", "NARRATIVE", "TEXT#")
SECONDS = 60


def personal_items(stack: Stack, reference: str) -> list[str]:
    """Sort keys of what the case still says of a person."""
    client = stack.aws("dynamodb")
    table = next(one for one in client.list_tables()["TableNames"] if "mandat" in one.lower())
    key: dict[str, Any] = {":case": {"S": f"CASE#{reference[4:].replace('-', '')}"}}
    found = client.query(
        TableName=table, KeyConditionExpression="pk = :case", ExpressionAttributeValues=key
    )
    return [one["sk"]["S"] for one in found["Items"] if one["sk"]["S"].startswith(PERSONAL)]


def test_all_reports_of_an_address_and_their_end(visitors: Visitors, stack: Stack) -> None:
    citizen = Citizen(visitors.new(), stack, "own")
    address = new_address()
    citizen.report(email=address)
    reference, _ = citizen.send()
    assert personal_items(stack, reference)

    citizen.page.goto(f"{stack.site}/saya")
    citizen.page.locator("input[name=reach]").fill(address)
    citizen.press("Kirim tautannya")
    citizen.reads("Bila alamat atau nomor ini kami kenal")
    citizen.look("asked")
    mail = stack.wait_for_mail(to=address, where=lambda one: "/saya/" in one["text"])
    found = LINK.search(mail["text"])
    assert found

    citizen.page.goto(found.group())
    citizen.reads(reference)
    citizen.look("reports")
    assert violations(citizen.page) == []
    citizen.follow("Lihat, perbaiki, dan unduh data saya")
    citizen.reads("Warga Contoh")
    citizen.look("data")
    assert violations(citizen.page) == []
    citizen.page.goto(f"{found.group()}/hapus")
    citizen.page.locator("input[name=case]").check()
    citizen.page.locator("input[name=sure]").check()
    citizen.look("erase")
    citizen.press("Hapus")
    citizen.reads("sedang dihapus")

    deadline = time.monotonic() + SECONDS
    while personal_items(stack, reference) and time.monotonic() < deadline:
        time.sleep(0.5)
    assert personal_items(stack, reference) == []
