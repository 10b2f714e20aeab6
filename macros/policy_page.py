"""The page of an authority: its summary, and every part of its policy in a fixed order."""

from __future__ import annotations

from calculator.library import Library
from calculator.lookup import cite
from calculator.model import Document, Edition, Policy
from macros.change_lists import policy_change_sections
from macros.level_card import level_section
from macros.page_parts import Field, Inline, Line, Link, Section, Strong, line
from macros.policy_paper import other_routes_sections, paper_sections
from macros.policy_rules import (
    cafcass_section,
    concern_sections,
    entry_sections,
    legal_advice_section,
    rights_section,
    scope_section,
    total_section,
)
from macros.policy_sources import (
    conflicts_section,
    law_section,
    not_modelled_section,
    places_section,
    silences_section,
    words_sections,
)
from macros.role_view import role_sections
from macros.statements import flag_lines, flags, page_of, stated_fields


def edition_fields(policy: Policy) -> tuple[Field, ...]:
    """Return which document and edition a page was built from, and which others are known."""
    described = next(edition for edition in policy.editions if edition.described_here)
    others = tuple(_edition(policy, edition) for edition in policy.editions if not edition.described_here)
    return stated_fields(
        (
            Field(label="Document", lines=tuple(_document(policy, document) for document in policy.documents)),
            Field(label="Edition", lines=(_edition(policy, described),)),
            Field(label="Other editions known", lines=others),
            Field(label="Editor’s notes on", lines=_noted_law(policy)),
            Field(
                label="Flags on the document",
                lines=flag_lines(policy, [one for one in policy.conflicts if "documents" in one.touches]),
            ),
        )
    )


def _document(policy: Policy, document: Document) -> Line:
    title = document.title if document.title_printed else f"{document.title} (our words, as no title is printed)"
    issue = f", {document.issue}" if document.issue else ""
    purpose = f" {document.purpose}" if document.purpose else ""
    owner = f" Responsible: {policy.roles[document.owner].title}." if document.owner else ""
    return line(Strong(title), f", {document.dated}{issue}.{purpose}{owner}")


def _edition(policy: Policy, edition: Edition) -> Line:
    parts: list[Inline] = [f"{edition.label}."]
    if edition.in_force_from:
        parts += [" In force from ", edition.in_force_from, "."]
    if edition.in_force_until:
        parts += [" In force until ", edition.in_force_until, "."]
    if edition.changes:
        parts.append(f" {edition.changes}")
    for fact in edition.national:
        parts += [" ", Link("How this is known", f"national/#fact-{fact}"), "."]
    return line(*parts, citations=cite(policy, edition.cite))


def _noted_law(policy: Policy) -> tuple[Line, ...]:
    """Return the law and guidance on which the guide has notes, for example that something has replaced it."""
    parts: list[Inline] = []
    for number, law in enumerate(policy.law, start=1):
        if law.national:
            parts += ["; " if parts else "", Link(law.title, f"{page_of(policy)}#law-{number}")]
    return (line(*parts, "."),) if parts else ()


def policy_sections(policy: Policy, library: Library) -> tuple[Section, ...]:
    """Return everything that a policy says, below its summary."""
    levels = Section(heading=f"Each {policy.words.level}", anchor="levels", blocks=flags(policy, "levels"))
    return (
        levels,
        *(level_section(policy, level) for level in policy.levels),
        *role_sections(policy),
        *entry_sections(policy, library),
        total_section(policy, library),
        scope_section(policy),
        *concern_sections(policy),
        rights_section(policy, library),
        cafcass_section(policy, library),
        legal_advice_section(policy),
        *policy_change_sections(policy, library),
        *paper_sections(policy),
        *other_routes_sections(policy),
        conflicts_section(policy, library),
        silences_section(policy),
        not_modelled_section(policy),
        law_section(policy, library),
        *words_sections(policy),
        places_section(policy.places, policy.documents, "Clauses cited"),
    )
