"""Words of the documents, marked where a page first uses them: each leads to the glossary and carries a short text.

The text is shown by `docs/assets/tips.js` under pointer, keyboard and touch. Without JavaScript the link remains.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from macros.vocabulary import UNEXPLAINED, Word, word_id

Href = Callable[[str], str]

TERM_LINK = Markup('<a class="term" href="{href}" data-tip="{tip}">{word}</a>')

MOST_LINES = 6
"""A short text with more documents than this would be no short text."""


class TermMarks:
    """The words that one page has not used yet."""

    def __init__(self, documents: Iterable[tuple[Word, ...]], shared: tuple[Word, ...] = ()) -> None:
        """Take the words of these documents, and those that all share for what a document leaves unexplained.

        Where there are several documents, each text names whose it is.
        """
        self._tips = _tips(tuple(documents), shared)
        self._pattern = _pattern(self._tips)
        self._used: set[str] = set()

    def mark(self, text: str, href: Href) -> Markup:
        """Return the text as HTML, with the first use of each word as a link."""
        if self._pattern is None:
            return escape(text)
        parts: list[Markup] = []
        end = 0
        for found in self._pattern.finditer(text):
            word = found[0]
            if word_id(word) in self._used:
                continue
            self._used.add(word_id(word))
            link = TERM_LINK.format(href=href(f"glossary/#word-{word_id(word)}"), tip=self._tips[word], word=word)
            parts += [escape(text[end : found.start()]), link]
            end = found.end()
        return Markup("").join([*parts, escape(text[end:])])


def _tips(documents: tuple[tuple[Word, ...], ...], shared: tuple[Word, ...]) -> dict[str, str]:
    """Return a text for each spelling that is marked."""
    lines: dict[str, list[str]] = {}
    for words in documents:
        best: dict[str, Word] = {}
        for word in sorted((*words, *shared), key=_how_little_it_says):
            best.setdefault(word.text, word)
        for spelling, word in best.items():
            is_named = len(documents) > 1 or word in shared
            if _stands_out(word):
                lines.setdefault(spelling, []).append(f"{word.owner}: {_tip(word)}" if is_named else _tip(word))
    return {spelling: _joined(tuple(dict.fromkeys(several))) for spelling, several in lines.items()}


def _joined(lines: tuple[str, ...]) -> str:
    if len(lines) > MOST_LINES:
        return "Many documents use this. The glossary says what each means by it."
    return " ".join(lines)


def _how_little_it_says(word: Word) -> tuple[bool, bool]:
    return (word.is_synonym, word.meaning == UNEXPLAINED)


def _stands_out(word: Word) -> bool:
    """Say whether a word stands out as a name or an abbreviation; everyday words are left to the glossary."""
    capitals = len(re.findall(r"[A-Z]", word.text))
    return not word.is_common and capitals >= (2 if word.is_synonym else 1)


def _tip(word: Word) -> str:
    if word.is_synonym:
        return word.meaning
    same = f" Same or like: {', '.join(word.same_as)}." if word.same_as else ""
    return f"{word.meaning}{same}"


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted(words, key=len, reverse=True)
    if not longest_first:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
