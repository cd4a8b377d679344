"""From fleet.yaml, checked, to the fleet that the system lends from."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from city.source import Source
from mandat.bookings.domain.fleet import Closure, Driver, Fleet, Offer, Resource, Shift
from mandat.bookings.domain.grid import DAY_MINUTES
from mandat.city.domain import Text

Sources = Mapping[str, Source]
Row = Mapping[str, Any]

HOUR = 60
WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
# What the terms are called in the file and in the fleet alike.
_SAME = (
    "approved_by_post",
    "chosen_by",
    "buffer_minutes",
    "notice_hours",
    "horizon_days",
    "longest_days",
    "decide_hours",
    "choose_hours",
    "cutoff_hours",
    "strike_months",
    "family_card_prefix",
)


def build_fleet(sources: Sources) -> Fleet:
    """The fleet at version 0: the sync numbers it."""
    data = sources["fleet"].data
    emergency = data["emergency"]
    return Fleet(
        offers=(*(_offer(row, data) for row in data["offers"]), *_emergencies(sources)),
        resources=tuple(_resource(row) for row in data["resources"]),
        neighbours=tuple((one, tuple(near)) for one, near in emergency["neighbours"].items()),
        desk_phone=emergency["desk_phone"],
    )


def _emergencies(sources: Sources) -> Iterator[Offer]:
    """Whom emergencies may call: nothing is booked there, so there are no terms."""
    for service in sources["services"].data["services"]:
        if service.get("kind") == "ambulance":
            units = _lent_as(service["id"], sources["fleet"].data)
            yield Offer(service["id"], units, approved_by_post=False, chosen_by="city")


def _lent_as(offer_id: str, data: Row) -> tuple[str, ...]:
    return tuple(row["id"] for row in data["resources"] if offer_id in row["offers"])


def _offer(row: Row, data: Row) -> Offer:
    return Offer(
        id=row["id"],
        resources=_lent_as(row["id"], data),
        weekdays=frozenset(WEEKDAYS.index(day) for day in row["weekdays"]),
        open_minute=minute(row["open"]),
        close_minute=minute(row["close"]),
        longest_minutes=row["longest_hours"] * HOUR,
        quota=row["quota"]["loans"],
        quota_months=row["quota"]["months"],
        purposes=tuple((one["id"], one["text"]) for one in row["purposes"]),
        rules=tuple(_filled(rule, row) for rule in row["rules"]),
        closures=_closures(row),
        shifts=tuple(_shift(one) for one in row.get("shifts", ())),
        reserve=row.get("reserve", 0),
        **{name: row[name] for name in _SAME},
    )


def minute(clock: str) -> int:
    """«07:30» as a minute of the local day, «24:00» as its end."""
    hours, _, minutes = clock.partition(":")
    return int(hours) * HOUR + int(minutes)


def _shift(row: Row) -> Shift:
    start, end = minute(row["start"]), minute(row["end"])
    return Shift(row["id"], start, end if start < end else end + DAY_MINUTES)


def figures(row: Row) -> dict[str, str]:
    """What a rule may insert, so that no text says another figure than the terms."""
    plain = {key: str(value) for key, value in row.items() if isinstance(value, int | str)}
    quota = {"quota": str(row["quota"]["loans"]), "quota_months": str(row["quota"]["months"])}
    return plain | quota


def _filled(rule: Text, row: Row) -> Text:
    return {language: text.format_map(figures(row)) for language, text in rule.items()}


def _resource(row: Row) -> Resource:
    return Resource(
        id=row["id"],
        kind=row["kind"],
        title=row["title"],
        capacity=row.get("capacity", 1),
        district=row.get("district", ""),
        plate=row.get("plate", ""),
        driver=Driver(**row["driver"]),
        closures=_closures(row),
    )


def _closures(row: Row) -> tuple[Closure, ...]:
    return tuple(
        Closure(date.fromisoformat(one["first"]), date.fromisoformat(one["last"]), one["reason"])
        for one in row.get("closures", ())
    )
