"""Items are written as PynamoDB would write them."""

from collections.abc import Iterator

import pytest

from mandat.cases import store as cases
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide
from mandat.city.domain import Address, Post
from mandat.city.store import _post_item
from mandat.platform.table import TableItem
from mandat.platform.transaction import Put, plain
from samples import submission
from unit.cases.samples import START


def items() -> Iterator[TableItem]:
    """What a submission writes, and a post with its lists of maps."""
    filed = submission()
    events = decide(None, filed.command, START)
    case = apply(None, events[0])
    written = cases.writes(None, case, events, "digest")
    yield from (one.item for one in written if isinstance(one, Put))
    held = Address("a1", "Contoh", "contoh@example.org", START, "bounced")
    yield _post_item(Post("sekda", "Sekretaris Daerah", "setda", None, (held,)))


@pytest.mark.parametrize("item", list(items()), ids=lambda item: type(item).__name__)
def test_an_item_is_what_pynamodb_would_write(item: TableItem) -> None:
    assert plain(item) == item.serialize()


def test_there_are_items_with_and_without_optional_attributes() -> None:
    with_index = [it for it in items() if "day_shard" in plain(it)]
    assert 0 < len(with_index) < len(list(items()))
