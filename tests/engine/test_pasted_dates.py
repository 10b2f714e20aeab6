"""Dates pasted from lists, mails and spreadsheets."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.pasted_dates import LONGEST_QUOTE, SEVERAL_COLUMNS, read_pasted
from calculator.plain_dates import long_date

HOW = "Enter the date as day, month and year, for example 27 3 2026"
NOVEMBER_11 = date(2026, 11, 11)
NOVEMBER_12 = date(2026, 11, 12)


@pytest.mark.parametrize(
    "pasted",
    [
        "11 11 2026\n12 11 2026",
        "11/11/2026, 12/11/2026",
        "Wednesday, 11 November 2026, Thursday, 12 November 2026",
        "Wednesday, 11 November 2026\r\nThursday, 12 November 2026",
        "11/11/2026, 09:14; 12/11/2026, at 10:00",
        "2026-11-11T09:14:00\n2026-11-12T10:00:00",
        "Date received\n11/11/2026 09:14\n12/11/2026 09:14:33",
        "\nReceived:\n\n11th November 2026,\n12th November 2026,\n",
        "Team\tReceived\tNote\nNorth\t11/11/2026\t\nSouth\t12/11/2026\turgent",
        "Wed\t11/11/2026\t09:14\nThu\t12/11/2026\t10:00",
        "11\t11\t2026\n12\tNov\t2026",
        '"11/11/2026","12/11/2026"',
    ],
)
def test_dates_are_found_in_what_other_programs_copy(pasted: str) -> None:
    """A heading goes; the comma after a weekday or before a time parts nothing; other columns hold no figure."""
    found = read_pasted([pasted])
    assert (found.days, found.problems) == ((NOVEMBER_11, NOVEMBER_12), ())


@pytest.mark.parametrize(
    ("pasted", "problems"),
    [
        ("11/11/2026, 12/11/2026\nsoon", [f'Line 2, "soon": {HOW}']),
        ("11/11/2026\n\n31/02/2026", ["Line 3: The date must be a real date. There is no 31/02/2026"]),
        ("11/11/2026, 27; 2026", [f'Line 1, "27": {HOW}', f'Line 1, "2026": {HOW}']),
        (
            "Tuesday, 11 November 2026, 12/11/2026",
            [
                'Line 1, "Tuesday, 11 November 2026": The date must have the right weekday, or none. '
                "11 November 2026 is a Wednesday"
            ],
        ),
        ("11/11/26", ['Line 1, "11/11/26": The date must have a year with 4 figures, such as 2026']),
        ("11/11/2026\nsoon\n12/11/2026\nlater", [f'Line 2, "soon": {HOW}', f'Line 4, "later": {HOW}']),
        ("Today\n11/11/2026", [f'Line 1, "Today": {HOW}']),
        ("Monday\n11/11/2026", [f'Line 1, "Monday": {HOW}']),
        ("soon, soon", [f'Line 1, "soon": {HOW}']),
        ("Date received", [f'Line 1, "Date received": {HOW}']),
        (";", [f'Line 1, ";": {HOW}']),
        ("11/11/2026\t12/11/2026", [f'Line 1, "11/11/2026 12/11/2026": {SEVERAL_COLUMNS}']),
        ("Ref\tReceived\n7\t11/11/2026", [f'Line 2, "7 11/11/2026": {SEVERAL_COLUMNS}']),
        ("1" * 99, [f'Line 1, "{"1" * LONGEST_QUOTE}…": {HOW}']),
    ],
)
def test_each_wrong_part_is_quoted_with_the_line_where_it_stands(pasted: str, problems: list[str]) -> None:
    """Lines are the reader's own; of several columns with figures none is picked."""
    assert read_pasted([pasted]).problems == tuple(problems)


@given(st.lists(st.dates(date(1000, 1, 1)), min_size=1), st.sampled_from(["\n", "\r\n", ", ", "; ", "\n\n"]))
def test_every_list_of_long_dates_reads_back(days: list[date], separator: str) -> None:
    """Whatever stands between them."""
    assert read_pasted([separator.join(map(long_date, days))]).days == tuple(days)


@given(st.lists(st.text("0123456789 ,;/\t\nTuesday", max_size=60), max_size=4))
def test_whatever_is_pasted_gives_dates_or_sentences(texts: list[str]) -> None:
    """Nothing is passed over in silence, except a heading."""
    found = read_pasted(texts)
    assert found.days or found.problems or not "".join(texts).strip()
    assert all(problem.startswith("Line ") and "\n" not in problem for problem in found.problems)
