"""What pages call: policies to page parts. mkdocs-macros loads this package before each build."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from mkdocs.exceptions import PluginError

from calculator.border.problems import InvalidPolicy
from calculator.border.read_library import read_library
from calculator.library import Library
from macros.authority_list import authority_table
from macros.calculator_page import render_calculator
from macros.compare_page import comparison
from macros.glossary_page import glossary_sections
from macros.ladder_drawing import ladder_table, rungs
from macros.learning import counting_example, documents_say, facts, ladder_example
from macros.national_page import counting_points, national_sections
from macros.page_parts import Block, Section
from macros.policy_page import edition_fields, policy_sections
from macros.register_page import register_sections
from macros.rendering import render
from macros.scenarios import worked_scenarios


class Page(Protocol):
    """The page that is being built, as MkDocs knows it."""

    url: str


class MacrosPlugin(Protocol):
    """The part of mkdocs-macros that is used here."""

    project_dir: str
    page: Page

    def macro(self, function: Callable[..., str], name: str = "") -> Callable[..., str]:
        """Let pages call the function by the name."""


def define_env(env: MacrosPlugin) -> None:
    """Register the macros, over the policies of the project that is being built."""
    library = _library(Path(env.project_dir) / "policies")
    for name, function in page_macros(library, lambda: env.page.url).items():
        env.macro(function, name)


def _library(folder: Path) -> Library:
    try:
        return read_library(folder)
    except InvalidPolicy as invalid:
        raise PluginError(f"The policies cannot be used:\n{invalid}") from None


def page_macros(library: Library, page_url: Callable[[], str]) -> dict[str, Callable[..., str]]:
    """Return every macro by its name. Each returns text for the page whose address `page_url` gives."""

    def printed(template: str, **data: Any) -> str:
        return render(template, page_url(), **data)

    def sections(*several: Section) -> str:
        return printed("sections.md.j2", sections=several)

    def blocks(*several: Block) -> str:
        return printed("blocks.md.j2", blocks=several)

    def authority_summary(authority: str) -> str:
        policy = library.policy(authority)
        return printed(
            "authority_summary.md.j2",
            policy=policy,
            fields=edition_fields(policy),
            rungs=rungs(policy),
            table=ladder_table(policy),
        )

    def authority_details(authority: str) -> str:
        return sections(*policy_sections(library.policy(authority), library))

    return {
        "authority_summary": authority_summary,
        "authority_details": authority_details,
        "authority_list": lambda: blocks(authority_table(library)),
        "calculator": partial(render_calculator, library),
        "compare": lambda: blocks(comparison(library)),
        "counting_example": lambda *which: blocks(*counting_example(library, *which)),
        "counting_rules": lambda: blocks(counting_points(library.national)),
        "documents_say": lambda subject: printed("documents.md.j2", **documents_say(library, subject)),
        "facts": lambda *ids: blocks(facts(library.national, ids)),
        "formal_total": lambda: str(library.national.formal_total),
        "glossary": lambda: sections(*glossary_sections(library)),
        "ladder_example": lambda *which: blocks(*ladder_example(library, *which)),
        "national_facts": lambda: sections(*national_sections(library.national)),
        "practice": lambda: printed("practice.md.j2", groups=worked_scenarios(library)),
        "register": lambda: sections(*register_sections(library)),
    }
