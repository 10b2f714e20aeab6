"""The register: every recorded gap and contradiction, and everything left out on purpose, of all policies.

Of many policies it counts them, and leads to each policy's own page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from calculator.library import Library
from calculator.lookup import cite, cite_national
from calculator.model import Conflict, ConflictKind, National, NotModelled, Policy
from macros.affected_results import affected_results
from macros.page_parts import (
    Entries,
    Entry,
    Field,
    Inline,
    Line,
    Link,
    Note,
    Paragraphs,
    Points,
    Row,
    Section,
    Strong,
    Table,
    line,
)
from macros.policy_sources import (
    REGISTER_PAGE,
    conflict_anchor,
    conflict_readings,
    is_register_divided,
    register_anchor,
    touched_parts,
)
from macros.statements import NATIONAL_PAGE, capital, page_of, stated_fields

NATIONAL_NAME = "All documents"


def register_sections(library: Library) -> tuple[Section, ...]:
    """Return the overview by kind, every flag by authority, and what is left out; of many policies only the counts."""
    if is_register_divided(library):
        return _divided(library)
    return (
        _overview(library),
        *(_policy_flags(policy) for policy in library.policies.values()),
        _national_flags(library.national),
        Section(heading="Left out on purpose", anchor="left-out"),
        *(
            _left_out(policy.name, policy.id, page_of(policy), policy.not_modelled)
            for policy in library.policies.values()
        ),
        _left_out("Law and guidance", "all", NATIONAL_PAGE, library.national.not_modelled),
    )


def _divided(library: Library) -> tuple[Section, ...]:
    """Return the counts of each policy, and in full only what belongs to no policy."""
    return (
        _counts(library),
        _national_flags(library.national),
        Section(heading="Left out on purpose", anchor="left-out"),
        _left_out("Law and guidance", "all", NATIONAL_PAGE, library.national.not_modelled),
    )


def _counts(library: Library) -> Section:
    about = Paragraphs(lines=(line("Choose an authority to read its gaps and contradictions on its own page."),))
    table = Table(
        caption="Gaps and contradictions by authority and kind",
        columns=("Authority", "Together", *(capital(kind) for kind in ConflictKind), "Left out on purpose"),
        rows=tuple(_counts_row(policy) for policy in library.policies.values()),
    )
    return Section(heading="By authority and kind", anchor="counts", blocks=(about, table))


def _counts_row(policy: Policy) -> Row:
    page = page_of(policy)
    counted = Counter(conflict.kind for conflict in policy.conflicts)
    return Row(
        cells=(
            (line(Link(policy.name, f"{page}#conflicts")),),
            (line(Strong(str(counted.total()))),),
            *((line(str(counted[kind])),) for kind in ConflictKind),
            (line(Link(str(len(policy.not_modelled)), f"{page}#not-modelled")),),
        )
    )


def _overview(library: Library) -> Section:
    """Return every flag as a link, in a table of kinds by authorities."""
    columns = [(policy.name, policy.conflicts) for policy in library.policies.values()]
    columns.append((NATIONAL_NAME, library.national.conflicts))
    every = [conflict for _, conflicts in columns for conflict in conflicts]
    rows = [
        _overview_row(capital(kind), kind, [[one for one in conflicts if one.kind is kind] for _, conflicts in columns])
        for kind in ConflictKind
    ]
    totals = (line(Strong(str(len(several)))) for several in (*(conflicts for _, conflicts in columns), every))
    rows.append(Row(cells=((line("All kinds"),), *((total,) for total in totals))))
    table = Table(
        caption="Gaps and contradictions by kind and authority",
        columns=("Kind", *(name for name, _ in columns), "Together"),
        rows=tuple(rows),
    )
    return Section(heading="By kind and authority", anchor="counts", blocks=(table,))


def _overview_row(name: str, kind: ConflictKind, cells: list[list[Conflict]]) -> Row:
    together = sum(len(several) for several in cells)
    return Row(
        id=f"kind-{kind.replace(' ', '-')}",
        cells=((line(name),), *((_refs(several),) for several in cells), (line(Strong(str(together))),)),
    )


def _refs(several: Iterable[Conflict]) -> Line:
    parts: list[Inline] = []
    for conflict in several:
        parts += [" " if parts else "", Link(conflict.ref, f"{REGISTER_PAGE}#{register_anchor(conflict)}")]
    return line(*parts) if parts else line(Note("None"))


def _policy_flags(policy: Policy) -> Section:
    entries = tuple(
        _flag(
            conflict,
            page_of(policy),
            text=line(conflict.text, citations=cite(policy, conflict.cite)),
            readings=conflict_readings(policy, conflict),
            touches=touched_parts(policy, conflict),
            results=affected_results(policy, conflict),
        )
        for conflict in policy.conflicts
    )
    return Section(
        heading=policy.name, anchor=f"conflicts-{policy.id}", blocks=(Entries(entries=entries, is_paired=True),)
    )


def _national_flags(national: National) -> Section:
    entries = tuple(
        _flag(
            conflict,
            NATIONAL_PAGE,
            text=line(conflict.text, citations=cite_national(national, conflict.cite)),
            readings=tuple(line(one.text, citations=cite_national(national, one.cite)) for one in conflict.readings),
        )
        for conflict in national.conflicts
    )
    return Section(heading=NATIONAL_NAME, anchor="conflicts-all", blocks=(Entries(entries=entries, is_paired=True),))


def _flag(
    conflict: Conflict,
    page: str,
    *,
    text: Line,
    readings: tuple[Line, ...],
    touches: tuple[Inline, ...] = (),
    results: tuple[Line, ...] = (),
) -> Entry:
    fields = (
        Field(label="This guide", lines=(line(conflict.treatment),)),
        Field(label="It touches", lines=(line(*touches),) if touches else (), is_searchable=False),
        Field(label="Results", lines=results, is_searchable=False),
        Field(
            label="On its page",
            lines=(line(Link(conflict.ref, f"{page}#{conflict_anchor(conflict)}")),),
            is_searchable=False,
        ),
    )
    return Entry(
        id=register_anchor(conflict),
        title=f"{conflict.ref}: {conflict.title}",
        tags=(capital(conflict.kind),),
        lines=(text, *((line(Note("It can be read as:")),) if readings else ())),
        points=readings,
        fields=stated_fields(fields),
    )


def _left_out(name: str, key: str, page: str, several: tuple[NotModelled, ...]) -> Section:
    lines = tuple(line(f"{one.what.rstrip('.')}. ", Note(one.why)) for one in several)
    return Section(
        heading=name,
        anchor=f"left-out-{key}",
        depth=3,
        blocks=(Points(lines=(*lines, line(Link("See the clauses", f"{page}#not-modelled")))),),
    )
