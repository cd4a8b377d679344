"""A mail as its reader sees it: on a phone and a desk, with pictures off, and as plain text."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, Route, ViewportSize, expect

from e2e.browser import Visitors, screenshot
from e2e.stage import Mail, Stack
from local.demo import script
from local.demo.play import DOMAIN
from local.demo.stage import Stage

SIZES = (ViewportSize(width=360, height=740), ViewportSize(width=800, height=740))
Kind = Callable[[Mail], bool]


@pytest.fixture(scope="module")
def mails(stack: Stack) -> dict[str, Mail]:
    """What the owner got about a report with photos, and what the citizen got at its end."""
    stage = Stage.at({"site": stack.site, "mailbox_api": stack.mailbox_api})
    told = next(one for one in script.load() if one.name == "jalan-berlubang")
    story = stage.story(replace(told, play=told.play[:3], ends="Sudah dijawab"))
    story.file()
    story.play({})
    answer = told.play[2].values["text"]

    def found(to: str, words: str) -> Mail:
        reference = story.filed.reference
        return stack.wait_for_mail(
            to=to, where=lambda one: reference in one["subject"] and words in one["text"]
        )

    return {
        "owner": found(f"{told.owner}@{DOMAIN}", told.values["landmark"]),
        "citizen": found(story.contact["email"], answer),
    }


@pytest.fixture(params=["owner", "citizen"])
def mail(request: pytest.FixtureRequest, mails: dict[str, Mail]) -> Mail:
    return mails[request.param] | {"reader": request.param}


def width(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize("pictures", [True, False], ids=["pictures", "no-pictures"])
def test_a_mail_fits_a_phone_and_a_desk(mail: Mail, visitors: Visitors, pictures: bool) -> None:
    page = visitors.new()
    if not pictures:
        page.route(re.compile(".*"), refuse_pictures)
    page.set_content(mail["html"], wait_until="networkidle")
    shown = page.evaluate("[...document.images].map(one => one.naturalWidth > 0)")
    assert shown
    assert all(one is pictures for one in shown)
    for size in SIZES:
        page.set_viewport_size(size)
        screenshot(page, f"mail-{mail['reader']}{'' if pictures else '-no-pictures'}")
        assert width(page) <= size["width"]
    expect(page.locator("img:not([alt]), img[alt='']")).to_have_count(0)


def refuse_pictures(route: Route) -> None:
    if route.request.resource_type == "image":
        route.abort()
    else:
        route.continue_()


def test_a_mail_can_be_read_as_plain_text(mail: Mail, visitors: Visitors, stack: Stack) -> None:
    page = visitors.new()
    page.goto(f"{stack.mailbox}mails/{mail['id']}/text")
    screenshot(page, f"mail-{mail['reader']}-text")
    text = page.locator("body").inner_text()
    assert re.search(rf"{re.escape(stack.site)}/[tk]/[\w.~-]+", text)
    assert not re.search(r"</?[a-z]+[ >]|&[a-z]+;|\{\{", text)
