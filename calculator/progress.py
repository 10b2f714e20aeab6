"""What really happened at the levels already used, and how much of the total time is gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from calculator.ladder import counts_towards_total
from calculator.model import Level, Limit, LimitUnit, National, Policy
from calculator.reply_date import ReplyDate, split_days
from calculator.working_days import Calendar, OutsideCalendar, last_day, working_days_between


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedLevel:
    """One level that was used, with its real dates as far as they were entered."""

    level: Level
    reply: ReplyDate
    """What was due there, from the real day of receipt."""
    is_due_sure: bool = True
    """False if another reply date may have been set that the reader does not know; nothing is called late then."""
    replied: date | None = None
    """The day on which the reply came."""
    no_reply: bool = False
    """True if the reader says that no reply came."""
    days_late: int | None = None
    """Working days from the reply date to the reply, or to the day on which the concern moved on; None if in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalEnd:
    """The day on which the total time runs out, under one reading of it."""

    reading: Limit
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """How much of the total for the formal levels is used, in working days from day 0."""

    started: date
    """Day 0: the day on which the first formal level received the concern."""
    total: int
    """The document's own total if it can be read in working days, else the Handbook's."""
    used: int
    """Working days after the start up to and including today; 0 if the start lies ahead."""
    at_due: int | None
    """The working day on which the reply date of the result falls; None without one."""
    ends: tuple[TotalEnd, ...]
    """Earliest first; several where the document's own total can be read in several ways."""


def formal_start(used: Iterable[UsedLevel]) -> date | None:
    """Return the day on which the first formal level of those used received the concern; None if there is none."""
    return next((step.reply.received for step in used if counts_towards_total(step.level)), None)


def days_over(due: date | None, end: date, calendar: Calendar) -> int | None:
    """Return the working days from `due` to `end`; None if `end` is in time or there is no due date.

    A reply that comes on a day without work right after its date is 0 working days late.
    """
    return working_days_between(due, end, calendar) if due and end > due else None


def measure(
    policy: Policy, national: National, started: date, due: date | None, today: date, calendar: Calendar
) -> Meter | None:
    """Return the meter for a formal process that began on `started`; None where the calendar does not reach.

    The total is the document's own where it prints one, with all its readings, and the Handbook's otherwise.
    """
    own = (policy.total.within, *(reading.within for reading in policy.total.readings)) if policy.total else ()
    limits = {part: None for limit in own or (national.formal_total,) for part in split_days(limit)}
    counted = (limit.value for limit in limits if limit.unit is LimitUnit.WORKING_DAYS)
    total = next(counted, national.formal_total.value)
    assert total is not None
    try:
        ends = [TotalEnd(reading=limit, end=last_day(started, limit, calendar)) for limit in limits]
        return Meter(
            started=started,
            total=total,
            used=working_days_between(started, today, calendar),
            at_due=working_days_between(started, due, calendar) if due else None,
            ends=tuple(sorted(ends, key=lambda end: end.end)),
        )
    except OutsideCalendar:
        return None
