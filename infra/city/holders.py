"""Show or change who holds the posts, as a CSV file that any spreadsheet edits.

    python infra/city/holders.py --table mandat-staging --show > pejabat.csv
    python infra/city/holders.py --table mandat-staging --file pejabat.csv

Only posts named in the file whose holders differ are changed; links sent to earlier holders of
those posts stop working. The file holds personal data: keep it out of the repository.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "infra"), str(ROOT / "layers" / "core" / "python")]

from city.command import FAILED, arguments, on_table, report_mistakes  # noqa: E402
from city.shapes import check_holders  # noqa: E402
from city.source import DataError, Problem, Source, read_csv  # noqa: E402
from mandat.city.domain import Address  # noqa: E402
from mandat.errors import ConflictError  # noqa: E402

if TYPE_CHECKING:
    from mandat.city.domain import Post

COLUMNS = ("post", "address", "name", "email")


def main(argv: list[str] | None = None) -> int:
    """The exit code: 0 when all was shown, or written."""
    options = _parse(argv)
    return on_table(options.table, lambda: _show() if options.show else _change(options.file))


def _parse(argv: list[str] | None) -> argparse.Namespace:
    parser = arguments("Lihat atau ganti pemegang jabatan.")
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--show", action="store_true", help="cetak pemegang semua jabatan (CSV)")
    action.add_argument("--file", type=Path, help="CSV dengan pemegang yang baru")
    return parser.parse_args(argv)


def _live_posts() -> dict[str, "Post"]:
    from mandat.city.store import load_posts, read_catalogue

    catalogue = read_catalogue()
    return load_posts(post.id for post in catalogue.posts) if catalogue else {}


def _show() -> int:
    writer = csv.writer(sys.stdout)
    writer.writerow(COLUMNS)
    for post_id, post in sorted(_live_posts().items()):
        writer.writerows((post_id, one.id, one.name, one.email) for one in post.addresses)
    return 0


def _checked(path: Path, posts: dict[str, "Post"]) -> dict[str, tuple[Address, ...]]:
    """The holders of each post named in the file."""
    source = read_csv(path)
    problems = list(check_holders(source)) or list(_disagreements(source, posts))
    if problems:
        raise DataError(problems)
    rows = sorted(source.data, key=lambda row: (row["post"], row["address"]))
    return {
        post_id: tuple(Address(row["address"], row["name"], row["email"]) for row in group)
        for post_id, group in groupby(rows, key=lambda row: str(row["post"]))
    }


def _disagreements(source: Source, posts: dict[str, "Post"]) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for index, row in enumerate(source.data):
        if row["post"] not in posts:
            yield source.problem((index,), f"jabatan '{row['post']}' tidak ada")
        if (row["post"], row["address"]) in seen:
            yield source.problem((index,), f"alamat '{row['address']}' tertulis dua kali")
        seen.add((row["post"], row["address"]))


def _change(path: Path) -> int:
    posts = _live_posts()
    try:
        wanted = _checked(path, posts)
    except DataError as error:
        return report_mistakes(error)
    changed = [post_id for post_id in wanted if wanted[post_id] != _entered(posts[post_id])]
    return _write([(posts[post_id], wanted[post_id]) for post_id in changed], len(wanted))


def _entered(post: "Post") -> tuple[Address, ...]:
    """Holders as a file enters them: without what the mail service said of their mailboxes."""
    bare = {"unreachable_since": None, "unreachable_reason": ""}
    return tuple(replace(one, **bare) for one in post.addresses)


def _write(changes: list[tuple["Post", tuple[Address, ...]]], total: int) -> int:
    from mandat.city.store import put_holders

    for post, addresses in changes:
        try:
            put_holders(post, addresses)
        except ConflictError:
            print(f"{post.id}: baru saja diubah orang lain; ulangi.", file=sys.stderr)
            return FAILED
    print(f"pemegang: {len(changes)} berubah, {total - len(changes)} tetap")
    return 0


if __name__ == "__main__":
    sys.exit(main())
