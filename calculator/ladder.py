"""Every level from a start date, and the comparison with the Handbook's total for the formal levels.

The dates assume that each responder uses the whole limit and that the IRO moves on the day it expires. A level
without a limit stops the chain until a date is entered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calculator.lookup import find_level, level_index
from calculator.model import Level, Limit, LimitUnit, National, Policy, Tier
from calculator.reply_date import ReplyDate, SetTimescale, reply_date
from calculator.working_days import Calendar, OutsideCalendar, working_days_between


class WithinCap(StrEnum):
    """How the formal levels' limits compare with the Handbook's total."""

    YES = "yes"
    NO = "no"
    NOT_FIXED = "not_fixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelDates:
    """One level on the way up; everything but `level` is None where the chain does not reach."""

    level: Level
    received: date | None = None
    due: date | None = None
    cumulative_working_days: int | None = None
    """Working days from the start date to `due`."""
    reply: ReplyDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The whole ladder from one start."""

    start: date
    start_level: Level
    levels: tuple[LevelDates, ...]
    total_working_days: int
    """The sum of the stated limits of the levels that count, from the start level on."""
    unlimited: tuple[Level, ...]
    """Levels that count towards the total but whose limit cannot be added in working days."""
    cap: Limit
    within_cap: WithinCap
    whole_working_days: int
    """The sum for all levels that count, wherever the walk starts."""
    whole_within_cap: WithinCap
    cap_is_own: bool
    """True if the policy prints a total itself; otherwise the cap is only a cross-check."""


def counts_towards_total(level: Level) -> bool:
    """Say whether a level belongs to the formal process that the Handbook's total covers."""
    if level.counts_towards_total is not None:
        return level.counts_towards_total
    return level.tier is Tier.FORMAL


def first_formal_level(policy: Policy) -> Level:
    """Return the level at which the formal process begins, or the lowest if none is formal."""
    return next((level for level in policy.levels if counts_towards_total(level)), policy.levels[0])


def climb(
    policy: Policy,
    national: National,
    start: date,
    calendar: Calendar,
    *,
    start_level: str | None = None,
    timescale: SetTimescale | None = None,
) -> Ladder:
    """Return dates for every level if `start_level` receives the concern on `start`.

    Without `start_level` the walk begins at the first formal level. Levels below it carry no dates. `timescale` is
    the one that was set at `start_level`; the total is always that of the document's own limits.
    Raises UnknownName and OutsideCalendar.
    """
    first = find_level(policy, start_level) if start_level is not None else first_formal_level(policy)
    own = calendar.with_closure_days(policy.closure_days)
    skipped = level_index(policy, first.id)
    rows = [LevelDates(level=level) for level in policy.levels[:skipped]]
    received: date | None = start
    for level in policy.levels[skipped:]:
        row = (
            _level_dates(policy, level, start, received, own, timescale)
            if level is first
            else _later_dates(policy, level, start, received, own)
        )
        rows.append(row)
        received = row.due
    total, unlimited = _sum_of_limits(policy.levels[skipped:])
    whole, whole_unlimited = _sum_of_limits(policy.levels)
    return Ladder(
        start=start,
        start_level=first,
        levels=tuple(rows),
        total_working_days=total,
        unlimited=unlimited,
        cap=national.formal_total,
        within_cap=_compare(total, unlimited, national.formal_total),
        whole_working_days=whole,
        whole_within_cap=_compare(whole, whole_unlimited, national.formal_total),
        cap_is_own=policy.total is not None,
    )


def _level_dates(
    policy: Policy, level: Level, start: date, received: date | None, calendar: Calendar, timescale: SetTimescale | None
) -> LevelDates:
    if received is None:
        return LevelDates(level=level)
    reply = reply_date(policy, level, received, calendar, timescale)
    cumulative = working_days_between(start, reply.due, calendar) if reply.due else None
    return LevelDates(level=level, received=received, due=reply.due, cumulative_working_days=cumulative, reply=reply)


def _later_dates(policy: Policy, level: Level, start: date, received: date | None, calendar: Calendar) -> LevelDates:
    """Return the dates of a level above the first; past the calendar's end the chain stops."""
    try:
        return _level_dates(policy, level, start, received, calendar, None)
    except OutsideCalendar:
        return LevelDates(level=level, received=received)


def _sum_of_limits(levels: tuple[Level, ...]) -> tuple[int, tuple[Level, ...]]:
    """Add up the limits of the levels that count; return with it those that cannot be added in working days."""
    counted = [level for level in levels if counts_towards_total(level)]
    days = {level.id: _in_working_days(level.reply.within) for level in counted}
    return sum(value or 0 for value in days.values()), tuple(level for level in counted if days[level.id] is None)


def _in_working_days(limit: Limit) -> int | None:
    """Return a limit in working days, a week as 5; None for units whose working days depend on the date."""
    if limit.value is None:
        return None
    return {LimitUnit.WORKING_DAYS: limit.value, LimitUnit.WEEKS: 5 * limit.value}.get(limit.unit)


def _compare(total: int, unlimited: tuple[Level, ...], cap: Limit) -> WithinCap:
    assert cap.value is not None
    if total > cap.value:
        return WithinCap.NO
    return WithinCap.NOT_FIXED if unlimited else WithinCap.YES
