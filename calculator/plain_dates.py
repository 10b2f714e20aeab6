"""Dates as readers see them and as they type them, without the device's locale."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TYPED = re.compile(r"\s*(?P<day>[^\s/.,-]*)[\s/.,-]+(?P<month>[^\s/.,-]*)[\s/.,-]+(?P<year>[^\s/.,-]*)\s*")


Words = tuple[str | date, ...]
"""A sentence in parts, so that whoever draws it can mark up its dates."""


def as_text(words: Words) -> str:
    """Return the sentence with its dates in the long form.

    >>> as_text(("Reply by ", date(2026, 12, 28), "."))
    'Reply by Monday 28 December 2026.'
    """
    return "".join(long_date(part) if isinstance(part, date) else part for part in words)


def words_as_plain(words: Words) -> list[str | dict[str, str]]:
    """Return the sentence as JSON values: text, and `{"date": ISO, "text": long form}` for each date."""
    return [{"date": part.isoformat(), "text": long_date(part)} if isinstance(part, date) else part for part in words]


class NotADate(ValueError):
    """What was typed is not a date; the message says what to type. `part` is the first wrong field, None for all."""

    def __init__(self, message: str, part: str | None = None) -> None:
        super().__init__(message)
        self.part = part


def long_date(day: date) -> str:
    """Return the date with its weekday, as all pages write it.

    >>> long_date(date(2026, 12, 28))
    'Monday 28 December 2026'
    """
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Return the date without weekday and year, for tables that carry both elsewhere.

    >>> short_date(date(2026, 12, 28))
    '28 December'
    """
    return f"{day.day} {MONTHS[day.month - 1]}"


def read_date(text: str, name: str = "the date") -> date:
    """Read `2026-03-27`, or day, month and year with spaces, slashes, dots or hyphens between.

    The month may be a number or a name of three letters or more. Raises NotADate, whose message names the first
    thing to mend: something missing, then something impossible.

    >>> read_date("27 3 2026") == read_date("27/mar/2026") == read_date("2026-03-27")
    True
    """
    if iso := _ISO.fullmatch(text.strip()):
        return _real_date(*(int(group) for group in iso.groups()), name=name)
    typed = _TYPED.fullmatch(text)
    if not typed or not any(typed.groups()):
        raise NotADate(f"Enter {name} as day, month and year, for example 27 3 2026")
    for part in ("day", "month", "year"):
        if not typed[part]:
            raise NotADate(f"{_capital(name)} must include a {part}", part)
    month = _month_number(typed["month"])
    if not month:
        raise NotADate(f"{_capital(name)} must have a month such as 3, Mar or March", "month")
    if not re.fullmatch(r"\d{1,2}", typed["day"], re.ASCII):
        raise NotADate(f"{_capital(name)} must have a day in figures, such as 27", "day")
    if not re.fullmatch(r"\d{4}", typed["year"], re.ASCII):
        raise NotADate(f"{_capital(name)} must have a year with 4 figures, such as 2026", "year")
    return _real_date(int(typed["year"]), month, int(typed["day"]), name=name)


def _month_number(text: str) -> int | None:
    if re.fullmatch(r"\d{1,2}", text, re.ASCII):
        return int(text) or None
    if len(text) < 3:
        return None
    matches = [number for number, month in enumerate(MONTHS, start=1) if month.lower().startswith(text.lower())]
    return matches[0] if matches else None


def _real_date(year: int, month: int, day: int, *, name: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADate(f"{_capital(name)} must be a real date. There is no {day}-{month}-{year}", "day") from None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
