"""Families and widows on their phones: they report, apply, and say whether it was good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from urllib.parse import urljoin

from bench import clock
from bench.visitor import SITE, Visitor
from local.demo.browser import Browser
from local.demo.pages import Page
from local.errors import LocalError
from mandat.city.calendar import JAKARTA
from simulate.people import Household, Resident

PAGES_MAX = 14
KEYS = 2
NEEDS = ("", "tenda", "jenazah")


@dataclass(frozen=True)
class Filed:
    """The case and the path of the citizen's own link to it."""

    case_id: str
    link: str


def apply(widow: Resident, chance: Random) -> Filed:
    """The whole form, page by page, by the RT head's phone or her own."""
    asker = chance.choice(("self", "family", "rt"))
    typed = {
        "asker": asker,
        "person": widow.name,
        "nik": widow.nik,
        "village": widow.village,
        "rt": "1",
        "rw": "2",
        "landmark": "Jalan Rekaan 1",
        "name": "Pengurus Rekaan",
        "phone": f"0812-4{chance.randrange(10**7):07}",
    }
    return filed("/santunan/daftar", typed)


def report(household: Household, died_at: datetime, chance: Random) -> Filed:
    """Who is left reports it; one family in ten does not have the card at hand."""
    gone, local = household.deceased, died_at.astimezone(JAKARTA)
    typed = {
        "reporter": chance.choice(("family", "rt", "hospital")),
        "deceased": gone.name,
        "nik": gone.nik if chance.random() > 0.1 else "",  # noqa: PLR2004  as said above
        "day": f"{local:%Y-%m-%d}",
        "hour": f"{local:%H.%M}",
        "died_in": chance.choice(("home", "hospital")),
        "village": gone.village,
        "rt": "1",
        "rw": "2",
        "landmark": "Jalan Rekaan 1",
        "faith": "islam" if gone.faith == "ISLAM" else "kristen",
        "spouse": "yes" if household.spouse else "no",
        "children": str(household.children),
        "needs": chance.choice(NEEDS),
        "name": "Keluarga Rekaan",
        "phone": f"0812-5{chance.randrange(10**7):07}",
    }
    return filed("/kematian/lapor", typed)


def filed(start: str, typed: Mapping[str, str]) -> Filed:
    """On to the last page, each with what it asks, and sent."""
    browser = Visitor()
    page = browser.open(f"{SITE}{start}")
    for _ in range(PAGES_MAX):
        if any(value == "send" for _, value in page.form.buttons):
            return _sent(browser.send(page, page.form, {}, "send"))
        page = browser.send(page, page.form, _answers(page, typed), "next")
    raise LocalError(f"The form does not end: {page.first('h1')!r}.")


def _answers(page: Page, typed: Mapping[str, str]) -> dict[str, str]:
    """Every box of a page of criteria holds; what is not known is left out."""
    boxes = {name: "yes" for name in page.form.fields if name.startswith("c_")}
    asked = page.form.fields & typed.keys()
    return boxes | {name: typed[name] for name in asked if typed[name]}


def _sent(page: Page) -> Filed:
    keys = page.words.get("key", [])
    if len(keys) != KEYS:
        raise LocalError(f"It was not confirmed: {page.first('h1')!r}.")
    return Filed(keys[0].removeprefix("BKL-").replace("-", ""), page.link("/k/"))


def says(link: str, act: str, **typed: str) -> None:
    """Behind the own link: «puas», «sudah-terima»."""
    browser: Browser = Visitor()
    page = browser.open(f"{urljoin(SITE, link)}/{act}")
    browser.send(page, page.form, typed)


def today() -> str:
    return f"{clock.now().astimezone(JAKARTA):%Y-%m-%d}"
