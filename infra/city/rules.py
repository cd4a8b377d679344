"""What no schema can see: that the city's files agree with one another."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from city.build import Sources, post_origins
from city.source import Place, Problem, Source
from mandat.city.domain import TRIAGE, UNKNOWN_SERVICE

NEEDED_POSTS = ("walikota", "wakil-walikota", "sekda", "inspektorat", TRIAGE)
# Rungs of the ladder stay this far apart, so that nobody is told twice in a breath.
RUNG_GAP_MINUTES = 30
_CLOCKS = ("acknowledge_minutes", "answer_minutes", "finish_minutes")
_PLACEHOLDERS = {"district", "district_id", "village", "village_id"}

Rule = Callable[[Sources], Iterator[Problem]]


def check_rules(sources: Sources) -> Iterator[Problem]:
    """Every disagreement between files whose shape is right already."""
    broken = list(_templates_fill(sources))
    yield from broken
    for rule in () if broken else _RULES:
        yield from rule(sources)


def _templates_fill(sources: Sources) -> Iterator[Problem]:
    source = sources["posts"]
    for kind, template in source.data["places"].items():
        for key in ("title", "agency", "superior"):
            try:
                template[key].format_map(dict.fromkeys(_PLACEHOLDERS, ""))
            except (KeyError, ValueError, IndexError):
                yield source.problem(
                    ("places", kind, key),
                    f"yang dapat disisipkan hanya {', '.join(sorted(_PLACEHOLDERS))}",
                )


def _ids_are_unique(sources: Sources) -> Iterator[Problem]:
    for name, parts in (("agencies", ("agencies",)), ("services", ("groups", "services"))):
        for part in parts:
            yield from _repeats(sources[name], (part,), sources[name].data[part], "id")
    yield from _repeats(
        sources["calendar"], ("holidays",), sources["calendar"].data["holidays"], "date"
    )
    yield from _repeats(sources["kelurahan"], (), sources["kelurahan"].data, "code")
    for place, service in _services(sources):
        yield from _question_ids_are_unique(sources["services"], place, service)


def _question_ids_are_unique(source: Source, place: Place, service: Any) -> Iterator[Problem]:
    questions = service.get("questions", [])
    yield from _repeats(source, (*place, "questions"), questions, "id")
    for index, question in enumerate(questions):
        options = question.get("options", [])
        yield from _repeats(source, (*place, "questions", index, "options"), options, "id")


def _repeats(source: Source, place: Place, rows: Iterable[Any], key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, row in enumerate(rows):
        if row[key] in seen:
            yield source.problem((*place, index, key), f"{key} '{row[key]}' sudah dipakai")
        seen.add(row[key])


def _posts_are_unique(sources: Sources) -> Iterator[Problem]:
    seen: set[str] = set()
    for origin in post_origins(sources):
        if origin.post.id in seen:
            text = f"jabatan '{origin.post.id}' sudah ada"
            yield origin.source.problem((*origin.place, "id"), text)
        seen.add(origin.post.id)
        addresses = [address.id for address in origin.post.addresses]
        if len(set(addresses)) < len(addresses):
            text = f"id alamat pada jabatan '{origin.post.id}' harus berbeda"
            yield origin.source.problem((*origin.place, "addresses"), text)


def _posts_belong(sources: Sources) -> Iterator[Problem]:
    agencies = {row["id"] for row in sources["agencies"].data["agencies"]}
    known = _post_ids(sources)
    for origin in post_origins(sources):
        post = origin.post
        if post.agency_id not in agencies:
            text = f"jabatan '{post.id}': perangkat daerah '{post.agency_id}' tidak ada"
            yield origin.source.problem((*origin.place, "agency"), text)
        if post.superior_id and post.superior_id not in known:
            text = f"jabatan '{post.id}': atasan '{post.superior_id}' tidak ada"
            yield origin.source.problem((*origin.place, "superior"), text)


def _superiors_end(sources: Sources) -> Iterator[Problem]:
    """Each chain of superiors ends at a post without one."""
    superiors = {origin.post.id: origin.post.superior_id for origin in post_origins(sources)}
    for origin in post_origins(sources):
        seen, above = {origin.post.id}, origin.post.superior_id
        while above is not None and above not in seen:
            seen.add(above)
            above = superiors.get(above)
        if above == origin.post.id:
            text = f"atasan '{origin.post.id}' berputar kembali ke dirinya sendiri"
            yield origin.source.problem((*origin.place, "superior"), text)


def _needed_posts_exist(sources: Sources) -> Iterator[Problem]:
    known = _post_ids(sources)
    for post_id in NEEDED_POSTS:
        if post_id not in known:
            yield sources["posts"].problem(("posts",), f"jabatan '{post_id}' harus ada")


def _services_refer(sources: Sources) -> Iterator[Problem]:
    source, known = sources["services"], _references(sources)
    for place, service in _services(sources):
        for key, ids in known.items():
            value = service[key].removeprefix("post:")
            if value not in ids:
                text = f"layanan '{service['id']}': {key} '{value}' tidak ada"
                yield source.problem((*place, key), text)


def _references(sources: Sources) -> dict[str, set[str]]:
    return {
        "owner": _post_ids(sources) | {"lurah", "camat"},
        "group": {group["id"] for group in sources["services"].data["groups"]},
        "deadlines": set(sources["deadlines"].data["profiles"]),
    }


def _sealed_have_a_post(sources: Sources) -> Iterator[Problem]:
    """A sealed complaint must not land with those of the place, who may be complained of."""
    for place, service in _services(sources):
        complained = service["sealed"] and service.get("kind") != "programme"
        if complained and not service["owner"].startswith("post:"):
            text = f"layanan tertutup '{service['id']}' harus dimiliki jabatan (post:...)"
            yield sources["services"].problem((*place, "owner"), text)


def _emergencies_are_urgent(sources: Sources) -> Iterator[Problem]:
    profiles = sources["deadlines"].data["profiles"]
    for place, service in _services(sources):
        if service["severity"] != "emergency":
            continue
        if not service["emergency_screen"]:
            text = f"layanan darurat '{service['id']}' harus menampilkan layar 112"
            yield sources["services"].problem((*place, "emergency_screen"), text)
        if not profiles.get(service["deadlines"], {"urgent": True})["urgent"]:
            text = f"layanan darurat '{service['id']}' butuh tenggat dengan urgent: true"
            yield sources["services"].problem((*place, "deadlines"), text)


def _unknown_goes_to_triage(sources: Sources) -> Iterator[Problem]:
    for place, service in _services(sources):
        if service["id"] == UNKNOWN_SERVICE:
            if service["owner"] != f"post:{TRIAGE}":
                text = f"'{UNKNOWN_SERVICE}' harus dimiliki post:{TRIAGE}"
                yield sources["services"].problem((*place, "owner"), text)
            return
    yield sources["services"].problem(("services",), f"layanan '{UNKNOWN_SERVICE}' harus ada")


def _groups_are_used(sources: Sources) -> Iterator[Problem]:
    used = {service["group"] for _, service in _services(sources)}
    for index, group in enumerate(sources["services"].data["groups"]):
        if group["id"] not in used:
            text = f"kelompok '{group['id']}' tidak punya layanan"
            yield sources["services"].problem(("groups", index), text)


def _deadlines_are_ordered(sources: Sources) -> Iterator[Problem]:
    source = sources["deadlines"]
    for name, profile in source.data["profiles"].items():
        clocks = [profile[clock] for clock in _CLOCKS]
        if clocks != sorted(clocks):
            text = f"tenggat '{name}': acknowledge <= answer <= finish harus berurutan"
            yield source.problem(("profiles", name), text)


def _ladder_climbs(sources: Sources) -> Iterator[Problem]:
    source = sources["ladder"]
    if source.data["leaders_minutes"] - source.data["sekda_minutes"] < RUNG_GAP_MINUTES:
        text = (
            f"leaders_minutes harus paling sedikit {RUNG_GAP_MINUTES} menit setelah sekda_minutes"
        )
        yield source.problem(("leaders_minutes",), text)


def _clock_opens(sources: Sources) -> Iterator[Problem]:
    source = sources["calendar"]
    if source.data["open_hour"] >= source.data["close_hour"]:
        yield source.problem(("open_hour",), "open_hour harus sebelum close_hour")


def _leaders_are_posts(sources: Sources) -> Iterator[Problem]:
    known = _post_ids(sources)
    for index, leader in enumerate(sources["leaders"].data["leaders"]):
        if leader["post"] not in known:
            text = f"jabatan '{leader['post']}' tidak ada"
            yield sources["leaders"].problem(("leaders", index, "post"), text)


def _services(sources: Sources) -> Iterator[tuple[Place, Any]]:
    for index, service in enumerate(sources["services"].data["services"]):
        yield ("services", index), service


def _post_ids(sources: Sources) -> set[str]:
    return {origin.post.id for origin in post_origins(sources)}


_RULES: tuple[Rule, ...] = (
    _ids_are_unique,
    _posts_are_unique,
    _posts_belong,
    _superiors_end,
    _needed_posts_exist,
    _services_refer,
    _sealed_have_a_post,
    _emergencies_are_urgent,
    _unknown_goes_to_triage,
    _groups_are_used,
    _deadlines_are_ordered,
    _ladder_climbs,
    _clock_opens,
    _leaders_are_posts,
)
