"""Many dates at once, as they are pasted from a list, a mail or a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from calculator.plain_dates import TYPED_TIME, TYPED_WEEKDAY, NotADate, has_form_of_date, one_spaced, read_date

SEVERAL_COLUMNS = "Paste only the column of the dates received. This line has figures in more than one column"
LONGEST_QUOTE = 40

_FIGURE = re.compile("[0-9]")
_HEADING = re.compile(r"\b(?:dates?|received|receipt|notified|sent)\b", re.IGNORECASE)
_PART = re.compile(f"(?:\\b{TYPED_WEEKDAY},|,(?= *(?:at )?{TYPED_TIME})|[^,;])+", re.ASCII | re.IGNORECASE)
"""What commas and semicolons part; the comma after a weekday or before a time parts nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedDates:
    """What was found: the dates in the order of the lines, and a sentence for each part that is no date."""

    days: tuple[date, ...]
    problems: tuple[str, ...]


def read_pasted(texts: Iterable[str]) -> PastedDates:
    """Read the dates of all lines; lines are counted as the reader sees them, with empty ones.

    >>> read_pasted(["Date received\\n\\n20/11/2026 09:14\\n31/02/2026; soon"]).problems
    ('Line 4: The date must be a real date. There is no 31/02/2026', \
'Line 4, "soon": Enter the date as day, month and year, for example 27 3 2026')
    """
    days, problems = [], []
    for number, line in _dated_lines(texts):
        for part in _parts(line):
            try:
                days.append(_read(part))
            except NotADate as refused:
                problems.append(_sentence(number, one_spaced(part), str(refused)))
    return PastedDates(days=tuple(days), problems=tuple(dict.fromkeys(problems)))


def _dated_lines(texts: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Return the lines that hold something with their numbers, without a heading above them."""
    lines = [line for text in texts for line in text.splitlines()]
    filled = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    has_heading = len(filled) > 1 and _is_heading(filled[0][1])
    return iter(filled[1:] if has_heading else filled)


def _is_heading(line: str) -> bool:
    """Say whether a line can only name a column: "Today" could be meant as a date, and is refused as one."""
    return bool(_HEADING.search(line)) and not _FIGURE.search(line)


def _parts(line: str) -> list[str]:
    """Return what should be one date each; a line whose columns leave open which of them it is stays whole."""
    if has_form_of_date(line):
        return [one_spaced(line)]
    columns = [column for column in line.split("\t") if _FIGURE.search(column)] or [one_spaced(line)]
    if len(columns) > 1:
        return [line]
    return [text for part in _PART.finditer(columns[0]) if (text := part[0].strip(' "'))] or columns


def _read(part: str) -> date:
    if "\t" in part:
        raise NotADate(SEVERAL_COLUMNS)
    return read_date(part)


def _sentence(number: int, found: str, message: str) -> str:
    quote = found if len(found) <= LONGEST_QUOTE else f"{found[:LONGEST_QUOTE]}…"
    return f"Line {number}: {message}" if message.endswith(f" no {found}") else f'Line {number}, "{quote}": {message}'
