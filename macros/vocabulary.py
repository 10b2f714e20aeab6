"""The words of the documents: terms, posts and their synonyms, with what each document says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from calculator.lookup import Citation, cite
from calculator.model import Policy, Role, Term

UNEXPLAINED = "The document does not explain it."
RECORD_SYSTEM = "The document names it as a place where records are kept."


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of one document."""

    policy: Policy
    text: str
    """The word as printed."""
    meaning: str
    same_as: tuple[str, ...]
    """Other words for it, here or in other documents."""
    citations: tuple[Citation, ...]
    is_synonym: bool = False
    """True if it is only listed as another word for a term or post."""


def words_of(policy: Policy) -> tuple[Word, ...]:
    """Return the words of a policy: terms, then posts, each followed by its synonyms."""
    return tuple(_words(policy))


def _words(policy: Policy) -> Iterator[Word]:
    systems = {_key(system) for system in _systems(policy)}
    for term in policy.terms:
        yield from _with_synonyms(_term(policy, term, systems))
    for role in policy.roles.values():
        yield from _with_synonyms(_post(policy, role))


def _term(policy: Policy, term: Term, systems: set[str]) -> Word:
    meaning = term.meaning or (RECORD_SYSTEM if _key(term.term) in systems else UNEXPLAINED)
    return Word(policy=policy, text=term.term, meaning=meaning, same_as=term.same_as, citations=cite(policy, term.cite))


def _post(policy: Policy, role: Role) -> Word:
    kind = "" if role.kind == "other" else f" ({role.kind})"
    meaning = f"A post or body{kind}. {role.note or ''}".rstrip()
    return Word(policy=policy, text=role.title, meaning=meaning, same_as=role.also, citations=cite(policy, role.cite))


def _with_synonyms(word: Word) -> Iterator[Word]:
    yield word
    for synonym in word.same_as:
        meaning = f"Another word for {word.text}. {word.meaning}"
        yield replace(word, text=synonym, meaning=meaning, same_as=(word.text,), is_synonym=True)


def _systems(policy: Policy) -> Iterable[str]:
    records = (*policy.records, *(record for level in policy.levels for record in level.records))
    return (record.system for record in records if record.system)


def _key(word: str) -> str:
    return word.casefold()


def word_id(word: str) -> str:
    """Return the word without differences of case and punctuation, as it stands in anchors."""
    return re.sub(r"[^a-z0-9]+", "-", word.casefold()).strip("-")
