"""A family borrows as often as its quota says, in any twelve months; a strike ends on its day."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from integration.lending import approved, ask, booking, lend, route, say
from mandat.bookings import commands, store
from mandat.bookings.domain import acts as a
from mandat.bookings.domain.model import BookingStatus, Loan
from mandat.errors import NotAllowedError, TakenError
from samples import items
from unit.bookings import samples as b

pytestmark = pytest.mark.usefixtures("aws")
FAMILY = "f" * 32
TWICE = replace(b.CAR, quota=2, horizon_days=900)


@pytest.fixture(autouse=True)
def _lent(aws: None) -> None:
    lend()


def lend_twice() -> None:
    lend(replace(b.FLEET, offers=(TWICE, *b.FLEET.offers[1:])))


def saturday(weeks: int, resource: str = "bd-1-a") -> Loan:
    return b.loan(resource, b.SATURDAY + timedelta(weeks=weeks))


def refusal(key: str, **changes: object) -> str:
    before = items("")
    with pytest.raises(NotAllowedError) as refused:
        ask(key, family=FAMILY, **changes)
    assert items("") == before
    return refused.value.code


def test_a_second_loan_within_the_year_is_refused_whatever_its_time() -> None:
    ask("one", family=FAMILY)
    assert refusal("two", loan=saturday(8, "bd-2-a")) == "quota_used"
    assert refusal("three", in_line=True, loan=saturday(1)) == "quota_used"


def test_another_family_has_its_own_and_an_offer_without_quota_none() -> None:
    ask("one", family=FAMILY)
    assert ask("two", family="e" * 32, loan=saturday(1))
    for key in ("three", "four"):
        assert ask(key, offer="perlengkapan-duka", loan=b.goods(tenda=1), family="")
    assert len(items("FAMILY#")) == 2


@pytest.mark.parametrize(
    ("kind", "actor", "more"),
    [(a.CancelBooking, "citizen", {}), (a.DeclineBooking, b.POST, {"reason": "not_fit"})],
)
def test_what_was_given_up_or_refused_does_not_count(
    kind: type[a.BookingCommand], actor: str, more: dict[str, str]
) -> None:
    case_id = ask("one", family=FAMILY)
    route(case_id)
    say(case_id, kind, actor, **more)
    assert ask("two", family=FAMILY)


def test_what_was_given_back_counts() -> None:
    case_id = approved("one", family=FAMILY)
    at = b.loan().start
    say(case_id, a.HandOver, b.DRIVER, at=at, text="")
    say(case_id, a.ReturnBooking, b.DRIVER, at=at, text="")
    assert refusal("two", loan=saturday(4)) == "quota_used"


def test_of_two_lanes_the_free_one_is_taken() -> None:
    lend_twice()
    found = [ask(f"k{n}", family=FAMILY, loan=saturday(n)) for n in range(2)]
    assert [booking(one).lane for one in found] == [1, 2]
    assert refusal("three", loan=saturday(2)) == "quota_used"

    say(found[0], a.CancelBooking, "citizen")
    assert booking(ask("three", family=FAMILY, loan=saturday(2))).lane == 1


def test_a_year_after_its_start_a_loan_counts_no_more() -> None:
    lend(replace(b.FLEET, offers=(replace(b.CAR, horizon_days=900), *b.FLEET.offers[1:])))
    ask("one", family=FAMILY)
    assert refusal("two", loan=saturday(51)) == "quota_used"
    assert ask("two", family=FAMILY, loan=saturday(53))


def test_who_gives_up_the_later_loan_is_still_bound_by_the_one_before() -> None:
    lend(replace(b.FLEET, offers=(replace(b.CAR, horizon_days=900), *b.FLEET.offers[1:])))
    ask("one", family=FAMILY)
    later = ask("two", family=FAMILY, loan=saturday(53))
    say(later, a.CancelBooking, "citizen")
    assert refusal("three", loan=saturday(40)) == "quota_used"
    assert ask("three", family=FAMILY, loan=saturday(54))


def test_a_move_keeps_its_lane_and_fills_it_for_longer() -> None:
    case_id = approved("one", family=FAMILY)
    say(case_id, a.MoveBooking, "citizen", loan=saturday(3))
    (lane,) = store.quota(FAMILY, b.CAR.id).lanes.values()
    assert (lane.case_id, lane.until[:10]) == (case_id, "2027-12-26")


def test_a_proposal_fills_the_lane_for_both_times() -> None:
    case_id = ask("one", family=FAMILY)
    route(case_id)
    say(case_id, a.ProposeTime, loan=saturday(2))
    assert store.quota(FAMILY, b.CAR.id).lanes[1].until[:10] == "2027-12-19"
    say(case_id, a.ChooseTime, "citizen", other_time=False)
    assert store.quota(FAMILY, b.CAR.id).lanes[1].until[:10] == "2027-12-05"


def test_a_lane_that_another_request_took_meanwhile_is_not_taken_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both read the lane as free: the write of the second says no, and it reads again."""
    real, waiting = store.quota, ["first"]

    def overtaken(family: str, offer_id: str) -> store.Quota:
        found = real(family, offer_id)
        if waiting:
            waiting.pop()
            ask("first", family=FAMILY, loan=saturday(1))
        return found

    monkeypatch.setattr(commands.store, "quota", overtaken)
    with pytest.raises(NotAllowedError) as refused:
        ask("second", family=FAMILY)
    assert refused.value.code == "quota_used"

    lend_twice()
    waiting.append("again")
    ask("third", family=FAMILY)
    assert len(items("FAMILY#")) == 1


# -- Strikes


def no_show(key: str) -> datetime:
    case_id = approved(key, family=FAMILY)
    loan = booking(case_id).loan
    done = say(case_id, a.RecordNoShow, b.DRIVER, at=loan.start + timedelta(hours=1), text="")
    assert done.booking.barred_until
    return done.booking.barred_until


def test_who_did_not_come_may_not_borrow_until_the_strike_ends() -> None:
    lend_twice()
    until = no_show("one")

    assert refusal("two", loan=saturday(4)) == "barred"
    weeks = (until - b.loan().start).days // 7 + 1
    assert refusal("two", loan=saturday(weeks - 1)) == "barred"
    assert booking(ask("two", family=FAMILY, loan=saturday(weeks))).status is BookingStatus.HELD


def test_a_strike_given_meanwhile_is_heeded_by_the_write(monkeypatch: pytest.MonkeyPatch) -> None:
    lend_twice()
    real, waiting = store.quota, ["strike"]

    def struck(family: str, offer_id: str) -> store.Quota:
        found = real(family, offer_id)
        if waiting:
            waiting.pop()
            no_show("one")
        return found

    monkeypatch.setattr(commands.store, "quota", struck)
    with pytest.raises(NotAllowedError) as refused:
        ask("two", family=FAMILY, loan=saturday(5))
    assert refused.value.code == "barred"


def test_a_taken_time_costs_no_lane() -> None:
    ask("other")
    with pytest.raises(TakenError):
        ask("one", family=FAMILY)
    assert ask("two", family=FAMILY, loan=saturday(1))
