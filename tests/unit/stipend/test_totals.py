"""What is published of a month names nobody, also not by subtraction."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mandat.stipend.domain.model import Payment, PaymentStatus
from mandat.stipend.domain.totals import LEAST, Totals, counted
from unit.stipend import samples as p

COUNTS = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(1, 12))


def ledger(people: dict[str, int], status: PaymentStatus = PaymentStatus.PAID) -> list[Payment]:
    return [
        replace(p.payment(f"{village}{n}"), village=village, status=status)
        for village, count in people.items()
        for n in range(count)
    ]


def totals(people: dict[str, int]) -> Totals:
    return counted("2026-12", ledger(people), p.NOW)


def shown(found: Totals) -> dict[str, int]:
    return {one.village: one.people for one in found.cells if one.people is not None}


def test_sums_by_place() -> None:
    found = totals({"A": 5, "B": 12})
    assert shown(found) == {"A": 5, "B": 12}
    assert (found.people, found.rupiah, found.hidden) == (17, 17 * p.AMOUNT, 0)
    assert found.cells[0].rupiah == 5 * p.AMOUNT


def test_a_small_one_is_hidden_with_another_so_that_nobody_subtracts_it() -> None:
    found = totals({"A": 4, "B": 6, "C": 9})
    assert shown(found) == {"C": 9}
    assert found.hidden == 2
    assert found.people == 19


def test_two_small_ones_that_are_few_together_take_a_third() -> None:
    assert shown(totals({"A": 1, "B": 2, "C": 7, "D": 8})) == {"D": 8}
    assert shown(totals({"A": 4, "B": 4, "C": 7})) == {"C": 7}


def test_where_few_are_paid_nothing_is_said() -> None:
    found = totals({"A": 2, "B": 2})
    assert (found.people, found.rupiah, shown(found)) == (None, None, {})


def test_only_what_was_paid_counts() -> None:
    none = [*ledger({"A": 9}, PaymentStatus.DUE), *ledger({"B": 9}, PaymentStatus.VOID)]
    found = counted("2026-12", [*none, *ledger({"C": 5}, PaymentStatus.RECEIVED)], p.NOW)
    assert shown(found) == {"C": 5}
    assert found.people == 5
    assert counted("2026-12", (), p.NOW).people == 0


@given(COUNTS)
def test_no_hidden_number_can_be_worked_out(people: dict[str, int]) -> None:
    found = totals(people)
    assert all(count >= LEAST for count in shown(found).values())
    assert {one.village for one in found.cells} == set(people)
    if found.people is None:
        assert sum(people.values()) < LEAST
        return
    left = found.people - sum(shown(found).values())
    hidden = Counter({key: count for key, count in people.items() if key not in shown(found)})
    assert left == hidden.total()
    assert left == 0 or (left >= LEAST and (len(hidden) > 1 or len(people) == 1))
