"""The calendar file: an independent parser reads back what was written."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar as ParsedCalendar

from calculator.calendar_file import DueEvent, calendar_file
from calculator.library import Library

TODAY = date(2026, 11, 21)


def event(due: date, title: str = "Reply due", notes: tuple[str, ...] = ()) -> DueEvent:
    """An event with the given due date."""
    return DueEvent(
        authority="brent", level="team-manager", received=date(2026, 3, 31), due=due, title=title, notes=notes
    )


def test_events_are_all_day_with_an_alarm_the_working_day_before(library: Library) -> None:
    """Due on the Tuesday after Easter: the alarm rings on the Thursday before, at 9 in the morning."""
    text = calendar_file([event(date(2026, 4, 7))], library.calendar, TODAY)
    (parsed,) = ParsedCalendar.from_ical(text).walk("VEVENT")
    assert parsed["DTSTART"].dt == date(2026, 4, 7)
    assert parsed["DTEND"].dt == date(2026, 4, 8)
    (alarm,) = parsed.walk("VALARM")
    assert alarm["TRIGGER"].dt == -timedelta(days=5) + timedelta(hours=9)


def test_the_same_receipt_keeps_its_id_when_the_date_moves(library: Library) -> None:
    """A second import updates the first event instead of adding one."""
    first = calendar_file([event(date(2026, 4, 7))], library.calendar, TODAY)
    later = calendar_file([event(date(2026, 4, 9))], library.calendar, date(2026, 12, 1))
    ids = [str(ParsedCalendar.from_ical(text).walk("VEVENT")[0]["UID"]) for text in (first, later)]
    assert ids == ["brent.team-manager.20260331@iro-escalation-guide"] * 2


@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=200))
def test_any_title_survives_folding_and_escaping(library: Library, title: str) -> None:
    """No line is longer than 75 octets, and the parser gives the title back."""
    text = calendar_file([event(date(2026, 4, 7), title, ("One, two; three\\", title))], library.calendar, TODAY)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (parsed,) = ParsedCalendar.from_ical(text).walk("VEVENT")
    assert str(parsed["SUMMARY"]) == title
    assert str(parsed["DESCRIPTION"]) == f"One, two; three\\\n{title}"
