"""Reply dates as one iCalendar file (RFC 5545): all-day events with stable ids and an alarm the working day before.

Only posts, levels and dates go in. A second import of the same authority, level and day of receipt updates the event,
because its UID is made of these three. Where only a date that was set is known, that date stands for the receipt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from calculator.working_days import Calendar, OutsideCalendar, working_day_before

FOLD_AT = 75
"""The longest line in octets, the line break not counted."""
ALARM_HOUR = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class DueEvent:
    """One reply date to put into a calendar."""

    authority: str
    level: str
    received: date | None
    """None where it is not known, for a reply date that was set."""
    due: date
    title: str
    notes: tuple[str, ...]
    """Lines for the description; no names and no case details."""


def calendar_file(events: Iterable[DueEvent], calendar: Calendar, today: date) -> str:
    """Return the text of the file, with CRLF line ends. `today` becomes the time stamp."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//IRO Escalation Guide//Reply dates//EN", "METHOD:PUBLISH"]
    for event in events:
        lines += _event_lines(event, calendar, today)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line))


def _event_lines(event: DueEvent, calendar: Calendar, today: date) -> list[str]:
    day = f"{event.received:%Y%m%d}" if event.received else f"set-{event.due:%Y%m%d}"
    return [
        "BEGIN:VEVENT",
        f"UID:{event.authority}.{event.level}.{day}@iro-escalation-guide",
        f"DTSTAMP:{today:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(event.title)}",
        f"DESCRIPTION:{_escaped(chr(10).join(event.notes))}",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        *_alarm_lines(event, calendar),
        "END:VEVENT",
    ]


def _alarm_lines(event: DueEvent, calendar: Calendar) -> list[str]:
    """Return the alarm; none where the working day before lies outside the calendar."""
    try:
        days_before = (event.due - working_day_before(event.due, calendar)).days
    except OutsideCalendar:
        return []
    trigger = f"TRIGGER:-PT{24 * days_before - ALARM_HOUR}H"
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(event.title)}", trigger, "END:VALARM"]


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _fold(line: str) -> Iterable[str]:
    """Split a line into pieces of at most 75 octets, each later one begun with a space, never inside a character."""
    if len(line.encode()) <= FOLD_AT:
        yield line
        return
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > FOLD_AT:
            yield piece
            piece, size = " ", 1
        piece += character
        size += width
    yield piece
