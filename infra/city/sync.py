"""Check the city's files and bring catalogue, posts, fleet and programmes up to date. Idempotent.

    python infra/city/sync.py --city bengkulu --check
    python infra/city/sync.py --city bengkulu --table mandat-staging

Holders of existing posts are never touched (holders.py changes them). A post or service with
open tasks, a thing or offer with bookings is not removed: nothing is written then, and the exit
code is 1.
"""

import argparse
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "infra"), str(ROOT / "layers" / "core" / "python")]

from city.build import build_catalogue, build_posts  # noqa: E402  after the path is set
from city.check import CITIES, checked_city, warnings  # noqa: E402
from city.command import FAILED, arguments, on_table, report_mistakes  # noqa: E402
from city.fleet_plan import FleetPlan, make_fleet_plan, stranded  # noqa: E402
from city.lending import build_fleet  # noqa: E402
from city.plan import Changes, Plan, make_plan  # noqa: E402
from city.promises import build_programmes, numbered  # noqa: E402
from city.source import DataError, Source  # noqa: E402
from mandat.city.calendar import to_local  # noqa: E402
from mandat.errors import ConflictError  # noqa: E402

NAMES_SHOWN = 10
# An item may hold 400 KB; the rest is room to notice in time.
BODY_LIMIT_BYTES = 350_000


def main(argv: list[str] | None = None) -> int:
    """The exit code: 0 when the table says what the files say."""
    options = _parse(argv)
    try:
        sources = checked_city(CITIES / options.city)
    except DataError as error:
        return report_mistakes(error)
    _print_checked(sources)
    if options.check:
        return 0
    return on_table(options.table, lambda: sync(sources))


def sync(sources: dict[str, Source]) -> int:
    """Write what changed and print it; the exit code."""
    plan, fleet = _plan(sources), _fleet_plan(sources)
    refused = [*_refusals(plan), *stranded(fleet, to_local(datetime.now(UTC)).date())]
    for line in refused:
        print(f"ditolak: {line}", file=sys.stderr)
    if refused:
        print("Tidak ada yang diubah.", file=sys.stderr)
        return FAILED
    try:
        _write(plan, fleet, sources)
        programmes = _write_programmes(sources)
    except ConflictError:
        print("Katalog baru saja diubah orang lain; jalankan sekali lagi.", file=sys.stderr)
        return FAILED
    _print_plan(plan)
    _print_fleet(fleet)
    print(f"program: {programmes}")
    return 0


def _parse(argv: list[str] | None) -> argparse.Namespace:
    parser = arguments("Periksa data kota dan perbarui katalog yang dipakai sistem.")
    parser.add_argument("--city", required=True, choices=_cities(), help="folder data kota")
    parser.add_argument("--check", action="store_true", help="hanya memeriksa, tidak menulis")
    return parser.parse_args(argv)


def _cities() -> list[str]:
    return sorted(path.parent.name for path in CITIES.glob("*/city.yaml"))


def _plan(sources: dict[str, Source]) -> Plan:
    from mandat.city.store import load_posts, read_catalogue

    posts, live = build_posts(sources), read_catalogue()
    known = {post.id for post in posts} | {post.id for post in (live.posts if live else ())}
    return make_plan(build_catalogue(sources), posts, live, load_posts(known))


def _fleet_plan(sources: dict[str, Source]) -> FleetPlan:
    from mandat.bookings.store import read_fleet

    return make_fleet_plan(build_fleet(sources), read_fleet())


def _refusals(plan: Plan) -> list[str]:
    """A line for each reason not to write."""
    from mandat.platform.document import to_json

    size = len(to_json(plan.catalogue).encode())
    if size > BODY_LIMIT_BYTES:
        return [f"katalog terlalu besar ({size} dari {BODY_LIMIT_BYTES} byte)"]
    removes = plan.services.removed or plan.posts.removed
    return _forbidden_removals(plan) if removes else []


def _forbidden_removals(plan: Plan) -> list[str]:
    from mandat.city.store import open_tasks

    tasks = {post_id: open_tasks(post_id) for post_id in plan.posts.all}
    services = sum(tasks.values(), Counter())
    held = [("jabatan", one, tasks[one].total()) for one in plan.posts.removed]
    held += [("layanan", one, services[one]) for one in plan.services.removed]
    return [
        f"{what} '{one}' masih punya {count} tugas terbuka; selesaikan atau pindahkan dahulu"
        for what, one, count in held
        if count
    ]


def _write(plan: Plan, fleet: FleetPlan, sources: dict[str, Source]) -> None:
    """Posts before the catalogue that names them, removals after it; then what is lent."""
    from mandat.bookings.store import put_fleet
    from mandat.city.store import create_post, delete_post, describe_post, put_catalogue

    for post in build_posts(sources):
        if post.id in plan.posts.added:
            create_post(post)
        elif post.id in plan.posts.changed:
            describe_post(post)
    if plan.changes_catalogue:
        put_catalogue(plan.catalogue, plan.replaces)
    for post_id in plan.posts.removed:
        delete_post(post_id)
    if fleet.changes_fleet:
        put_fleet(fleet.fleet, fleet.live.version)


def _write_programmes(sources: dict[str, Source]) -> str:
    """Write what is promised, where it changed; says what became of it."""
    from mandat.programmes.terms_store import put_programmes, read_programmes

    live = read_programmes()
    wanted = numbered(build_programmes(sources), live)
    if wanted == live:
        return f"tetap versi {wanted.version}"
    put_programmes(wanted, live.version if live else 0)
    return f"versi baru {wanted.version}"


def _print_checked(sources: dict[str, Source]) -> None:
    catalogue, fleet = build_catalogue(sources), build_fleet(sources)
    print(
        f"{catalogue.city_name}: data benar ({len(catalogue.agencies)} perangkat daerah, "
        f"{len(catalogue.posts)} jabatan, {len(catalogue.services)} layanan, "
        f"{len(catalogue.villages)} kelurahan, {len(fleet.resources)} yang dipinjamkan)."
    )
    for warning in warnings(sources, datetime.now(UTC).date()):
        print(f"peringatan: {warning}")


def _print_plan(plan: Plan) -> None:
    _print_changes("layanan", plan.services)
    _print_changes("jabatan", plan.posts)
    version = plan.catalogue.version
    print(f"katalog: {'versi baru' if plan.changes_catalogue else 'tetap versi'} {version}")


def _print_fleet(plan: FleetPlan) -> None:
    _print_changes("peminjaman", plan.offers)
    _print_changes("barang", plan.resources)
    version = plan.fleet.version
    print(f"armada: {'versi baru' if plan.changes_fleet else 'tetap versi'} {version}")


def _print_changes(what: str, changes: Changes) -> None:
    words = {"added": "baru", "changed": "berubah", "unchanged": "tetap", "removed": "dihapus"}
    counts = [f"{len(getattr(changes, key))} {word}" for key, word in words.items()]
    print(f"{what}: {', '.join(counts)}")
    for key in ("added", "changed", "removed"):
        ids = getattr(changes, key)
        if 0 < len(ids) <= NAMES_SHOWN:
            print(f"  {words[key]}: {', '.join(ids)}")


if __name__ == "__main__":
    sys.exit(main())
