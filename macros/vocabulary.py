"""The words of the documents: terms, posts and their synonyms, with what each document says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from calculator.lookup import Citation, cite, cite_national
from calculator.model import National, Policy, Role, Term
from macros.statements import NATIONAL_PAGE, page_of

UNEXPLAINED = "The document does not explain it."
RECORD_SYSTEM = "The document names it as a place where records are kept."


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of one document."""

    owner: str
    """Whose document it is, as readers see it."""
    page: str
    """The page about the document."""
    text: str
    """The word as printed."""
    meaning: str
    same_as: tuple[str, ...]
    """Other words for it, here or in other documents."""
    citations: tuple[Citation, ...]
    is_synonym: bool = False
    """True if it is only listed as another word for a term or post."""
    is_common: bool = False
    """True if it is the document's word for a rung, which stands everywhere."""


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
    is_system = _key(term.term) in systems
    return Word(
        owner=policy.name,
        page=page_of(policy),
        text=term.term,
        meaning=_explained(term) or (RECORD_SYSTEM if is_system else UNEXPLAINED),
        same_as=term.same_as,
        citations=cite(policy, term.cite),
        is_common=_key(term.term) == policy.words.level,
    )


def _explained(term: Term) -> str:
    """Return what the document says of a term, or nothing."""
    full = f"Short for {term.stands_for}." if term.stands_for else ""
    return f"{full} {term.meaning or ''}".strip()


def _post(policy: Policy, role: Role) -> Word:
    kind = "" if role.kind == "other" else f" ({role.kind})"
    return Word(
        owner=policy.name,
        page=page_of(policy),
        text=role.title,
        meaning=f"A post or body{kind}. {role.note or ''}".rstrip(),
        same_as=role.also,
        citations=cite(policy, role.cite),
    )


def national_words(national: National) -> tuple[Word, ...]:
    """Return the short forms of law and guidance, which every document uses."""
    return tuple(
        Word(
            owner="Law and guidance",
            page=NATIONAL_PAGE,
            text=term.term,
            meaning=_explained(term) or UNEXPLAINED,
            same_as=term.same_as,
            citations=cite_national(national, term.cite),
        )
        for term in national.terms
    )


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
