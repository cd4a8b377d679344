"""Each path of a card: recorded, printed late, not at home, moved, refused, died; and who may."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mandat.cases.domain.model import CaseStatus, ClockName, Outcome
from mandat.city.calendar import to_local
from mandat.errors import InvalidError, NotAllowedError, NotYoursError
from mandat.idcard.domain import acts as a
from mandat.idcard.domain.apply import apply, replay
from mandat.idcard.domain.birthdays import evening
from mandat.idcard.domain.counters import Time, days, held, is_open, times
from mandat.idcard.domain.decide import decide
from mandat.idcard.domain.model import CardStatus as C
from mandat.idcard.domain.totals import counted
from unit.cases import samples as s
from unit.idcard import samples as t

ON_THE_DAY = datetime(2027, 11, 19, 17, 30, tzinfo=UTC)  # 20 November, 00:30 WIB
NEVER = timedelta(days=89)


def types(events: tuple[object, ...]) -> list[str]:
    return [event.type for event in events]  # type: ignore[attr-defined]  # events of a case


def printed() -> t.Played:
    return t.Played().after(t.invite(), t.appoint(), t.take(), t.print_card())


def out() -> t.Played:
    play = printed()
    play.do(t.hand_out(), ON_THE_DAY)
    return play


# -- From the invitation to the door


def test_a_card_goes_from_the_register_to_the_door_on_the_day() -> None:
    play = out()
    assert (play.task.owner, play.card.status) == ("lurah-a", C.OUT)

    events = play.do(t.deliver(), ON_THE_DAY + timedelta(hours=10))

    assert types(events) == ["CardDelivered", "TaskFinished", "CitizenTold"]
    assert (play.card.status, play.card.is_on_the_day) == (C.DELIVERED, True)
    assert (play.card.is_over, play.case.status) == (True, CaseStatus.ANSWERED)


def test_nothing_is_owed_before_the_evening_of_the_birthday() -> None:
    clocks = {clock.name: clock for clock in t.Played().task.clocks}
    by = evening(t.BIRTHDAY, t.TERMS)

    assert clocks[ClockName.FINISH].by == by
    for name in (ClockName.ACKNOWLEDGE, ClockName.ANSWER, ClockName.STATUTORY):
        assert clocks[name].by >= by + NEVER


def test_whose_birthday_is_over_has_the_services_own_time() -> None:
    late = t.Played(to_local(t.NOW).date() - timedelta(days=40))
    clock = late.task.clock(ClockName.FINISH)

    assert clock
    assert clock.by == s.CALENDAR.add_minutes(t.NOW, s.TERMS.finish_minutes)


def test_whoever_brings_it_owes_it_that_evening_and_nothing_before() -> None:
    task = out().task
    chasing = [one for one in task.clocks if one.name is not ClockName.STATUTORY]

    assert {one.by for one in chasing} == {evening(t.BIRTHDAY, t.TERMS)}
    assert {one.started_at for one in chasing} == {ON_THE_DAY}


def test_plain_acts_end_nothing_before_it_is_delivered() -> None:
    play = printed()
    assert play.case.pending
    play.do(t.hand_out(), ON_THE_DAY)
    assert play.case.pending
    play.do(t.deliver(), ON_THE_DAY)
    assert not play.case.pending


def test_expected_once_by_the_system_of_somebody() -> None:
    with pytest.raises(NotAllowedError, match="not_now_CardExpected"):
        t.Played().do(t.expect())
    bare = t.Played()
    for wrong in ({"person": ""}, {"birthday": None}, {"village": ""}):
        with pytest.raises(NotAllowedError, match="nobody"):
            decide(bare.case, None, t.expect(**wrong), t.NOW)
    with pytest.raises(NotYoursError):
        decide(bare.case, None, t.expect(actor=t.MAKER), t.NOW)
    with pytest.raises(NotAllowedError, match="no_card"):
        decide(bare.case, None, t.hand_out(), t.NOW)
    with pytest.raises(NotAllowedError, match="unknown_command"):
        decide(bare.case, bare.card, t.say(a.CardCommand, t.SYSTEM), t.NOW)


# -- Invited, visited, appointed


def test_invitations_come_one_after_the_other() -> None:
    play = t.Played().after(t.invite())
    assert play.do(t.invite(1, cause="late")) == ()
    assert play.do(t.invite(3, cause="early")) == ()
    play.do(t.invite(2), t.NOW + timedelta(days=60))
    assert (play.card.number, play.card.invited_at) == (2, t.NOW)
    assert play.card.asked_at == t.NOW + timedelta(days=60)
    with pytest.raises(InvalidError):
        play.do(t.invite(3, how="shouted"))
    with pytest.raises(NotYoursError):
        play.do(t.invite(3, actor=t.MAKER))


@pytest.mark.parametrize("found", ["told", "away", "unknown"])
def test_the_lurah_goes_there_once_and_the_task_comes_back(found: str) -> None:
    play = t.Played().after(t.invite(), t.ask_visit())
    assert (play.task.owner, play.card.status) == ("lurah-a", C.VISITING)
    clock = play.task.clock(ClockName.FINISH)
    assert clock
    assert clock.by == t.NOW + timedelta(days=t.TERMS.visit_within_days)
    with pytest.raises(NotYoursError):
        play.do(t.visit(found, actor=t.MAKER))

    play.do(t.visit(found))

    assert (play.task.owner, play.card.status) == ("dinas-dukcapil", C.INVITED)
    back = play.task.clock(ClockName.FINISH)
    assert back
    assert back.by == evening(t.BIRTHDAY, t.TERMS)
    assert play.do(t.ask_visit(cause="again")) == ()


def test_a_lurah_who_found_nobody_says_what_he_saw() -> None:
    play = t.Played().after(t.invite(), t.ask_visit())
    with pytest.raises(InvalidError):
        play.do(t.visit("away", text=""))
    with pytest.raises(InvalidError):
        play.do(t.visit("dancing"))
    play.do(t.visit("told", text=""))


def test_who_answers_while_the_lurah_is_asked_spares_him_the_way() -> None:
    play = t.Played().after(t.invite(), t.ask_visit(), t.appoint())
    assert (play.task.owner, play.card.status) == ("dinas-dukcapil", C.APPOINTED)


def test_an_appointment_is_made_moved_cancelled_and_made_again() -> None:
    play = t.Played().after(t.invite(), t.appoint())
    later = t.TIME + timedelta(days=1)
    play.do(t.appoint(cause="moved", appointed_at=later, counter="loket-2"))
    assert (play.card.counter, play.card.appointed_at) == ("loket-2", later)
    play.do(t.lose())
    assert (play.card.status, play.card.lost, play.card.counter) == (C.INVITED, "cancelled", "")
    play.do(t.appoint(cause="again"))
    assert (play.card.status, play.card.lost) == (C.APPOINTED, "")


def test_a_time_is_one_that_is_free_and_is_ones_own_or_the_posts_to_choose() -> None:
    play = t.Played().after(t.invite())
    for wrong in ({"free": False}, {"appointed_at": None}):
        with pytest.raises(InvalidError, match="choose_time"):
            play.do(t.appoint(**wrong))
    with pytest.raises(NotYoursError):
        play.do(t.appoint(t.LURAH))
    play.do(t.appoint(t.MAKER))


def test_who_did_not_come_is_invited_again() -> None:
    play = t.Played().after(t.invite(), t.appoint())
    with pytest.raises(NotAllowedError, match="too_early"):
        play.do(t.lose(t.MAKER, why="missed"))
    begun = t.TIME + timedelta(minutes=31)
    with pytest.raises(NotAllowedError, match="too_late"):
        play.do(t.lose(), begun)
    with pytest.raises(NotYoursError):
        play.do(t.lose(t.LURAH, why="missed"), begun)
    with pytest.raises(NotYoursError):
        play.do(t.lose(t.MAKER))
    play.do(t.lose(t.SYSTEM, why="missed"), begun)
    assert play.card.lost == "missed"
    play.do(t.invite(2), begun)
    assert (play.card.number, play.card.lost) == (2, "")


# -- Recorded, printed, brought


@pytest.mark.parametrize("who", [t.LURAH, t.CITIZEN, t.SYSTEM])
def test_only_who_makes_cards_records_and_prints(who: str) -> None:
    play = t.Played().after(t.invite())
    with pytest.raises(NotYoursError):
        play.do(t.say(a.RecordBiometrics, who))
    play.do(t.take())
    with pytest.raises(NotYoursError):
        play.do(t.say(a.PrintCard, who))


@pytest.mark.parametrize("days_after", [0, 1, 100])
def test_a_card_that_is_printed_late_is_brought_the_next_day(days_after: int) -> None:
    play = t.Played().after(t.take())
    at = ON_THE_DAY + timedelta(days=days_after, hours=8)
    play.do(t.print_card(), at)
    assert play.card.day == t.BIRTHDAY + timedelta(days=days_after + 1)
    play.do(t.hand_out(), at + timedelta(days=1))
    play.do(t.deliver(), at + timedelta(days=1))
    assert not play.card.is_on_the_day


def test_it_goes_out_on_its_day_and_after_a_missed_run_on_the_next_there_is() -> None:
    play = printed()
    assert play.do(t.hand_out(), ON_THE_DAY - timedelta(days=1)) == ()
    with pytest.raises(NotAllowedError, match="no_lurah"):
        play.do(t.hand_out(to=""), ON_THE_DAY)
    play.do(t.hand_out(), ON_THE_DAY + timedelta(days=2))
    assert play.card.day == t.BIRTHDAY + timedelta(days=2)
    assert play.do(t.hand_out(cause="again"), ON_THE_DAY + timedelta(days=2)) == ()


def test_a_card_may_be_fetched_at_the_counter() -> None:
    play = printed()
    play.do(t.deliver(t.MAKER), ON_THE_DAY - timedelta(days=1))
    assert play.card.is_on_the_day
    assert play.card.is_over


def test_handing_over_needs_its_proof() -> None:
    play = out()
    for wrong in ({"photos": ()}, {"proof": "word"}, {"taken_by": "neighbour"}):
        with pytest.raises(InvalidError):
            play.do(t.deliver(**wrong), ON_THE_DAY)
    with pytest.raises(NotYoursError):
        play.do(t.deliver(t.OTHER), ON_THE_DAY)


def test_nobody_at_home_is_tried_again_and_nobody_is_late_till_then() -> None:
    play = out()
    again = t.BIRTHDAY + timedelta(days=1)
    for wrong in (None, t.BIRTHDAY, t.BIRTHDAY + timedelta(days=15)):
        with pytest.raises(InvalidError, match="choose_day"):
            play.do(t.miss(day=wrong), ON_THE_DAY)
    with pytest.raises(NotYoursError):
        play.do(t.miss(day=again, actor=t.MAKER), ON_THE_DAY)

    events = play.do(t.miss(day=again), ON_THE_DAY)

    assert types(events) == ["CardNotHandedOver", "TaskScheduled"]
    assert (play.card.day, play.card.tries, play.card.status) == (again, 1, C.OUT)
    clock = play.task.clock(ClockName.FINISH)
    assert clock
    assert clock.by == evening(again, t.TERMS)
    play.do(t.deliver(), ON_THE_DAY + timedelta(days=1))
    assert not play.card.is_on_the_day


# -- Moved, refused, died


def test_a_move_before_it_is_out_only_changes_where_it_goes() -> None:
    play = printed()
    assert types(play.do(t.move())) == ["CardMoved"]
    assert (play.card.village, play.card.registered) == (t.ELSEWHERE, t.VILLAGE)
    play.do(t.hand_out(to="lurah-b"), ON_THE_DAY)
    assert play.task.owner == "lurah-b"


def test_a_card_that_is_out_goes_to_the_other_lurah_who_has_till_tomorrow() -> None:
    play = out()
    play.do(t.move(t.LURAH), ON_THE_DAY)
    assert play.task.owner == "lurah-b"
    clock = play.task.clock(ClockName.FINISH)
    assert clock
    assert clock.by == evening(t.BIRTHDAY + timedelta(days=1), t.TERMS)


def test_a_visit_goes_to_the_other_lurah() -> None:
    play = t.Played().after(t.invite(), t.ask_visit(), t.move(t.SYSTEM))
    assert (play.task.owner, play.card.registered) == ("lurah-b", t.ELSEWHERE)


def test_a_move_is_said_by_who_has_it_of_a_place_that_there_is() -> None:
    play = printed()
    with pytest.raises(NotYoursError):
        play.do(t.move(t.OTHER))
    with pytest.raises(InvalidError, match="choose_village"):
        play.do(t.move(to=""))
    assert play.do(t.move(village=t.VILLAGE)) == ()


@pytest.mark.parametrize("reason", ["refused", "moved_away", "has_card", "not_resident"])
def test_who_does_not_want_it_is_heard_and_may_object(reason: str) -> None:
    play = t.Played().after(t.invite())
    with pytest.raises(InvalidError):
        play.do(t.end(reason=reason, text=""))
    with pytest.raises(NotYoursError):
        play.do(t.end(t.OTHER, reason=reason))
    assert types(play.do(t.end(reason=reason))) == ["CardEnded", "TaskRejected", "CitizenTold"]
    assert (play.card.status, play.case.status) == (C.ENDED, CaseStatus.ANSWERED)


def test_a_death_ends_it_without_a_word_to_anybody() -> None:
    play = t.Played().after(t.invite(), t.appoint())
    assert types(play.do(t.end(t.SYSTEM, reason="died"))) == ["CardEnded", "CaseClosed"]
    assert play.case.outcome is Outcome.WITHDRAWN
    assert play.do(t.end(t.SYSTEM, reason="died", cause="again")) == ()
    with pytest.raises(InvalidError):
        t.Played().do(t.end(t.SYSTEM, reason="refused"))


def test_the_lurah_at_the_door_may_hear_of_a_death_first() -> None:
    play = out()
    assert types(play.do(t.end(t.LURAH, reason="deceased"), ON_THE_DAY)) == [
        "CardEnded",
        "CaseClosed",
    ]
    with pytest.raises(InvalidError):
        printed().do(t.end(reason="died"))


def test_nobody_has_a_task_before_it_is_routed() -> None:
    play = t.Played(routed=False)
    play.do(t.invite())
    with pytest.raises(NotAllowedError, match="not_routed"):
        play.do(t.ask_visit())


# -- What the record tells


def test_the_record_tells_the_whole_card_and_nothing_of_another_case() -> None:
    play = out()
    play.do(t.deliver(), ON_THE_DAY)
    assert replay(play.events) == play.card
    assert replay(one for one in play.events if not one.type.startswith("Card")) is None
    first = next(one for one in play.events if one.type == "CardInvited")
    with pytest.raises(NotAllowedError):
        apply(None, first)
    odd = replace(first, fact=next(one for one in play.events if one.type == "CardPrinted").fact)
    with pytest.raises(NotAllowedError):
        apply(t.card(status=C.DELIVERED), odd)


# -- Counters


def test_counters_have_quiet_hours_on_their_days_and_no_holidays() -> None:
    ahead = days(t.TERMS, t.NOW, s.CALENDAR)
    assert ahead[0] == date(2026, 11, 24)
    assert ahead[-1] <= date(2026, 11, 24) + timedelta(days=t.TERMS.horizon_days)
    assert all(day.weekday() < 5 for day in ahead)
    shut = replace(s.CALENDAR, holidays=frozenset({date(2026, 11, 26)}))
    assert date(2026, 11, 26) not in days(t.TERMS, t.NOW, shut)
    assert not is_open(t.TERMS, Time("loket-1", t.TIME), t.NOW, shut)


def test_of_counters_the_first_that_is_free_is_offered() -> None:
    day = date(2026, 11, 26)
    found = times(t.TERMS, day, {"loket-1": {day: {780: "C1"}}}, t.NOW)
    assert len(found) == 5
    assert found[0] == Time("loket-2", t.TIME)
    assert found[1].counter == "loket-1"


@pytest.mark.parametrize(
    ("counter", "at", "free"),
    [
        ("loket-1", t.TIME, True),
        ("loket-9", t.TIME, False),
        ("loket-1", t.TIME + timedelta(minutes=10), False),
        ("loket-1", t.TIME - timedelta(hours=3), False),
        ("loket-1", t.TIME + timedelta(days=2), False),  # a Saturday
        ("loket-1", t.TIME + timedelta(days=70), False),
        ("loket-1", t.TIME - timedelta(days=7), False),
    ],
)
def test_a_time_is_open_by_the_published_hours_only(counter: str, at: datetime, free: bool) -> None:
    assert is_open(t.TERMS, Time(counter, at), t.NOW, s.CALENDAR) is free


def test_an_appointment_holds_its_half_hour() -> None:
    assert held("loket-1", t.TIME).slots == {("loket-1", date(2026, 11, 26), 780)}
    assert not held("", t.TIME).slots
    assert not held("loket-1", None).slots


# -- The figure


def test_a_month_is_counted_by_what_became_of_those_who_turned_17_in_it() -> None:
    day = t.BIRTHDAY
    over = {"status": C.DELIVERED}
    cards = [
        t.card(**over, delivered_on=day),
        t.card(**over, delivered_on=day + timedelta(days=1)),
        t.card(status=C.ENDED, reason="refused"),
        t.card(status=C.ENDED, reason="died"),
        t.card(status=C.ENDED, reason="deceased"),
        t.card(status=C.OUT),
        t.card(birthday=day + timedelta(days=3)),
    ]
    found = counted("2027-11", cards, day + timedelta(days=2), t.NOW)
    assert (found.turned, found.on_day, found.later) == (4, 1, 1)
    assert (found.ended, found.waiting, found.share) == (1, 1, 33)
    assert counted("2027-11", (), day, t.NOW).share is None
