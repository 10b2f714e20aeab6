"""What pages call: policies to page parts. mkdocs-macros loads this package before each build."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, Protocol

from mkdocs.exceptions import PluginError
from mkdocs.utils import get_build_datetime

from calculator.border.problems import InvalidPolicy
from calculator.library import Library
from macros.answers_ahead import answers_ahead
from macros.audit_page import audit_overview, audit_sections, audit_words
from macros.authority_list import authority_table, role_table
from macros.calculator_page import render_calculator
from macros.checked_policies import read_checked_library
from macros.compare_page import comparison
from macros.editions_page import editions_sections
from macros.five_ladders import five_ladders_drawing, five_ladders_table
from macros.glossary_page import GLOSSARY_PAGE, glossary_sections
from macros.ladder_drawing import rungs
from macros.learning import counting_example, documents_say, facts, ladder_example
from macros.national_page import counting_points, national_sections
from macros.page_parts import Block, Section, jumps
from macros.policy_glance import glance_fields
from macros.policy_page import edition_fields, policy_sections
from macros.policy_sources import REGISTER_PAGE
from macros.register_page import register_sections
from macros.rendering import render
from macros.reply_date_tables import reply_dates, shown_years
from macros.scenarios import worked_scenarios
from macros.statements import NATIONAL_PAGE, page_of, policy_of
from macros.term_marks import TermMarks
from macros.vocabulary import national_words, words_of


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
    library = _library(Path(env.project_dir))
    # MkDocs takes the day from SOURCE_DATE_EPOCH where that is set, so that a build can be repeated byte for byte.
    build_day = get_build_datetime().date()
    for name, function in page_macros(library, lambda: env.page.url, build_day).items():
        env.macro(function, name)


def _library(root: Path) -> Library:
    try:
        return read_checked_library(root)
    except InvalidPolicy as invalid:
        raise PluginError(f"The policies cannot be used:\n{invalid}") from None


def page_macros(library: Library, page_url: Callable[[], str], build_day: date) -> dict[str, Callable[..., str]]:
    """Return every macro by its name. Each returns text for the page whose address `page_url` gives."""
    years = shown_years(build_day)
    answers_of = answers_ahead(library, build_day)
    scenarios = worked_scenarios(library)  # before any page, so that a misfit is told without a traceback

    clauses = _clause_numbers(library)
    marks: dict[str, TermMarks] = {}

    def printed(template: str, **data: Any) -> str:
        url = page_url()
        if url not in marks:
            marks[url] = _term_marks(library, url)
        return render(template, url, marks=marks[url], clauses=clauses.get(url, {}), **data)

    def sections(*several: Section) -> str:
        return printed("sections.md.j2", sections=several)

    def long_page(page: str, *several: Section) -> str:
        return f"{printed('jumps.md.j2', jumps=jumps(several, page))}\n\n{sections(*several)}"

    def blocks(*several: Block) -> str:
        return printed("blocks.md.j2", blocks=several)

    @cache
    def policy_parts(authority: str) -> tuple[Section, ...]:
        return policy_sections(library.policy(authority), library)

    def authority_summary(authority: str) -> str:
        policy = library.policy(authority)
        return printed(
            "authority_summary.md.j2",
            policy=policy,
            fields=edition_fields(policy),
            rungs=rungs(policy),
            glance=glance_fields(policy, library),
            jumps=jumps(policy_parts(authority), page_of(policy)),
        )

    def escalation_card(authority: str) -> str:
        policy = library.policy(authority)
        return printed(
            "escalation_card.md.j2",
            policy=policy,
            rungs=rungs(policy),
            glance=glance_fields(policy, library),
        )

    def authority_details(authority: str) -> str:
        return sections(*policy_parts(authority))

    def answers(authority: str) -> str:
        policy = library.policy(authority)
        return printed("answers.md.j2", policy=policy, sections=answers_of(policy))

    def reply_date_tables(authority: str) -> str:
        policy = library.policy(authority)
        return printed("reply_dates.md.j2", page=page_of(policy), tables=reply_dates(policy, library, years))

    def five_ladders(received: str) -> str:
        start = date.fromisoformat(received)
        drawing, table = five_ladders_drawing(library, start), five_ladders_table(library, start)
        return printed("five_ladders.md.j2", drawing=drawing, table=table)

    return {
        "answers": answers,
        "audit": lambda: sections(*audit_sections(library)),
        "audit_overview": lambda: blocks(audit_overview(library)),
        "audit_words": lambda: blocks(audit_words()),
        "authority_summary": authority_summary,
        "authority_details": authority_details,
        "authority_list": lambda: blocks(authority_table(library)),
        "authority_roles": lambda: blocks(role_table(library)),
        "calculator": partial(render_calculator, library),
        "compare": lambda: printed("comparison.md.j2", comparison=comparison(library)),
        "counting_example": lambda *which: blocks(*counting_example(library, *which)),
        "counting_rules": lambda: blocks(counting_points(library.national)),
        "editions": lambda: sections(*editions_sections(library)),
        "escalation_card": escalation_card,
        "documents_say": lambda subject: printed("documents.md.j2", **documents_say(library, subject)),
        "facts": lambda *ids: blocks(facts(library.national, ids)),
        "five_ladders": five_ladders,
        "formal_total": lambda: str(library.national.formal_total),
        "glossary": lambda: long_page(GLOSSARY_PAGE, *glossary_sections(library)),
        "ladder_example": lambda *which: blocks(*ladder_example(library, *which)),
        "national_facts": lambda: long_page(NATIONAL_PAGE, *national_sections(library.national)),
        "practice": lambda: printed("practice.md.j2", groups=scenarios),
        "register": lambda: long_page(REGISTER_PAGE, *register_sections(library)),
        "reply_dates": reply_date_tables,
    }


def _clause_numbers(library: Library) -> dict[str, dict[str, int]]:
    """Return, for each page that lists clauses, their numbers by their anchors."""
    listed = {page_of(policy): policy.places for policy in library.policies.values()}
    listed[NATIONAL_PAGE] = library.national.places
    return {
        page: {f"place-{place}": number for number, place in enumerate(places, start=1)}
        for page, places in listed.items()
    }


def _term_marks(library: Library, url: str) -> TermMarks:
    """Return the words to mark on a page: those of the policy that it is about, or of all; none in the glossary."""
    if url == GLOSSARY_PAGE:
        return TermMarks(())
    about = policy_of(url, library)
    documents = (words_of(policy) for policy in ([about] if about else library.policies.values()))
    return TermMarks(documents, national_words(library.national))
