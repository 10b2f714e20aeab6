"""What changed: the editions of each policy, as far as the sources tell of them."""

from __future__ import annotations

from calculator.library import Library
from calculator.lookup import cite
from calculator.model import Edition, National, Policy
from macros.page_parts import Entries, Entry, Field, Line, Link, Note, Paragraphs, Section, line
from macros.statements import fact_lines, page_of, stated_fields

DESCRIBED = "This guide describes it"
NOT_DESCRIBED = "Not described here"


def editions_sections(library: Library) -> tuple[Section, ...]:
    """Return a section for each authority with its editions."""
    return tuple(_section(policy, library.national) for policy in library.policies.values())


def _section(policy: Policy, national: National) -> Section:
    entries = Entries(entries=tuple(_entry(policy, edition, national) for edition in policy.editions))
    alone = line(Note("No other edition is on record here. A newer one may exist."))
    blocks = (entries, Paragraphs(lines=(alone,))) if len(policy.editions) == 1 else (entries,)
    return Section(heading=policy.name, anchor=policy.id, blocks=blocks)


def _entry(policy: Policy, edition: Edition, national: National) -> Entry:
    tag = DESCRIBED if edition.described_here else NOT_DESCRIBED
    in_force = (("In force from", edition.in_force_from), ("In force until", edition.in_force_until))
    read = line(Link("Read this edition", page_of(policy)))
    return Entry(
        id=f"{policy.id}-{edition.id}",
        title=edition.label,
        tags=(tag,),
        lines=(_changes(policy, edition),),
        fields=stated_fields(
            (
                *(Field(label=label, lines=(line(day),) if day else ()) for label, day in in_force),
                Field(label="How this is known", lines=fact_lines(national, edition.national)),
                Field(label="In this guide", lines=(read,) if edition.described_here else ()),
            )
        ),
    )


def _changes(policy: Policy, edition: Edition) -> Line:
    text = edition.changes or "The sources do not say what changed with this edition."
    return line(text, citations=cite(policy, edition.cite))
