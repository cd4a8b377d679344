"""Nobody learns at /lacak which reports exist: page, headers, reads and writes are the same."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient

from integration.citizens import Citizen, Page
from integration.desks import filed, open_city
from mandat.platform.ids import case_id as made_id
from mandat.platform.ids import show_reference

TRIES = 5
Call = tuple[str, tuple[str, ...]]


@pytest.fixture(autouse=True)
def city(aws: None) -> None:
    open_city()


@contextmanager
def calls() -> Iterator[list[Call]]:
    """What is asked of AWS meanwhile: each operation, and which of its parameters it gave."""
    made: list[Call] = []
    real: Callable[..., Any] = BaseClient._make_api_call  # type: ignore[attr-defined]

    def noted(client: Any, operation: str, params: dict[str, Any]) -> Any:
        made.append((operation, tuple(sorted(params))))
        return real(client, operation, params)

    with patch.object(BaseClient, "_make_api_call", noted):
        yield made


def tried(reference: str, code: str) -> tuple[Page, list[Call]]:
    citizen = Citizen()
    citizen.get("/lacak")
    with calls() as made:
        page = citizen.send(reference=reference, code=code)
    return page, made


def seen(page: Page, reference: str) -> tuple[int, str, dict[str, list[str]]]:
    return page.status, page.html.replace(reference, "BKL"), page.headers


def missing(number: int) -> str:
    return show_reference(made_id(f"nobody:{number}"))


@pytest.mark.parametrize("code", ["K7M2QX", "000000", "ABC124"])
def test_a_known_and_an_unknown_reference_are_answered_alike(code: str) -> None:
    known, unknown = show_reference(filed().id), missing(1)
    tried(known, code)  # both have a try behind them, so that the counters are there

    first, asked_first = tried(known, code)
    tried(unknown, code)
    second, asked_second = tried(unknown, code)

    assert seen(first, known) == seen(second, unknown)
    assert asked_first == asked_second
    assert [name for name, _ in asked_first] == ["UpdateItem", "GetItem"]


def test_tries_run_out_alike_and_for_each_reference_by_itself() -> None:
    known, unknown = show_reference(filed().id), missing(2)
    for reference in (known, unknown):
        pages = [tried(reference, "K7M2QX")[0].status for _ in range(TRIES)]
        assert pages == [422] * TRIES
    first, asked_first = tried(known, "ABC123")
    second, asked_second = tried(unknown, "ABC123")

    assert first.status == second.status == 429
    assert seen(first, known) == seen(second, unknown)
    assert asked_first == asked_second == asked_first[:1]
    assert tried(missing(3), "K7M2QX")[0].status == 422


def test_hundreds_of_guessed_references_find_nothing() -> None:
    filed()
    answers = {seen(tried(missing(one), "ABC123")[0], missing(one))[:2] for one in range(10, 60)}

    assert len(answers) == 1
