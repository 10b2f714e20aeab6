"""The glossary: every word of all documents, with what each says of it and the other words for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from calculator.library import Library
from calculator.lookup import Citation
from macros.page_parts import Entries, Entry, Inline, Line, Link, Note, Section, line
from macros.vocabulary import UNEXPLAINED, Word, national_words, word_id, words_of

GLOSSARY_PAGE = "glossary/"


def glossary_sections(library: Library) -> tuple[Section, ...]:
    """Return a section for each letter, with one entry for each word, whichever documents use it."""
    policies = library.policies.values()
    words: dict[str, list[Word]] = defaultdict(list)
    for word in (*national_words(library.national), *(word for policy in policies for word in words_of(policy))):
        words[word_id(word.text)].append(word)
    entries = sorted(
        (_entry(key, several) for key, several in words.items()),
        key=lambda entry: (_letter(entry.title), entry.title.casefold()),
    )
    return tuple(
        Section(
            heading=letter,
            anchor=f"letter-{letter.lower()}",
            css_class="glossary-letter",
            blocks=(Entries(entries=tuple(group)),),
        )
        for letter, group in groupby(entries, key=lambda entry: _letter(entry.title))
    )


def _letter(word: str) -> str:
    return next((sign.upper() for sign in word if sign.isalpha()), "#")


def _entry(key: str, several: list[Word]) -> Entry:
    own = [word for word in several if not word.is_synonym]
    others = {word_id(same): same for word in several for same in word.same_as if word_id(same) != key}
    same = line(Note("Same or like:" if own else "See:"), " ", *_links(others))
    return Entry(
        id=f"word-{key}",
        title=_spellings(several),
        lines=(*_meanings(own), *((same,) if others else ())),
    )


def _spellings(several: list[Word]) -> str:
    """Return every spelling, the commonest first; those that differ only in capitals count as one."""
    spellings = [word.text for word in several]
    kept: dict[str, str] = {}
    for word in sorted(dict.fromkeys(spellings), key=spellings.count, reverse=True):
        kept.setdefault(word.casefold(), word)
    return " / ".join(kept.values())


def _meanings(own: list[Word]) -> tuple[Line, ...]:
    """Return each meaning once, with the documents that give it."""
    explaining = {word.owner for word in own if word.meaning != UNEXPLAINED}
    by_meaning: dict[str, list[Word]] = defaultdict(list)
    for word in own:
        if word.meaning != UNEXPLAINED or word.owner not in explaining:
            by_meaning[word.meaning].append(word)
    return tuple(_meaning(meaning, saying) for meaning, saying in by_meaning.items())


def _meaning(meaning: str, saying: Iterable[Word]) -> Line:
    parts: list[Inline] = [f"{meaning} "]
    citations: list[Citation] = []
    for number, word in enumerate(saying):
        parts += [", " if number else "", Link(word.owner, word.page)]
        citations += word.citations
    return line(*parts, citations=dict.fromkeys(citations))


def _links(others: dict[str, str]) -> tuple[Inline, ...]:
    parts: list[Inline] = []
    for key, word in others.items():
        parts += ["; " if parts else "", Link(word, f"{GLOSSARY_PAGE}#word-{key}")]
    return tuple(parts)
