"""Significant changes: Bedford Borough's lists, the national lists elsewhere, and several at once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from calculator.change_journey import change_headline
from calculator.changes import ChangeResult, changes_for, weigh_changes
from calculator.explanation import explain
from calculator.journeys import next_step
from calculator.library import Library
from calculator.lookup import UnknownName
from calculator.model import Statement
from calculator.plain_dates import as_text
from calculator.result_blocks import Lines

TODAY = date(2026, 11, 21)


def told(library: Library, authority: str, **answers: str | list[str]) -> dict[str, list[str]]:
    """The lines of a result about changes, by the id of their section."""
    outcome = next_step(library, {"journey": "change", "authority": authority, **answers}, TODAY).outcome
    assert outcome
    return {
        section.id: [as_text(one.parts) for block in section.blocks if isinstance(block, Lines) for one in block.lines]
        for section in explain(outcome, library)
    }


def weigh(library: Library, authority: str, *changes: str) -> ChangeResult:
    """The duties of some changes."""
    return weigh_changes(library.policies[authority], library.national, changes)


@pytest.mark.parametrize("number", range(1, 18))
def test_each_of_bedfords_17_changes_is_told_to_the_iro_without_a_review(library: Library, number: int) -> None:
    """SC1 to SC17 ask that the IRO is told, and nothing more."""
    result = weigh(library, "bedford-borough", f"SC{number}")
    assert (result.tell_iro, result.review_before_change, result.review_relevant_plan) == (True, False, False)


@pytest.mark.parametrize("number", range(1, 6))
def test_each_of_bedfords_5_changes_needs_a_review_first(library: Library, number: int) -> None:
    """RR1 to RR5 need a review before the change; each is also a change to tell, so both duties apply (BB14)."""
    result = weigh(library, "bedford-borough", f"RR{number}")
    assert (result.tell_iro, result.review_before_change, result.review_relevant_plan) == (True, True, False)


@pytest.mark.parametrize("number", [1, 2])
def test_each_of_bedfords_2_plan_changes_needs_a_review_of_the_relevant_plan(library: Library, number: int) -> None:
    """RP1 and RP2 come from the Children's Homes Regulations and ask for that review alone."""
    result = weigh(library, "bedford-borough", f"RP{number}")
    assert (result.tell_iro, result.review_before_change, result.review_relevant_plan) == (False, False, True)


def test_several_changes_ask_for_all_their_duties_the_strictest_first(library: Library) -> None:
    """The combined result holds every duty once; each change keeps its own."""
    result = weigh(library, "bedford-borough", "SC7", "RP1", "RR2", "SC7")
    assert [item.change.ref for item in result.changes] == ["RR2", "RP1", "SC7"]
    assert (result.tell_iro, result.review_before_change, result.review_relevant_plan) == (True, True, True)
    assert result.citations


def test_a_change_may_be_named_by_its_ref_or_its_id(library: Library) -> None:
    """Both name the same change."""
    by_ref = weigh(library, "bedford-borough", "SC9")
    assert weigh(library, "bedford-borough", by_ref.changes[0].change.id) == by_ref


@pytest.mark.parametrize("authority", ["brent", "cpru", "tower-hamlets", "dorset"])
def test_the_national_list_stands_in_where_a_document_has_none(library: Library, authority: str) -> None:
    """It is labelled as national, and says how it is known."""
    result = weigh(library, authority, "N1", "NR1")
    assert result.is_national
    assert all(item.listed_in.origin for item in result.changes)
    assert {citation.authority for citation in result.citations} == {"national"}


def test_an_unknown_change_is_refused_with_those_that_exist(library: Library) -> None:
    """The message lists the refs and the nearest one."""
    with pytest.raises(UnknownName, match=r"There is no change for Bedford Borough 'SC18'\..*SC1, SC2"):
        weigh(library, "bedford-borough", "SC18")


def test_no_change_at_all_is_refused(library: Library) -> None:
    """Nothing chosen is not the same as nothing required."""
    with pytest.raises(ValueError, match="Choose at least one change"):
        weigh(library, "brent")


def test_related_changes_are_offered_for_a_check(library: Library) -> None:
    """A change of placement may be one that needs a review first; the reader is asked to check (BB14)."""
    (change,) = weigh(library, "bedford-borough", "SC4").changes
    assert {other.ref for other in change.check_also} >= {"RR2", "RR4", "RR5"}


@pytest.mark.parametrize(
    ("authority", "typed", "ref"),
    [
        ("bedford-borough", "moves school", "RR4"),
        ("bedford-borough", "moving school", "RR4"),
        ("bedford-borough", "new school", "RR4"),
        ("bedford-borough", "YOI", "RR3"),
        ("bedford-borough", "remand", "RR3"),
        ("bedford-borough", "runs away", "SC7"),
        ("bedford-borough", "suspension", "SC9"),
        ("bedford-borough", "goes home", "SC16"),
        ("bedford-borough", "moves placement", "SC4"),
        ("bedford-borough", "pregnant", "SC12"),
        ("brent", "moves school", "NR4"),
        ("brent", "YOI", "NR3"),
        ("brent", "jail", "NR3"),
        ("brent", "convicted", "N9"),
        ("brent", "goes home", "NR1"),
    ],
)
def test_a_change_is_found_under_everyday_words(library: Library, authority: str, typed: str, ref: str) -> None:
    """The filter of the question shows an option that holds every word typed, in its label or its everyday words."""
    source, _ = changes_for(library.policies[authority], library.national)
    found = {
        item.ref
        for part in source.lists
        for item in part.items
        if all(word in " ".join((item.label, *item.words)).lower() for word in typed.lower().split())
    }
    assert ref in found


@pytest.mark.parametrize("changes", [["RR3", "SC4", "RP1"], ["RR1", "RR5"]])
def test_a_change_is_told_in_its_own_words_before_its_number(library: Library, changes: list[str]) -> None:
    """The question shows no numbers, so a result begins with none; a number stands in brackets behind the words."""
    shown = told(library, "bedford-borough", changes=changes, happened="no", planned="2026-12-28")
    lines = [text for lines in shown.values() for text in lines]
    named = [text for text in lines if re.search(r"\b(SC|RR|RP)\d", text)]
    assert named
    assert [text for text in named if re.search(r"(?<!\()\b(SC|RR|RP)\d", text)] == []


def test_a_change_that_has_happened_says_what_was_to_come_first_and_what_still_applies(library: Library) -> None:
    """Bedford's section 6 asks for the review first. What to do where none came first it does not say."""
    shown = told(library, "bedford-borough", changes=["RR3"], happened="yes")
    assert shown["happened"] == [
        "A review was to be convened before the change.",
        "The document does not say what to do if no review came first.",
        "This guide suggests: ask the IRO.",
        "Tell the IRO, although the change has happened.",
    ]
    assert "happened" not in told(library, "bedford-borough", changes=["RR3"], happened="no-date")


def test_the_national_list_is_silent_on_a_review_that_was_missed(library: Library) -> None:
    """It asks that the IRO is told of a significant change, and names itself as the list that says no more."""
    shown = told(library, "brent", changes=["NR3"], happened="yes")
    silent = "The national list, as far as it is known, does not say what to do if no review came first."
    assert silent in shown["happened"]


def test_what_a_document_says_on_a_missed_review_takes_the_place_of_silence(library: Library) -> None:
    """A policy that records it has it in the result."""
    bedford = library.policies["bedford-borough"]
    assert bedford.significant_changes
    said = Statement(text="The review is held at once.", cite=bedford.significant_changes.lists[1].cite)
    policy = replace(bedford, significant_changes=replace(bedford.significant_changes, if_missed=(said,)))
    shown = told(library.with_policy(policy), "bedford-borough", changes=["RR3"], happened="yes")
    assert shown["happened"][1] == "The review is held at once."


def test_days_up_to_a_planned_change_name_the_bank_holidays_that_are_left_out(library: Library) -> None:
    """Each with its date; Boxing Day 2026 is a Saturday, so its substitute is the day that is missing."""
    shown = told(library, "bedford-borough", changes=["RR3"], happened="no", planned="2026-12-29")
    assert shown["deadline"][-3:] == [
        "Between today and that day there are 24 working days.",
        "Not counted: Friday 25 December 2026, bank holiday: Christmas Day.",
        "Not counted: Monday 28 December 2026, bank holiday: Boxing Day (substitute day).",
    ]
    assert any(text.startswith("Bank holidays: ") for text in shown["source"])


@pytest.mark.parametrize(
    "answers", [{"changes": "SC15"}, {"changes": "RR3", "happened": "yes"}, {"changes": "none-of-these"}]
)
def test_a_result_that_counts_no_days_names_no_list_of_bank_holidays(
    library: Library, answers: dict[str, str | list[str]]
) -> None:
    """It would tell of dates that the result does not have."""
    shown = told(library, "bedford-borough", **answers)
    assert [text for text in shown["source"] if "holidays" in text or "Working days" in text] == []


@pytest.mark.parametrize(("authority", "change"), [("bedford-borough", "RR2"), ("brent", "NR2")])
def test_later_law_stands_beside_the_change_that_it_concerns(library: Library, authority: str, change: str) -> None:
    """Moves to unregulated placements: the lists are older than the rule on children under 16."""
    (said,) = told(library, authority, changes=[change], happened="no-date")["law"]
    assert said.startswith("Beside this policy: Unregulated accommodation, from September 2021.")
    assert "law" not in told(library, authority, changes=[change.replace("2", "3")], happened="no-date")


@pytest.mark.parametrize("planned", [None, date(2026, 12, 28)])
@pytest.mark.parametrize("happened", [True, False])
@pytest.mark.parametrize("duties", [duties for duties in product([True, False], repeat=3) if any(duties)])
def test_a_headline_ends_with_its_last_sentence(
    library: Library, duties: tuple[bool, bool, bool], happened: bool, planned: date | None
) -> None:
    """Whatever the changes ask for together: no space before or after, and one between two sentences."""
    before, plan, tell = duties
    result = weigh(library, "bedford-borough", "RR3", "RP1")
    result = replace(result, review_before_change=before, review_relevant_plan=plan, tell_iro=tell)
    parts = change_headline(result, planned, happened=happened)
    headline = as_text(parts)
    assert headline == " ".join(headline.split())
    assert headline.endswith(".")
    assert headline.endswith("Tell the IRO.") is tell


def test_a_review_of_the_relevant_plan_alone_is_the_whole_headline(library: Library) -> None:
    """RP1 asks for nothing else, so no space is left for a sentence behind it."""
    step = next_step(library, {"journey": "change", "authority": "bedford-borough", "changes": "RP1"}, TODAY)
    assert step.outcome
    assert as_text(step.outcome.headline).startswith("A review of the child's relevant plan is needed under ")
    assert as_text(step.outcome.headline).endswith(".")
