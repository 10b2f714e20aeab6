"""What the readings of a limit say: that the time has passed by all of them, by none, or by some."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from calculator.model import Level, Policy
from calculator.reply_date import DueReading, reply_date
from calculator.working_days import Calendar

LONG_AGO = timedelta(days=400)
"""Before today by more than any limit, so that every reply date has passed."""

LIMIT_RUNS = "No reply yet, and the time limit has not passed."
LIMIT_PASSED = "No reply came within the time limit."
RUNS_BY_ALL = "No reply yet, and the time limit has not passed by any reading."
PASSED_BY_ALL = "No reply came, and the time limit has passed by every reading."

ReceivedAndToday = tuple[date, date]
Dated = list[tuple[DueReading, date]]


def days_between_readings(
    policy: Policy, level: Level, calendar: Calendar, today: date
) -> tuple[ReceivedAndToday, ...]:
    """Return two days for each way in which some readings have passed and others have not.

    Readings may end on the same day after one receipt and on two after another, so days before `today` are tried too.
    """
    found: dict[str, ReceivedAndToday] = {}
    received = today
    while len(found) < len(_dated(policy, level, received, calendar)) - 1 and received > today - LONG_AGO:
        for day in _days_between(policy, level, received, calendar):
            found.setdefault(limit_words(policy, level, received, calendar, day), (received, day))
        received -= timedelta(days=1)
    return tuple(found.values())


def limit_words(policy: Policy, level: Level, received: date, calendar: Calendar, today: date) -> str:
    """Return in plain words whether the limit has passed today."""
    dated = _dated(policy, level, received, calendar)
    passed = [reading.reading for reading, due in dated if due < today]
    runs = [reading.reading for reading, due in dated if due >= today]
    if passed and runs:
        by, not_by = ", ".join(passed), ", ".join(runs)
        return f"No reply yet. By one reading of the limit it has passed ({by}), by another it has not ({not_by})."
    if len(dated) > 1:
        return RUNS_BY_ALL if runs else PASSED_BY_ALL
    return LIMIT_RUNS if runs else LIMIT_PASSED


def _dated(policy: Policy, level: Level, received: date, calendar: Calendar) -> Dated:
    """Return the readings with their last days; none where the main one has no date, because no limit passes there."""
    reply = reply_date(policy, level, received, calendar)
    return [(reading, reading.due) for reading in reply.readings if reply.due and reading.due]


def _days_between(policy: Policy, level: Level, received: date, calendar: Calendar) -> Iterator[date]:
    """Yield the days on which a reading has just passed while another still runs."""
    ends = sorted({due for _, due in _dated(policy, level, received, calendar)})
    return (end + timedelta(days=1) for end in ends[:-1])
