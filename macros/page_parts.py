"""What a generated part of a page is made of. Python decides what stands there; templates print it.

Addresses are relative to the site's root, for example `authorities/brent/#level-2`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from calculator.lookup import Citation
from calculator.result_words import NONE_STATED


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to another part of the site, or to a public page."""

    text: str
    address: str
    kind: str = "link"


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out, such as a post or a printed title."""

    text: str
    kind: str = "strong"


@dataclass(frozen=True, slots=True)
class Note:
    """Words that stand back, such as a condition or the document's own remark."""

    text: str
    kind: str = "note"


@dataclass(frozen=True, slots=True)
class LimitText:
    """A level's limit; pages mark it so that a test can find it."""

    text: str
    kind: str = "limit"


Inline = str | date | Link | Strong | Note | LimitText


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One statement with the clauses that it rests on."""

    parts: tuple[Inline, ...]
    citations: tuple[Citation, ...] = ()
    id: str | None = None


def line(*parts: Inline, citations: Iterable[Citation] = (), id: str | None = None) -> Line:
    """Return a line of these parts."""
    return Line(parts=parts, citations=tuple(citations), id=id)


NOTHING_STATED = line(Note(NONE_STATED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraphs:
    """Lines as paragraphs."""

    lines: tuple[Line, ...]
    kind: str = "paragraphs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Lines that are set off from the page's own words."""

    lines: tuple[Line, ...]
    kind: str = "quotation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Lines as a list; `ordered` if the order matters, `is_brief` if they fit side by side in columns."""

    lines: tuple[Line, ...]
    ordered: bool = False
    is_brief: bool = False
    kind: str = "points"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A label with what stands under it."""

    label: str
    lines: tuple[Line, ...]
    ordered: bool = False
    recipients: str | None = None
    """`to`, `copy`, `notify` or `consult` where the lines are those posts."""
    after: tuple[Line, ...] = ()
    """What is said below the list, for example that none is stated."""
    is_minor: bool = False
    """True if the row stands back behind the others."""
    is_searchable: bool = True
    """False if search would only find words here that say nothing about the part in which they stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A list of labels and what stands under each."""

    fields: tuple[Field, ...]
    level: str | None = None
    """The level's id, if these are the rules of a level."""
    status: str | None = None
    """The status of a result, if these are one."""
    tags: tuple[str, ...] = ()
    kind: str = "fields"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One of several like things, with its own place on the page."""

    id: str
    title: str
    tags: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    points: tuple[Line, ...] = ()
    """Lines as a list below the others."""
    closing: tuple[Line, ...] = ()
    """Lines below the list."""
    fields: tuple[Field, ...] = ()
    is_searchable: bool = True
    """False if the same stands elsewhere, where search finds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """Entries one below the other; their titles are headings of `depth`.

    `is_paired` puts the fields of each beside its lines where there is room.
    """

    entries: tuple[Entry, ...]
    depth: int = 3
    is_paired: bool = False
    kind: str = "entries"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table: one tuple of lines a cell, the first being the row's heading."""

    cells: tuple[tuple[Line, ...], ...]
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that scrolls sideways where it is too wide."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    kind: str = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A clause, as the list of clauses shows it."""

    id: str
    label: str
    document: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The clauses that a page cites."""

    places: tuple[Place, ...]
    kind: str = "places"


Block = Paragraphs | Quotation | Points | Fields | Entries | Table | Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its anchor and what stands below it."""

    heading: str
    anchor: str
    depth: int = 2
    css_class: str | None = None
    is_searchable: bool = True
    blocks: tuple[Block, ...] = ()


def jumps(sections: Iterable[Section], page: str) -> Line:
    """Return links to the main parts of a page, which stand at its top."""
    parts: list[Inline] = []
    for section in sections:
        if section.depth == 2:
            parts += [" · " if parts else "", Link(section.heading, f"{page}#{section.anchor}")]
    return line(*parts)


def lead(text: str) -> Block:
    """Return what a section answers, in everyday words, by which readers and search find it."""
    return Paragraphs(lines=(line(Note(text)),))


def stated(lines: Iterable[Line], *, ordered: bool = False) -> Block:
    """Return the lines as a list, a single one as a paragraph, and the words for silence where there are none."""
    several = tuple(lines)
    if len(several) > 1:
        return Points(lines=several, ordered=ordered)
    return Paragraphs(lines=several or (NOTHING_STATED,))
