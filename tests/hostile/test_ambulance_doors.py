"""Doors of ambulances, with whatever a stranger sends: no fault, no trace, no half a call."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from booking.handler import handle as lend
from hostile.checks import is_quiet, is_sound, is_whole, written
from hostile.http import Answer, encoded, event
from hostile.texts import ADDRESSES, CORPUS, texts
from hostile.world import table
from integration import calls as c
from integration.conftest import account
from integration.desks import now
from mandat.platform.links import Purpose, sign
from mandat.web.bookings.site import ROUTES
from mandat.web.routing import Route
from samples import LambdaContext
from unit.messaging.mails import small_town

OURS = tuple(one for one in ROUTES if one.path.startswith(("/ambulans", "/kru/", "/meja/")))
HEALTH = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
FEW = settings(max_examples=4, suppress_health_check=HEALTH, phases=[Phase.generate], database=None)
MANY = settings(FEW, max_examples=60)
FIELDS = (
    *("whom", "village", "where", "phone", "latitude", "longitude", "key", "website"),
    *("nonce", "act", "reason", "sure", "unit", "word", "service"),
)
REAL = {
    "whom": "patient",
    "village": "17.71.06.1001",
    "where": "Jalan contoh 5, depan masjid",
    "phone": "0812 0000 0077",
}
MEGABYTES = 10 * 1024 * 1024


class City:
    """A call that a crew is asked for, and the address of every door."""

    def __init__(self) -> None:
        c.have_fleet()
        c.staff_desk()
        small_town()
        self.case_id = c.calls("hostile", now()).case.id
        self.tokens = {
            "/ambulans": sign(Purpose.TRACK, {"c": self.case_id}),
            "/kru": urlsplit(c.crew_link(self.case_id)).path.rpartition("/")[2],
            "/meja": urlsplit(c.desk_link(now())).path.rpartition("/")[2],
        }

    def address(self, route: Route) -> str:
        token = next(one for door, one in self.tokens.items() if route.path.startswith(door))
        parts = {"<token>": token, "<case_id>": self.case_id, "<unit>": "amb-2"}
        path = route.path
        for name, value in parts.items():
            path = path.replace(name, value)
        return path


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    with account():
        yield City()


def ask(wanted: dict[str, Any]) -> Answer:
    answer = lend(wanted, LambdaContext())  # type: ignore[arg-type]  # what Powertools reads
    return Answer(answer["statusCode"], answer["body"] or "", answer["multiValueHeaders"])


def hits(wanted: dict[str, Any], said: tuple[str, ...] = ()) -> Answer:
    """Send it, and look at everything that came of it."""
    with written() as log:
        answer = ask(wanted)
    is_sound(answer)
    is_quiet(log.getvalue(), said)
    is_whole(table().items)
    return answer


def named(route: Route) -> str:
    return f"{route.method} {route.path}"


@st.composite
def sent(draw: st.DrawFn, city: City, route: Route) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Strange parts in address, query and cookie; strange values and repeats in the form."""
    strange = draw(texts())
    parts = city.address(route).split("/")
    if draw(st.booleans()) and len(parts) > 2:
        place = draw(st.integers(2, len(parts) - 1))
        parts[place] = draw(st.sampled_from([strange, quote(strange, errors="replace")]))
    form = draw(st.dictionaries(st.sampled_from(FIELDS), st.lists(texts(), max_size=2)))
    query = draw(st.dictionaries(st.sampled_from(["lang", "tenang", "diubah"]), texts()))
    cookie = draw(st.sampled_from(["", f"__Host-mandat={strange}", strange]))
    body = encoded(REAL | form) if route.method == "POST" else None
    made = event(route.method, "/".join(parts), query=query, cookie=cookie, body=body)
    said = (strange, *query.values(), *(one for values in form.values() for one in values))
    return made, said


@pytest.mark.parametrize("route", OURS, ids=named)
def test_every_door_stands_what_it_is_sent(city: City, route: Route) -> None:
    @FEW
    @given(wanted=sent(city, route))
    def holds(wanted: tuple[dict[str, Any], tuple[str, ...]]) -> None:
        hits(*wanted)

    holds()


@pytest.mark.proof
@pytest.mark.parametrize("route", OURS, ids=named)
def test_every_door_stands_much_more(city: City, route: Route) -> None:
    @MANY
    @given(wanted=sent(city, route))
    def holds(wanted: tuple[dict[str, Any], tuple[str, ...]]) -> None:
        hits(*wanted)

    holds()


@pytest.mark.parametrize("text", [*CORPUS[::6], *ADDRESSES[::3]])
def test_a_call_with_a_strange_text_in_each_field(city: City, text: str) -> None:
    key = ask(event("GET", "/ambulans/minta")).body.partition('name="key" value="')[2]
    for name in ("where", "phone", "latitude", "whom", "village"):
        form = REAL | {"key": key.partition('"')[0], name: text}
        hits(event("POST", "/ambulans/minta", form=form), (text,))


def test_no_door_opens_to_a_link_that_is_nearly_right(city: City) -> None:
    for route in (one for one in OURS if "<token>" in one.path and one.method == "GET"):
        address = city.address(route)
        own = next(one for one in city.tokens.values() if one in address)
        others = [one for one in city.tokens.values() if one != own]
        for wrong in (f"{own}=", own[:-1], f"{own}A", own.swapcase(), *others):
            assert ask(event("GET", address.replace(own, wrong))).status in {404, 410}, route.path


def test_ten_megabytes_are_refused_at_every_door(city: City) -> None:
    huge = "where=" + "a" * MEGABYTES
    for route in (one for one in OURS if one.method == "POST"):
        answer = hits(event("POST", city.address(route), body=huge))
        assert answer.status in {413, 422}, route.path


def test_nobody_but_the_crew_and_the_desk_has_moved_the_call(city: City) -> None:
    """After all that was sent here: a stranger has neither their links nor their nonces."""
    assert c.standing(city.case_id).unit == "amb-1"
    assert c.standing(city.case_id).last is None
