"""Clocks and the next moment of a case. Pure: the calendar and the time are parameters."""

from dataclasses import replace
from datetime import datetime, timedelta

from mandat.cases.domain.model import (
    RUNG_LEADERS,
    BookingState,
    Case,
    CaseStatus,
    Clock,
    ClockName,
    Due,
    Task,
    TaskStatus,
    Terms,
)
from mandat.city.calendar import Calendar

ROUTE_AFTER = timedelta(minutes=2)
BETWEEN_RUNGS = timedelta(minutes=30)
BETWEEN_NUDGES = timedelta(days=1)
WAIT_WORKING_DAYS = 5
NUDGE_AFTER = (timedelta(days=3), timedelta(days=5))
CLOSE_AFTER = timedelta(days=7)


def start_clock(
    name: ClockName, start: datetime, minutes: int, terms: Terms, calendar: Calendar
) -> Clock:
    """A clock of `minutes` on the quick-response calendar with its four rungs."""
    by = calendar.add_minutes(start, minutes, always=terms.urgent)
    return clock_until(name, start, by, terms, calendar)


def clock_until(
    name: ClockName, start: datetime, by: datetime, terms: Terms, calendar: Calendar
) -> Clock:
    """A clock whose deadline is given: an order's, or the statutory one."""
    whole = calendar.minutes_between(start, by, always=terms.urgent)
    half = whole * terms.remind_percent // 100
    moments = (
        calendar.add_minutes(start, half, always=terms.urgent),
        by,
        calendar.add_minutes(by, terms.sekda_minutes, always=terms.urgent),
        calendar.add_minutes(by, terms.leaders_minutes, always=terms.urgent),
    )
    return Clock(name, start, moments, terms.repeat_hours)


def task_clocks(case: Case, start: datetime, calendar: Calendar) -> tuple[Clock, ...]:
    """The clocks of whoever now holds the task; the statutory one runs on from the submission."""
    terms = case.terms
    quick = (
        (ClockName.ACKNOWLEDGE, terms.acknowledge_minutes),
        (ClockName.ANSWER, terms.answer_minutes),
        (ClockName.FINISH, terms.finish_minutes),
    )
    started = (start_clock(name, start, minutes, terms, calendar) for name, minutes in quick)
    return (*(_if_answered(one, case) for one in started), _statutory_clock(case, calendar))


def _if_answered(clock: Clock, case: Case) -> Clock:
    """A loan that was agreed to has its answer, whoever holds its case next."""
    if clock.name is not ClockName.ANSWER or not case.booking or case.task is None:
        return clock
    before = case.task.clock(clock.name)
    return replace(clock, met_at=before.met_at) if before else clock


def _statutory_clock(case: Case, calendar: Calendar) -> Clock:
    running = case.task.clock(ClockName.STATUTORY) if case.task else None
    return running or clock_until(
        ClockName.STATUTORY, case.submitted_at, case.statutory_by, case.terms, calendar
    )


def order_clocks(
    task: Task, start: datetime, deadline: datetime, terms: Terms, calendar: Calendar
) -> tuple[Clock, ...]:
    """Acknowledged anew and chased by the order; the first clocks stay for the score."""
    replaced = {ClockName.ACKNOWLEDGE, ClockName.ORDER}
    return (
        start_clock(ClockName.ACKNOWLEDGE, start, terms.acknowledge_minutes, terms, calendar),
        clock_until(ClockName.ORDER, start, deadline, terms, calendar),
        *(clock for clock in task.clocks if clock.name not in replaced),
    )


def scheduled_clocks(
    case: Case, at: datetime, by: datetime, calendar: Calendar
) -> tuple[Clock, ...]:
    """The task's clocks once its owner has agreed to a day: all met but the finishing one, `by`."""
    return tuple(
        clock_until(ClockName.FINISH, at, by, case.terms, calendar)
        if clock.name is ClockName.FINISH
        else replace(clock, met_at=clock.met_at or at)
        for clock in case.tasks[-1].clocks
    )


def resumed_clocks(
    task: Task, terms: Terms, calendar: Calendar, now: datetime
) -> tuple[Clock, ...]:
    """The task's clocks with what was left of them when the wait began."""
    since = task.waiting_since or now
    return tuple(_moved(clock, since, now, terms, calendar) for clock in task.clocks)


def _moved(clock: Clock, since: datetime, now: datetime, terms: Terms, calendar: Calendar) -> Clock:
    def moved(moment: datetime) -> datetime:
        left = calendar.minutes_between(since, moment, always=terms.urgent)
        return calendar.add_minutes(now, left, always=terms.urgent) if left > 0 else moment

    first, second, third, fourth = clock.moments
    if clock.met_at:
        return clock
    return replace(clock, moments=(moved(first), moved(second), moved(third), moved(fourth)))


def waiting_until(task: Task, calendar: Calendar, now: datetime, *, urgent: bool) -> datetime:
    """When asking the citizen stops pausing: 5 working days, or what the task has left of them."""
    budget = calendar.add_minutes(now, task.wait_minutes_left, always=urgent)
    return min(calendar.add_working_days(now, WAIT_WORKING_DAYS), budget)


def wait_budget(calendar: Calendar, *, urgent: bool) -> int:
    """Minutes of the task's own clock in 5 days: all that it may ever be paused."""
    hours = 24 if urgent else calendar.close_hour - calendar.open_hour
    return WAIT_WORKING_DAYS * hours * 60


def next_moment(case: Case) -> Due | None:
    """When the case must be looked at next; None when it is closed, or its booking in line."""
    if case.status is CaseStatus.SUBMITTED:
        return _routing_moment(case)
    if case.status is CaseStatus.OPEN:
        return _task_moment(case, case.tasks[-1])
    if case.status is CaseStatus.ANSWERED and case.told_at:
        return _citizen_moment(case)
    return _next_rung(case, (case.clock,), "-") if case.clock else None


def _routing_moment(case: Case) -> Due | None:
    """Nobody owes anything for a booking in line; the booking's own moments watch over it."""
    if case.booking == BookingState.WAITING:
        return None
    return Due("route", (case.changed_at if case.booking else case.submitted_at) + ROUTE_AFTER)


def _task_moment(case: Case, task: Task) -> Due:
    if task.status is TaskStatus.WAITING and task.waiting_until:
        return Due("resume", task.waiting_until, task.id)
    return _next_rung(case, chasing_clocks(task), task.id)


def chasing_clocks(task: Task) -> tuple[Clock, ...]:
    """The clocks that chase: an order's deadline replaces the promises made before it."""
    unmet = tuple(clock for clock in task.clocks if clock.met_at is None)
    if any(clock.name is ClockName.ORDER for clock in unmet):
        return tuple(one for one in unmet if one.name in {ClockName.ORDER, ClockName.ACKNOWLEDGE})
    return unmet


def _next_rung(case: Case, clocks: tuple[Clock, ...], task_id: str) -> Due:
    """Of at least one clock: an open task is chased by its statutory one until it is answered."""
    rungs = [(_rung_at(case, clock), index, clock) for index, clock in enumerate(clocks)]
    at, _, clock = min(rungs, key=lambda rung: rung[:2])
    return Due(f"{clock.name}:{clock.passed}", at, task_id)


def _rung_at(case: Case, clock: Clock) -> datetime:
    """Rungs keep 30 minutes apart, also after an outage; the top one repeats from the last."""
    if clock.passed > RUNG_LEADERS:
        return (case.rung_at or clock.by) + timedelta(hours=clock.repeat_hours)
    planned = clock.moments[clock.passed]
    return max(planned, case.rung_at + BETWEEN_RUNGS) if case.rung_at else planned


def _citizen_moment(case: Case) -> Due | None:
    if case.nudges < len(case.nudge_at):
        return Due(f"nudge:{case.nudges}", _after_nudge(case, case.nudge_at[case.nudges]))
    return Due("close", _after_nudge(case, case.close_at or case.changed_at))


def _after_nudge(case: Case, planned: datetime) -> datetime:
    """A late reminder still leaves a day to react."""
    return max(planned, case.rung_at + BETWEEN_NUDGES) if case.nudges and case.rung_at else planned


def promised_by(case: Case) -> datetime | None:
    """The hour that the citizen is told: an order's deadline, else the finishing one."""
    task = case.task
    if task is None:
        return None
    clock = next((c for c in task.clocks if c.name is ClockName.ORDER and c.met_at is None), None)
    clock = clock or task.clock(ClockName.FINISH)
    return clock.by if clock else None
