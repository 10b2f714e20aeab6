"""The glossary: every term and every post of all policies, with the words that mean the same."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import groupby

from calculator.library import Library
from calculator.lookup import Citation, cite
from calculator.model import Policy
from macros.page_parts import Entries, Entry, Field, Inline, Line, Link, Section, line
from macros.statements import page_of, stated_fields


def glossary_sections(library: Library) -> tuple[Section, ...]:
    """Return a section for each letter, with one entry for each word, whichever documents use it."""
    entries = sorted(_entries(library), key=lambda entry: (_letter(entry.title), entry.title.casefold()))
    return tuple(
        Section(heading=letter, anchor=f"letter-{letter.lower()}", blocks=(Entries(entries=tuple(group)),))
        for letter, group in groupby(entries, key=lambda entry: _letter(entry.title))
    )


def _letter(word: str) -> str:
    return next((sign.upper() for sign in word if sign.isalpha()), "#")


def _entries(library: Library) -> list[Entry]:
    meanings: dict[str, list[Line]] = defaultdict(list)
    spellings: dict[str, str] = {}
    others: dict[str, list[str]] = defaultdict(list)
    for policy in library.policies.values():
        for word, meaning, same, citations in _words(policy):
            key = _slug(word)
            spellings.setdefault(key, word)
            meanings[key].append(line(*_named(policy), meaning, citations=citations))
            others[key] += [one for one in same if _slug(one) != key and one not in others[key]]
    return [
        Entry(
            id=f"word-{key}",
            title=spelling,
            fields=stated_fields(
                (
                    Field(label="In the documents", lines=tuple(meanings[key])),
                    Field(label="Same or like", lines=(line(*_see(others[key], spellings)),) if others[key] else ()),
                )
            ),
        )
        for key, spelling in spellings.items()
    ]


def _named(policy: Policy) -> tuple[Inline, ...]:
    return (Link(policy.name, page_of(policy)), ": ")


def _words(policy: Policy) -> list[tuple[str, str, tuple[str, ...], tuple[Citation, ...]]]:
    """Return each word of a policy with its meaning, the words for the same thing, and its clauses."""
    found: list[tuple[str, str, tuple[str, ...], tuple[Citation, ...]]] = []
    for term in policy.terms:
        meaning = term.meaning or "The document does not explain it."
        found.append((term.term, meaning, term.same_as, cite(policy, term.cite)))
    for role in policy.roles.values():
        meaning = f"A post or body ({role.kind}). {role.note or ''}".rstrip()
        citations = cite(policy, role.cite)
        found.append((role.title, meaning, role.also, citations))
        found += [(also, f"Another title for {role.title}.", (role.title,), citations) for also in role.also]
    return found


def _see(words: list[str], spellings: dict[str, str]) -> tuple[Inline, ...]:
    parts: list[Inline] = []
    for word in words:
        parts += ["; "] if parts else []
        key = _slug(word)
        parts.append(Link(word, f"glossary/#word-{key}") if key in spellings else word)
    return tuple(parts)


def _slug(word: str) -> str:
    """Return the word without differences of case and punctuation, as an anchor."""
    return re.sub(r"[^a-z0-9]+", "-", word.casefold()).strip("-")
