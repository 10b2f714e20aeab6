"""One level and one date of receipt: the due date, its readings and the days counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calculator.lookup import Citation, cite
from calculator.model import AnotherTimescale, ConflictRef, Level, Limit, LimitUnit, Policy
from calculator.plain_dates import long_date
from calculator.working_days import Calendar, LedgerDay, OutsideCalendar, count_ledger, last_day, working_days_ledger


class BadTimescale(ValueError):
    """A timescale that cannot be: the message says what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTimescale:
    """Another timescale that was set or agreed: exactly one of the two is given."""

    working_days: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReading:
    """One reading of the limit, with the date that it gives."""

    reading: str
    due: date | None
    why: str | None = None
    conflict: ConflictRef | None = None
    within: Limit | None = None
    """The limit that is counted; None where a date was set, and without a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyDate:
    """When a reply is due at one level."""

    level: Level
    received: date
    limit: Limit
    """The document's own limit, also where another timescale was set."""
    due: date | None
    no_limit_reason: str | None
    readings: tuple[DueReading, ...]
    """Every reading, earliest date first, those without a date last."""
    within: Limit | None
    """The limit that is counted to `due`; None where a date was set, and without a date."""
    calendar: Calendar
    """With the authority's closure days."""
    confirmed: bool
    """False if a date lies past the officially announced bank holidays."""
    timescale: SetTimescale | None
    """The timescale that was set, if one was."""
    timescale_allowed: bool | None
    """Whether the policy provides for another timescale; None if none was set."""
    citations: tuple[Citation, ...]

    @property
    def ledger(self) -> tuple[LedgerDay, ...]:
        """Count the days for `due`, from the day of receipt; none without a due date."""
        if self.due is None:
            return ()
        if self.within is None:
            return working_days_ledger(self.received, self.due, self.calendar)
        return count_ledger(self.received, self.within, self.calendar)


def reply_date(
    policy: Policy, level: Level, received: date, calendar: Calendar, timescale: SetTimescale | None = None
) -> ReplyDate:
    """Return when the reply is due if the level's clock starts on `received`, which is day 0.

    The due date is the main reading's, or the date of the timescale that was set. Where a document says only
    "days", the earlier reading is taken. Raises OutsideCalendar and BadTimescale.
    """
    own = calendar.with_closure_days(policy.closure_days)
    own.why_skipped(received)
    if timescale:
        main = _set_reading(timescale, received, own)
        readings = (main, *_policy_readings_within(level, received, own))
    else:
        readings = _policy_readings(level, received, own)
        main = _main_reading(level.reply.within, readings)
    reason = None if main.due else no_limit_reason(level)
    dates = [received, *(reading.due for reading in readings if reading.due)]
    places = (*level.reply.cite, *(place for other in level.reply.readings for place in other.cite))
    return ReplyDate(
        level=level,
        received=received,
        limit=level.reply.within,
        due=main.due,
        no_limit_reason=reason,
        readings=_earliest_first(readings),
        within=main.within,
        calendar=own,
        confirmed=max(dates) <= calendar.announced_until,
        timescale=timescale,
        timescale_allowed=provides_for_another(level) if timescale else None,
        citations=cite(policy, places),
    )


def no_limit_reason(level: Level) -> str:
    """Return why a level has no number, in one sentence; the border has made sure that the policy says it."""
    return level.reply.reason or "The document states no limit here."


def split_days(limit: Limit) -> tuple[Limit, ...]:
    """Return the readings of a limit: two for plain "days", else the limit itself.

    >>> [str(limit) for limit in split_days(Limit.parse("5 days"))]
    ['5 calendar days', '5 working days']
    """
    if limit.unit is not LimitUnit.DAYS:
        return (limit,)
    return (Limit(limit.value, LimitUnit.CALENDAR_DAYS), Limit(limit.value, LimitUnit.WORKING_DAYS))


def has_number(level: Level) -> bool:
    """Say whether any reading of the level's limit gives a date."""
    return any(limit.value for limit in (level.reply.within, *(reading.within for reading in level.reply.readings)))


def provides_for_another(level: Level) -> bool:
    """Say whether the document lets a reply take another time than its limit, or leaves the time to be agreed."""
    return level.reply.another_timescale is not AnotherTimescale.NONE_STATED or level.reply.within.unit in (
        LimitUnit.CASE_BY_CASE,
        LimitUnit.CHILDS_NEED,
    )


def _policy_readings(level: Level, received: date, calendar: Calendar) -> tuple[DueReading, ...]:
    """Return each distinct reading of the level's limit; nothing where only silence is stated."""
    candidates: list[tuple[Limit, str | None, ConflictRef | None]] = [
        (limit, None, None) for limit in split_days(level.reply.within)
    ]
    for other in level.reply.readings:
        candidates += [(limit, other.text, other.conflict) for limit in split_days(other.within)]
    distinct: dict[Limit, DueReading] = {}
    for limit, why, conflict in candidates:
        if limit not in distinct:
            distinct[limit] = _reading(limit, received, calendar, why, conflict)
    return tuple(distinct.values()) if any(reading.due for reading in distinct.values()) else ()


def _policy_readings_within(level: Level, received: date, calendar: Calendar) -> tuple[DueReading, ...]:
    """Return the policy's own readings beside a timescale that was set; none if they leave the calendar."""
    try:
        return _policy_readings(level, received, calendar)
    except OutsideCalendar:
        return ()


def _reading(
    limit: Limit, received: date, calendar: Calendar, why: str | None, conflict: ConflictRef | None
) -> DueReading:
    due = last_day(received, limit, calendar) if limit.value else None
    return DueReading(reading=str(limit), due=due, why=why, conflict=conflict, within=limit if due else None)


def _set_reading(timescale: SetTimescale, received: date, calendar: Calendar) -> DueReading:
    if (timescale.working_days is None) == (timescale.until is None):
        raise BadTimescale("Give either a number of working days or a date, not both")
    if timescale.working_days is not None:
        if not 1 <= timescale.working_days <= 260:
            raise BadTimescale(f"The number of working days must be from 1 to 260, not {timescale.working_days}")
        limit = Limit(timescale.working_days, LimitUnit.WORKING_DAYS)
        return _reading(limit, received, calendar, "The timescale that was set.", None)
    until = timescale.until
    assert until is not None
    if until < received:
        raise BadTimescale(f"The date that was set, {long_date(until)}, must not be before {long_date(received)}")
    calendar.require(until)
    return DueReading(reading="the date that was set", due=until, why="The timescale that was set.")


def _main_reading(limit: Limit, readings: tuple[DueReading, ...]) -> DueReading:
    own = {str(part) for part in split_days(limit)}
    dated = [reading for reading in readings if reading.reading in own and reading.due]
    if not dated:
        return DueReading(reading=str(limit), due=None)
    return min(dated, key=lambda reading: reading.due or date.max)


def _earliest_first(readings: tuple[DueReading, ...]) -> tuple[DueReading, ...]:
    return tuple(sorted(readings, key=lambda reading: reading.due or date.max))
