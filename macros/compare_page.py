"""The comparison: a row for each feature, a column for each authority, every cell from the policies.

Rows are sorted by topic. Where the compared values are not all the same, the row says so, and a value that only one
document has is marked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass

from calculator.library import Library
from calculator.model import Policy
from macros.compare_features import FEATURES, Feature, Lines, Topic
from macros.page_parts import NOTHING_STATED

DIFFERS = "Differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One authority's cell; `only_here` if no other document has its value though others agree."""

    lines: Lines
    only_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureRow:
    """One row of the matrix."""

    label: str
    topic: str
    """The topic's id, by which rows are shown and hidden."""
    mark: str | None
    """Whether the documents agree; None where there is nothing to compare."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The matrix of all policies."""

    policies: tuple[Policy, ...]
    topics: tuple[tuple[str, str], ...]
    """Id and words of each topic."""
    rows: tuple[FeatureRow, ...]


def comparison(library: Library) -> Comparison:
    """Return the matrix of all policies."""
    return Comparison(
        policies=tuple(library.policies.values()),
        topics=tuple((topic.name.lower(), str(topic)) for topic in Topic),
        rows=tuple(_row(feature, library) for topic in Topic for feature in FEATURES if feature.topic is topic),
    )


def _row(feature: Feature, library: Library) -> FeatureRow:
    policies = tuple(library.policies.values())
    values = [feature.value(policy) if feature.value else None for policy in policies]
    counted = Counter(values)
    agree = max(counted.values()) > 1
    return FeatureRow(
        label=feature.label,
        topic=feature.topic.name.lower(),
        mark=_mark(feature, counted),
        cells=tuple(
            Cell(
                lines=feature.shown(policy, library) or (NOTHING_STATED,),
                only_here=agree and counted[value] == 1,
            )
            for policy, value in zip(policies, values, strict=True)
        ),
    )


def _mark(feature: Feature, counted: Counter[Hashable]) -> str | None:
    if feature.value is None:
        return None
    return DIFFERS if len(counted) > 1 else "The same in all"
