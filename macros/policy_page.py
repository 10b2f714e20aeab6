"""The page of an authority: its summary, and every part of its policy in a fixed order."""

from __future__ import annotations

from calculator.library import Library
from calculator.lookup import cite
from calculator.model import Document, Edition, Policy
from macros.change_lists import policy_change_sections
from macros.level_card import level_section
from macros.page_parts import Field, Inline, Line, Link, Section, Strong, line
from macros.policy_duties import duties_section, other_routes_sections, paper_sections, reporting_section
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
from macros.statements import flag_lines, flags, page_of, stated_fields


def edition_fields(policy: Policy) -> tuple[Field, ...]:
    """Return which document and edition a page was built from, and which others are known."""
    described = next(edition for edition in policy.editions if edition.described_here)
    others = tuple(_edition(policy, edition) for edition in policy.editions if not edition.described_here)
    law = line(
        "This document cites law and guidance. Where something has replaced it, see the ",
        Link("editor’s notes", f"{page_of(policy)}#law"),
        ".",
    )
    return stated_fields(
        (
            Field(label="Document", lines=tuple(_document(policy, document) for document in policy.documents)),
            Field(label="Edition", lines=(_edition(policy, described),)),
            Field(label="Other editions known", lines=others),
            Field(label="Law it cites", lines=(law,) if policy.law else ()),
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


def policy_sections(policy: Policy, library: Library) -> tuple[Section, ...]:
    """Return everything that a policy says, below its ladder."""
    levels = Section(heading=f"Each {policy.words.level}", anchor="levels", blocks=flags(policy, "levels"))
    return (
        levels,
        *(level_section(policy, level) for level in policy.levels),
        scope_section(policy),
        *concern_sections(policy),
        *entry_sections(policy, library),
        total_section(policy, library),
        rights_section(policy, library),
        cafcass_section(policy, library),
        legal_advice_section(policy),
        *policy_change_sections(policy, library),
        duties_section(policy),
        *paper_sections(policy),
        reporting_section(policy),
        *other_routes_sections(policy),
        *words_sections(policy),
        law_section(policy, library),
        conflicts_section(policy),
        silences_section(policy),
        not_modelled_section(policy),
        places_section(policy.places, policy.documents, "Clauses cited"),
    )
