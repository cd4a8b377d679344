"""What no schema can see in fleet.yaml: that terms, things and services agree with one another."""

from collections.abc import Callable, Iterator
from typing import Any

from city.lending import DAY_MINUTES, HOUR, Row, Sources, figures, minute
from city.source import Place, Problem

Rule = Callable[[Sources], Iterator[Problem]]


def check_fleet(sources: Sources) -> Iterator[Problem]:
    """Every disagreement about what is lent."""
    for rule in _RULES:
        yield from rule(sources)


def _ids_are_unique(sources: Sources) -> Iterator[Problem]:
    for part in ("offers", "resources"):
        yield from _repeats(sources, (part,), sources["fleet"].data[part])
    for place, offer in _offers(sources):
        for part in ("purposes", "shifts"):
            yield from _repeats(sources, (*place, part), offer.get(part, ()))


def _repeats(sources: Sources, place: Place, rows: Any) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, row in enumerate(rows):
        if row["id"] in seen:
            text = f"id '{row['id']}' sudah dipakai"
            yield sources["fleet"].problem((*place, index, "id"), text)
        seen.add(row["id"])


def _offers_are_services(sources: Sources) -> Iterator[Problem]:
    known, offered = _services(sources, "booking"), {row["id"] for _, row in _offers(sources)}
    for place, offer in _offers(sources):
        if offer["id"] not in known:
            text = f"tidak ada layanan '{offer['id']}' dengan kind: booking di services.yaml"
            yield sources["fleet"].problem((*place, "id"), text)
    for index, service in enumerate(sources["services"].data["services"]):
        if service["id"] in known - offered:
            text = f"layanan '{service['id']}' belum punya syarat di fleet.yaml"
            yield sources["services"].problem(("services", index), text)


def _things_are_offered(sources: Sources) -> Iterator[Problem]:
    known = _services(sources, "booking") | _services(sources, "ambulance")
    for place, thing in _things(sources):
        for one in thing["offers"]:
            if one not in known:
                text = f"'{thing['id']}': tidak ada yang dipinjamkan dengan nama '{one}'"
                yield sources["fleet"].problem((*place, "offers"), text)


def _offers_have_things_of_one_kind(sources: Sources) -> Iterator[Problem]:
    for place, offer in _offers(sources):
        kinds = {thing["kind"] for _, thing in _things(sources) if offer["id"] in thing["offers"]}
        if not kinds:
            text = f"'{offer['id']}' tidak punya barang di resources"
            yield sources["fleet"].problem(place, text)
        elif len(kinds) > 1:
            text = f"'{offer['id']}' mencampur single dan pool"
            yield sources["fleet"].problem(place, text)


def _hours_fit(sources: Sources) -> Iterator[Problem]:
    for place, offer in _offers(sources):
        opened = minute(offer["close"]) - minute(offer["open"])
        if opened <= 0:
            yield sources["fleet"].problem((*place, "open"), "open harus sebelum close")
        elif offer["longest_days"] == 1 and offer["longest_hours"] * HOUR > opened:
            text = "longest_hours lebih panjang daripada jam pinjam"
            yield sources["fleet"].problem((*place, "longest_hours"), text)


def _holds_are_decided_in_time(sources: Sources) -> Iterator[Problem]:
    """Nobody's day comes before the word of the post."""
    for place, offer in _offers(sources):
        if offer["approved_by_post"] and offer["decide_hours"] > offer["notice_hours"]:
            text = "decide_hours tidak boleh lebih panjang daripada notice_hours"
            yield sources["fleet"].problem((*place, "decide_hours"), text)


def _quotas_know_the_family(sources: Sources) -> Iterator[Problem]:
    for place, offer in _offers(sources):
        if offer["quota"]["loans"] and not offer["family_card_prefix"]:
            text = "quota dihitung per Kartu Keluarga: isi family_card_prefix"
            yield sources["fleet"].problem((*place, "quota"), text)


def _rules_say_known_figures(sources: Sources) -> Iterator[Problem]:
    for place, offer in _offers(sources):
        known = figures(offer)
        for index, rule in enumerate(offer["rules"]):
            for language, text in rule.items():
                if not _fills(text, known):
                    said = f"yang dapat disisipkan hanya {', '.join(sorted(known))}"
                    yield sources["fleet"].problem((*place, "rules", index, language), said)


def _fills(text: str, known: dict[str, str]) -> bool:
    try:
        text.format_map(known)
    except (KeyError, ValueError, IndexError, AttributeError):
        return False
    return True


def _closures_end_after_they_begin(sources: Sources) -> Iterator[Problem]:
    for place, row in (*_offers(sources), *_things(sources)):
        for index, closure in enumerate(row.get("closures", ())):
            if closure["first"] > closure["last"]:
                where = (*place, "closures", index, "first")
                yield sources["fleet"].problem(where, "first harus sebelum atau sama dengan last")


def _shifts_fill_the_day(sources: Sources) -> Iterator[Problem]:
    """One after another, without a gap, until the first begins again."""
    for place, offer in _offers(sources):
        shifts = offer.get("shifts", ())
        ends = [minute(one["end"]) % DAY_MINUTES for one in shifts]
        starts = [minute(one["start"]) % DAY_MINUTES for one in (*shifts[1:], *shifts[:1])]
        if ends != starts or sum(map(_length, shifts)) not in {0, DAY_MINUTES}:
            text = "giliran jaga harus sambung-menyambung selama 24 jam"
            yield sources["fleet"].problem((*place, "shifts"), text)


def _length(shift: Row) -> int:
    return (minute(shift["end"]) - minute(shift["start"])) % DAY_MINUTES or DAY_MINUTES


def _reserves_leave_something(sources: Sources) -> Iterator[Problem]:
    for place, offer in _offers(sources):
        units = [thing for _, thing in _things(sources) if offer["id"] in thing["offers"]]
        if offer.get("reserve", 0) >= max(len(units), 1):
            text = "reserve harus lebih sedikit daripada jumlah unit"
            yield sources["fleet"].problem((*place, "reserve"), text)


def _every_district_has_an_ambulance(sources: Sources) -> Iterator[Problem]:
    for service in _services(sources, "ambulance"):
        served = {
            thing.get("district") for _, thing in _things(sources) if service in thing["offers"]
        }
        for code, name in _districts(sources).items():
            if code not in served:
                text = f"kecamatan {name} ({code}) tidak punya unit '{service}'"
                yield sources["fleet"].problem(("resources",), text)


def _places_are_known(sources: Sources) -> Iterator[Problem]:
    known = _districts(sources)
    for place, thing in _things(sources):
        if thing.get("district", next(iter(known))) not in known:
            text = f"kecamatan '{thing['district']}' tidak ada di kelurahan.csv"
            yield sources["fleet"].problem((*place, "district"), text)


def _neighbours_are_mutual(sources: Sources) -> Iterator[Problem]:
    beside, place = sources["fleet"].data["emergency"]["neighbours"], ("emergency", "neighbours")
    for code in _districts(sources):
        if code not in beside:
            yield sources["fleet"].problem(place, f"kecamatan '{code}' belum punya tetangga")
    for code, near in beside.items():
        for one in near:
            if one == code or code not in beside.get(one, ()):
                text = f"'{one}' di sebelah '{code}', tetapi tidak sebaliknya"
                yield sources["fleet"].problem((*place, code), text)


def _ambulances_are_sealed(sources: Sources) -> Iterator[Problem]:
    """Who is ill is nobody's business but the crew's and the desk's."""
    kept_for_emergencies = {row["id"] for _, row in _offers(sources) if row.get("reserve")}
    for index, service in enumerate(sources["services"].data["services"]):
        rides = service.get("kind") == "ambulance" or service["id"] in kept_for_emergencies
        if rides and not service["sealed"]:
            text = f"layanan ambulans '{service['id']}' harus sealed: true"
            yield sources["services"].problem(("services", index, "sealed"), text)


def _offers(sources: Sources) -> Iterator[tuple[Place, Any]]:
    for index, row in enumerate(sources["fleet"].data["offers"]):
        yield ("offers", index), row


def _things(sources: Sources) -> Iterator[tuple[Place, Any]]:
    for index, row in enumerate(sources["fleet"].data["resources"]):
        yield ("resources", index), row


def _services(sources: Sources, kind: str) -> set[str]:
    rows = sources["services"].data["services"]
    return {row["id"] for row in rows if row.get("kind") == kind}


def _districts(sources: Sources) -> dict[str, str]:
    return {row["district_code"]: row["district"] for row in sources["kelurahan"].data}


_RULES: tuple[Rule, ...] = (
    _ids_are_unique,
    _offers_are_services,
    _things_are_offered,
    _offers_have_things_of_one_kind,
    _hours_fit,
    _holds_are_decided_in_time,
    _quotas_know_the_family,
    _rules_say_known_figures,
    _closures_end_after_they_begin,
    _shifts_fill_the_day,
    _reserves_leave_something,
    _every_district_has_an_ambulance,
    _places_are_known,
    _neighbours_are_mutual,
    _ambulances_are_sealed,
)
