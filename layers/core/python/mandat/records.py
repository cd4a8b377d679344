"""Frozen dataclasses without generated code: a cold start makes a hundred of them.

`dataclass(frozen=True)` writes, compiles and runs the source of six methods for each class, half a
millisecond that every cold start pays. A record has the same methods, once for all of them; fields,
`replace`, pattern matching and the codec are those of any dataclass.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Any, NamedTuple, TypeVar, dataclass_transform

T = TypeVar("T")
_set = object.__setattr__


class _Shape(NamedTuple):
    """`blank` has every field in its order, with its default or MISSING.

    `needed` have neither a default nor a factory.
    """

    positional: tuple[str, ...]
    blank: dict[str, Any]
    needed: frozenset[str]
    factories: tuple[tuple[str, Callable[[], Any]], ...]
    shown: tuple[str, ...]
    check: Callable[[Any], None] | None


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make `cls` a frozen dataclass. What derives from a record must be one too."""
    made = dataclass(init=False, repr=False, eq=False)(cls)
    for name, method in _METHODS.items():
        setattr(made, name, method)
    made.__shape__ = _shape(made)  # type: ignore[attr-defined]  # where the methods look
    return made


def _shape(made: Any) -> _Shape:
    known = fields(made)
    anew = {one.name: one.default_factory for one in known if one.default_factory is not MISSING}
    blank = {one.name: one.default for one in known}
    return _Shape(
        positional=tuple(one.name for one in known if not one.kw_only),
        blank=blank,
        needed=frozenset(name for name in blank if blank[name] is MISSING and name not in anew),
        factories=tuple(anew.items()),
        shown=tuple(one.name for one in known if one.repr),
        check=getattr(made, "__post_init__", None),
    )


def _init(self: Any, *given: Any, **named: Any) -> None:
    positional, blank, needed, factories, _, check = self.__shape__
    values = blank | named
    if given:
        taken = dict(zip(positional, given, strict=False))
        values |= taken
        if len(taken) < len(given) or not named.keys().isdisjoint(taken):
            raise _misfit(self)
        named |= taken
    if len(values) > len(blank) or not named.keys() >= needed:
        raise _misfit(self)
    for name, make in factories:
        if values[name] is MISSING:
            values[name] = make()
    _set(self, "__dict__", values)
    if check:
        check(self)


def replace(made: T, /, **changes: Any) -> T:
    """The record with other values in some fields: dataclasses.replace, not field by field.

    What msgspec decoded holds only what its document held, and a class may keep more beside its
    fields. Raises TypeError for a name that is no field's.
    """
    other, shape = object.__new__(type(made)), made.__shape__  # type: ignore[attr-defined]  # a record's
    values = shape.blank | made.__dict__
    if len(values) > len(shape.blank):
        values = {name: values[name] for name in shape.blank}
    values |= changes
    if len(values) > len(shape.blank):
        raise _misfit(made)
    _set(other, "__dict__", values)
    if shape.check:
        shape.check(other)
    return other


def _misfit(made: Any) -> TypeError:
    return TypeError(f"{type(made).__name__} takes {', '.join(made.__shape__.blank)}")


def _repr(self: Any) -> str:
    told = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__shape__.shown)
    return f"{type(self).__qualname__}({told})"


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name in self.__shape__.blank)


def _eq(self: Any, other: object) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    return _values(self) == _values(other)


def _hash(self: Any) -> int:
    return hash(_values(self))


def _frozen(self: Any, name: str, *_: Any) -> None:
    raise FrozenInstanceError(f"{type(self).__name__}.{name}")


_METHODS = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _frozen,
    "__delattr__": _frozen,
}
