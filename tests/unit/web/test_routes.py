"""Doors are named in words, which no type checker follows: every one is a door."""

import inspect
import re

import pytest

from mandat.web.bookings.site import ROUTES as BORROWERS
from mandat.web.citizen import ROUTES as CITIZENS
from mandat.web.programmes.site import ROUTES as FAMILIES
from mandat.web.programmes.unsent import FORMS
from mandat.web.routing import Route, named
from mandat.web.staff.site import ROUTES as POSTS

ALL = (*CITIZENS, *POSTS, *BORROWERS, *FAMILIES)


@pytest.mark.parametrize("route", ALL, ids=lambda one: f"{one.method} {one.path}")
def test_a_door_takes_the_visit_and_the_parts_of_its_path(route: Route) -> None:
    first, *parts = inspect.signature(named(route.door)).parameters
    assert "visit" in first
    assert sorted(parts) == sorted(re.findall(r"<(\w+)>", route.path))


@pytest.mark.parametrize(
    "name",
    [
        "report.pages:unsent",
        "staff.renewal:failure",
        "bookings.pages:unsent",
        "programmes.unsent:unsent",
        *FORMS.values(),
    ],
)
def test_a_failure_takes_the_visit_and_the_error(name: str) -> None:
    visit, error = inspect.signature(named(name)).parameters
    assert (visit.lstrip("_"), error.lstrip("_")) == ("visit", "error")


def test_no_address_has_two_doors() -> None:
    addresses = [(one.method, one.path) for one in ALL]
    assert len(set(addresses)) == len(addresses)
