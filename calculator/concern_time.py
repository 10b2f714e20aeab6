"""The time beside a result for a concern: the ladder from its reply date, and how much of the total is gone."""

from __future__ import annotations

from calculator.concern_case import Case
from calculator.ladder import Ladder, climb, counts_towards_total
from calculator.lookup import cite, cite_formal_total
from calculator.model import Level
from calculator.outcome import Reason
from calculator.progress import Meter, formal_start, measure
from calculator.reply_date import ReplyDate


def ladder_at(case: Case, level: Level, reply: ReplyDate | None) -> Ladder | None:
    """Return the ladder from `level` on, by the reply date that was set there if any; None without a day of receipt."""
    if reply is None:
        return None
    return climb(
        case.policy,
        case.library.national,
        reply.received,
        case.library.calendar,
        start_level=level.id,
        timescale=reply.timescale,
    )


def meter_at(case: Case, level: Level, reply: ReplyDate | None) -> Meter | None:
    """Return the meter where the start of the formal process is known: entered, or beginning with this result."""
    started = formal_start(case.used) if case.is_start_known else None
    begins_here = case.tried is None or not counts_towards_total(case.tried)
    if not started and begins_here and reply and counts_towards_total(level):
        started = reply.received
    if not started:
        return None
    due = reply.due if reply else None
    return measure(case.policy, case.library.national, started, due, case.today, case.calendar)


def past_total(case: Case, reply: ReplyDate | None) -> Reason | None:
    """Return a warning where the dates that were entered go past the total by themselves.

    Formal levels before them, whose dates are not known, could only make it more.
    """
    started, national = formal_start(case.used), case.library.national
    due = reply.due if reply else None
    meter = started and measure(case.policy, national, started, due, case.today, case.calendar)
    if not meter or max(meter.used, meter.at_due or 0) <= meter.total:
        return None
    day = f"today is working day {meter.used}" if meter.used > meter.total else f"the reply date is day {meter.at_due}"
    own = case.policy.total
    whose = "The document's total" if own else "The IRO Handbook's total"
    check = "" if own else " This document prints no total, so that is only a cross-check."
    more = "" if case.is_start_known else " Formal levels used before then would make it more."
    return Reason(
        words=("Counted from ", meter.started, f", {day}. {whose} is {meter.total} working days.{more}{check}"),
        citations=cite(case.policy, own.cite) if own else cite_formal_total(national),
    )
