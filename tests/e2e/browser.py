"""Chromium as a citizen's phone or an official's desk, with or without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from local.settings import ROOT

ARTEFACTS = ROOT / ".local" / "artefacts"
PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1280, height=800)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.localhost 127.0.0.1",
]


@contextmanager
def launched(path: str) -> Iterator[Browser]:
    """The machine's own Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visitors:
    """People at the site, each with a browser profile of their own."""

    browser: Browser
    _contexts: list[BrowserContext] = field(default_factory=list)

    def new(self, *, viewport: ViewportSize = PHONE, javascript: bool = True) -> Page:
        """An empty page of somebody who has never been here."""
        context = self.browser.new_context(
            viewport=viewport,
            java_script_enabled=javascript,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
        )
        context.set_default_timeout(20_000)
        self._contexts.append(context)
        return context.new_page()

    def leave(self) -> None:
        """Close what was opened."""
        for context in self._contexts:
            context.close()


def screenshot(page: Page, name: str) -> None:
    """Keep the whole page as .local/artefacts/<name>-<width>x<height>.png."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    size = page.viewport_size or PHONE
    path = ARTEFACTS / f"{name}-{size['width']}x{size['height']}.png"
    page.screenshot(path=path, full_page=True)


def note(name: str, figure: str) -> None:
    """Keep a measured figure as .local/artefacts/<name>.txt."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    (ARTEFACTS / f"{name}.txt").write_text(f"{figure}\n")
