"""Asking for a loan, page by page: what is asked, kept, refused, and held."""

from collections.abc import Iterator

import pytest

from integration.borrowers import Borrower, clock, lend_out
from integration.lenders import Clock

pytestmark = pytest.mark.usefixtures("lent")


@pytest.fixture
def lent(catalogue: object) -> Iterator[Clock]:
    lend_out()
    with clock() as hour:
        yield hour


def test_a_car_is_held_in_the_step_that_makes_the_case() -> None:
    citizen = Borrower()
    page = citizen.car_to_check()
    assert page.problems == {}
    print(page.html)
    page = citizen.send("send")
    print(page.html)
    assert page.path == "/pinjam/terkirim"
