"""What a sync would change: pure comparison of the files with what is live."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mandat.city.domain import Catalogue, Post, Service


@dataclass(frozen=True)
class Changes:
    """Ids by what happens to them."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.added, *self.changed, *self.unchanged, *self.removed)


@dataclass(frozen=True)
class Plan:
    """`replaces` is the live catalogue's version, 0 before the first sync."""

    catalogue: Catalogue
    replaces: int
    services: Changes
    posts: Changes

    @property
    def changes_catalogue(self) -> bool:
        return self.catalogue.version != self.replaces


def make_plan(
    wanted: Catalogue, posts: Iterable[Post], live: Catalogue | None, stored: Mapping[str, Post]
) -> Plan:
    """`wanted` and `posts` are the files', `live` and `stored` the table's."""
    old_services = {one.id: replace(one, version=0) for one in live.services} if live else {}
    seeds = {post.id: described(post) for post in posts}
    known = {post.id: described(post) for post in stored.values()}
    return Plan(
        catalogue=numbered(wanted, live),
        replaces=live.version if live else 0,
        services=compare({one.id: one for one in wanted.services}, old_services),
        posts=compare(seeds, known),
    )


def described(post: Post) -> Post:
    """A post by what the files say about it: its holders are the table's."""
    return replace(post, addresses=(), generation=1)


def numbered(wanted: Catalogue, live: Catalogue | None) -> Catalogue:
    """The catalogue with its versions: the live ones where nothing changed, the next elsewhere."""
    if live is None:
        live = replace(wanted, services=())
    version = live.version + 1
    services = tuple(_numbered(one, live.service(one.id), version) for one in wanted.services)
    candidate = replace(wanted, version=live.version, services=services)
    return candidate if candidate == live else replace(candidate, version=version)


def _numbered(wanted: Service, live: Service | None, version: int) -> Service:
    kept = live is not None and replace(live, version=0) == wanted
    return live if kept and live is not None else replace(wanted, version=version)


def compare(wanted: Mapping[str, object], live: Mapping[str, object]) -> Changes:
    return Changes(
        added=tuple(key for key in wanted if key not in live),
        changed=tuple(key for key in wanted if key in live and wanted[key] != live[key]),
        unchanged=tuple(key for key in wanted if wanted[key] == live.get(key)),
        removed=tuple(key for key in live if key not in wanted),
    )
