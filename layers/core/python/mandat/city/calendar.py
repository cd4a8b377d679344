"""The city's two clocks: quick-response minutes and statutory working days.

Every moment that comes in or goes out is an aware UTC datetime; days and hours are
Asia/Jakarta's. The quick-response clock runs from the opening to the closing hour on every
day of the week; the statutory clock counts Monday to Friday without holidays.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from mandat.records import record

JAKARTA = ZoneInfo("Asia/Jakarta")
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
SATURDAY = 5
MIDNIGHT_HOUR = 24

# Perpres 21/2023: offices start at 07:30 and work 7.5 hours with an hour's break.
OFFICE_CLOSES = time(16, 0)
QUIET_FROM = time(20, 0)
QUIET_UNTIL = time(7, 0)


def to_local(at: datetime) -> datetime:
    """The moment as Jakarta's wall clock shows it; a naive datetime is a ValueError."""
    if at.utcoffset() is None:
        raise ValueError("a moment must carry its time zone")
    return at.astimezone(JAKARTA)


def _to_utc(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, JAKARTA).astimezone(UTC)


@record
class Calendar:
    """Holidays (cuti bersama included) and the hours in which the quick-response clock runs."""

    holidays: frozenset[date] = frozenset()
    open_hour: int = 7
    close_hour: int = 21

    def __post_init__(self) -> None:
        if not 0 <= self.open_hour < self.close_hour <= MIDNIGHT_HOUR:
            raise ValueError("the clock must open before it closes, within one day")

    def add_minutes(self, start: datetime, minutes: int, *, always: bool = False) -> datetime:
        """When `minutes` of the quick-response clock have run since `start`.

        `always` is for urgent services, whose clock never stops. A clock that runs out exactly
        at closing time ends there, not on the next morning.
        """
        if minutes < 0:
            raise ValueError("minutes cannot be negative")
        if always:
            return to_local(start).astimezone(UTC) + minutes * MINUTE
        days, rest = divmod(self._run_until(start) + minutes * MINUTE, self._span)
        if minutes and not rest:
            days, rest = days - 1, self._span
        return self._opening(date.fromordinal(days)) + rest

    def minutes_between(self, start: datetime, end: datetime, *, always: bool = False) -> int:
        """Whole minutes the clock runs from `start` to `end`; negative when `end` is earlier.

        The inverse of `add_minutes`.
        """
        if always:
            passed = to_local(end) - to_local(start)
        else:
            passed = self._run_until(end) - self._run_until(start)
        return -(-passed // MINUTE) if passed < timedelta() else passed // MINUTE

    def add_working_days(self, start: datetime, days: int) -> datetime:
        """The end of office hours (16:00 WIB) on the `days`-th working day after `start`'s day."""
        if days < 1:
            raise ValueError("the statutory clock counts at least one working day")
        return _to_utc(self._after_working_days(to_local(start).date(), days), OFFICE_CLOSES)

    @lru_cache(maxsize=256)  # noqa: B019  a process knows one calendar, or a few
    def working_days_to(self, start: datetime, end: datetime) -> int:
        """As many working days after `start` as surely reach `end`."""
        first, last = to_local(start).date(), to_local(end).date()
        between = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        return sum(self.is_working_day(day) for day in between) + 1

    def _after_working_days(self, day: date, days: int) -> date:
        """Asked for the same day and number by every case that is filed today."""
        while days:
            day += DAY
            days -= self.is_working_day(day)
        return day

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self.holidays

    def is_open(self, at: datetime) -> bool:
        """Whether the quick-response clock runs: from the opening hour, up to the closing hour."""
        return self.open_hour <= to_local(at).hour < self.close_hour

    def next_open(self, at: datetime) -> datetime:
        """`at` itself while the clock runs, otherwise the next opening."""
        return self.add_minutes(at, 0)

    def is_quiet(self, at: datetime) -> bool:
        """Whether courtesy mail must wait: 20:00 to 07:00 WIB."""
        clock = to_local(at).time()
        return clock >= QUIET_FROM or clock < QUIET_UNTIL

    def after_quiet(self, at: datetime) -> datetime:
        """`at` itself outside quiet hours, otherwise the 07:00 WIB that ends them."""
        local = to_local(at)
        if not self.is_quiet(at):
            return local.astimezone(UTC)
        day = local.date() + (DAY if local.time() >= QUIET_FROM else timedelta())
        return _to_utc(day, QUIET_UNTIL)

    @property
    def _span(self) -> timedelta:
        return timedelta(hours=self.close_hour - self.open_hour)

    def _opening(self, day: date) -> datetime:
        return _to_utc(day, time(self.open_hour))

    def _run_until(self, at: datetime) -> timedelta:
        """How long the clock has run in all since day zero: makes sums of plain subtraction."""
        day = to_local(at).date()
        today = to_local(at).astimezone(UTC) - self._opening(day)
        return day.toordinal() * self._span + min(max(today, timedelta()), self._span)
