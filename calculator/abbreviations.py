"""Spelling out short forms where a page uses them first.

What the letters stand for comes from the policy's terms, and from the national ones beside them. In a sentence the full
words stand before the short form. Printed titles are left as they are; a key says what their letters mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from calculator.model import National, Policy, Term
from calculator.plain_dates import Words
from calculator.result_blocks import Block, Due, Flag, Gauge, Line, Lines, Posts, Section, line

SHORT_FORM = re.compile(r"[A-Z][A-Z&/ ]*[A-Z]")
QUOTED = re.compile(r'("[^"]*")')
ENDINGS = ("'s", "s", "")
NOT_SPELT_OUT = "The document does not spell it out."


@dataclass(frozen=True, slots=True)
class ShortForms:
    """The short forms that a reader may meet."""

    terms: dict[str, Term]
    titles: tuple[str, ...] = ()
    """Printed titles of posts, levels, forms and documents that hold a short form beside other words."""


@dataclass(slots=True)
class Speller:
    """Spells out each short form once, in the order in which the texts are handed over."""

    forms: ShortForms
    left: dict[str, None] = field(init=False)
    """Short forms that have not been spelt out yet, the longest first."""
    met: dict[str, None] = field(default_factory=dict)
    """Short forms that were met where nothing may be put in, in order."""
    _unexplained: list[str] = field(init=False)

    def __post_init__(self) -> None:
        longest_first = sorted(self.terms, key=len, reverse=True)
        self.left = {short: None for short in longest_first if self.terms[short].stands_for}
        self._unexplained = [short for short, term in self.terms.items() if not term.stands_for]

    @property
    def terms(self) -> dict[str, Term]:
        """The short forms with what is known of each."""
        return self.forms.terms

    def sentence(self, text: str) -> str:
        """Return the text with each short form spelt out on its first use; quoted titles stay as printed."""
        parts = QUOTED.split(text)
        return "".join(self.title(part) if part.startswith('"') else self._spell(part) for part in parts)

    def title(self, text: str) -> str:
        """Take note of the short forms in a printed title, and return it unchanged."""
        self._meet(self.terms, text)
        return text

    def key(self) -> tuple[Line, ...]:
        """Return a line for each short form that was met and never spelt out in a sentence."""
        unspelt = [short for short in self.met if short in self.left or not self.terms[short].stands_for]
        return tuple(line(f"{short}: {_meaning(self.terms[short])}") for short in unspelt)

    def _spell(self, text: str) -> str:
        for short in tuple(self.left):
            if short in text:
                text = self._spell_out(short, text)
        self._meet(self._unexplained, text)
        return text

    def _meet(self, several: Iterable[str], text: str) -> None:
        for short in several:
            if short in text and self._is_used(short, text):
                self.met[short] = None

    def _spell_out(self, short: str, text: str) -> str:
        """Return the text with a short form spelt out where it first stands by itself.

        A printed title keeps it, and the key then says what it means. Within brackets the full words take its place,
        because brackets within brackets are hard to read.
        """
        found = _find(short, text)
        while found:
            full = f"{self.terms[short].stands_for}{found.ending}"
            if self._is_in_title(found, text):
                self.met[short] = None
                resume = found.stop
            elif not self._is_used(short, text, found):
                del self.left[short]
                return text
            elif _is_in_brackets(found, text):
                text = f"{text[: found.start]}{full}{text[found.stop :]}"
                resume = found.start + len(full)
            else:
                del self.left[short]
                return f"{text[: found.start]}{full} ({text[found.start : found.stop]}){text[found.stop :]}"
            found = _find(short, text, resume)
        return text

    def _is_in_title(self, found: _Found, text: str) -> bool:
        """Say whether a short form is a part of a printed title."""
        stop = found.stop - len(found.ending)
        return any(
            text.find(title, max(0, stop - len(title)), found.start + len(title)) >= 0 for title in self.forms.titles
        )

    def _is_used(self, short: str, text: str, found: _Found | None = None) -> bool:
        """Say whether the text uses a short form, other than in brackets behind its own full words."""
        found = found or _find(short, text)
        full = self.terms[short].stands_for
        if not found or not full:
            return bool(found)
        before = text[: found.start].lower()
        return not before.endswith((f"{full.lower()} (", f"{full.lower()}s ("))


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a short form stands in a text, with its ending."""

    start: int
    stop: int
    ending: str


def _find(short: str, text: str, start: int = 0) -> _Found | None:
    """Return the first place of a short form as a word of its own, from `start` on.

    Compiling a pattern for each short form would take longer than all else that a first result needs.

    >>> _find("IRO", "IROs"), _find("IRO", "the IRO's IROX")
    (_Found(start=0, stop=4, ending='s'), _Found(start=4, stop=9, ending="'s"))
    >>> _find("IRO", "FIRO, IRO&Co"), _find("IRO", "LAC")
    (None, None)
    """
    start = text.find(short, start)
    while start >= 0:
        for ending in ENDINGS:
            stop = start + len(short) + len(ending)
            is_parted = not _joins(text[start - 1 : start]) and not _joins(text[stop : stop + 1])
            if is_parted and text.endswith(ending, start, stop):
                return _Found(start, stop, ending)
        start = text.find(short, start + 1)
    return None


def _is_in_brackets(found: _Found, text: str) -> bool:
    """Say whether a bracket is open where a short form stands.

    >>> _is_in_brackets(_find("IRO", "(the IRO)"), "(the IRO)"), _is_in_brackets(_find("IRO", "(a) IRO"), "(a) IRO")
    (True, False)
    """
    return text.count("(", 0, found.start) > text.count(")", 0, found.start)


def _joins(character: str) -> bool:
    """Say whether a character, if there is one, makes one word with its neighbour."""
    return character.isalnum() or character in ("_", "&")


def _meaning(term: Term) -> str:
    if term.stands_for:
        return f"{term.stands_for}."
    return term.meaning or NOT_SPELT_OUT


def short_forms(policy: Policy | None, national: National) -> ShortForms:
    """Return the short forms that a reader may meet: the policy's own, and national ones that it leaves unexplained."""
    own = {term.term: term for term in (policy.terms if policy else ())}
    spelt_out = {short: term for short, term in own.items() if term.stands_for}
    merged = {**own, **{term.term: term for term in national.terms}, **spelt_out}
    terms = {short: term for short, term in merged.items() if term.stands_for or SHORT_FORM.fullmatch(short)}
    printed = (*_printed_titles(policy), *(document.title for document in national.documents))
    held = (title for title in dict.fromkeys(printed) if any(short != title and short in title for short in terms))
    return ShortForms(terms, tuple(held))


def _printed_titles(policy: Policy | None) -> Iterable[str]:
    if policy is None:
        return
    yield from (role.title for role in policy.roles.values())
    yield from (level.name for level in policy.levels if level.name_printed)
    yield from (form.title for form in policy.forms)
    yield from (document.title for document in policy.documents)


def spell_out(sections: Iterable[Section], speller: Speller) -> tuple[Section, ...]:
    """Return sections with their short forms spelt out on first use."""
    return tuple(
        replace(section, blocks=tuple(_block(block, speller) for block in section.blocks)) for section in sections
    )


def key_sections(speller: Speller) -> tuple[Section, ...]:
    """Return the key that closes a result: what the short forms in printed titles mean, if there are any."""
    key = speller.key()
    return (Section(id="short-forms", title="Short forms in this result", blocks=(Lines(lines=key),)),) if key else ()


def spell_out_words(words: Words, speller: Speller) -> Words:
    """Return a sentence with its short forms spelt out on first use."""
    return tuple(speller.sentence(part) if isinstance(part, str) else part for part in words)


def _line(one: Line, speller: Speller) -> Line:
    spelt = spell_out_words(one.parts, speller)
    return one if spelt == one.parts else replace(one, parts=spelt)


def _lines(lines: Iterable[Line], speller: Speller) -> tuple[Line, ...]:
    return tuple(_line(one, speller) for one in lines)


def _block(block: Block, speller: Speller) -> Block:
    match block:
        case Lines() | Gauge():
            return replace(block, lines=_lines(block.lines, speller))
        case Due():
            return replace(block, notes=_lines(block.notes, speller))
        case Posts():
            for post in block.posts:
                speller.title("".join(map(str, post.parts)))
            return replace(block, notes=_lines(block.notes, speller))
        case Flag():
            return replace(
                block,
                text=speller.sentence(block.text),
                readings=_lines(block.readings, speller),
                treatment=speller.sentence(block.treatment),
            )
        case _:
            return block
