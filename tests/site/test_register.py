"""The register: every flag, linked both ways, with the results that show it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from calculator.border.read_library import read_library
from calculator.explanation import explain
from calculator.library import Library
from calculator.model import ConflictKind
from calculator.result_blocks import Flag
from macros import page_macros
from macros.affected_results import NO_RESULT, affected_results
from macros.page_parts import Entries, Line
from macros.policy_sources import MOST_IN_ONE_REGISTER, conflicts_section
from tests.engine.journey_paths import JOURNEYS, all_paths
from tests.site.test_pages import AUTHORITIES

ROOT = Path(__file__).resolve().parents[2]
OPENINGS = {"concern": "A concern raised", "received": "An escalation received", "change": "A change for the child"}


@pytest.fixture(scope="module")
def library() -> Library:
    """Everything in `policies/`."""
    return read_library(ROOT / "policies")


def shown_flags(library: Library, journey: str, authority: str) -> Iterator[str]:
    """The flags that any result of a journey shows."""
    for _, step in all_paths(library, {"journey": journey, "authority": authority}):
        assert step.outcome
        for section in explain(step.outcome, library):
            yield from (block.ref for block in section.blocks if isinstance(block, Flag))


def words(line: Line) -> str:
    """The words of a line."""
    return "".join(part if isinstance(part, str) else getattr(part, "text", "") for part in line.parts)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_the_register_names_the_results_that_show_a_flag(library: Library, authority: str) -> None:
    """A calculator is named for a flag exactly if one of its results shows it."""
    policy = library.policies[authority]
    shown: dict[str, set[str]] = defaultdict(set)
    for journey in JOURNEYS:
        for ref in shown_flags(library, journey, authority):
            shown[ref].add(journey)
    for conflict in policy.conflicts:
        lines = affected_results(policy, conflict)
        named = {
            journey for journey, opening in OPENINGS.items() if any(words(line).startswith(opening) for line in lines)
        }
        assert named == shown[conflict.ref], conflict.ref
        assert (lines == (NO_RESULT,)) == (not named)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_flags_and_what_they_touch_are_linked_both_ways(page: Page, library: Library, authority: str) -> None:
    """The parts that a flag names lead to it, it leads to them, and page and register lead to each other."""
    policy = library.policies[authority]
    page.goto(f"/authorities/{authority}/")
    for conflict in policy.conflicts:
        own = page.locator(f"article.entry:has(#conflict-{conflict.ref.lower()})")
        targets = own.locator('a[href^="#"]:not(.cites__number)').evaluate_all("links => links.map(link => link.hash)")
        assert own.locator(f'a[href$="register/#flag-{conflict.ref.lower()}"]').count() == 1
        assert len(targets) >= len(conflict.touches), conflict.ref
        assert page.locator(f'a[href="#conflict-{conflict.ref.lower()}"]').count() >= 1, conflict.ref
    page.goto("/register/")
    for conflict in policy.conflicts:
        flag = page.locator(f"article.entry:has(#flag-{conflict.ref.lower()})")
        link = flag.locator(f'a[href$="authorities/{authority}/#conflict-{conflict.ref.lower()}"]')
        assert link.count() == 1


def test_the_register_lists_every_flag_by_authority_and_kind(page: Page, library: Library) -> None:
    """The table of kinds by authorities holds every flag once, in the right row and column."""
    page.goto("/register/")
    table = page.get_by_role("region", name="Gaps and contradictions by kind and authority").get_by_role("table")
    columns = [policy.conflicts for policy in library.policies.values()] + [library.national.conflicts]
    for kind in ConflictKind:
        cells = table.locator(f"#kind-{kind.replace(' ', '-')} td").all_inner_texts()
        refs = [re.findall(r"[A-Z]+\d+", cell) for cell in cells[:-1]]
        assert refs == [[one.ref for one in conflicts if one.kind is kind] for conflicts in columns]
        assert cells[-1] == str(sum(len(several) for several in refs))


@pytest.fixture(scope="module")
def many(library: Library) -> Library:
    """One policy more than the register holds in full: the real ones, and copies."""
    real = list(library.policies.values())
    copies = [replace(real[number % 5], id=f"copy-{number}") for number in range(MOST_IN_ONE_REGISTER - len(real) + 1)]
    return replace(library, policies={policy.id: policy for policy in (*real, *copies)})


def printed(library: Library, address: str, macro: str, *arguments: str) -> str:
    """What a macro prints on the page at an address."""
    return page_macros(library, lambda: address, date(2026, 11, 21))[macro](*arguments)


def test_of_many_policies_the_register_counts_the_flags(many: Library) -> None:
    """Each row leads to the flags of its policy, and to what is left out; national flags stay."""
    register = printed(many, "register/", "register")
    for policy in many.policies.values():
        counts = [sum(one.kind is kind for one in policy.conflicts) for kind in ConflictKind]
        cells = "".join(f"<td>{count}</td>" for count in counts)
        row = re.search(rf'<a href="../authorities/{policy.id}/#conflicts">.*?</tr>', register, re.DOTALL)
        assert row
        assert cells in row[0].replace("\n", "")
        assert f"<strong>{len(policy.conflicts)}</strong>" in row[0]
        assert f'#not-modelled">{len(policy.not_modelled)}</a>' in row[0]
    assert re.findall(r'id="flag-([^"]+)"', register) == [one.ref.lower() for one in many.national.conflicts]


def test_of_many_policies_each_page_holds_its_flags_in_full(many: Library) -> None:
    """With the results that each affects, and for the search; no link leads to where no flag is."""
    policy = many.policies["copy-3"]
    page = printed(many, "authorities/copy-3/", "authority_details", "copy-3")
    section = conflicts_section(policy, many)
    (entries,) = (block for block in section.blocks if isinstance(block, Entries))
    assert [entry.title for entry in entries.entries] == [f"{one.ref}: {one.title}" for one in policy.conflicts]
    assert all(entry.is_searchable for entry in entries.entries)
    for entry, conflict in zip(entries.entries, policy.conflicts, strict=True):
        assert set(affected_results(policy, conflict)) <= set(entry.closing)
        assert f'id="{entry.id}"' in page
    assert "register/#flag-" not in page
