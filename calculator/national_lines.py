"""National facts as lines of a result. They stand beside a policy, and are never mixed into its words."""

from __future__ import annotations

from collections.abc import Iterable

from calculator.library import Library
from calculator.lookup import cite_national
from calculator.model import FactId
from calculator.result_blocks import Line, line


def national_lines(library: Library, facts: Iterable[FactId]) -> tuple[Line, ...]:
    """Return a line for each fact, marked as not the policy's own."""
    known = {fact.id: fact for fact in library.national.facts}
    return tuple(
        line(
            f"Beside this policy: {known[fact].subject}. {known[fact].text}",
            citations=cite_national(library.national, known[fact].cite),
        )
        for fact in facts
    )
