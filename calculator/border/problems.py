"""What is said to a policy lead when a file cannot be used."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

_LONGEST_QUOTATION = 60


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of one file. Lines and columns count from 1; `source` is the label under which the file was given."""

    source: str
    line: int
    column: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}: {self.message}. {self.remedy}."


class InvalidPolicy(Exception):
    """The files cannot be used. Carries every problem found, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Fault(Exception):
    """What is wrong with one value, told before its place in the file is known.

    `says` continues a sentence that begins with the name of the value. `at_key` points to the key, not to the value.
    """

    def __init__(self, says: str, remedy: str, *, at_key: bool = False) -> None:
        super().__init__(says)
        self.says = says
        self.remedy = remedy
        self.at_key = at_key


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` most likely stands for, if one is near."""
    spelt = {one.lower(): one for one in sorted(known)}
    near = difflib.get_close_matches(word.lower(), spelt, n=1)
    return spelt[near[0]] if near else None


def quoted(text: str) -> str:
    """Return `text` on one line between backticks, shortened where it is long."""
    line = " ".join(text.split())
    return f"`{line[:_LONGEST_QUOTATION]}…`" if len(line) > _LONGEST_QUOTATION else f"`{line}`"


def listed(words: Iterable[str]) -> str:
    """Return the words between backticks, parted by commas, in the given order."""
    return ", ".join(f"`{word}`" for word in words)
