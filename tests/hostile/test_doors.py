"""Every door of both sites, with whatever a stranger sends: no fault, no trace, no half a case."""

import base64
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hostile.checks import is_quiet, is_sound, is_whole, written
from hostile.http import encoded, event
from hostile.texts import ADDRESSES, CORPUS, MARK, texts
from hostile.world import ROUTES, World, ask, table
from integration.desks import now
from mandat.errors import LinkError, LinkExpiredError
from mandat.platform.links import Purpose, read
from mandat.web import routing
from mandat.web.routing import Route
from mandat.web.staff.permits import Action

HEALTH = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
FEW, MANY = 3, 50
SHORT = settings(
    max_examples=FEW, suppress_health_check=HEALTH, phases=[Phase.generate], database=None
)
MEGABYTES = 10 * 1024 * 1024
GETS = [one for one in ROUTES if one.method == "GET"]
POSTS = [one for one in ROUTES if one.method == "POST"]
KINDS = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "multipart/form-data; boundary=zqx",
    "application/json",
    "text/plain",
    "",
    None,
    f"text/html\r\nX-{MARK}: 1",
)


@dataclass(frozen=True)
class Sent:
    """A request, and the texts in it that no log may repeat."""

    event: dict[str, Any]
    said: tuple[str, ...] = ()


def named(route: Route) -> str:
    return f"{route.method} {route.path}"


def hits(world: World, sent: Sent) -> int:
    """Send it, and look at everything that came of it."""
    world.restore()
    with written() as log:
        answer = ask(sent.event)
    is_sound(answer)
    is_quiet(log.getvalue(), sent.said)
    is_whole(table().items)
    return answer.status


def test_every_door_has_somebody_who_may_open_it(world: World) -> None:
    """A new route without a way in fails here: nothing behind it would be tried."""
    assert {one.path for one in GETS} == set(world.pages)
    assert [named(one) for one in POSTS if not world.forms_to(one)] == []
    acts = {urlsplit(one.action).path.rpartition("/")[2] for one in world.forms}
    assert {str(one) for one in Action} - acts == set()
    for route in GETS:
        answer = world.get(world.pages[route.path][0])
        # what renews a link is there for an old one only
        assert answer.status in ({410} if "tautan-baru" in route.path else {200, 303})


WEB = Path(routing.__file__).parent
QUERY = re.compile(r'query\.get\(\s*"(\w+)"|"(\w+)" (?:not )?in (?:visit|self)\S*\.query')
QUERIES = sorted(
    {one for path in WEB.rglob("*.py") for pair in QUERY.findall(path.read_text()) for one in pair}
    - {""}
)


@st.composite
def gets(draw: st.DrawFn, world: World, route: Route) -> Sent:
    """A page of `route`, with strange parts in its address, its query and its cookies."""
    path = draw(st.sampled_from(world.pages[route.path]))
    strange = draw(texts())
    parts = path.split("/")
    if draw(st.booleans()) and len(parts) > 2:
        place = draw(st.integers(2, len(parts) - 1))
        parts[place] = draw(st.sampled_from([strange, quote(strange, errors="replace"), parts[-1]]))
    names = st.sampled_from([*QUERIES, "zqx"])
    query = draw(st.dictionaries(names, texts(), max_size=3))
    cookie = draw(cookies(world, strange))
    made = event("GET", "/".join(parts) or "/", query=query, cookie=cookie)
    return Sent(made, (strange, *query.values()))


@st.composite
def cookies(draw: st.DrawFn, world: World, strange: str) -> str:
    """The browser's own, one that is foreign, one of ours with a foreign value, far too much."""
    names = ("__Host-mandat", "__Host-terkirim", "__Host-pinjam", "bahasa", "catat", "zqx", strange)
    one = f"{draw(st.sampled_from(names))}={strange}"
    return draw(
        st.sampled_from(
            [world.cookie, world.cookie, f"{world.cookie}; {one}", one, strange, f"{one}; " * 200]
        )
    )


@st.composite
def posts(draw: st.DrawFn, world: World, route: Route) -> Sent:
    """A form of `route` with strange values, repeated and unknown fields, in a strange body."""
    form = draw(st.sampled_from(world.forms_to(route)))
    fields: dict[str, Any] = dict(form.filled())
    for name, values in form.offered.items():
        fields[name] = draw(st.sampled_from([*values, fields.get(name, "")]))
    changed = draw(
        st.dictionaries(
            st.sampled_from([*form.offered, "lagi", "q_zqx", "website"]), texts(), max_size=4
        )
    )
    repeated = {name: [text, *fields.get(name, "")] for name, text in changed.items()}
    fields |= draw(st.sampled_from([changed, changed, repeated]))
    body, is_base64 = draw(bodies(fields))
    strange = next(iter(changed.values()), "")
    made = event(
        "POST",
        urlsplit(form.action).path,
        cookie=draw(cookies(world, strange)) if draw(st.booleans()) else world.cookie,
        body=body,
        kind=draw(st.sampled_from([KINDS[0], *KINDS])),
        is_base64=is_base64,
    )
    return Sent(made, tuple(changed.values()))


@st.composite
def bodies(draw: st.DrawFn, fields: dict[str, Any]) -> tuple[str, bool]:
    """Mostly the form as a browser sends it; else cut, encoded otherwise, or something else."""
    plain = encoded(fields)
    coded = base64.b64encode(plain.encode()).decode()
    parts = "".join(
        f'--zqx\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    usual = [(plain, False), (plain, False), (coded, True)]
    strange = [
        (plain[: draw(st.integers(0, len(plain)))], False),
        (coded[: draw(st.integers(0, len(coded)))], True),
        (plain, True),
        (coded, False),
        (base64.b64encode(plain.encode("utf-16")).decode(), True),
        (base64.b64encode(draw(st.binary(max_size=60))).decode(), True),
        (plain.replace("%", "%%"), False),
        (plain.replace("=", "=%ff%fe%c0%80"), False),
        (plain.replace("&", ";"), False),
        (parts + "--zqx--", False),
        (json.dumps(fields), False),
        (f"[{json.dumps(fields)}]", False),
        ("&".join([plain] * 30), False),
        ("", False),
        ("\ud800" + plain, False),
    ]
    return draw(st.sampled_from(usual * 3 + strange))


@pytest.mark.parametrize("route", GETS, ids=named)
@SHORT
@given(data=st.data())
def test_pages(world: World, route: Route, data: st.DataObject) -> None:
    hits(world, data.draw(gets(world, route)))


@pytest.mark.parametrize("route", POSTS, ids=named)
@SHORT
@given(data=st.data())
def test_forms(world: World, route: Route, data: st.DataObject) -> None:
    hits(world, data.draw(posts(world, route)))


@pytest.mark.proof
@pytest.mark.parametrize("route", ROUTES, ids=named)
@settings(max_examples=MANY, suppress_health_check=HEALTH)
@given(data=st.data())
def test_every_door_for_long(world: World, route: Route, data: st.DataObject) -> None:
    strategy = gets if route.method == "GET" else posts
    hits(world, data.draw(strategy(world, route)))


@pytest.mark.parametrize("text", CORPUS[::4] + ADDRESSES[::4])
def test_a_text_in_every_field_of_the_report(world: World, text: str) -> None:
    _report_with(world, text)


@pytest.mark.proof
@pytest.mark.parametrize("text", CORPUS + ADDRESSES)
def test_every_text_in_every_field_of_the_report(world: World, text: str) -> None:
    """The form that is sent most, at its end, where it would be stored."""
    _report_with(world, text)


def _report_with(world: World, text: str) -> None:
    for name in ("description", "name", "email", "phone", "landmark", "village_name", "photos"):
        fields = world.last_form.filled() | {name: text}
        hits(world, Sent(event("POST", "/lapor", form=fields, cookie=world.cookie), (text,)))


def test_no_door_opens_to_a_link_that_is_nearly_right(world: World) -> None:
    """Cut, changed, spelt otherwise, or another door's: the page of a link that does not hold."""
    real = {_token(page) for pages in world.pages.values() for page in pages} - {""}
    for route in GETS:
        page = world.pages[route.path][0]
        token = _token(page)
        others = sorted(real)[:: len(real) // 4] if token else []
        wrong = (f"{token}=", token[:-1], f"{token}A", token.swapcase(), f"A{token}", *others)
        for one in wrong if token else ():
            if one != token and not _is_one_kind(token, one):
                status = world.get(page.replace(token, one)).status
                assert status in {404, 410}, (route.path, status)


def _token(page: str) -> str:
    return next((part for part in page.split("/") if part.startswith("ey")), "")


def _is_one_kind(token: str, other: str) -> bool:
    """A worklist's link opens every list of its post: these are the same door."""
    return any(_is_of(purpose, token) and _is_of(purpose, other) for purpose in Purpose)


def _is_of(purpose: Purpose, token: str) -> bool:
    """Also one whose time is over."""
    try:
        return bool(read(purpose, token, now()))
    except LinkExpiredError:
        return True
    except LinkError:
        return False


def test_ten_megabytes_are_refused_at_every_door(world: World) -> None:
    huge = "text=" + "a" * MEGABYTES
    for route in POSTS:
        address = urlsplit(world.forms_to(route)[0].action).path
        for is_base64 in (False, True):
            sent = event("POST", address, cookie=world.cookie, body=huge, is_base64=is_base64)
            assert hits(world, Sent(sent)) in {413, 422}


def test_the_report_that_the_others_are_changed_from_is_taken(world: World) -> None:
    form = event("POST", "/lapor", form=world.last_form.filled(), cookie=world.cookie)
    assert hits(world, Sent(form)) == 303
