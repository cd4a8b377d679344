"""One agency with 10,000 open tasks: its page, its mail and Sekda's stay what they were at 500."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from floods import artefact
from floods.reading import Read, reading
from floods.stores import alike, items_of, lay
from integration.desks import Browser, work_link
from mandat.briefs.commands import announce
from mandat.cases.commands import execute, submit
from mandat.cases.domain import acts as a
from mandat.city.domain import Catalogue
from mandat.messaging.deliver import Became, deliver
from mandat.messaging.domain import Kind, Message
from mandat.platform.links import Purpose, sign
from mandat.platform.settings import settings
from samples import messages
from unit.cases import samples as s
from unit.messaging.mails import (
    CONTACT,
    NARRATIVE,
    decode_body,
    mails_to,
    part,
    small_town,
    submission,
)

PUPR, SEKDA = "dinas-pupr", "sekda"
MORNING = datetime.fromisoformat("2026-11-30T00:00:00+00:00")
PUPR_MAIL, SEKDA_MAIL = "kadis.pupr@bengkulu.example.org", "sekda@bengkulu.example.org"
# A page and a mail that people read on a phone.
BYTES_MAX = 60_000
OWN_SECONDS = 2.0


@pytest.fixture
def town(aws: None) -> Catalogue:
    return small_town()


@pytest.fixture(params=[500, pytest.param(10_000, marks=pytest.mark.proof)])
def many(request: pytest.FixtureRequest, town: Catalogue) -> int:
    """How many tasks the agency has open; nobody accepted one, and most are late."""
    filed_at = MORNING - timedelta(days=60)
    case = submit(submission(town, "jalan-rusak", CONTACT, NARRATIVE), filed_at).case
    route = a.RouteCase("route:1", "system", calendar=s.CALENDAR, owner=PUPR)
    done = execute(case.id, route, filed_at)
    late = replace(done.case, level=1)
    lay(items_of(alike(late, request.param, timedelta(minutes=7)), done.events[0]))
    return int(request.param)


def test_a_worklist_page_is_as_long_as_ever(many: int) -> None:
    browser, link = Browser(), work_link(PUPR)
    with reading() as read:
        first = browser.get(link).body
    pages, following = [cases_of(first)], next_of(first)
    for _ in range(4):
        page = browser.get(link + following).body
        pages, following = [*pages, cases_of(page)], next_of(page)

    assert [len(page) for page in pages] == [20] * 5
    assert len({one for page in pages for one in page}) == 100
    assert_bounded(read, "worklist page", many, calls=6, items=30, size=len(first))


def test_a_cursor_that_is_not_the_posts_own_starts_at_the_top(town: Catalogue, many: int) -> None:
    browser, link = Browser(), work_link(PUPR)
    top, cursor = cases_of(browser.get(link).body), next_of(browser.get(link).body)
    other = sign(Purpose.CURSOR, {"p": "sekda", "k": "2026"})
    link_token = link.rpartition("/")[2]

    for forged in (f"?lanjut={other}", f"{cursor[:-3]}AAA", f"?lanjut={link_token}", "?lanjut=9"):
        assert cases_of(browser.get(link + forged).body) == top
    assert cases_of(browser.get(link + cursor).body) != top


def test_the_morning_mails_are_as_long_as_ever(town: Catalogue, many: int) -> None:
    with reading() as read:
        announce(MORNING)
    # each post of the city is asked for one row, and each that has some is loaded
    assert_bounded(read, "morning's announcement", many, calls=4 * len(town.posts), items=20)
    queued = [decode_body(one) for one in messages(settings().message_queue_url)]

    for box, post, items in ((PUPR_MAIL, PUPR, 210), (SEKDA_MAIL, SEKDA, 450)):
        with reading() as read:
            assert deliver(first_to(post, queued), "attempt", MORNING) is Became.SENT
        text = part(mails_to(box)[0], "plain")
        assert text.count("BKL-") == 50
        assert "150+ lagi" in text
        calls = len(town.posts) + 20
        size = len(text) + len(part(mails_to(box)[0], "html"))
        assert_bounded(read, f"morning mail of {post}", many, calls=calls, items=items, size=size)
    assert "200+ tugas terbuka, 200+ lewat batas" in mails_to(PUPR_MAIL)[0]["Subject"]


def first_to(post: str, queued: list[Message]) -> Message:
    return next(one for one in queued if (one.kind, one.post) == (Kind.BRIEF, post))


def cases_of(page: str) -> list[str]:
    """Which cases a page shows, by their references."""
    return [part[:9] for part in page.split("BKL-")[1:]]


def next_of(page: str) -> str:
    """What leads to the next page."""
    return page.rpartition('href="?lanjut=')[2].partition('"')[0].join(("?lanjut=", ""))


def assert_bounded(
    read: Read, what: str, many: int, *, calls: int, items: int, size: int = 0
) -> None:
    """No more calls and items, no longer a page, whatever the worklist's length; and in no time."""
    seen = {"calls": read.calls, "items": read.items, "bytes": size}
    artefact.note(f"{what}, {many} open tasks", **seen, own_ms=round(1000 * read.own_seconds))
    assert read.calls <= calls, seen
    assert read.items <= items, seen
    assert size <= BYTES_MAX, seen
    assert read.own_seconds < OWN_SECONDS
