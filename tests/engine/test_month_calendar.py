"""The small month calendar shows what the ledger holds, day by day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from calculator.library import Library
from calculator.model import Limit
from calculator.month_calendar import Month, months_of
from calculator.plain_dates import MONTHS
from calculator.working_days import LedgerDay, count_ledger

UNITS = ["working days", "calendar days", "weeks", "hours"]


def cells(months: tuple[Month, ...]) -> list[tuple[date, str, str]]:
    """Every day of the months with its mark and text; a day's place in its week must be its weekday."""
    found = []
    for month in months:
        name, year = month.title.split(" ")
        for week in month.weeks:
            assert len(week) == 7
            for weekday, cell in enumerate(week):
                if cell:
                    day = date(int(year), MONTHS.index(name) + 1, cell.number)
                    assert day.weekday() == weekday
                    found.append((day, cell.mark, cell.text))
    return found


def mark(ledger: tuple[LedgerDay, ...], entry: LedgerDay) -> str:
    """The mark of a ledger day, by the ledger alone."""
    if entry is ledger[-1]:
        return "due"
    if entry is ledger[0]:
        return "received"
    return "counted" if entry.counted else "skipped"


@given(
    st.dates(date(2012, 3, 1), date(2031, 12, 1)),
    st.builds(Limit.parse, st.builds("{} {}".format, st.integers(1, 40), st.sampled_from(UNITS))),
)
def test_each_day_of_the_ledger_appears_once_with_its_mark(library: Library, start: date, limit: Limit) -> None:
    """And no other day has a mark."""
    ledger = count_ledger(start, limit, library.calendar)
    shown = cells(months_of(ledger))
    assert max(Counter(day for day, _, _ in shown).values()) == 1
    marked = {day: found for day, found, _ in shown if found != "outside"}
    assert marked == {entry.date: mark(ledger, entry) for entry in ledger}
    texts = {day: text for day, _, text in shown}
    assert all(texts[entry.date] == f"day {entry.number}" for entry in ledger if entry.counted)
    assert all((text == "") == (found == "outside") for _, found, text in shown)


def test_a_bank_holiday_and_a_weekend_are_named(library: Library) -> None:
    """Over Christmas 2026, whose Boxing Day has a substitute on the Monday."""
    ledger = count_ledger(date(2026, 12, 23), Limit.parse("5 working days"), library.calendar)
    shown = {day: (found, text) for day, found, text in cells(months_of(ledger))}
    assert shown[date(2026, 12, 23)] == ("received", "day 0")
    assert shown[date(2026, 12, 24)] == ("counted", "day 1")
    assert shown[date(2026, 12, 25)] == ("skipped", "bank holiday")
    assert shown[date(2026, 12, 26)] == ("skipped", "weekend")
    assert shown[date(2026, 12, 28)] == ("skipped", "bank holiday")
    assert shown[date(2027, 1, 4)] == ("due", "day 5")


def test_only_weeks_with_a_day_of_the_ledger_are_shown(library: Library) -> None:
    """Two weeks for five working days from a Wednesday, with the days around them unmarked."""
    ledger = count_ledger(date(2026, 11, 18), Limit.parse("5 working days"), library.calendar)
    (month,) = months_of(ledger)
    assert (month.title, len(month.weeks)) == ("November 2026", 2)
    days = [day for day, _, _ in cells((month,))]
    assert days == [date(2026, 11, 16) + timedelta(days=number) for number in range(14)]


def test_no_ledger_has_no_month() -> None:
    """Nothing is drawn where nothing is counted."""
    assert months_of(()) == ()
