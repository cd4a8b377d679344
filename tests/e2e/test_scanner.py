"""Mail scanners open every link and press every button; a thumb presses twice. Nothing changes."""

import re
from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Page

from e2e.browser import Visitors
from e2e.complaints import new_address
from e2e.people import Citizen, Official
from e2e.stage import Stack

OWNER = "kadis.pupr@bengkulu.example.org"
LINKS = re.compile(r"https?://[^\s\"'<>]+")


def case_of(stack: Stack, reference: str) -> dict[str, Any]:
    """The case as the table has it now."""
    client = stack.aws("dynamodb")
    key = {
        "pk": {"S": f"CASE#{reference.removeprefix('BKL-').replace('-', '')}"},
        "sk": {"S": "CASE"},
    }
    table = next(name for name in client.list_tables()["TableNames"] if "andat" in name)
    found: dict[str, Any] = client.get_item(TableName=table, Key=key)["Item"]
    return found


def press_everything(page: Page, url: str) -> int:
    """Open a page and press each of its buttons as it stands; how many there were."""
    page.goto(url)
    count = page.locator("main button:visible").count()
    for place in range(count):
        page.goto(url)
        with suppress(Error), page.expect_navigation(timeout=5_000):
            page.locator("main button:visible").nth(place).click()
    return count


def pages_of(page: Page, url: str) -> set[str]:
    """The pages that the mail's link leads to without leaving the site's token."""
    page.goto(url)
    links = page.locator("main a").evaluate_all("all => all.map(one => one.href)")
    return {url, *(link for link in links if link.startswith(url.split("?", maxsplit=1)[0]))}


def test_a_scanner_that_presses_everything_changes_nothing(
    visitors: Visitors, stack: Stack
) -> None:
    seen = stack.newest_mail_id()
    citizen = Citizen(visitors.new(), stack, "scanned")
    email = new_address()
    citizen.report(email=email, photo=False)
    reference, _code = citizen.send()
    mails = [
        stack.wait_for_mail(to=to, after=seen, where=lambda one: reference in one["subject"])
        for to in (OWNER, email)
    ]
    before = case_of(stack, reference)

    scanner = visitors.new()
    pressed = 0
    for mail in mails:
        ours = {link for link in LINKS.findall(mail["text"]) if link.startswith(stack.site)}
        for link in ours:
            for url in pages_of(scanner, link):
                pressed += press_everything(scanner, url)

    assert pressed >= 8
    assert case_of(stack, reference) == before


def test_a_thumb_that_presses_twice_acts_once(visitors: Visitors, stack: Stack) -> None:
    seen = stack.newest_mail_id()
    citizen = Citizen(visitors.new(), stack, "twice")
    citizen.report(email=new_address(), photo=False)
    citizen.page.locator("main button[value=send]").last.dblclick()
    citizen.page.wait_for_load_state()
    reference = citizen.page.locator("p.key").first.inner_text()

    owner = Official(visitors.new(), stack, "twice-owner")
    owner.open_mail(
        stack.wait_for_mail(to=OWNER, after=seen, where=lambda one: reference in one["subject"])
    )
    owner.act("terima")
    owner.agree()
    owner.page.locator("form[method=post] p.acts button").dblclick()
    owner.page.wait_for_load_state()
    owner.reads(reference)

    assert case_of(stack, reference)["seq"] == {"N": "3"}
    assert (
        len([one for one in stack.mails(to=OWNER, after=seen) if reference in one["subject"]]) == 1
    )
