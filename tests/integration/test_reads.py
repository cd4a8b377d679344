"""The watch over the table's reads notices what it is there for."""

from datetime import timedelta

import pytest

from integration.reads import PAGES_MAX, QUERIES_MAX, TURNS_PAGES, WATCH, Watch
from mandat.cases import store
from mandat.cases.domain.model import Due
from mandat.cases.store import EventItem
from mandat.city.domain import Catalogue
from mandat.city.store import open_tasks
from mandat.platform.table import TableItem, connection
from mandat.platform.transaction import Put, commit
from mandat.reminders.store import due_rows
from samples import LambdaContext, sqs_event
from sweeper.handler import handle as sweeper
from unit.cases import samples as s

pytestmark = pytest.mark.usefixtures("aws")


def fill(count: int) -> None:
    for number in range(count):
        commit([Put(store.due_item("CASE0001", Due("route", s.START, f"T{number}")))])


@pytest.fixture
def strict() -> Watch:
    """A watch that listens to tests, too."""
    watch = Watch(is_ours=lambda: True)
    watch.listen(connection().client)
    return watch


def test_a_scan_is_seen(strict: Watch) -> None:
    assert list(TableItem.scan()) == []

    assert strict.found == ["a Scan"]


def test_a_query_without_a_limit_is_seen() -> None:
    store.timeline("CASE0001", limit=None)  # type: ignore[arg-type]  # what must not be
    store.worklist("dinas-pupr", limit=None)  # type: ignore[arg-type]  # same

    assert WATCH.taken() == ["CASE# EVENT#: no limit", "worklist: no limit"]


def test_what_a_test_reads_is_its_own_affair() -> None:
    assert list(EventItem.query("CASE#1", EventItem.sk.startswith("EVENT#"))) == []


def test_a_query_that_turns_pages_for_ever_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    fill(PAGES_MAX + 1)
    monkeypatch.setattr("mandat.reminders.store.PAGE", 1)

    assert len(list(due_rows(s.START + timedelta(days=1), s.START))) == PAGES_MAX + 1
    assert WATCH.taken() == []

    monkeypatch.delitem(TURNS_PAGES, "DUE#")
    assert len(list(due_rows(s.START + timedelta(days=1), s.START))) == PAGES_MAX + 1
    assert f"DUE#: more than {PAGES_MAX} pages" in WATCH.taken()


def test_a_handler_that_asks_too_often_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mandat.reminders.store.SHARDS", QUERIES_MAX + 1)

    sweeper(sqs_event("{}"), LambdaContext())  # type: ignore[arg-type]

    assert WATCH.taken() == [f"DUE#: more than {QUERIES_MAX} queries by one call"]


def test_what_several_calls_of_a_handler_ask_is_not_added_up() -> None:
    for _ in range(3):
        sweeper(sqs_event("{}"), LambdaContext())  # type: ignore[arg-type]

    assert WATCH.taken() == []


def test_the_sync_of_a_city_counts_page_by_page(city: Catalogue) -> None:
    assert open_tasks(city.posts[0].id).total() == 0

    assert WATCH.taken() == []
