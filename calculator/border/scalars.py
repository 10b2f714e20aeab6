"""What an unquoted YAML word means here, and which ones YAML versions disagree on."""

from __future__ import annotations

import re

from calculator.border.problems import Fault, quoted

_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_CLOCK_TIME = re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?")
_FRACTION = re.compile(r"[-+]?(\.inf|\.nan|(?=\.?[0-9])[0-9_]*(\.[0-9_]*)?(e[-+]?[0-9]+)?)", re.IGNORECASE)
_ODD_NUMBER = re.compile(r"[-+]?(0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+|[0-9][0-9_]*)", re.IGNORECASE)
_YES_OR_NO = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


def plain_value(word: str) -> str | int | bool:
    """Return what an unquoted word means. Dates stay text. Raises `Fault` for words that YAML readers take differently.

    >>> plain_value("5"), plain_value("true"), plain_value("2026-09-01")
    (5, True, '2026-09-01')
    """
    small = word.lower()
    if small in ("true", "false"):
        return small == "true"
    if _NUMBER.fullmatch(word):
        return int(word)
    if fault := _fault_of(word, small):
        raise fault
    return word


def _fault_of(word: str, small: str) -> Fault | None:
    quotes = f'`"{word}"` with the quotes'
    if not word:
        remedy = "Write the value, or delete its line. Between braces, text with a comma needs quotes"
        return Fault("has no value", remedy)
    if small in ("~", "null"):
        return Fault(f"is `{word}`, which YAML reads as nothing", "Delete the key, or write the text between quotes")
    if truth := _YES_OR_NO.get(small):
        return Fault(f"is `{word}`, which YAML may read as `{truth}`", f"Write {quotes} for text, otherwise `{truth}`")
    if _CLOCK_TIME.fullmatch(word):
        return Fault(f"is {quoted(word)}, which YAML may read as a number of minutes", f"Write {quotes}")
    if _ODD_NUMBER.fullmatch(word):
        says = f"is {quoted(word)}, which YAML may read as another number"
        return Fault(says, f"Write {quotes} for text, otherwise a whole number in plain digits, for example `10`")
    if _FRACTION.fullmatch(word):
        says = f"is {quoted(word)}, which YAML reads as a number with a fraction"
        return Fault(says, f"Write {quotes} for text, otherwise a whole number")
    return None
