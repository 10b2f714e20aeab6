"""Counting days: the calendar agrees with the official list, and counting keeps its promises."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import assume, given
from hypothesis import strategies as st

from calculator.library import Library
from calculator.model import ClosureDay, Limit, LimitUnit, PlaceId
from calculator.working_days import (
    Calendar,
    OutsideCalendar,
    add_working_days,
    count_ledger,
    working_days_between,
    working_days_ledger,
)

ONE_DAY = timedelta(days=1)
PLAIN = Calendar(
    division="england-and-wales",
    first=date(2024, 1, 1),
    last=date(2027, 12, 31),
    announced_until=date(2026, 12, 31),
    bank_holidays={date(2026, 4, 3): "Good Friday", date(2026, 4, 6): "Easter Monday", date(2026, 5, 4): "May"},
    source="three days of 2026",
)
days = st.dates(date(2024, 1, 1), date(2027, 6, 30))
counts = st.integers(1, 40)


def every_day(first: date, last: date) -> list[date]:
    """All days from `first` to `last`, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


@pytest.mark.parametrize("year", range(2012, 2029))
def test_working_days_agree_with_the_official_list(library: Library, year: int) -> None:
    """Every day of 2012 to 2028 is a working day here exactly if gov.uk's England and Wales list says so."""
    official = BankHolidays(use_cached_holidays=True, weekend=(5, 6))
    division = BankHolidays.ENGLAND_AND_WALES
    for day in every_day(date(year, 1, 1), date(year, 12, 31)):
        assert library.calendar.is_working_day(day) == official.is_work_day(day, division=division), day


def test_the_announced_range_is_that_of_the_official_list(library: Library) -> None:
    """The day up to which bank holidays are announced lies in the last year of the official list."""
    official = BankHolidays(use_cached_holidays=True)
    last = max(holiday["date"] for holiday in official.get_holidays(division=BankHolidays.ENGLAND_AND_WALES))
    assert library.calendar.announced_until == date(last.year, 12, 31)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        pytest.param("2025-12-23", 5, "2026-01-02", id="over-christmas-2025"),
        pytest.param("2026-12-23", 5, "2027-01-04", id="over-christmas-2026-with-its-substitute-monday"),
        pytest.param("2026-12-24", 1, "2026-12-29", id="from-christmas-eve-2026"),
        pytest.param("2026-04-02", 1, "2026-04-07", id="over-easter-2026"),
        pytest.param("2026-04-04", 1, "2026-04-07", id="received-on-easter-saturday"),
        pytest.param("2023-05-05", 1, "2023-05-09", id="over-the-coronation-on-8-may-2023"),
        pytest.param("2023-05-08", 1, "2023-05-09", id="received-on-the-coronation-bank-holiday"),
        pytest.param("2022-09-16", 1, "2022-09-20", id="over-the-state-funeral-on-19-september-2022"),
        pytest.param("2024-02-28", 1, "2024-02-29", id="onto-29-february"),
        pytest.param("2024-02-29", 1, "2024-03-01", id="from-29-february"),
        pytest.param("2026-11-20", 5, "2026-11-27", id="from-a-friday"),
        pytest.param("2026-11-21", 5, "2026-11-27", id="from-a-saturday"),
        pytest.param("2026-11-22", 5, "2026-11-27", id="from-a-sunday"),
    ],
)
def test_due_date_skips_weekends_and_bank_holidays(library: Library, start: str, count: int, due: str) -> None:
    """The start day is day 0, whatever kind of day it is."""
    assert add_working_days(date.fromisoformat(start), count, library.calendar) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("limit", "end"),
    [
        ("5 calendar days", "2026-02-05"),
        ("2 weeks", "2026-02-14"),
        ("1 month", "2026-02-28"),
        ("13 months", "2027-02-28"),
        ("24 hours", "2026-02-01"),
        ("25 hours", "2026-02-02"),
    ],
)
def test_other_units_count_calendar_days(limit: str, end: str) -> None:
    """Weeks, months and clock hours run over weekends; a month ends with a shorter month's last day."""
    ledger = count_ledger(date(2026, 1, 31), Limit.parse(limit), PLAIN)
    assert ledger[-1].date == date.fromisoformat(end)
    assert [day.counted for day in ledger] == [False, *[True] * (len(ledger) - 1)]


def test_a_closure_day_does_not_count() -> None:
    """An authority's own closure day is skipped and named."""
    closed = PLAIN.with_closure_days((ClosureDay(day=date(2026, 2, 3), name="Moving day", cite=(PlaceId("p"),)),))
    assert add_working_days(date(2026, 2, 2), 1, closed) == date(2026, 2, 4)
    assert closed.why_skipped(date(2026, 2, 3)) == "closure day: Moving day"


@pytest.mark.parametrize("start", [date(2011, 12, 31), date(2033, 1, 1)])
def test_a_day_outside_the_calendar_is_refused(library: Library, start: date) -> None:
    """Outside its years the calendar does not guess; the message names its range."""
    with pytest.raises(OutsideCalendar, match=r"which runs from Sunday 1 January 2012 to Friday 31 December 2032"):
        add_working_days(start, 1, library.calendar)


def test_a_walk_that_leaves_the_calendar_is_refused() -> None:
    """A due date past the range is refused even if the start lies inside."""
    with pytest.raises(OutsideCalendar):
        add_working_days(date(2027, 12, 30), 2, PLAIN)


@pytest.mark.parametrize("text", ["none stated", "5 days"])
def test_a_limit_without_its_own_days_is_not_counted(text: str) -> None:
    """Silence has no days, and plain days must be split into their readings first."""
    with pytest.raises(ValueError, match="no days can be counted"):
        count_ledger(date(2026, 1, 5), Limit.parse(text), PLAIN)


def test_a_count_below_one_is_refused() -> None:
    """There is no zeroth working day to be due on."""
    with pytest.raises(ValueError, match="1 or more"):
        add_working_days(date(2026, 1, 5), 0, PLAIN)


@given(days, counts)
def test_a_due_date_is_a_working_day_after_the_start(start: date, count: int) -> None:
    """Nothing falls due on a day that does not count."""
    due = add_working_days(start, count, PLAIN)
    assert due > start
    assert PLAIN.is_working_day(due)


@given(days, counts)
def test_a_brute_force_count_agrees(start: date, count: int) -> None:
    """Listing all later working days and taking the count-th gives the same day."""
    later = [day for day in every_day(start + ONE_DAY, PLAIN.last) if PLAIN.is_working_day(day)]
    assert add_working_days(start, count, PLAIN) == later[count - 1]


@given(days, days, counts)
def test_a_later_receipt_is_never_due_earlier(one: date, other: date, count: int) -> None:
    """Due dates keep the order of receipt."""
    early, late = sorted((one, other))
    assert add_working_days(early, count, PLAIN) <= add_working_days(late, count, PLAIN)


@given(days, counts, counts)
def test_two_limits_in_a_row_are_as_long_as_their_sum(start: date, first: int, second: int) -> None:
    """Moving on at the due date adds limits up without losing or gaining a day."""
    assume(first + second <= 60)
    step = add_working_days(add_working_days(start, first, PLAIN), second, PLAIN)
    assert step == add_working_days(start, first + second, PLAIN)


@given(days, counts, days)
def test_one_more_bank_holiday_never_makes_it_earlier(start: date, count: int, holiday: date) -> None:
    """A new holiday moves a due date later or not at all."""
    more = PLAIN.with_closure_days((ClosureDay(day=holiday, name="New", cite=(PlaceId("p"),)),))
    assert add_working_days(start, count, more) >= add_working_days(start, count, PLAIN)


@given(days, counts)
def test_the_ledger_holds_every_day_once_and_numbers_the_counted(start: date, count: int) -> None:
    """From receipt to due date there is no gap, and the last number is the limit."""
    due = add_working_days(start, count, PLAIN)
    ledger = working_days_ledger(start, due, PLAIN)
    assert [entry.date for entry in ledger] == every_day(start, due)
    assert [entry.number for entry in ledger if entry.counted] == list(range(1, count + 1))
    assert ledger == count_ledger(start, Limit(count, LimitUnit.WORKING_DAYS), PLAIN)


@given(days, counts)
def test_working_days_between_undoes_adding(start: date, count: int) -> None:
    """Counting back the days to a due date gives the limit."""
    assert working_days_between(start, add_working_days(start, count, PLAIN), PLAIN) == count


@given(days, days, st.sets(days, max_size=9))
def test_working_days_between_counts_what_the_ledger_counts(start: date, end: date, closed: set[date]) -> None:
    """Days off that fall on weekends, on bank holidays or outside the range make no difference."""
    closures = tuple(ClosureDay(day=day, name="Closed", cite=(PlaceId("p"),)) for day in closed)
    calendar = PLAIN.with_closure_days(closures)
    ledger = working_days_ledger(start, end, calendar)
    assert working_days_between(start, end, calendar) == sum(entry.counted for entry in ledger)


@pytest.mark.parametrize(("start", "end"), [("2023-12-31", "2024-02-01"), ("2027-12-01", "2028-01-01")])
def test_working_days_between_stays_inside_the_calendar(start: str, end: str) -> None:
    """Days that the calendar does not know are refused, not taken for working days."""
    with pytest.raises(OutsideCalendar, match="is outside the calendar"):
        working_days_between(date.fromisoformat(start), date.fromisoformat(end), PLAIN)
