"""A record is what `dataclass(frozen=True)` would have made."""

import copy
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import msgspec
import pytest

from mandat.records import record
from mandat.records import replace as replaced


def family(make: Callable[[type], type]) -> tuple[Any, Any]:
    """The same two classes, made by `make`."""

    @make
    class Base:
        """A base."""

        name: str
        number: int = 1
        secret: str = field(default="", repr=False)
        notes: dict[str, str] = field(default_factory=dict)
        trace: str = field(default="", kw_only=True)

    @make
    class Derived(Base):
        """Derived from it."""

        more: tuple[str, ...] = ()

    return Base, Derived


OURS, THEIRS = family(record), family(dataclass(frozen=True))
GIVEN = [
    (("a",), {}),
    (("a", 2, "s"), {"trace": "t"}),
    ((), {"name": "a", "notes": {"x": "y"}}),
]
WRONG = [((), {}), (("a",), {"name": "b"}), (("a",), {"unknown": 1}), (tuple("abcdefgh"), {})]


@pytest.mark.parametrize("place", [0, 1], ids=["base", "derived"])
@pytest.mark.parametrize(("given", "named"), GIVEN)
def test_it_is_made_shown_and_encoded_alike(place: int, given: Any, named: Any) -> None:
    ours, theirs = OURS[place](*given, **named), THEIRS[place](*given, **named)
    assert repr(ours) == repr(theirs)
    assert vars(ours) == vars(theirs)
    assert list(vars(ours)) == list(vars(theirs))
    assert msgspec.json.encode(ours) == msgspec.json.encode(theirs)
    assert [one.name for one in fields(ours)] == [one.name for one in fields(theirs)]


@pytest.mark.parametrize("place", [0, 1], ids=["base", "derived"])
@pytest.mark.parametrize(("given", "named"), WRONG)
def test_what_does_not_fit_is_refused_alike(place: int, given: Any, named: Any) -> None:
    for kind in (OURS[place], THEIRS[place]):
        with pytest.raises(TypeError):
            kind(*given, **named)


def test_equal_are_those_of_one_class_with_equal_values() -> None:
    base, derived = OURS
    assert base("a") == base("a", 1)
    assert base("a") != base("b")
    assert base("a") != derived("a")
    assert base("a") != "a"


def test_a_record_may_stand_in_a_set() -> None:
    @record
    class Place:
        """Where."""

        code: str
        near: tuple[str, ...] = ()

    assert {Place("a"), Place("a"), Place("b")} == {Place("a"), Place("b")}


def test_nothing_of_it_changes() -> None:
    made = OURS[0]("a")
    with pytest.raises(FrozenInstanceError):
        made.name = "b"
    with pytest.raises(FrozenInstanceError):
        del made.name


def test_it_is_replaced_copied_and_decoded() -> None:
    base, derived = OURS
    made = derived("a", notes={"x": "y"}, more=("m",))
    assert replace(made, name="b") == derived("b", notes={"x": "y"}, more=("m",))
    assert copy.deepcopy(made) == copy.copy(made) == made
    assert msgspec.json.decode(msgspec.json.encode(made), type=derived) == made
    assert msgspec.json.decode(b'{"name":"a"}', type=base) == base("a")


def test_ours_replaces_as_theirs_does() -> None:
    base, derived = OURS
    for made in (
        derived("a", notes={"x": "y"}, more=("m",), trace="t"),
        msgspec.json.decode(b'{"name":"a"}', type=derived),
    ):
        for changes in ({}, {"name": "b"}, {"more": ("n",), "secret": "s"}):
            ours, theirs = replaced(made, **changes), replace(made, **changes)
            assert ours == theirs
            assert list(vars(ours)) == list(vars(theirs))
    with pytest.raises(TypeError):
        replaced(base("a"), unknown=1)


def test_what_is_kept_beside_the_fields_is_not_replaced_along() -> None:
    @record
    class Square:
        """Its area is asked for often."""

        side: int

        @cached_property
        def area(self) -> int:
            return self.side**2

        def __post_init__(self) -> None:
            if self.side < 0:
                raise ValueError("inside out")

    small = Square(2)
    assert small.area == 4
    assert replaced(small, side=3).area == 9
    with pytest.raises(ValueError, match="inside out"):
        replaced(small, side=-1)


def test_each_has_a_default_of_its_own() -> None:
    base, _ = OURS
    assert base("a").notes is not base("a").notes


def test_it_checks_itself_and_is_matched_by_its_places() -> None:
    @record
    class Span:
        """From, to."""

        first: int
        last: int

        def __post_init__(self) -> None:
            if self.last < self.first:
                raise ValueError("backwards")

    with pytest.raises(ValueError, match="backwards"):
        Span(2, 1)
    match Span(1, 2):
        case Span(first, last):
            assert (first, last) == (1, 2)
