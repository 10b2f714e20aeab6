"""A manager pastes the days of receipt of several escalations."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar as ParsedCalendar

from calculator.explanation import explain
from calculator.journeys import Step, next_step
from calculator.library import Library
from calculator.outcome import Outcome
from calculator.plain_dates import as_text
from calculator.result_blocks import Replies, ReplyRow
from calculator.take_away import due_calendar, due_events

TODAY = date(2026, 11, 21)
ANSWERS = {"journey": "received", "authority": "dorset", "post": "head-of-locality", "received": "several"}


def step_for(library: Library, typed: str | list[str], **changed: str) -> Step:
    """The step for the dates as they were typed."""
    return next_step(library, ANSWERS | changed | {"dates-received": typed}, TODAY)


def outcome_for(library: Library, typed: str | list[str], **changed: str) -> Outcome:
    """The outcome for the dates as they were typed."""
    outcome = step_for(library, typed, **changed).outcome
    assert outcome
    return outcome


def rows(outcome: Outcome, library: Library) -> tuple[ReplyRow, ...]:
    """The table of the result."""
    (table,) = (
        block for section in explain(outcome, library) for block in section.blocks if isinstance(block, Replies)
    )
    return table.rows


def test_dates_are_sorted_by_reply_date_and_say_how_each_stands(library: Library) -> None:
    """What is overdue comes first; the headline names the first date."""
    outcome = outcome_for(library, "23 11 2026\n9/11/2026\n2026-11-16")
    assert [(row.received, row.due, row.standing) for row in rows(outcome, library)] == [
        (date(2026, 11, 9), date(2026, 11, 16), "4 working days late"),
        (date(2026, 11, 16), date(2026, 11, 23), "1 working day left"),
        (date(2026, 11, 23), date(2026, 11, 30), "6 working days left"),
    ]
    assert as_text(outcome.headline) == "The first reply was due by Monday 16 November 2026."


def test_escalations_of_the_same_day_are_counted(library: Library) -> None:
    """They share one line, one date and one calendar entry."""
    outcome = outcome_for(library, "16 11 2026\n17 11 2026\n16 11 2026")
    assert [row.count for row in rows(outcome, library)] == [2, 1]
    text = due_calendar(due_events(outcome), library.calendar, TODAY)
    assert text
    events = ParsedCalendar.from_ical(text).walk("VEVENT")
    assert [event["DTSTART"].dt for event in events] == [date(2026, 11, 23), date(2026, 11, 24)]
    assert str(events[0]["SUMMARY"]).startswith("2 replies due")
    assert len({str(event["UID"]) for event in events}) == 2


def test_one_date_pasted_gives_the_result_of_one_date(library: Library) -> None:
    """A list of one is no list."""
    outcome = outcome_for(library, "16 11 2026")
    assert outcome.several == ()
    assert outcome.due == date(2026, 11, 23)


def test_what_holds_for_the_first_receipt_alone_says_so(library: Library) -> None:
    """Three sections count from it; the table above them holds the others."""
    titles = {
        len(days): [section.title for section in explain(outcome_for(library, ", ".join(days)), library)]
        for days in (["16 11 2026"], ["16 11 2026", "17 11 2026"])
    }
    for title in ("What happens next", "The whole ladder"):
        assert title in titles[1]
        assert f"{title} for the first" in titles[2]


def test_a_date_that_has_passed_by_another_reading_is_marked(library: Library) -> None:
    """Tower Hamlets' chart prints days: each receipt has an earlier date by that reading."""
    answers = {"journey": "received", "authority": "tower-hamlets", "post": "team-manager", "received": "several"}
    step = next_step(library, {**answers, "dates-received": "18 11 2026, 23 11 2026"}, date(2026, 11, 25))
    assert step.outcome
    assert [row.standing for row in rows(step.outcome, library)] == [
        "due today; passed by another reading",
        "3 working days left",
    ]


@pytest.mark.parametrize(
    ("received", "headline"),
    [
        ("16 11 2026", "Reply by Monday 23 November 2026."),
        ("9 11 2026", "The reply was due by Monday 16 November 2026."),
        ("16 11 2026, 17 11 2026", "Send the first reply by Monday 23 November 2026."),
    ],
)
def test_the_headline_says_when_to_reply_or_that_the_date_has_passed(
    library: Library, received: str, headline: str
) -> None:
    """A date that has passed is nothing to reply by."""
    assert as_text(outcome_for(library, received).headline) == headline


@pytest.mark.parametrize("separator", ["\n", "\r\n", "; ", ", ", "\n\n", "\t\n"])
def test_dates_may_be_pasted_from_a_column_or_a_list(library: Library, separator: str) -> None:
    """Lines, commas and semicolons part them; empty lines and empty columns do not count."""
    outcome = outcome_for(library, separator.join(["16 11 2026", "17 Nov 2026", "2026-11-18"]))
    assert len(outcome.several) == 3


def test_every_wrong_line_is_named_at_once(library: Library) -> None:
    """The reader mends them in one go."""
    step = step_for(library, ["16 11 2026", "31 2 2026", "17 11 2026", "soon"])
    assert step.question and step.question.id == "dates-received"
    assert step.problem == (
        "Line 2: The date must be a real date. There is no 31 2 2026\n"
        'Line 4, "soon": Enter the date as day, month and year, for example 27 3 2026'
    )


def test_a_date_outside_the_calendar_is_named_at_its_question(library: Library) -> None:
    """The reader learns which of many dates it was, and where the calendar ends."""
    step = step_for(library, ["16 11 2026", "5 1 1999"])
    assert step.question and step.question.id == "dates-received"
    assert step.problem and "5 January 1999" in step.problem


def test_a_hundred_dates_are_taken_and_one_more_is_not(library: Library) -> None:
    """The message says how many there are."""
    assert len(outcome_for(library, ["16 11 2026"] * 100).several) == 100
    assert step_for(library, ["16 11 2026"] * 101).problem == "Enter 100 dates at most. There are 101"


def test_a_date_that_was_set_is_due_for_each(library: Library) -> None:
    """Where another date was set, it counts for every escalation given."""
    changed = {"post": "team-manager", "level": "level-1", "timescale": "yes", "timescale-date": "2026-12-11"}
    outcome = outcome_for(library, "16 11 2026\n17 11 2026", **changed)
    assert {reply.due for reply in outcome.several} == {date(2026, 12, 11)}


def test_receipts_in_the_future_are_pointed_out(library: Library) -> None:
    """Each of them, once."""
    outcome = outcome_for(library, "16 11 2026\n1 12 2026\n1 12 2026\n2 12 2026")
    assert [as_text(reason.words) for reason in outcome.urgent] == [
        "The day of receipt, Tuesday 1 December 2026, lies in the future. Check it.",
        "The day of receipt, Wednesday 2 December 2026, lies in the future. Check it.",
    ]
