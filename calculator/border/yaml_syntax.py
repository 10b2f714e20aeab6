"""PyYAML's complaints about text that it cannot parse, in plain words."""

from __future__ import annotations

import yaml

from calculator.border.findings import Position
from calculator.border.problems import Problem

_QUOTE = "Put the whole text between quotes"
# A fragment of what PyYAML says; what is wrong; what to write.
# `{line}` is where the enclosing part begins, `{before}` where the last value does.
_PLAIN_WORDS = (
    ("directive", "a line cannot begin with `%`", "Delete the line, or put the text between quotes"),
    ("anchor", "text cannot begin with `&`", _QUOTE),
    ("alias", "text cannot begin with `*`", _QUOTE),
    ("tag", "text cannot begin with `!`", _QUOTE),
    ("block scalar", "text cannot begin with `|` or `>`", _QUOTE),
    ("escape", "a backslash between double quotes begins a special character, and this is none",
     "Use single quotes, or type the backslash twice"),
    ("end of stream", "a quotation begins here and never ends",
     "Write the closing quote. Between single quotes type an apostrophe twice"),
    ("document separator", "a quotation begins here and holds a line of `---` or `...`", "Write the closing quote"),
    ("values are not allowed", "a colon and a space stand where no key can be",
     "Put text that contains `: ` between quotes, and line keys up with the keys above"),
    ("could not find expected ':'", "this is neither a key with a colon nor part of the text above",
     "Write `key: value`, or indent text that continues the line above"),
    ("sequence entries", "a list begins after other words on the line",
     "Begin the list on a line of its own, or put text that begins with `- ` between quotes"),
    ("mapping keys", "text cannot begin with `? `", _QUOTE),
    ("',' or ']'", "the list that begins with `[` on line {line} is not closed before this",
     "Write `[one, two]`, and put text with a comma, a bracket or `: ` between quotes"),
    ("',' or '}}'", "the keys that begin with `{{` on line {line} are not closed before this",
     "Write `{one: text, two: text}`, and put text with a comma, a bracket or `: ` between quotes"),
    ("<document start>", "this stands outside the policy",
     "Delete it, or begin every key of the top level in the same column"),
    ("found '<scalar>'", "more text follows where the value that begins on line {before} has ended",
     "Put the whole value between one pair of quotes. Between single quotes type an apostrophe twice"),
    ("<block end>", "this does not line up with what it belongs to, which begins on line {line}",
     "Indent it as far as the keys or the dashes beside which it belongs"),
    ("node content", "a value is missing before this", "Write the value, or delete the comma or the key before it"),
)  # fmt: skip


def syntax_problem(error: yaml.MarkedYAMLError, text: str, source: str, before: Position) -> Problem:
    """Return where the text stops being YAML, and what to write instead. `before` is where the last value begins."""
    context, said = error.context or "", error.problem or ""
    # A fault inside one word or quotation is only noticed at its end; its beginning is where it has to be mended.
    at_beginning = error.context_mark and "scanning" in context and "escape" not in said
    mark = error.context_mark if at_beginning else error.problem_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if mark and "cannot start any token" in said:
        return Problem(source, line, column, f"text cannot begin with `{text[mark.index]}`", _QUOTE)
    for fragment, message, remedy in _PLAIN_WORDS:
        if fragment.format() in f"{context} {said}":
            enclosing = error.context_mark.line + 1 if error.context_mark else 1
            return Problem(source, line, column, message.format(line=enclosing, before=before[0]), remedy)
    return Problem(source, line, column, "this is not YAML", "Check the indentation, the quotes and the colons")
