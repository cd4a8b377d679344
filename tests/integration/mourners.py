"""A family that reports a death, page by page without JavaScript, and the posts that serve it."""

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import boto3

from integration.citizens import Citizen, Page
from integration.desks import Answer, Browser
from mandat.bereavement import store
from mandat.bereavement.domain.model import Death
from mandat.bereavement.following import follow
from mandat.cases import store as cases
from mandat.cases.commands import execute
from mandat.cases.domain.acts import FinishTask, RejectTask, RouteCase
from mandat.cases.domain.model import Case
from mandat.city.domain import owner_of
from mandat.city.store import load_catalogue, load_post
from mandat.platform.ids import read_reference
from mandat.platform.links import Purpose, act_url, read, track_url
from mandat.platform.settings import settings
from unit.cases import samples as s

# A Tuesday, 10:00 WIB: its evening has not begun.
TUESDAY = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
TUESDAY_NIGHT = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
THURSDAY_NIGHT = datetime(2026, 11, 26, 12, 30, tzinfo=UTC)
NIK, NIK_TYPED = "1771011203500001", "1771 0112 0350 0001"
DECEASED = "Almarhum Contoh"
VILLAGE, LURAH = "17.71.01.1002", "lurah-sukarami"
HOUSE = {"village": VILLAGE, "rt": "5", "rw": "2", "landmark": "Jalan Contoh 7, dekat masjid"}
PERSON = {"name": "Rahayu Contoh", "phone": "0812-3456-7890", "email": "rahayu@example.org"}
WHEN = {"day": "2026-11-24", "hour": "03.30"}
ANSWERS: dict[str, dict[str, str]] = {
    "reporter": {"reporter": "family"},
    "deceased": {"deceased": DECEASED, "nik": NIK_TYPED},
    "when": WHEN,
    "where": {"died_in": "hospital", "died_where": "RS Contoh"},
    "house": HOUSE,
    "faith": {"faith": "islam"},
    "left": {"spouse": "yes", "children": "2"},
    "needs": {"needs": "jenazah"},
    "contact": PERSON,
}
TEXT = "Akta, KK, dan KTP diserahkan kepada istri almarhum di rumah duka."
REFERENCE = re.compile(r"BKL-[0-9A-Z]{4}-[0-9A-Z]{4}")


class Mourner(Citizen):
    def to(self, step: str, **changed: dict[str, str]) -> Page:
        """To the page of that name, with the usual answers but for `changed`."""
        page = self.get("/kematian/lapor")
        for name, typed in ANSWERS.items():
            if name == step:
                return page
            page = self.send(**(typed | changed.get(name, {})))
        return page

    def to_check(self, **changed: dict[str, str]) -> Page:
        return self.to("check", **changed)

    def report(self, **changed: dict[str, str]) -> str:
        """The id of the case that was made."""
        self.to_check(**changed)
        return sent_id(self.send("send"))


def sent_id(page: Page) -> str:
    assert page.path == "/kematian/terkirim", (page.path, page.problems)
    found = read_reference(REFERENCE.search(page.html)[0])  # type: ignore[index]  # a receipt names one
    assert found
    return found


def death(case_id: str) -> Death:
    found = store.load(case_id)
    assert found
    return found


def family_path(case_id: str) -> str:
    return urlsplit(track_url(case_id)).path


def route(case_id: str, at: datetime = TUESDAY) -> Case:
    """As the router does."""
    case, catalogue = cases.load(case_id), load_catalogue()
    owner = owner_of(catalogue.service(case.service_id), catalogue.village(case.village))
    command = RouteCase(f"route:{case_id}", "system", calendar=catalogue.calendar, owner=owner)
    return execute(case_id, command, at).case


def settled(case_id: str, at: datetime = TUESDAY) -> Death:
    """Everything that follows from the record of a death and of its steps, until nothing does."""
    seen: set[tuple[str, int]] = set()
    while fresh := [one for one in _events(case_id) if (one.case_id, one.seq) not in seen]:
        for event in fresh:
            seen.add((event.case_id, event.seq))
            follow(event, at)
    for one in death(case_id).opened:
        if cases.load(one.case_id).task is None:
            route(one.case_id, at)
    return death(case_id)


def _events(case_id: str) -> list[Any]:
    ids = [case_id, *(one.case_id for one in death(case_id).opened)]
    return [event for one in ids for event in cases.timeline(one, 0, 200)]


def reported(at: datetime = TUESDAY, **changed: dict[str, str]) -> str:
    """A death whose lurah has it and whose first steps are open."""
    case_id = Mourner().report(**changed)
    route(case_id, at)
    settled(case_id, at)
    return case_id


def finish(case_id: str, step: str, at: datetime, *, refused: bool = False) -> None:
    """The post of a step says that it is done, or cannot be."""
    opened = death(case_id).step(step)
    assert opened, step
    case = cases.load(opened.case_id)
    common: dict[str, Any] = {"text": "Sudah dikerjakan semuanya.", "calendar": s.CALENDAR}
    actor, cause = f"post:{case.owner}:a1", f"end:{opened.case_id}"
    command = (
        RejectTask(cause, actor, reason="incomplete", **common)
        if refused
        else FinishTask(cause, actor, photos=photos(step), **common)
    )
    execute(opened.case_id, command, at)
    settled(case_id, at)


def photos(key: str) -> tuple[str, ...]:
    return tuple(f"{key.encode().hex().ljust(20, '0')[:20]}/{number}" for number in (1, 2))


def papers_made(case_id: str, at: datetime) -> None:
    for step in ("akta", "kk", "ktp"):
        finish(case_id, step, at)


def desk(case_id: str, at: datetime, post: str = LURAH) -> str:
    """The path of a post's link to a case."""
    found = load_post(post)
    assert found, post
    return urlsplit(act_url(case_id, post, "a1", found.generation, at)).path


def step_desk(case_id: str, step: str, at: datetime) -> tuple[str, str]:
    """Path and post of the case of a step."""
    opened = death(case_id).step(step)
    assert opened, step
    post = cases.load(opened.case_id).owner
    return desk(opened.case_id, at, post), post


def put_photos(upload: str, count: int = 1) -> None:
    """As the frame of a form does: straight to the bucket, for the form's own group."""
    group = read(Purpose.UPLOAD, upload, TUESDAY)["g"]
    for number in range(1, count + 1):
        boto3.client("s3").put_object(
            Bucket=settings().photo_bucket, Key=f"incoming/{group}/{number}", Body=b"jpeg"
        )


def act(browser: Browser, link: str, action: str, *, shown: int = 0, **typed: Any) -> Answer:
    """Open the form, put photos into its frame, fill it in, send it."""
    form = browser.form(link, action)
    fields = dict(form.fields)
    if shown:
        put_photos(fields["upload"], shown)
    pairs = [(name, one) for name, said in (fields | typed).items() for one in _each(said)]
    return browser.post(form.action, pairs)


def _each(said: Any) -> list[str]:
    return list(said) if isinstance(said, tuple) else [said]
