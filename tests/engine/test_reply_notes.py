"""The notes on a reply date: which reading it follows, what has passed, and the limit where no date can be given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from calculator.answer_explanation import answer_sections
from calculator.journeys import next_step
from calculator.library import Library
from calculator.lookup import find_level
from calculator.model import Limit, Policy
from calculator.outcome import Outcome
from calculator.plain_dates import as_text
from calculator.questions import NOT_KNOWN
from calculator.result_blocks import Due
from tests.engine.journey_paths import TODAY

TOWER_HAMLETS = {"journey": "received", "authority": "tower-hamlets", "post": "team-manager"}


def ended(library: Library, today: date = TODAY, **answers: str) -> Outcome:
    """The outcome of some answers."""
    step = next_step(library, answers, today)
    assert step.outcome is not None, step.question
    return step.outcome


def date_block(outcome: Outcome, library: Library) -> tuple[str, list[str]]:
    """The label of the date block, and its notes."""
    sections = answer_sections(outcome, library)
    (due,) = (block for section in sections for block in section.blocks if isinstance(block, Due))
    return due.label, [as_text(note.parts) for note in due.notes]


@pytest.mark.parametrize(
    ("today", "passed"),
    [
        pytest.param(date(2026, 11, 21), ("", ""), id="on-the-last-day-of-the-earlier-reading"),
        pytest.param(date(2026, 11, 22), (", which has passed", ""), id="between-the-readings"),
        pytest.param(date(2026, 11, 24), (", which has passed", ", which has passed"), id="after-both"),
    ],
)
def test_a_date_with_two_readings_says_which_it_follows_and_which_have_passed(
    library: Library, today: date, passed: tuple[str, str]
) -> None:
    """Tower Hamlets prints days in the chart; working days are the main reading, so the earlier date may be over."""
    label, notes = date_block(ended(library, today, **TOWER_HAMLETS, received="2026-11-16"), library)
    assert label == "Reply due by"
    assert notes[:4] == [
        "The document can be read in more than one way, earliest date first:",
        f"5 calendar days: Saturday 21 November 2026{passed[0]}. "
        "The chart prints days for this stage, without saying working days.",
        f"5 working days: Monday 23 November 2026{passed[1]}",
        "This result follows the main reading: 5 working days.",
    ]


def test_a_main_reading_without_a_limit_is_named_beside_the_date_of_the_other(library: Library) -> None:
    """At stage 5 the chart states none, and paragraph 2 may give 5 working days."""
    answers = TOWER_HAMLETS | {"post": "chief-executive", "timescale": "no", "received": "2026-11-09"}
    label, notes = date_block(ended(library, **answers), library)
    assert label == "No reply date"
    assert notes[1].startswith("5 working days: Monday 16 November 2026, which has passed. Paragraph 2 gives")
    assert "This result follows the main reading, which gives no date." in notes


def test_several_without_a_date_are_not_called_due(library: Library) -> None:
    """No date stands behind the label."""
    answers = TOWER_HAMLETS | {"post": "chief-executive", "timescale": "no", "received": "several"}
    label, _ = date_block(ended(library, **answers, **{"dates-received": "9 11 2026\n10 11 2026"}), library)
    assert label == "No reply date"


def test_a_set_date_is_no_reading_of_the_document(library: Library) -> None:
    """It counts in place of the limit, whose own dates therefore do not pass."""
    answers = TOWER_HAMLETS | {"timescale": "yes", "timescale-date": "2026-12-04", "received": "2026-11-09"}
    _, notes = date_block(ended(library, **answers), library)
    assert notes[:5] == [
        "The date that was set, and what the document's own limit gives, earliest date first:",
        "5 calendar days: Saturday 14 November 2026. "
        "The chart prints days for this stage, without saying working days.",
        "5 working days: Monday 16 November 2026",
        "the date that was set: Friday 4 December 2026. The timescale that was set.",
        "This result follows the date that was set.",
    ]


def with_plain_days(policy: Policy) -> Policy:
    """The policy with a first limit that says only days."""
    first = find_level(policy, "level-1")
    plain = replace(first, reply=replace(first.reply, within=Limit.parse("5 days")))
    return replace(policy, levels=tuple(plain if level is first else level for level in policy.levels))


def test_a_document_that_says_only_days_is_read_by_the_earlier_date(library: Library) -> None:
    """There the document has no main reading, so the result does not name one."""
    policy = with_plain_days(library.policies["bedford-borough"])
    answers = {"journey": "received", "authority": policy.id, "post": "team-manager", "level": "level-1"}
    _, notes = date_block(ended(library.with_policy(policy), **answers, received="2026-11-16"), library)
    assert "The document says only days. This result follows the earlier date: 5 calendar days." in notes


def test_one_reading_alone_is_not_explained(library: Library) -> None:
    """Dorset's 5 working days can be read in one way."""
    answers = {"journey": "received", "authority": "dorset", "post": "head-of-locality", "received": "2026-11-16"}
    _, notes = date_block(ended(library, **answers), library)
    assert [note for note in notes if "reading" in note or "follows" in note] == []


def test_a_manager_without_a_day_of_receipt_is_told_the_limit_and_its_start(library: Library) -> None:
    """Also that another date may have been set, which would count instead."""
    answers = {"journey": "received", "authority": "dorset", "post": "head-of-locality", "received": NOT_KNOWN}
    outcome = ended(library, **answers)
    assert outcome.due is None
    assert date_block(outcome, library) == (
        "No reply date yet",
        [
            "The limit is 5 working days. The document counts from notification.",
            "Enter the day from which it counts to get the date.",
        ],
    )
    assert as_text(outcome.because[1].words) == "The limit here is 5 working days."
    assert outcome.because[1].citations


def test_a_manager_without_a_day_of_receipt_is_told_every_reading_of_the_limit(library: Library) -> None:
    """Whoever finds the day out later then knows that the document has two."""
    assert date_block(ended(library, **TOWER_HAMLETS, timescale=NOT_KNOWN, received=NOT_KNOWN), library) == (
        "No reply date yet",
        [
            "The limit is 5 working days. "
            "The document does not say when the time starts. This guide counts from receipt.",
            "The limit can also be read as 5 days. The chart prints days for this stage, without saying working days.",
            "Enter the day from which it counts to get the date.",
            "If another reply date was set, that date counts instead.",
        ],
    )


def test_where_only_another_reading_has_a_limit_both_are_told_without_a_day(library: Library) -> None:
    """At stage 5 of Tower Hamlets."""
    answers = TOWER_HAMLETS | {"post": "chief-executive", "timescale": "no", "received": NOT_KNOWN}
    label, notes = date_block(ended(library, **answers), library)
    assert label == "No reply date"
    assert notes[0] == find_level(library.policies["tower-hamlets"], "stage-5").reply.reason
    assert notes[1].startswith("The limit can also be read as 5 working days. Paragraph 2 gives")
