"""Faults between parts that are each well formed, shown on small edits of a good file."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.border.policy_file import read_national, read_policy
from calculator.border.problems import InvalidPolicy

HERE = Path(__file__).parent
WESTSHIRE = (HERE / "westshire.yaml").read_text(encoding="utf-8")
NATIONAL = (HERE / "national.yaml").read_text(encoding="utf-8")


def edited(text: str, before: str, after: str) -> str:
    """The text with one edit, which must apply."""
    assert before in text
    return text.replace(before, after, 1)


@pytest.mark.parametrize("total", ["4 weeks", "none stated", "20 days"])
def test_the_formal_total_must_be_in_working_days(total: str) -> None:
    """The formal levels are added up and compared in working days."""
    with pytest.raises(InvalidPolicy, match="compared in working days"):
        read_national(edited(NATIONAL, "formal_total: 20 working days", f"formal_total: {total}"), "national.yaml")


def test_levels_that_lead_only_to_each_other_are_not_reached() -> None:
    """A pair of levels that nothing else leads to is reported, although each has a way in."""
    pair = """levels:
  - id: attic
    name: Attic
    tier: formal
    to: team-manager
    reply: {within: 5 working days, cite: s2-time}
    leads_to: {when: not resolved, level: cellar, cite: s2-time}
    cite: s2-time
  - id: cellar
    name: Cellar
    tier: formal
    to: team-manager
    reply: {within: 5 working days, cite: s2-time}
    leads_to: {when: not resolved, level: attic, cite: s2-time}
    cite: s2-time
"""
    with pytest.raises(InvalidPolicy) as refused:
        read_policy(edited(WESTSHIRE, "levels:\n", pair), "westshire.yaml")
    told = "\n".join(map(str, refused.value.problems))
    assert "level `attic`" in told
    assert "level `cellar`" in told
    assert told.count("nothing leads to") == 2


def test_an_answer_of_the_calculator_is_no_id_for_a_level() -> None:
    """`nothing` means that no level was used yet."""
    text = edited(WESTSHIRE, "levels:\n  - id: informal\n", "levels:\n  - id: nothing\n")
    with pytest.raises(InvalidPolicy, match="the calculator uses this one for an answer of its own"):
        read_policy(text, "westshire.yaml")
