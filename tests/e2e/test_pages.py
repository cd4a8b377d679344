"""Every page of a citizen as an instrument sees it: its weight, its accessibility, its width."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Response

from e2e.browser import DESK, Visitors, note, screenshot
from e2e.people import Citizen, violations
from e2e.stage import Stack

BYTES_MAX = 50 * 1024
REQUESTS_MAX = 6


@pytest.fixture
def phone(visitors: Visitors) -> Iterator[Page]:
    return visitors.new()


def test_the_first_load_of_the_form_is_light(phone: Page, stack: Stack) -> None:
    answers: list[Response] = []

    def heard(answer: Response) -> None:
        answers.append(answer)

    phone.on("response", heard)
    phone.goto(f"{stack.site}/lapor", wait_until="networkidle")

    weight = sum(len(one.body()) + len(str(one.headers)) for one in answers)
    note("first-load", f"{weight} bytes in {len(answers)} requests")
    assert weight <= BYTES_MAX
    assert len(answers) <= REQUESTS_MAX


@pytest.mark.parametrize(
    "path", ["/", "/lapor", "/lacak", "/saya", "/privasi", "/?lang=en", "/tidak-ada"]
)
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(
    phone: Page, stack: Stack, path: str
) -> None:
    phone.set_viewport_size({"width": 320, "height": 640})
    phone.goto(f"{stack.site}{path}")

    assert violations(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_form_is_there_at_a_desk_too(visitors: Visitors, stack: Stack) -> None:
    page = visitors.new(viewport=DESK)
    for path, name in (("/", "home"), ("/lapor", "service"), ("/lacak", "find")):
        page.goto(f"{stack.site}{path}")
        screenshot(page, name)
        assert violations(page) == []


def test_axe_finds_nothing_on_the_way_through_the_form(visitors: Visitors, stack: Stack) -> None:
    """Each page as it is asked for, and once more as it looks when its answer is wrong."""
    citizen = Citizen(visitors.new(), stack, "axe", watching=True)
    citizen.report(phone="0812 0000 0001", photo=False)
    citizen.send()

    assert citizen.found == []


def test_bad_input_is_told_next_to_the_field_and_nothing_typed_is_lost(
    visitors: Visitors, stack: Stack
) -> None:
    page = visitors.new(javascript=False)
    page.goto(f"{stack.site}/lapor")
    page.locator("button[value='pick:tidak-tahu']").click()
    page.locator("textarea[name=description]").fill("pendek")
    page.get_by_role("button", name="Lanjut", exact=True).last.click()

    assert page.title().startswith("Galat:")
    assert page.locator(".summary a[href='#f-description']").count() == 1
    assert page.locator("#f-description-error").count() == 1
    assert page.locator("textarea[name=description]").input_value().strip() == "pendek"
    screenshot(page, "bad-input")
