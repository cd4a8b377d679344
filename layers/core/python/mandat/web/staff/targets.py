"""The posts that a case may be sent to, grouped as a picker shows them."""

from mandat.cases.domain.model import Case
from mandat.cases.domain.work import DISPATCHERS, INSPECTORATE, LEADERS
from mandat.city.domain import TRIAGE, Catalogue, PostTitle
from mandat.records import record
from mandat.text.mark import msg


@record
class Targets:
    """One group of a picker; `title` is a message id."""

    title: str
    posts: tuple[PostTitle, ...]

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(post.id, post.title) for post in self.posts]


def transfer_targets(case: Case, catalogue: Catalogue) -> tuple[Targets, ...]:
    """Back to triage, the place's own lurah and camat, then everybody else below the leaders.

    A sealed case goes on to posts that own sealed services and to Inspektorat only.
    """
    others = [one for one in catalogue.posts if one.id not in {case.owner, *LEADERS}]
    if case.sealed:
        sealed = _sealed_owners(catalogue)
        return _grouped(((msg("Posts for sealed reports"), [p for p in others if p.id in sealed]),))
    return _grouped(_by_kind(others, case, catalogue))


def order_targets(case: Case, catalogue: Catalogue) -> tuple[Targets, ...]:
    """Whom the leaders may instruct: everybody but themselves."""
    others = [one for one in catalogue.posts if one.id not in LEADERS]
    holder = [one for one in others if one.id == case.owner]
    rest = [one for one in others if one.id != case.owner]
    return _grouped(((msg("Holds it now"), holder), *_by_kind(rest, case, catalogue)))


def mention_targets(posts: frozenset[str], catalogue: Catalogue) -> tuple[Targets, ...]:
    """Whom one may name in the discussion."""
    found = tuple(one for one in catalogue.posts if one.id in posts)
    return (Targets(msg("Posts"), found),) if found else ()


def ids_of(targets: tuple[Targets, ...]) -> frozenset[str]:
    return frozenset(post.id for group in targets for post in group.posts)


_Kinds = tuple[tuple[str, list[PostTitle]], ...]


def _by_kind(posts: list[PostTitle], case: Case, catalogue: Catalogue) -> _Kinds:
    village = catalogue.village(case.village)
    near = {village.lurah_id, village.camat_id} if village else set()
    far = [one for one in posts if one.id not in near]
    return (
        (msg("Triage desk"), [one for one in posts if one.id == TRIAGE]),
        (msg("This place"), [one for one in posts if one.id in near]),
        (msg("Agencies"), [one for one in far if _is_agency(one.id)]),
        (msg("Other districts"), [one for one in far if one.id.startswith("camat-")]),
        (msg("Other kelurahan"), [one for one in far if one.id.startswith("lurah-")]),
    )


def _is_agency(post_id: str) -> bool:
    return not post_id.startswith(("camat-", "lurah-")) and post_id != TRIAGE


def _grouped(kinds: _Kinds) -> tuple[Targets, ...]:
    return tuple(Targets(title, tuple(posts)) for title, posts in kinds if posts)


def _sealed_owners(catalogue: Catalogue) -> set[str]:
    rules = {one.owner for one in catalogue.services if one.sealed}
    owners = {rule.removeprefix("post:") for rule in rules if rule.startswith("post:")}
    return (owners | {INSPECTORATE}) - DISPATCHERS
