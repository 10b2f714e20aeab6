"""Dates as readers see them and as they type them, without the device's locale."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

TYPED_WEEKDAY = (
    "(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
TYPED_TIME = "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?(?: ?[ap]m)?"
_ISO_ORDER = "(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_UK_ORDER = "(?P<day>[^ /.,-]*)[ /.,-]+(?P<month>[^ /.,-]*)[ /.,-]+(?P<year>[^ /.,-]*)"
_FORMS = tuple(
    # A date that is pasted whole into the field for the day arrives with the slashes of the two empty fields.
    re.compile(f"(?:{TYPED_WEEKDAY}(?:[,.] ?| ))?{order}(?:(?:T|[ ,]+(?:at )?){TYPED_TIME})?/{{0,2}}", re.A | re.I)
    for order in (_ISO_ORDER, _UK_ORDER)
)
"""Every form in which a date may be typed: day before month, except that a year of 4 figures leads the ISO form."""
_PARTS = ("day", "month", "year")


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

    The month may be a number or a name of three letters or more. A weekday before the date must be the right one;
    a time after it is passed over. Raises NotADate, whose message names the first thing to mend: something missing,
    then something impossible.

    >>> read_date("27 3 2026") == read_date("27/mar/2026") == read_date("2026-03-27")
    True
    >>> long_date(read_date("Wed, 11th Nov 2026 at 09:14"))
    'Wednesday 11 November 2026'
    """
    typed = _match(text)
    if not typed or not any(typed.group(*_PARTS)):
        raise NotADate(f"Enter {name} as day, month and year, for example 27 3 2026")
    for part in _PARTS:
        if not typed[part]:
            raise NotADate(f"{_capital(name)} must include a {part}", part)
    # A date that was pasted whole into the field for the day is mended there.
    is_pasted = typed.string.endswith("//")
    field = dict.fromkeys(_PARTS, "day") if is_pasted else dict(zip(_PARTS, _PARTS, strict=True))
    if _is_another_order(typed):
        raise NotADate(f"{_capital(name)} must have the day first, then month and year, as in 27 3 2026", "day")
    month = _month_number(typed["month"])
    if not month:
        raise NotADate(f"{_capital(name)} must have a month such as 3, Mar or March", field["month"])
    if month > 12:
        raise NotADate(f"{_capital(name)} must have a month from 1 to 12, as in 27 3 2026", field["month"])
    number = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", typed["day"], re.ASCII | re.IGNORECASE)
    if not number:
        raise NotADate(f"{_capital(name)} must have a day in figures, such as 27", "day")
    if not re.fullmatch(r"\d{4}", typed["year"], re.ASCII):
        raise NotADate(f"{_capital(name)} must have a year with 4 figures, such as 2026", field["year"])
    try:
        day = date(int(typed["year"]), month, int(number[1]))
    except ValueError:
        shown = typed.string.rstrip("/")
        raise NotADate(f"{_capital(name)} must be a real date. There is no {shown}", "day") from None
    _check_weekday(typed["weekday"], day, name)
    return day


def has_form_of_date(text: str) -> bool:
    """Say whether the text has the parts of exactly one date, be they right or wrong.

    >>> has_form_of_date("31,2,2026"), has_form_of_date("1/2/2026, 3/2/2026")
    (True, False)
    """
    typed = _match(text)
    return typed is not None and all(typed.group(*_PARTS))


def one_spaced(text: str) -> str:
    """Return the text with a single space wherever there is white space of any kind."""
    return " ".join(text.split())


def _match(text: str) -> re.Match[str] | None:
    spaced = one_spaced(text)
    return next((typed for form in _FORMS if (typed := form.fullmatch(spaced))), None)


def _is_another_order(typed: re.Match[str]) -> bool:
    """Say whether the year or the month's name leads: `2026/03/27` or `March 27 2026`."""
    return bool(re.fullmatch("[0-9]{4}", typed["day"])) or bool(typed["day"].isalpha() and _month_number(typed["day"]))


def _check_weekday(typed: str | None, day: date, name: str) -> None:
    right = WEEKDAYS[day.weekday()]
    if typed and typed[:3].lower() != right[:3].lower():
        shown = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        raise NotADate(f"{_capital(name)} must have the right weekday, or none. {shown} is a {right}", "day")


def _month_number(text: str) -> int | None:
    if re.fullmatch(r"\d{1,2}", text, re.ASCII):
        return int(text) or None
    if len(text) < 3:
        return None
    matches = [number for number, month in enumerate(MONTHS, start=1) if month.lower().startswith(text.lower())]
    return matches[0] if matches else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
