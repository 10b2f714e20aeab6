"""Worked scenarios: read from `scenarios.yaml` beside this module, and answered by the engine."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from mkdocs.exceptions import PluginError

from calculator import result_blocks
from calculator.border.naming import as_problem
from calculator.border.problems import InvalidPolicy
from calculator.border.structure import structure
from calculator.border.yaml_nodes import read_yaml
from calculator.library import Library
from calculator.model import Policy
from calculator.outcome import Journey
from calculator.practice import Part, parts_of
from calculator.scenarios import Fact, Scenario, UnfitScenario, facts, play
from macros.calculator_page import TABLES
from macros.page_parts import Field, Line, Link, Section, line
from macros.statements import page_of

SCENARIOS = Path(__file__).parent / "scenarios.yaml"

READERS = {
    Journey.CONCERN: "You are the IRO",
    Journey.CHANGE: "You are the social worker",
    Journey.RECEIVED: "You are the manager",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioFile:
    """What `scenarios.yaml` holds."""

    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A scenario with what is known in it, what a reader answers, and the answers."""

    scenario: Scenario
    authority: str
    heading: Section
    reader: str
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]
    fields: tuple[Field, ...]
    """The answers, a field for each part."""
    given: str
    """What the browser hands to the engine, as JSON text."""
    tables: str
    """Where such questions are answered without the calculator, from the site's root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The scenarios of one authority, with the documents from which their answers come."""

    heading: Section
    sources: tuple[Line, ...]
    scenarios: tuple[Worked, ...]


def read_scenarios(raw: str, source: str) -> tuple[Scenario, ...]:
    """Return the scenarios in the text. Raises InvalidPolicy with every problem of the file."""
    tree = read_yaml(raw, source)
    content, faults = structure(tree.data, ScenarioFile) if tree.data is not None else (None, [])
    findings = [*tree.findings, *(fault for fault in faults if tree.typed_path(fault.path) not in tree.unreadable)]
    problems = [*tree.problems, *(as_problem(finding, tree, ScenarioFile, source) for finding in findings)]
    if problems or content is None:
        raise InvalidPolicy(problems)
    return content.scenarios


def worked_scenarios(library: Library, path: Path = SCENARIOS) -> tuple[Group, ...]:
    """Return the scenarios with their answers, under a heading for each authority.

    Raises PluginError, which stops the build, if the file or the answers in it cannot be used.
    """
    source = f"{path.parent.name}/{path.name}"
    try:
        scenarios = read_scenarios(path.read_text(encoding="utf-8"), source)
    except InvalidPolicy as invalid:
        raise PluginError(f"The scenarios cannot be used:\n{invalid}") from None
    worked = [_worked(library, scenario, source) for scenario in scenarios]
    return tuple(
        Group(heading=Section(heading=policy.name, anchor=policy.id), sources=_sources(policy), scenarios=several)
        for policy in library.policies.values()
        if (several := tuple(one for one in worked if one.authority == policy.id))
    )


def _sources(policy: Policy) -> tuple[Line, ...]:
    edition = f"{page_of(policy)}#edition"
    return tuple(
        line("Answers from: ", Link(document.title, edition), f", {document.dated}.") for document in policy.documents
    )


def _worked(library: Library, scenario: Scenario, source: str) -> Worked:
    answers = {key: list(values) for key, values in scenario.answers.items()}
    try:
        outcome, step = play(library, answers, scenario.today)
    except UnfitScenario as unfit:
        raise PluginError(f"{source}: scenario `{scenario.id}`: {unfit}.") from None
    parts = parts_of(outcome, library)
    return Worked(
        scenario=scenario,
        authority=outcome.policy.id,
        heading=Section(heading=scenario.title, anchor=scenario.id, depth=3),
        reader=READERS[outcome.journey],
        facts=facts(outcome, step),
        parts=parts,
        fields=tuple(_field(part) for part in parts),
        tables=TABLES[outcome.journey].address.format(authority=outcome.policy.id),
        given=json.dumps({"answers": answers, "today": scenario.today.isoformat()}, ensure_ascii=False),
    )


def _field(part: Part) -> Field:
    return Field(label=part.title, lines=tuple(map(_line, part.answer)), after=tuple(map(_line, part.why)))


def _line(said: result_blocks.Line) -> Line:
    return line(*said.parts, citations=said.citations)
