"""What a policy rests on: posts, words, law, flags, silences and clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from calculator.library import Library
from calculator.lookup import cite
from calculator.model import (
    Conflict,
    Document,
    FactId,
    LawCited,
    National,
    NotModelled,
    Place,
    PlaceId,
    Policy,
    Term,
)
from macros import page_parts
from macros.affected_results import affected_results
from macros.page_parts import (
    Block,
    Entries,
    Entry,
    Field,
    Inline,
    Line,
    Link,
    Note,
    Paragraphs,
    Places,
    Points,
    Row,
    Section,
    Strong,
    Table,
    line,
    stated,
)
from macros.statements import NATIONAL_PAGE, capital, fact_lines, flags, page_of, section_anchor, stated_fields
from macros.vocabulary import word_id

REGISTER_PAGE = "register/"
MOST_IN_ONE_REGISTER = 20
"""Of more policies the register only counts the flags, and each stands in full on the page of its policy."""

PART_SECTIONS = {
    "documents": ("edition", "the document"),
    "words": ("terms", "words"),
    "terms": ("terms", "words"),
    "roles": ("roles", "posts"),
    "scope": ("scope", "what it covers"),
    "concerns": ("concerns", "concerns"),
    "exclusions": ("exclusions", "concerns kept out"),
    "immediate_harm": ("entry", "immediate risk"),
    "human_rights": ("human-rights", "human rights"),
    "gates": ("entry", "what must hold first"),
    "entry": ("entry", "where to start"),
    "entry_text": ("entry", "where to start"),
    "bypass": ("bypass", "skipping a level"),
    "levels": ("levels", "every level"),
    "total": ("total", "total time"),
    "cafcass": ("cafcass", "turning to Cafcass"),
    "cafcass_notes": ("cafcass", "turning to Cafcass"),
    "legal_advice": ("legal-advice", "legal advice"),
    "child_protection_chairs": ("child-protection-chairs", "child-protection chairs"),
    "concerns_about_the_iro": ("concerns-about-the-iro", "concerns about the IRO"),
    "good_practice": ("good-practice", "good practice"),
    "duties": ("duties", "duties by role"),
    "records": ("records", "records"),
    "forms": ("forms", "forms"),
    "messages": ("messages", "messages"),
    "reporting": ("reporting", "reporting"),
    "significant_changes": ("significant-changes", "significant changes"),
    "law": ("law", "law and guidance"),
    "closure_days": ("silences", "closure days"),
    "editions": ("edition", "editions"),
}
"""Where each key of a policy file stands on its page, and what readers call it."""


def words_sections(policy: Policy) -> tuple[Section, ...]:
    """Return the posts and the terms of the document."""
    posts = tuple(
        Row(
            id=f"role-{key}",
            cells=(
                (line(Strong(role.title), citations=cite(policy, role.cite)),),
                (line("; ".join(role.also)),),
                (line(capital(role.kind)),),
                (line(role.note or ""),),
            ),
        )
        for key, role in policy.roles.items()
    )
    return (
        Section(
            heading="Posts and bodies",
            anchor="roles",
            blocks=(
                Table(
                    caption="Posts and bodies", columns=("Title as printed", "Also printed", "Kind", "Note"), rows=posts
                ),
                *flags(policy, "roles"),
            ),
        ),
        Section(
            heading="Words of the document",
            anchor="terms",
            blocks=(_terms(policy), *flags(policy, "terms", "words")),
        ),
    )


def _terms(policy: Policy) -> Block:
    if not policy.terms:
        return stated(())
    explained_first = sorted(policy.terms, key=lambda term: not (term.meaning or term.stands_for))
    return Points(lines=tuple(_term(policy, term) for term in explained_first), is_brief=True)


def _term(policy: Policy, term: Term) -> Line:
    address = f"glossary/#word-{word_id(term.term)}"
    full = f"short for {term.stands_for}." if term.stands_for else ""
    meaning = f": {full} {term.meaning or ''}".rstrip() if full or term.meaning else ": not explained."
    same = (" ", Note(f"Same or like: {', '.join(term.same_as)}.")) if term.same_as else ()
    return line(Link(term.term, address), meaning, *same, citations=cite(policy, term.cite))


def law_section(policy: Policy, library: Library) -> Section:
    """Return the law and guidance that the document cites, with the editor's notes, each in full only once."""
    entries: list[Entry] = []
    told: set[FactId] = set()
    for number, law in enumerate(policy.law, start=1):
        entries.append(_law(policy, number, law, library.national, told))
        told.update(law.national)
    return Section(
        heading="Law and guidance it cites",
        anchor="law",
        blocks=(
            *((_law_in_short(policy), Entries(entries=tuple(entries))) if entries else (stated(()),)),
            *flags(policy, "law"),
        ),
    )


def _law_in_short(policy: Policy) -> Paragraphs:
    """Return what is cited, for search, where the long titles as headings of their own would outdo everything else."""
    parts: list[Inline] = []
    for number, law in enumerate(policy.law, start=1):
        parts += ["; " if parts else "", Link(law.title, f"{page_of(policy)}#law-{number}")]
    return Paragraphs(lines=(line(*parts, "."),))


def _law(policy: Policy, number: int, law: LawCited, national: National, told: set[FactId]) -> Entry:
    subjects = {fact.id: fact.subject for fact in national.facts}
    again = tuple(
        line("See above: ", Link(subjects[key], f"{NATIONAL_PAGE}#fact-{key}"), ".")
        for key in law.national
        if key in told
    )
    notes = (*fact_lines(national, (key for key in law.national if key not in told)), *again)
    return Entry(
        id=f"law-{number}",
        is_searchable=False,
        title=law.title,
        lines=(line(law.says or "", citations=cite(policy, law.cite)),),
        fields=stated_fields((Field(label="Editor’s note", lines=notes),)),
    )


def is_register_divided(library: Library) -> bool:
    """Say whether flags stand in full on the pages of their policies, because one page cannot hold them all."""
    return len(library.policies) > MOST_IN_ONE_REGISTER


def conflicts_section(policy: Policy, library: Library) -> Section:
    """Return every flag with its readings, what the guide does, and the parts that it touches."""
    is_divided = is_register_divided(library)
    describe = _whole_conflict if is_divided else _brief_conflict
    entries = Entries(entries=tuple(describe(policy, conflict) for conflict in policy.conflicts))
    verb = "counts" if is_divided else "shows"
    register = Paragraphs(lines=(line("The ", Link("register", REGISTER_PAGE), f" {verb} those of all documents."),))
    return Section(
        heading="Gaps and contradictions",
        anchor="conflicts",
        blocks=(register, entries if policy.conflicts else stated(())),
    )


def _brief_conflict(policy: Policy, conflict: Conflict) -> Entry:
    """Return a flag in brief; the register adds the results that it affects, and search finds it there."""
    touches = touched_parts(policy, conflict)
    results = Link("results it affects", f"{REGISTER_PAGE}#{register_anchor(conflict)}")
    also = line(Note("It touches:"), " ", *touches, "; see also the " if touches else "See the ", results, ".")
    return replace(_conflict(policy, conflict, also), is_searchable=False)


def _whole_conflict(policy: Policy, conflict: Conflict) -> Entry:
    """Return a flag with the results that it affects."""
    touches = touched_parts(policy, conflict)
    also = (line(Note("It touches:"), " ", *touches, "."),) if touches else ()
    return _conflict(policy, conflict, *also, line(Note("Results:")), *affected_results(policy, conflict))


def _conflict(policy: Policy, conflict: Conflict, *also: Line) -> Entry:
    return Entry(
        id=conflict_anchor(conflict),
        title=f"{conflict.ref}: {conflict.title}",
        tags=(capital(conflict.kind),),
        lines=(line(conflict.text, citations=cite(policy, conflict.cite)),),
        points=conflict_readings(policy, conflict),
        closing=(line(Note("This guide:"), f" {conflict.treatment}"), *also),
    )


def conflict_anchor(conflict: Conflict) -> str:
    """Return the anchor of a flag on the page of its policy."""
    return f"conflict-{conflict.ref.lower()}"


def register_anchor(conflict: Conflict) -> str:
    """Return the anchor of a flag in the register."""
    return f"flag-{conflict.ref.lower()}"


def conflict_readings(policy: Policy, conflict: Conflict) -> tuple[Line, ...]:
    """Return the ways to read a contradictory passage, with their clauses."""
    return tuple(line(reading.text, citations=cite(policy, reading.cite)) for reading in conflict.readings)


def conflict_entry(conflict: Conflict, readings: tuple[Line, ...], text: Line, touches: Line) -> Entry:
    """Return a flag as an entry."""
    fields = (
        Field(label="It can be read as", lines=readings),
        Field(label="What this guide does", lines=(line(conflict.treatment),)),
        Field(label="It touches", lines=(touches,) if touches.parts else ()),
    )
    return Entry(
        id=conflict_anchor(conflict),
        title=f"{conflict.ref}: {conflict.title}",
        tags=(capital(conflict.kind),),
        lines=(text,),
        fields=stated_fields(fields),
        is_searchable=False,
    )


def touched_parts(policy: Policy, conflict: Conflict) -> tuple[Inline, ...]:
    """Return links to the levels, changes and sections that a flag touches."""
    names: dict[str, str] = {level.id: level.name for level in policy.levels}
    parts: list[Inline] = []
    for touched in conflict.touches:
        parts += [", "] if parts else []
        if touched in names:
            parts.append(Link(names[touched], f"{page_of(policy)}#{touched}"))
        elif touched in PART_SECTIONS:
            anchor, words = PART_SECTIONS[touched]
            parts.append(Link(words, f"{page_of(policy)}#{section_anchor(policy, anchor)}"))
        else:
            parts.append(Link(touched, f"{page_of(policy)}#change-{touched.lower()}"))
    return tuple(parts)


def silences_section(policy: Policy) -> Section:
    """Return the subjects on which the document says nothing."""
    return Section(
        heading="What the document does not say",
        anchor="silences",
        blocks=(Points(lines=tuple(line(silence.what) for silence in policy.silent_on), is_brief=True),),
    )


def not_modelled_section(policy: Policy) -> Section:
    """Return what the policy file leaves out on purpose."""
    return Section(
        heading="Left out on purpose",
        anchor="not-modelled",
        blocks=(stated(_left_out(policy, one) for one in policy.not_modelled),),
    )


def _left_out(policy: Policy, one: NotModelled) -> Line:
    return line(f"{one.what.rstrip('.')}. ", Note(one.why), citations=cite(policy, one.cite))


def places_section(places: Mapping[PlaceId, Place], documents: Iterable[Document], heading: str) -> Section:
    """Return every clause once, with the anchor to which citations lead."""
    titles = {document.id: document.title for document in documents}
    rows = tuple(
        page_parts.Place(
            id=f"place-{key}",
            label=place.label,
            document=titles[place.document] if place.document and len(titles) > 1 else None,
            url=place.url,
        )
        for key, place in places.items()
    )
    blocks: tuple[Block, ...] = (Places(places=rows),)
    return Section(heading=heading, anchor="sources", is_searchable=False, blocks=blocks)
