"""Officials and children before their pages: invented people, children entrusted, months opened."""

from datetime import UTC, date, datetime
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from integration import residents
from integration.applicants import desk, hours, put_photos
from integration.citizens import Citizen, Page
from integration.lending import no_pause
from integration.stipends import route
from mandat.city.store import load_catalogue, load_post
from mandat.fostering import duties, store
from mandat.fostering.commands import execute, settle_duty, take_up
from mandat.fostering.domain.acts import MatchChild
from mandat.fostering.domain.model import Duty, Fostering, Official
from mandat.platform.links import child_url, foster_list_url, foster_url
from mandat.platform.transaction import commit
from mandat.programmes.terms_store import load_programmes

SOCIAL, PERSONNEL = "dinas-sosial", "bkpsdm"
# 2 December, 09:00 WIB: the month is open, and not late.
NOW = datetime(2026, 12, 2, 2, 0, tzinfo=UTC)
BEFORE, OPENED = hours(NOW, -48), hours(NOW, -12)
MONTH, TERM = "2026-12", "2027-T1"
VILLAGE = "17.71.01.1002"
FIRST, FAMILY = "Bintang", "Pratama"
BORN = date(2016, 5, 4)


def official(name: str = "o1", rank: str = "eselon-2", **changes: Any) -> Official:
    village = load_catalogue().village(changes.pop("village", VILLAGE))
    assert village
    place = {"village": village.code, "district": village.district_code}
    reached = {"email": f"{name}@example.org", "phone": "+6281234567890"}
    made = Official(name, f"Pejabat {name} Contoh", rank, **(place | reached | changes))
    commit([store.official_write(None, made, load_programmes().fostering)])
    return made


def orphan(number: int = 1, since: datetime = NOW, **changes: Any) -> Fostering:
    """A child of the register without a fosterer, whose case has its post."""
    known = {"name": f"{FIRST}{number} {FAMILY}", "born_on": BORN, "village": VILLAGE}
    person = residents.person(number, **(known | changes))
    assert take_up(person.id, "register", since.date(), since, pause=no_pause)
    found = child(person.id)
    route(found.case_id, since)
    return found


def entrusted(number: int = 1, to: str = "o1", at: datetime = BEFORE) -> Fostering:
    found = orphan(number, at)
    post = f"post:{SOCIAL}:a1"
    execute(found.case_id, MatchChild(f"match:{number}", post, official=to), at, no_pause)
    return child(found.child)


def owed(one: Fostering, period: str = MONTH, at: datetime = OPENED) -> Duty:
    """What is owed for the period, with the post that keeps it; a term of January in December."""
    with patch.object(duties, "has_begun", lambda *_: True):
        assert settle_duty(one.child, period, at, no_pause)
    found = duty(one, period)
    route(found.case_id, at)
    return found


def duty(one: Fostering, period: str = MONTH) -> Duty:
    found = store.find_duty(period, one.child)
    assert found
    return found


def child(person: str) -> Fostering:
    found = store.load_fostering(person)
    assert found
    return found


def foster_path(one: str = "o1") -> str:
    found = store.load_official(one)
    assert found
    return urlsplit(foster_url(found.id, str(found.generation))).path


def child_path(one: Fostering) -> str:
    return urlsplit(child_url(one.child)).path


def list_path(at: datetime = NOW, post: str = SOCIAL) -> str:
    found = load_post(post)
    assert found
    return urlsplit(foster_list_url(post, "a1", found.generation, at)).path


def case_path(one: Fostering, at: datetime = NOW, post: str = SOCIAL) -> str:
    return desk(one.case_id, at, post)


def prove(browser: Citizen, *ticked: Duty, photos: int = 1, **typed: str) -> Page:
    """Open the form, put photos into its frame, tick the children, send it."""
    page = browser.get(f"{foster_path()}/bukti")
    fields = dict(page.form.fields)
    if photos:
        put_photos(fields["upload"], NOW, photos)
    known = {"amount": "150.000", "proof": "slip", "sure": "yes"}
    pairs = [*(fields | known | typed).items(), *(("whose", one.case_id) for one in ticked)]
    return browser.post(page.form.action, pairs)  # type: ignore[arg-type]  # urlencode takes pairs
