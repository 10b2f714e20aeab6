"""The days of a ledger as calendar months, so that weekends and bank holidays are seen at a glance."""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from calculator.plain_dates import MONTHS
from calculator.working_days import LedgerDay


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDay:
    """One day of a month that the ledger touches."""

    number: int
    """The day of the month."""
    mark: str
    """`received`, `counted`, `due`, `skipped`, or `outside` for a day that the ledger does not hold."""
    text: str
    """What stands beside the number; empty outside the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month in weeks from Monday to Sunday; None where a week reaches into another month."""

    title: str
    weeks: tuple[tuple[MonthDay | None, ...], ...]


def months_of(ledger: tuple[LedgerDay, ...]) -> tuple[Month, ...]:
    """Return the months that the ledger touches, only with the weeks that hold a day of it."""
    known = {day.date: day for day in ledger}
    months = dict.fromkeys((day.date.year, day.date.month) for day in ledger)
    return tuple(
        Month(
            title=f"{MONTHS[month - 1]} {year}",
            weeks=tuple(
                tuple(_cell(day, month, known, ledger) for day in week)
                for week in _weeks(year, month)
                if any(day in known and day.month == month for day in week)
            ),
        )
        for year, month in months
    )


def _weeks(year: int, month: int) -> Iterable[list[date]]:
    return gregorian.Calendar(gregorian.MONDAY).monthdatescalendar(year, month)


def _cell(day: date, month: int, known: dict[date, LedgerDay], ledger: tuple[LedgerDay, ...]) -> MonthDay | None:
    if day.month != month:
        return None
    if day not in known:
        return MonthDay(number=day.day, mark="outside", text="")
    entry, received, due = known[day], ledger[0].date, ledger[-1].date
    if entry.counted:
        return MonthDay(number=day.day, mark="due" if day == due else "counted", text=f"day {entry.number}")
    if entry.number is None and day == received:
        return MonthDay(number=day.day, mark="received", text="day 0")
    return MonthDay(number=day.day, mark="due" if day == due else "skipped", text=_short(entry.reason))


def _short(reason: str) -> str:
    """Return a reason for a narrow cell: the weekday says itself that it is a weekend."""
    kind = reason.split(":")[0]
    return kind if ":" in reason else "weekend"
