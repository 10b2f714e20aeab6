"""Who sends what to whom: copies of the reply and posts told by others stand apart from what the IRO sends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from calculator.explanation import explain
from calculator.journeys import next_step
from calculator.library import Library
from calculator.lookup import role_title
from calculator.outcome import Outcome
from calculator.plain_dates import as_text
from calculator.questions import Answered
from calculator.result_blocks import Lines, Posts
from calculator.results import outcome_result
from calculator.take_away import message_pack
from tests.engine.journey_paths import TODAY

REPPO = "Review, Engagement & Participation Principal Officer"


def ended(library: Library, authority: str, **answers: str) -> tuple[Outcome, tuple[Answered, ...]]:
    """The outcome of a concern's answers, with what was asked."""
    step = next_step(library, {"journey": "concern", "authority": authority, **answers}, TODAY)
    assert step.outcome is not None, step.question
    return step.outcome, step.asked


def shown(library: Library, outcome: Outcome) -> dict[str, tuple[list[str], list[str]]]:
    """The posts of a result and the notes on them, by the label under which they stand."""
    blocks = [block for section in explain(outcome, library) for block in section.blocks]
    return {
        block.label: ([as_text(post.parts) for post in block.posts], [as_text(note.parts) for note in block.notes])
        for block in blocks
        if isinstance(block, Posts)
    }


def message(library: Library, outcome: Outcome) -> str:
    """The body of the message to write."""
    outline = message_pack(outcome)
    assert outline is not None
    return "\n".join(as_text(words) for words in outline.body)


def test_a_copy_of_the_reply_is_no_copy_of_the_concern(library: Library) -> None:
    """Brent's item 6: the Head of Service's response is copied. Nothing asks the IRO to copy the concern."""
    answers = {"tried": "service-manager", "reply": "vacant", "higher": "no", "sent": "2026-11-23"}
    outcome, _ = ended(library, "brent", concern="services", **answers)
    posts = shown(library, outcome)
    assert posts["Copy to"][0] == []
    assert posts["Copy of the reply to"][0] == [REPPO]
    assert "Copy: " not in message(library, outcome)
    result: dict[str, Any] = outcome_result(outcome)
    assert result["copy"] == result["copy_of_reply"] == (REPPO,)


def test_only_the_first_post_of_a_relay_is_told_by_the_iro(library: Library) -> None:
    """Dorset's level 5: the QARO tells the QA Manager, who tells the next post, who tells the last."""
    outcome, _ = ended(library, "dorset", concern="care-plans", tried="level-4", reply="unsatisfactory")
    posts = shown(library, outcome)
    assert posts["Tell"][0] == ["QA Manager"]
    others, notes = posts["Told by others"]
    assert others == ["Head of Quality Assurance and Partnerships", "Corporate Director for Care and Protection"]
    assert "told by QA Manager" in notes[0]
    assert "told by Head of Quality Assurance and Partnerships" in notes[1]
    assert "For information: QA Manager" in message(library, outcome).split("\n")
    assert outcome_result(outcome)["told_by_others"] == tuple(others)


def test_a_post_that_is_written_to_is_not_also_told_in_the_same_message(library: Library) -> None:
    """Tower Hamlets prints CAFCASS in the chart and expects it to be advised; one message goes to it once."""
    answers = {"concern": "assessment", "rights": "article-3", "tried": "stage-4", "reply": "unsatisfactory"}
    outcome, _ = ended(library, "tower-hamlets", **answers, sent="2026-11-23")
    posts = shown(library, outcome)
    assert posts["To"][0] == ["Chief Executive", "CAFCASS"]
    assert posts["Tell"][0] == ["CAFCASS"]
    assert "does this already" in posts["Tell"][1][0]
    assert message(library, outcome).count("CAFCASS") == 1


def test_other_levels_name_everybody_to_whom_to_speak_before_them(library: Library) -> None:
    """Dorset's level 5 asks for a discussion with the Executive Director, however the IRO comes to it."""
    outcome, _ = ended(library, "dorset", concern="care-plans", tried="nothing", higher="no")
    consult = {
        other.level.id: [role_title(outcome.policy, role) for role in other.consult] for other in outcome.other_levels
    }
    consulted = ["QA Manager", "Head of Quality Assurance and Partnerships"]
    assert consult["level-3"] == consulted
    assert sorted(consult["level-4"]) == sorted(consulted)
    assert consult["level-5"] == ["Executive Director People - Children", *consulted]


@pytest.mark.parametrize(
    ("authority", "answers", "duty"),
    [
        ("tower-hamlets", {"tried": "stage-4", "reply": "unsatisfactory", "sent": "2026-11-23"}, "must consider"),
        ("tower-hamlets", {"tried": "stage-5", "reply": "unsatisfactory"}, "must consider"),
        ("dorset", {"tried": "level-4", "reply": "unsatisfactory"}, "must act"),
    ],
)
def test_the_duty_to_consider_a_referral_stands_first_where_cafcass_is_reached(
    library: Library, authority: str, answers: dict[str, str], duty: str
) -> None:
    """Both documents print it as a must; "raise it now" or "you may turn to" alone would hide it."""
    entry = {"tower-hamlets": {"concern": "assessment", "rights": "article-8"}, "dorset": {"concern": "care-plans"}}
    outcome, _ = ended(library, authority, **entry[authority], **answers)
    first = explain(outcome, library)[0]
    assert first.title == "First of all"
    (lines,) = first.blocks
    assert isinstance(lines, Lines)
    assert duty in as_text(lines.lines[0].parts)
    assert lines.lines[0].citations


def test_no_duty_to_consider_a_referral_stands_first_at_a_level_below(library: Library) -> None:
    """At stage 1 it stands among what the policy says of Cafcass, as before."""
    answers = {"concern": "assessment", "rights": "article-8", "tried": "nothing", "higher": "no", "sent": "2026-11-23"}
    outcome, _ = ended(library, "tower-hamlets", **answers)
    assert outcome.urgent == ()


def test_a_title_that_misleads_by_itself_is_explained_beside_it(library: Library) -> None:
    """CPRU prints "their Service Manager", whose is clear only in its own sentence."""
    answers = {"harm": "no", "tried": "nothing", "higher": "yes", "level": "stage-2", "sent": "2026-11-23"}
    outcome, _ = ended(library, "cpru", **answers)
    assert "their Service Manager (the IRO's own)" in shown(library, outcome)["Speak to first"][0]
    assert "their Service Manager" in outcome_result(outcome)["consult"]


@pytest.mark.parametrize(
    ("harm", "headline"),
    [
        ("no", "The CPRU Service Manager is to raise it now at DRP- Formal Resolution Process stage 3."),
        (
            "yes",
            "First take the appropriate action for the immediate risk. "
            "Then the CPRU Service Manager is to raise it now at DRP- Formal Resolution Process stage 3.",
        ),
    ],
)
def test_a_level_that_somebody_else_raises_says_who_does_so(library: Library, harm: str, headline: str) -> None:
    """CPRU's stage 3: the CPRU Service Manager completes the form and writes the case note, not the IRO."""
    outcome, _ = ended(library, "cpru", harm=harm, tried="stage-2", reply="unsatisfactory", higher="no")
    assert as_text(outcome.headline) == headline
    assert message_pack(outcome) is None
    sections = {section.id: section for section in explain(outcome, library)}
    assert sections["before"].title == "Before it is raised"
    (records,) = sections["records"].blocks
    assert isinstance(records, Lines)
    assert as_text(records.lines[0].parts).endswith("summary of the meeting. By: CPRU Service Manager.")


def test_what_ends_one_level_is_told_when_the_next_is_due(library: Library) -> None:
    """CPRU: the IRO gives the form of stage 2 its outcome, which opens stage 3. Who skips a level closes none."""
    answers = {"harm": "no", "tried": "stage-2", "reply": "unsatisfactory"}
    outcome, _ = ended(library, "cpru", **answers, higher="no")
    (before,) = [section for section in explain(outcome, library) if section.id == "before"]
    assert isinstance(before.blocks[0], Lines)
    assert before.blocks[0].title == "When you move on"
    assert "Stage 3" in as_text(before.blocks[0].lines[0].parts)
    first, _ = ended(library, "cpru", harm="no", tried="nothing", higher="no", sent="2026-11-23")
    assert first.moves_on_from is None
    chosen = {"higher": "yes", "level": "stage-3"}
    skipping, _ = ended(library, "cpru", harm="no", tried="stage-1", reply="unsatisfactory", **chosen)
    assert skipping.bypass
    assert skipping.moves_on_from is None


@pytest.mark.parametrize(("sent", "is_told"), [("2026-11-02", True), ("2026-11-20", False)])
def test_a_reply_date_that_has_passed_is_told_first_of_all(library: Library, sent: str, is_told: bool) -> None:
    """The day of receipt may be mistyped; a reader shall not have to look for it."""
    outcome, _ = ended(library, "cpru", harm="no", tried="nothing", higher="no", sent=sent)
    told = [as_text(reason.words) for reason in outcome.urgent]
    assert any("has already passed. Check the day of receipt." in text for text in told) is is_told
    assert any("this level was used: change what was tried" in text for text in told) is is_told


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ("2026-11-02", []),
        ("2026-11-13", []),
        ("2026-11-16", ["Please reply by Monday 23 November 2026 (limit: 5 working days)."]),
    ],
)
def test_an_outline_asks_for_no_reply_by_a_date_that_has_passed(library: Library, sent: str, asked: list[str]) -> None:
    """Whoever raises a concern now would be given a date that nobody can keep."""
    outcome, _ = ended(library, "cpru", harm="no", tried="nothing", higher="no", sent=sent)
    lines = message(library, outcome).splitlines()
    assert [text for text in lines if "reply by" in text or "was due by" in text] == asked


def test_a_reply_is_asked_for_up_to_its_last_day(library: Library) -> None:
    """On that day itself it is not late."""
    answers = {"harm": "no", "tried": "nothing", "higher": "no", "sent": "2026-11-16"}
    step = next_step(library, {"journey": "concern", "authority": "cpru", **answers}, date(2026, 11, 23))
    assert step.outcome
    assert "Please reply by Monday 23 November 2026" in message(library, step.outcome)


def test_who_is_unsure_about_rights_may_say_that_the_escalation_runs_already(library: Library) -> None:
    """The gate is for the start. Until then nothing is asked, and nothing tried is taken for granted."""
    answers = {"concern": "something-else", "rights": "not-sure"}
    outcome, asked = ended(library, "tower-hamlets", **answers)
    assert outcome.status == "not_determined"
    assert [given.question.id for given in asked if given.is_assumed] == ["tried"]
    running, _ = ended(library, "tower-hamlets", **answers, tried="stage-4", reply="unsatisfactory", sent="2026-11-23")
    assert running.level is not None and running.level.id == "stage-5"
    assert "Find out" in as_text(running.urgent[0].words)


def test_the_posts_of_brents_item_9_are_open_in_both_readings(library: Library) -> None:
    """Item 9 does not say that they come in order: those further up are other ways on wherever item 9 applies."""
    expected = {
        "head-of-service": ["operational-director", "strategic-director", "chief-executive"],
        "head-of-safeguarding": ["strategic-director", "chief-executive"],
        "operational-director": ["chief-executive"],
        "strategic-director": [],
    }
    for tried, others in expected.items():
        outcome, _ = ended(library, "brent", concern="services", tried=tried, reply="unsatisfactory")
        assert [other.level.id for other in outcome.other_levels] == others, tried


def test_a_review_of_the_relevant_plan_names_the_law_for_childrens_homes(library: Library) -> None:
    """Bedford's last paragraph draws it from the Children's Homes Regulations."""
    for change in ("RP1", "RP2"):
        step = next_step(library, {"journey": "change", "authority": "bedford-borough", "changes": change}, TODAY)
        assert step.outcome is not None
        assert "under the Children's Homes (England) Regulations 2015" in as_text(step.outcome.headline)
