"""The whole ladder as a timeline: what happened, where today stands, and what would follow."""

from __future__ import annotations

from datetime import date

from calculator.ladder import LevelDates
from calculator.lookup import level_index, level_label
from calculator.model import Level, Tier
from calculator.outcome import Outcome
from calculator.progress import Meter, UsedLevel
from calculator.result_blocks import Gauge, Line, Rung, RungEvent, Rungs, line
from calculator.result_words import late_words

UNLESS_SET = ", unless another date was set"
Dated = tuple[date, RungEvent]


def timeline(outcome: Outcome, level: Level) -> Rungs:
    """Return every level of the ladder, with the real dates of those used and the dates ahead of the others."""
    now = level_index(outcome.policy, level.id)
    dated = [_dated_events(outcome, other) for other in outcome.policy.levels]
    standing = _where_today_stands(dated, outcome.today)
    if standing is not None:
        today = RungEvent(event="today", words=("Today, ", outcome.today))
        dated[standing] = sorted([*dated[standing], (outcome.today, today)], key=lambda event: event[0])
    return Rungs(
        rungs=tuple(
            Rung(
                name=level_label(outcome.policy, other),
                state="passed" if index < now else "now" if index == now else "next",
                limit=str(other.reply.within),
                events=tuple(event for _, event in dated[index]),
            )
            for index, other in enumerate(outcome.policy.levels)
        )
    )


def _where_today_stands(dated: list[list[Dated]], today: date) -> int | None:
    """Return the last level that has begun by today, or the first with a date; None without any date."""
    begun = [index for index, events in enumerate(dated) if events and events[0][0] <= today]
    ahead = [index for index, events in enumerate(dated) if events]
    return begun[-1] if begun else ahead[0] if ahead else None


def _dated_events(outcome: Outcome, level: Level) -> list[Dated]:
    used = next((step for step in outcome.used if step.level is level), None)
    if used:
        return _used_events(used)
    rows = outcome.ladder.levels if outcome.ladder else ()
    row = next((row for row in rows if row.level is level), None)
    return _planned_events(row) if row else []


def _used_events(used: UsedLevel) -> list[Dated]:
    reply = used.reply
    events: list[Dated] = [(reply.received, RungEvent(event="received", words=("Received ", reply.received)))]
    if reply.due:
        terms = " (a date that was set)" if reply.timescale else "" if used.is_due_sure else UNLESS_SET
        events.append((reply.due, RungEvent(event="due", words=("Reply due by ", reply.due, terms))))
    if used.replied:
        late = f", {late_words(used.days_late)}" if used.days_late is not None else ""
        kind = "late" if late else "replied"
        events.append((used.replied, RungEvent(event=kind, words=("Reply came ", used.replied, late))))
    if used.no_reply:
        late = f": {late_words(used.days_late)}" if used.days_late is not None else ""
        day = reply.due or reply.received
        events.append((day, RungEvent(event="late", words=(f"No reply came{late}",))))
    return sorted(events, key=lambda event: event[0])


def _planned_events(row: LevelDates) -> list[Dated]:
    """Return the dates ahead; none for an outside body, to which a concern goes only if the IRO refers it."""
    events: list[Dated] = []
    if row.level.tier is Tier.OUTSIDE:
        return events
    if row.received:
        events.append((row.received, RungEvent(event="received", words=("Received ", row.received))))
    if row.due:
        events.append((row.due, RungEvent(event="due", words=("Reply due by ", row.due))))
    return events


def gauge(meter: Meter) -> Gauge:
    """Return the meter of the total time as a bar with its words."""
    return Gauge(used=meter.used, at_due=meter.at_due, total=meter.total, lines=tuple(_meter_lines(meter)))


def _meter_lines(meter: Meter) -> list[Line]:
    lines = [
        line("Day 0 is ", meter.started, ", when the first formal level received the concern."),
        line(f"{meter.used} of {meter.total} working days are used up to today.")
        if meter.used <= meter.total
        else line(f"The {meter.total} working days are over: today is working day {meter.used}."),
    ]
    if meter.at_due is not None:
        lines.append(line(f"The reply date of this result is working day {meter.at_due}."))
    for end in meter.ends:
        reading = f" (if read as {end.reading})" if len(meter.ends) > 1 else ""
        lines.append(line("The total runs out on ", end.end, f"{reading}."))
    return lines
