"""Counting days.

No source defines a working day. This is the guide's own convention, labelled as its own wherever it is used:
Monday to Friday less the bank holidays of England and Wales and the authority's closure days; the day of receipt is
day 0, whatever kind of day it is; a limit ends with the end of its last counted day.
"""

from __future__ import annotations

import calendar as gregorian
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from calculator.model import ClosureDay, Limit, LimitUnit
from calculator.plain_dates import WEEKDAYS, long_date

ONE_DAY = timedelta(days=1)
SATURDAY = 5
"""Days of the week from here on do not count."""


class OutsideCalendar(ValueError):
    """A day lies outside the years for which bank holidays are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Bank and closure days over a stated range; `first` and `last` are inclusive."""

    division: str
    first: date
    last: date
    announced_until: date
    """The last day up to which bank holidays are officially announced, inclusive."""
    bank_holidays: dict[date, str]
    closure_days: dict[date, str] = field(default_factory=dict)
    source: str
    """The list that was used, for example `holidays 0.109`."""
    weekdays_off: tuple[date, ...] = field(init=False, repr=False, compare=False)
    """Bank and closure days from Monday to Friday, in order."""

    def __post_init__(self) -> None:
        days_off = self.bank_holidays.keys() | self.closure_days.keys()
        in_order = tuple(sorted(day for day in days_off if day.weekday() < SATURDAY))
        object.__setattr__(self, "weekdays_off", in_order)

    def with_closure_days(self, days: tuple[ClosureDay, ...]) -> Calendar:
        """Return this calendar with an authority's closure days added."""
        return self if not days else replace(self, closure_days=self.closure_days | {day.day: day.name for day in days})

    def why_skipped(self, day: date) -> str | None:
        """Return why a day does not count as a working day, or None if it counts. Raises OutsideCalendar."""
        self.require(day)
        if day.weekday() >= SATURDAY:
            return WEEKDAYS[day.weekday()]
        if day in self.bank_holidays:
            return f"bank holiday: {self.bank_holidays[day]}"
        if day in self.closure_days:
            return f"closure day: {self.closure_days[day]}"
        return None

    def require(self, day: date) -> None:
        """Raise OutsideCalendar unless the calendar knows the day."""
        if not self.first <= day <= self.last:
            raise OutsideCalendar(
                f"{long_date(day)} is outside the calendar, which runs from {long_date(self.first)}"
                f" to {long_date(self.last)}. Use a date inside it"
            )

    def is_working_day(self, day: date) -> bool:
        """Say whether the day counts. Raises OutsideCalendar."""
        return self.why_skipped(day) is None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerDay:
    """One day between receipt and due date, both included."""

    date: date
    counted: bool
    number: int | None = None
    """Which counted day it is, from 1; None for a day that does not count."""
    reason: str


def add_working_days(start: date, count: int, calendar: Calendar) -> date:
    """Return the `count`-th working day after `start`, which is day 0.

    Raises ValueError for a count below 1 and OutsideCalendar if the walk leaves the calendar.
    """
    if count < 1:
        raise ValueError(f"count must be 1 or more, got {count}")
    calendar.why_skipped(start)
    day = start
    while count:
        day += ONE_DAY
        count -= calendar.is_working_day(day)
    return day


def working_day_before(day: date, calendar: Calendar) -> date:
    """Return the last working day before `day`. Raises OutsideCalendar."""
    before = day - ONE_DAY
    while not calendar.is_working_day(before):
        before -= ONE_DAY
    return before


def working_days_ledger(start: date, end: date, calendar: Calendar) -> tuple[LedgerDay, ...]:
    """Return every day from `start` (day 0) to `end`, both included, counting the working days."""
    ledger = [_day_of_receipt(start)]
    number = 0
    for offset in range(1, (end - start).days + 1):
        day = start + timedelta(days=offset)
        skipped = calendar.why_skipped(day)
        number += skipped is None
        counted = None if skipped else number
        ledger.append(
            LedgerDay(date=day, counted=not skipped, number=counted, reason=skipped or f"working day {number}")
        )
    return tuple(ledger)


def last_day(start: date, limit: Limit, calendar: Calendar) -> date:
    """Return the day with whose end a limit that carries a number ends, from day 0.

    `days` without a unit must have been split into its two readings first. Clock hours are rounded up to whole
    days, because only dates are known. A month ends on the same day number, or on the month's last day if shorter.
    Raises ValueError for a limit without a number, OutsideCalendar if the walk leaves the calendar.
    """
    if limit.value is None or limit.unit is LimitUnit.DAYS:
        raise ValueError(f"no days can be counted for {limit}")
    if limit.unit is LimitUnit.WORKING_DAYS:
        return add_working_days(start, limit.value, calendar)
    end = _calendar_end(start, limit.value, limit.unit)
    calendar.why_skipped(start)
    calendar.why_skipped(end)
    return end


def count_ledger(start: date, limit: Limit, calendar: Calendar) -> tuple[LedgerDay, ...]:
    """Return the days from `start` to the `last_day` of the limit, both included. Raises as that does."""
    end = last_day(start, limit, calendar)
    if limit.unit is LimitUnit.WORKING_DAYS:
        return working_days_ledger(start, end, calendar)
    later = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    counted = tuple(
        LedgerDay(date=day, counted=True, number=number, reason=f"calendar day {number}")
        for number, day in enumerate(later, start=1)
    )
    return (_day_of_receipt(start), *counted)


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """Count the working days after `start` up to and including `end`; 0 if `end` is not later. Raises OutsideCalendar.

    A year is counted as fast as a week: this is asked of every date that a reader enters, however old.
    """
    if end <= start:
        return 0
    calendar.require(start)
    calendar.require(end)
    weeks, rest = divmod((end - start).days, 7)
    in_last_week = (end - timedelta(days=number) for number in range(rest))
    weekdays = 5 * weeks + sum(day.weekday() < SATURDAY for day in in_last_week)
    return weekdays - (bisect_right(calendar.weekdays_off, end) - bisect_right(calendar.weekdays_off, start))


def _day_of_receipt(start: date) -> LedgerDay:
    return LedgerDay(date=start, counted=False, reason="day 0: received")


def _calendar_end(start: date, value: int, unit: LimitUnit) -> date:
    try:
        if unit is LimitUnit.MONTHS:
            year, month = divmod(start.year * 12 + start.month - 1 + value, 12)
            last = gregorian.monthrange(year, month + 1)[1]
            return date(year, month + 1, min(start.day, last))
        days = {LimitUnit.CALENDAR_DAYS: value, LimitUnit.WEEKS: 7 * value, LimitUnit.HOURS: -(-value // 24)}
        return start + timedelta(days=days[unit])
    except (ValueError, OverflowError):
        raise OutsideCalendar(f"{value} {unit} after {long_date(start)} is outside the calendar") from None
