"""Items are written as PynamoDB would write them."""

from collections.abc import Iterator

import pytest

from mandat.cases import store as cases
from mandat.cases.domain.apply import apply
from mandat.cases.domain.decide import decide
from mandat.city.domain import Address, Post
from mandat.city.store import _post_item
from mandat.platform.table import TableItem
from mandat.platform.transaction import Put
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
    assert item.plain() == item.serialize()


@pytest.mark.parametrize("item", list(items()), ids=lambda item: type(item).__name__)
def test_an_item_is_read_as_pynamodb_would_read_it(item: TableItem) -> None:
    theirs = type(item)()
    theirs.deserialize(item.plain())
    ours = TableItem.from_raw_data(item.plain())
    assert type(ours) is type(item)
    assert ours.plain() == theirs.plain() == item.plain()


def test_what_a_newer_release_wrote_besides_is_passed_over() -> None:
    item = next(items())
    assert TableItem.from_raw_data(item.plain() | {"later": {"S": "x"}}).plain() == item.plain()


def test_an_item_of_another_kind_is_not_taken_for_the_one_asked_for() -> None:
    with pytest.raises(TypeError):
        cases.DueItem.from_raw_data(next(items()).plain())


def test_an_item_has_only_what_its_kind_knows() -> None:
    with pytest.raises(ValueError, match="levl"):
        cases.TaskItem("CASE#1", "TASK#1", levl=1)


def test_there_are_items_with_and_without_optional_attributes() -> None:
    with_index = [it for it in items() if "day_shard" in it.plain()]
    assert 0 < len(with_index) < len(list(items()))
