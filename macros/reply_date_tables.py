"""Reply-date tables: for every day of two years, the day by which an authority's limits ask for a reply.

The engine computes each date. Levels that have the same limit share a column; a limit that can be read in two ways
has a column for each reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from calculator.library import Library
from calculator.lookup import cite
from calculator.model import Clock, ClockStart, Level, Limit, Policy
from calculator.plain_dates import MONTHS, WEEKDAYS
from calculator.reply_date import has_number, no_limit_reason, split_days
from calculator.working_days import Calendar, OutsideCalendar, last_day
from macros.level_card import clock_words
from macros.page_parts import Line, Link, Note, Row, Strong, Table, line
from macros.statements import capital, level_link, limit_parts, page_of, reading_line, titles

NOT_CONFIRMED = "not confirmed"
WEEKEND = "weekend"

DAY_ZERO = {
    ClockStart.RECEIPT: "received",
    ClockStart.NOTIFICATION: "notified",
    ClockStart.MEETING: "meeting held",
    ClockStart.REVIEW: "review held",
    ClockStart.CONCERN: "concern arose",
    ClockStart.NOT_STATED: "received",
}
"""What happens on the day in the first column, by the event from which a limit runs."""


class YearsPastCalendar(ValueError):
    """The calendar ends before the last reply date of the years that are to be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One reply date, with what a reader must know of that day."""

    day: date
    text: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """One day on which a concern may arrive."""

    day: date
    text: str
    skipped: str | None
    """Why the day is no working day; None if it is one."""
    due: tuple[Due, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month's table."""

    id: str
    name: str
    days: tuple[DayRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year: the bank and closure days on weekdays, and a table for each month."""

    number: int
    days_off: tuple[Line, ...]
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyDates:
    """Everything on one authority's page of reply dates."""

    policy: Policy
    levels: Table
    """Every level with its limit, its clauses and the column to look in."""
    other_limits: tuple[Line, ...]
    """The time limits inside levels that are not limits for a reply."""
    day_zero: str
    """What happens on the day in the first column."""
    limits: tuple[Limit, ...]
    """The limit of each further column."""
    announced_until: date
    years: tuple[Year, ...]


def shown_years(build_day: date) -> tuple[int, int]:
    """Return the years that the tables show: the one in which the site is built, and the next.

    >>> shown_years(date(2026, 11, 22))
    (2026, 2027)
    """
    return build_day.year, build_day.year + 1


def reply_dates_link(policy: Policy, words: str) -> Link:
    """Return a link to an authority's reply-date tables."""
    return Link(words, f"{page_of(policy)}reply-dates/")


def reply_dates(policy: Policy, library: Library, years: tuple[int, ...]) -> ReplyDates:
    """Return an authority's tables for the years. Raises YearsPastCalendar."""
    calendar = library.calendar.with_closure_days(policy.closure_days)
    columns = _columns(policy)
    events = dict.fromkeys(DAY_ZERO[level.reply.starts] for level in policy.levels if has_number(level))
    try:
        tables = tuple(_year(columns, number, calendar) for number in years)
    except OutsideCalendar as outside:
        raise YearsPastCalendar(
            f"The reply-date tables show {' and '.join(map(str, years))}, but the calendar ends too early. {outside}. "
            "Raise last_year under counting in policies/national.yaml, or correct SOURCE_DATE_EPOCH"
        ) from None
    return ReplyDates(
        policy=policy,
        levels=_levels(policy),
        other_limits=tuple(_other_limit(policy, level, clock) for level in policy.levels for clock in level.clocks),
        day_zero=capital(" or ".join(events)),
        limits=columns,
        announced_until=calendar.announced_until,
        years=tables,
    )


def _limits(level: Level) -> tuple[Limit, ...]:
    """Return every reading of a level's limit that gives a date, plain days as two, each once."""
    written = (level.reply.within, *(reading.within for reading in level.reply.readings))
    return tuple(dict.fromkeys(limit for one in written for limit in split_days(one) if limit.value))


def _columns(policy: Policy) -> tuple[Limit, ...]:
    """Return each limit that gives dates, once."""
    return tuple(dict.fromkeys(limit for level in policy.levels for limit in _limits(level)))


def _levels(policy: Policy) -> Table:
    return Table(
        caption=f"Which column to use: {policy.name}",
        columns=(capital(policy.words.level), "Time to reply", "Clock starts", "Column to use"),
        rows=tuple(_level_row(policy, level) for level in policy.levels),
    )


def _level_row(policy: Policy, level: Level) -> Row:
    main = line(*limit_parts(level.reply.within), citations=cite(policy, level.reply.cite))
    columns = tuple(line(Strong(str(limit))) for limit in _limits(level))
    return Row(
        cells=(
            (line(level_link(policy, level.id)),),
            (main, *(reading_line(policy, reading) for reading in level.reply.readings)),
            (line(clock_words(level)),),
            columns or (line("No date. ", Note(no_limit_reason(level))),),
        )
    )


def _other_limit(policy: Policy, level: Level, clock: Clock) -> Line:
    who = f" ({titles(policy, clock.who)})" if clock.who else ""
    limit = Strong(str(clock.within))
    return line(level_link(policy, level.id), f". {clock.what}{who}: ", limit, citations=cite(policy, clock.cite))


def _year(columns: tuple[Limit, ...], number: int, calendar: Calendar) -> Year:
    months = tuple(
        Month(
            id=f"month-{number}-{month:02}",
            name=f"{MONTHS[month - 1]} {number}",
            days=tuple(_row(columns, day, calendar) for day in _days_of(number, month)),
        )
        for month in range(1, 13)
    )
    days = (row for month in months for row in month.days)
    off = tuple(line(row.day, f": {row.skipped}") for row in days if row.skipped not in (None, WEEKEND))
    return Year(number=number, days_off=off, months=months)


def _days_of(year: int, month: int) -> Iterator[date]:
    day = date(year, month, 1)
    while day.month == month:
        yield day
        day += timedelta(days=1)


def _row(columns: tuple[Limit, ...], day: date, calendar: Calendar) -> DayRow:
    return DayRow(
        day=day,
        text=f"{WEEKDAYS[day.weekday()][:3]} {day.day}",
        skipped=_why_off(day, calendar),
        due=tuple(_due(limit, day, calendar) for limit in columns),
    )


def _due(limit: Limit, received: date, calendar: Calendar) -> Due:
    day = last_day(received, limit, calendar)
    notes = [_why_off(day, calendar), NOT_CONFIRMED if day > calendar.announced_until else None]
    return Due(day=day, text=_due_text(day, received), notes=tuple(note for note in notes if note))


def _why_off(day: date, calendar: Calendar) -> str | None:
    """Return what marks a day that is no working day; its weekday stands beside the mark."""
    skipped = calendar.why_skipped(day)
    return WEEKEND if skipped in WEEKDAYS else skipped


def _due_text(due: date, received: date) -> str:
    text = f"{WEEKDAYS[due.weekday()][:3]} {due.day} {MONTHS[due.month - 1][:3]}"
    return text if due.year == received.year else f"{text} {due.year}"
