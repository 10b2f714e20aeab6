"""Dates as people type and read them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.plain_dates import WEEKDAYS, NotADate, long_date, read_date


@pytest.mark.parametrize(
    "typed",
    [
        "2026-03-27",
        "27 3 2026",
        "27/3/2026",
        "27-03-2026",
        "27.3.2026",
        "27 mar 2026",
        "27-March-2026",
        " 27 MAR 2026 ",
        "27th March 2026",
        "Fri 27 Mar 2026",
        "Friday 27 March 2026",
        "Friday, 27 March 2026",
        "FRI. 27/03/2026",
        "2026-03-27T09:14:00",
        "2026-03-27 09:14:33.120",
        "27/03/2026 09:14",
        "27/03/2026\t09:14:33",
        "27 Mar 2026, 9:14 am",
        "Friday, 27 March 2026 at 23:59",
        "27/03/2026//",
        "Fri 27/3/2026",
    ],
)
def test_a_date_may_be_typed_in_many_ways(typed: str) -> None:
    """Numbers and month names, with a weekday or a time, and whole in the field for the day."""
    assert read_date(typed) == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("typed", "message", "part"),
    [
        ("", "Enter the date as day, month and year, for example 27 3 2026", None),
        ("tomorrow", "Enter the date as day, month and year, for example 27 3 2026", None),
        ("--", "Enter the date as day, month and year, for example 27 3 2026", None),
        ("-3-2026", "The date must include a day", "day"),
        ("27--2026", "The date must include a month", "month"),
        ("27-3-", "The date must include a year", "year"),
        ("27 ma 2026", "The date must have a month such as 3, Mar or March", "month"),
        ("27 0 2026", "The date must have a month such as 3, Mar or March", "month"),
        ("x 3 2026", "The date must have a day in figures, such as 27", "day"),
        ("27 3 26", "The date must have a year with 4 figures, such as 2026", "year"),
        ("29 2 2026", "The date must be a real date. There is no 29 2 2026", "day"),
        ("31 4 2026", "The date must be a real date. There is no 31 4 2026", "day"),
        ("31/02/2026", "The date must be a real date. There is no 31/02/2026", "day"),
        ("31/02/2026//", "The date must be a real date. There is no 31/02/2026", "day"),
        ("11/20/2026", "The date must have a month from 1 to 12, as in 27 3 2026", "month"),
        ("2026-13-01", "The date must have a month from 1 to 12, as in 27 3 2026", "month"),
        ("11/20/2026//", "The date must have a month from 1 to 12, as in 27 3 2026", "day"),
        ("2026-03-27T09:14:00Z", "The date must have the day first, then month and year, as in 27 3 2026", "day"),
        ("2026/03/27", "The date must have the day first, then month and year, as in 27 3 2026", "day"),
        ("March 27 2026", "The date must have the day first, then month and year, as in 27 3 2026", "day"),
        ("2026-02-30", "The date must be a real date. There is no 2026-02-30", "day"),
        (
            "Tues, 27 March 2026",
            "The date must have the right weekday, or none. 27 March 2026 is a Friday",
            "day",
        ),
        ("٢٧ ٣ ٢٠٢٦", "The date must have a month such as 3, Mar or March", "month"),
    ],
)
def test_what_is_not_a_date_is_answered_with_what_to_type(typed: str, message: str, part: str) -> None:
    """One error at a time: what is missing, then what is impossible; the wrong field is named."""
    with pytest.raises(NotADate) as refused:
        read_date(typed)
    assert (str(refused.value), refused.value.part) == (message, part)


@given(st.dates(date(1000, 1, 1)))
def test_every_date_reads_back(day: date) -> None:
    """However the guide, a spreadsheet or a mail prints it."""
    long = long_date(day)
    slashes = f"{day:%d/%m}/{day.year}"
    printed = [long, long.split(" ", 1)[1], f"{long[:3]} {slashes}", slashes, day.isoformat(), f"{slashes} 09:14"]
    assert {read_date(text) for text in printed} == {day}


@given(st.dates(date(1000, 1, 1)), st.sampled_from(WEEKDAYS))
def test_only_the_right_weekday_is_taken(day: date, weekday: str) -> None:
    """A slip in either of them would give a wrong reply date."""
    text = f"{weekday} {day.isoformat()}"
    right = WEEKDAYS[day.weekday()]
    if weekday == right:
        assert read_date(text) == day
    else:
        with pytest.raises(NotADate, match=f"is a {right}"):
            read_date(text)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_clear_refusal(typed: str) -> None:
    """Nothing that is typed causes another kind of error."""
    try:
        read_date(typed)
    except NotADate as refused:
        assert str(refused)
