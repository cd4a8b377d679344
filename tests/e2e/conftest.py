"""One fresh stack for all tests of this folder, and a browser when this machine has one.

MANDAT_STACK_JSON=.local/stack.json uses the stack that `make run` started instead.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from e2e import browser as chromium_browser
from e2e.browser import DESK, PHONE, Visitors
from e2e.stage import OwnStack, Stack, running_elsewhere
from local import chromium

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.e2e)
            if "browser" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """The running stack: addresses, mails, `wait_for_mail`."""
    elsewhere = running_elsewhere()
    if elsewhere:
        yield elsewhere
        return
    own = OwnStack()
    yield own
    own.stop()


@pytest.fixture(scope="session")
def own_stack(stack: Stack) -> OwnStack:
    """The running stack, for a test that restarts it."""
    if not isinstance(stack, OwnStack):
        pytest.skip("MANDAT_STACK_JSON names a stack that is not ours to restart")
    return stack


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, or a skip that says why."""
    path = chromium.find()
    if path is None:
        pytest.skip("Chromium is missing and could not be installed (see `make e2e`)")
    with chromium_browser.launched(path) as launched:
        yield launched


@pytest.fixture
def visitors(browser: Browser) -> Iterator[Visitors]:
    """A factory of pages: `visitors.new(viewport=DESK, javascript=False)`."""
    people = Visitors(browser)
    yield people
    people.leave()


@pytest.fixture(
    params=[(PHONE, True), (PHONE, False), (DESK, True)],
    ids=["phone", "phone-without-js", "desk"],
)
def page(request: pytest.FixtureRequest, visitors: Visitors) -> Page:
    """A page of each kind of visitor; a test that wants one kind only asks `visitors`."""
    viewport, javascript = request.param
    return visitors.new(viewport=viewport, javascript=javascript)
