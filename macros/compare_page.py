"""The comparison: a row for each feature, a column for each authority, every cell from the policies.

Rows are sorted by topic. Where the compared values are not all the same, the row says so, and a value that only one
document has is marked. A reader with JavaScript may choose the columns, and the marks follow: cells with the same
`value` are alike.
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
SAME = "The same in all shown"
ONLY_HERE = "Only here"

MOST_SHOWN_AT_ONCE = 8
"""With more procedures than these, only the first few show at first, and the reader chooses others."""
FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One authority's cell; `only_here` if no other document has its value though others agree."""

    lines: Lines
    value: int
    """The same for all cells of the row that are alike."""
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
    shown_at_first: int
    """How many of the columns a reader sees who can choose others; without JavaScript all show."""
    topics: tuple[tuple[str, str], ...]
    """Id and words of each topic."""
    rows: tuple[FeatureRow, ...]
    differs: str = DIFFERS
    same: str = SAME
    only_here: str = ONLY_HERE


def comparison(library: Library) -> Comparison:
    """Return the matrix of all policies."""
    policies = tuple(library.policies.values())
    return Comparison(
        policies=policies,
        shown_at_first=len(policies) if len(policies) <= MOST_SHOWN_AT_ONCE else FEW,
        topics=tuple((topic.name.lower(), str(topic)) for topic in Topic),
        rows=tuple(_row(feature, library) for topic in Topic for feature in FEATURES if feature.topic is topic),
    )


def _row(feature: Feature, library: Library) -> FeatureRow:
    policies = tuple(library.policies.values())
    values = [feature.value(policy) if feature.value else None for policy in policies]
    counted = Counter(values)
    numbers = {value: number for number, value in enumerate(counted)}
    agree = max(counted.values()) > 1
    return FeatureRow(
        label=feature.label,
        topic=feature.topic.name.lower(),
        mark=_mark(feature, counted),
        cells=tuple(
            Cell(
                lines=feature.shown(policy, library) or (NOTHING_STATED,),
                value=numbers[value],
                only_here=agree and counted[value] == 1,
            )
            for policy, value in zip(policies, values, strict=True)
        ),
    )


def _mark(feature: Feature, counted: Counter[Hashable]) -> str | None:
    if feature.value is None:
        return None
    return DIFFERS if len(counted) > 1 else SAME
