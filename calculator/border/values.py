"""From one plain value to one value of the model: text, numbers, dates, limits and words of a fixed list."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from calculator.border.problems import Fault, listed, nearest, quoted
from calculator.model import NUMBERLESS_LIMITS, Limit, LimitUnit

ID_PATTERN = "[a-z0-9]+(-[a-z0-9]+)*"
REF_PATTERN = "[A-Z]+[0-9]+"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNT_AND_UNIT = re.compile(r"(?P<count>\S+)\s+(?P<unit>\S.*)")
LIMIT_UNITS = tuple(str(unit) for unit in LimitUnit if unit not in NUMBERLESS_LIMITS)
LIMIT_FORMS = (*(f"5 {unit}" for unit in LIMIT_UNITS), *NUMBERLESS_LIMITS)


def read_text(value: object) -> str:
    """Return text that is not blank."""
    if not isinstance(value, str):
        remedy = f'Put it between quotes: `"{shown(value)}"`' if isinstance(value, int) else "Write one text"
        raise Fault(f"is {described(value)}, but must be text", remedy)
    if not value.strip():
        raise Fault("is an empty text", "Write the text, or delete the key")
    return value


def read_id(value: object) -> str:
    """Return an id of small letters, digits and hyphens."""
    text = read_text(value)
    if not re.fullmatch(ID_PATTERN, text):
        made = "-".join(re.findall("[a-z0-9]+", text.lower()))
        example = f", for example `{made}`" if made else ""
        raise Fault(f"is {quoted(text)}, but must be an id", f"Write small letters, digits and hyphens{example}")
    return text


def read_ref(value: object) -> str:
    """Return a printed number such as `BR1`."""
    text = read_text(value)
    if not re.fullmatch(REF_PATTERN, text):
        raise Fault(f"is {quoted(text)}, but must be a short number", "Write capitals and digits, for example `BR1`")
    return text


def read_number(value: object) -> int:
    """Return a whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Fault(f"is {described(value)}, but must be a whole number", "Write digits without quotes")
    return value


def read_truth(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise Fault(f"is {described(value)}, but must be `true` or `false`", "Write `true` or `false` without quotes")
    return value


def read_day(value: object) -> date:
    """Return a day written as year, month and day."""
    remedy = "Write year, month and day, for example `2026-09-01`"
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise Fault(f"is {described(value)}, but must be a date", remedy)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Fault(f"is {quoted(value)}, a day that no calendar has", remedy) from None


def read_word(value: object, words: type[StrEnum]) -> StrEnum:
    """Return one of the words that the model allows here."""
    allowed = [str(word) for word in words]
    if isinstance(value, str) and value in allowed:
        return words(value)
    near = nearest(value, allowed) if isinstance(value, str) else None
    did_you_mean = f"Write `{near}`. " if near else ""
    raise Fault(f"is {described(value)}, but must be an allowed word", f"{did_you_mean}Allowed: {listed(allowed)}")


def read_limit(value: object) -> Limit:
    """Return a limit from its written form, such as `5 working days`."""
    if isinstance(value, int | str) and str(value).isdecimal():
        raise Fault(f"is `{value}`, a number without a unit", f"Write for example `{int(value) or 5} working days`")
    if not isinstance(value, str) or not value.strip():
        raise Fault(f"is {described(value)}, but must be a limit", f"Allowed forms: {listed(LIMIT_FORMS)}")
    try:
        return Limit.parse(value)
    except ValueError:
        raise _limit_fault(value) from None


def _limit_fault(text: str) -> Fault:
    if near := nearest(text, NUMBERLESS_LIMITS):
        return Fault(f"is {quoted(text)}, which is not a known limit", f"Write `{near}`")
    parts = _COUNT_AND_UNIT.fullmatch(text)
    near = nearest(parts["unit"], LIMIT_UNITS) if parts else None
    if not parts or not near:
        return Fault(f"is {quoted(text)}, which is not a known limit", f"Allowed forms: {listed(LIMIT_FORMS)}")
    count = parts["count"] if re.fullmatch("[1-9][0-9]{0,3}", parts["count"]) else "5"
    if parts["count"] != count:
        says = f"is {quoted(text)}, but must begin with a whole number from 1 to 9999 in plain digits"
        return Fault(says, f"Write for example `{count} {near}`")
    written = str(Limit.parse(f"{count} {near}"))
    return Fault(
        f"is {quoted(text)}, whose unit is not known", f"Write `{written}`. Known units: {listed(LIMIT_UNITS)}"
    )


def described(value: object) -> str:
    """Return what was typed, in a policy lead's words."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a set of keys"
    if isinstance(value, bool):
        return f"`{shown(value)}`"
    if isinstance(value, int):
        return f"the number `{value}`"
    if isinstance(value, str) and value.strip():
        return f"the text {quoted(value)}"
    return "an empty text"


def shown(value: object) -> str:
    """Return a value as it was typed."""
    return str(value).lower() if isinstance(value, bool) else str(value)
