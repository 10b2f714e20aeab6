"""The audit as page parts: an overview of all points, then each point with what every document says on it."""

from __future__ import annotations

from calculator.library import Library
from calculator.model import Policy
from macros.audit import POINTS, VERDICT_WORDS, Finding, Point, Verdict
from macros.page_parts import Field, Fields, Line, Link, Note, Quotation, Row, Section, Strong, Table, line
from macros.statements import conflict_link, fact_lines, flag_lines

CLAUSES_SHOWN = 3


def audit_overview(library: Library) -> Table:
    """Return the matrix: a row for each point, a column for each authority."""
    policies = tuple(library.policies.values())
    return Table(
        caption="The documents beside the guidance",
        columns=("What the guidance asks for", *(policy.name for policy in policies)),
        rows=tuple(
            Row(cells=(_point_cell(library, point), *(_cell(policy, library, point) for policy in policies)))
            for point in POINTS
        ),
    )


def _point_cell(library: Library, point: Point) -> tuple[Line, ...]:
    subjects = {fact.id: fact.subject for fact in library.national.facts}
    return (line(Link(point.title, _anchor(point))), line(Note(subjects[point.facts[0]])))


def _anchor(point: Point) -> str:
    return f"compare/audit/#{point.id}"


def _cell(policy: Policy, library: Library, point: Point) -> tuple[Line, ...]:
    found = point.look(policy, library)
    return (line(Link(found.verdict, _anchor(point))), *_clauses(point, found), *_contradictions(policy, found))


def _clauses(point: Point, found: Finding) -> tuple[Line, ...]:
    """Return the first clauses, and a way to the rest."""
    clauses = tuple(dict.fromkeys(citation for said in found.lines for citation in said.citations))
    first = (line(citations=clauses[:CLAUSES_SHOWN]),) if clauses else ()
    left = len(clauses) - CLAUSES_SHOWN
    return first if left < 1 else (*first, line(Link(f"All {len(clauses)} clauses", _anchor(point))))


def _contradictions(policy: Policy, found: Finding) -> tuple[Line, ...]:
    parts = [part for flag in found.contradictions for part in (", ", conflict_link(policy, flag.ref))]
    return (line("Contradiction: ", *parts[1:]),) if parts else ()


def audit_words() -> Fields:
    """Return what each finding means."""
    return Fields(
        fields=tuple(Field(label=verdict, lines=(line(VERDICT_WORDS[verdict]),)) for verdict in Verdict),
    )


def audit_sections(library: Library) -> tuple[Section, ...]:
    """Return each point with its guidance and what every document says."""
    return tuple(_section(library, point) for point in POINTS)


def _section(library: Library, point: Point) -> Section:
    return Section(
        heading=point.title,
        anchor=point.id,
        depth=3,
        blocks=(
            Quotation(lines=fact_lines(library.national, point.facts)),
            Fields(fields=tuple(_field(policy, library, point) for policy in library.policies.values())),
        ),
    )


def _field(policy: Policy, library: Library, point: Point) -> Field:
    found = point.look(policy, library)
    return Field(
        label=policy.name,
        lines=(line(Strong(f"{found.verdict}.")), *found.lines, *flag_lines(policy, found.flags)),
    )
