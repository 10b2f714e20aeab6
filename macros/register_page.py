"""The register: every recorded gap and contradiction, and everything left out on purpose, of all policies."""

from __future__ import annotations

from collections import Counter

from calculator.library import Library
from calculator.model import Conflict, ConflictKind, NotModelled
from macros.page_parts import Link, Note, Points, Row, Section, Strong, Table, line
from macros.statements import NATIONAL_PAGE, capital, page_of

NATIONAL_NAME = "All documents"


def register_sections(library: Library) -> tuple[Section, ...]:
    """Return the counts, one table for each authority, and what is left out."""
    return (
        _counts(library),
        *(
            _conflict_table(policy.name, policy.id, page_of(policy), policy.conflicts)
            for policy in library.policies.values()
        ),
        _conflict_table(NATIONAL_NAME, "all", NATIONAL_PAGE, library.national.conflicts),
        Section(heading="Left out on purpose", anchor="left-out"),
        *(
            _left_out(policy.name, policy.id, page_of(policy), policy.not_modelled)
            for policy in library.policies.values()
        ),
        _left_out("Law and guidance", "all", NATIONAL_PAGE, library.national.not_modelled),
    )


def _counts(library: Library) -> Section:
    columns = [(policy.name, Counter(one.kind for one in policy.conflicts)) for policy in library.policies.values()]
    columns.append((NATIONAL_NAME, Counter(one.kind for one in library.national.conflicts)))
    rows = [
        Row(
            cells=(
                (line(capital(kind)),),
                *((line(str(counted[kind])),) for _, counted in columns),
                (line(Strong(str(sum(counted[kind] for _, counted in columns)))),),
            )
        )
        for kind in ConflictKind
    ]
    totals = [sum(counted.values()) for _, counted in columns]
    rows.append(
        Row(
            cells=(
                (line("All kinds"),),
                *((line(Strong(str(total))),) for total in totals),
                (line(Strong(str(sum(totals)))),),
            )
        )
    )
    names = tuple(name for name, _ in columns)
    table = Table(caption="Gaps and contradictions by kind", columns=("Kind", *names, "Together"), rows=tuple(rows))
    return Section(heading="How many, of which kind", anchor="counts", blocks=(table,))


def _conflict_table(name: str, key: str, page: str, conflicts: tuple[Conflict, ...]) -> Section:
    rows = tuple(
        Row(
            cells=(
                (line(Link(one.ref, f"{page}#conflict-{one.ref.lower()}")),),
                (line(capital(one.kind)),),
                (line(Strong(one.title), f". {one.text}"),),
                (line(one.treatment),),
            )
        )
        for one in conflicts
    )
    table = Table(
        caption=f"Gaps and contradictions: {name}",
        columns=("Number", "Kind", "What is contradictory or missing", "What this guide does"),
        rows=rows,
    )
    return Section(heading=name, anchor=f"conflicts-{key}", blocks=(table,))


def _left_out(name: str, key: str, page: str, several: tuple[NotModelled, ...]) -> Section:
    lines = tuple(line(f"{one.what.rstrip('.')}. ", Note(one.why)) for one in several)
    return Section(
        heading=name,
        anchor=f"left-out-{key}",
        depth=3,
        blocks=(Points(lines=(*lines, line(Link("See the clauses", f"{page}#not-modelled")))),),
    )
