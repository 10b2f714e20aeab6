"""From the bytes of a file to text that YAML can read, with the faults of the text itself."""

from __future__ import annotations

import re

from calculator.border.problems import Problem

LARGEST_FILE = 1_000_000
# NEL and the Unicode separators are line breaks to YAML but not to editors: the lines we name would be wrong.
UNREADABLE_CHARACTER = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAB_BEFORE_CONTENT = re.compile(r" *\t[ \t]*[^\s#]")


def clean_text(raw: str | bytes, source: str) -> tuple[str | None, list[Problem]]:
    """Return the text with stray characters made spaces, or None where it cannot be parsed; and every problem seen."""
    size = len(raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass"))
    if size > LARGEST_FILE:
        message = f"the file holds {size:,} bytes, more than the {LARGEST_FILE:,} allowed"
        return None, [Problem(source, 1, 1, message, "Write one policy in one file, without pasted documents")]
    try:
        text = raw.decode("utf-8") if isinstance(raw, bytes) else raw
    except UnicodeDecodeError as error:
        return None, [_not_utf_8(error, source)]
    problems = []
    if text.startswith("\ufeff"):
        text = text[1:]
        remedy = "Save the file as `UTF-8`, not as `UTF-8 with BOM`"
        problems.append(Problem(source, 1, 1, "the file begins with an invisible byte-order mark", remedy))
    lines = re.split("\r\n|\r|\n", text)
    for number, line in enumerate(lines, start=1):
        problems += _stray_characters(line, number, source)
    if any(_TAB_BEFORE_CONTENT.match(line) for line in lines):
        return None, problems
    return UNREADABLE_CHARACTER.sub(" ", text.replace("\t", " ")), problems


def _not_utf_8(error: UnicodeDecodeError, source: str) -> Problem:
    before = error.object[: error.start].decode("utf-8").removeprefix("\ufeff")
    lines = re.split("\r\n|\r|\n", before)
    message = f"the byte {error.object[error.start]:#04x} here is not UTF-8 text"
    return Problem(source, len(lines), len(lines[-1]) + 1, message, "Save the file with the encoding `UTF-8`")


def _stray_characters(line: str, number: int, source: str) -> list[Problem]:
    problems = []
    if (tab := line.find("\t")) >= 0:
        remedy = "Type spaces, and indent by two spaces a step"
        problems.append(Problem(source, number, tab + 1, "a tab stands here", remedy))
    if stray := UNREADABLE_CHARACTER.search(line):
        message = f"an invisible character (U+{ord(stray[0]):04X}) stands here"
        problems.append(Problem(source, number, stray.start() + 1, message, "Delete it, or type a space"))
    return problems
