"""The three journeys: every path ends, every answer matters, and bad answers are refused without loss."""

from __future__ import annotations

import json
import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.browser import Engine
from calculator.explanation import explain
from calculator.journeys import next_step
from calculator.library import Library
from calculator.outcome import Outcome, Status
from calculator.plain_dates import as_text
from calculator.questions import MalformedAnswers
from calculator.result_blocks import Lines
from calculator.results import step_result
from calculator.take_away import due_events, plain_text
from tests.engine.journey_paths import AUTHORITIES, JOURNEYS, TODAY, Answers, Paths

ALL_QUESTIONS = [
    "journey",
    "authority",
    "child",
    "harm",
    "concern",
    "rights",
    "tried",
    "reply",
    "received",
    "timescale",
    "timescale-date",
    "agree",
]
ALL_QUESTIONS += ["overdue", "higher", "level", "sent", "changes", "happened", "planned", "post"]


def check_outcome(library: Library, outcome: Outcome) -> None:
    """What must hold for every outcome, whatever the path."""
    assert outcome.because, "a result explains itself"
    assert as_text(outcome.headline) == as_text(outcome.headline).strip()
    if outcome.status is Status.WAIT:
        assert outcome.due and outcome.due >= TODAY
    if outcome.reply and outcome.reply.due and not outcome.changes:
        assert outcome.due == outcome.reply.due
    if outcome.status in (Status.NOT_FOR_THIS_PROCEDURE, Status.RECORD_AND_CLOSE):
        assert outcome.due is None
    sections = explain(outcome, library)
    titles = [section.id for section in sections]
    assert len(titles) == len(set(titles))
    assert titles[-1] == "source"


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_path_ends_in_an_outcome_that_explains_itself(
    library: Library, paths: Paths, journey: str, authority: str
) -> None:
    """No path loops or fails; dates and statuses agree with each other; the result can be drawn."""
    statuses = set()
    for _, step in paths[journey, authority]:
        assert step.outcome
        check_outcome(library, step.outcome)
        statuses.add(step.outcome.status)
    assert Status.DO_NOW in statuses


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_every_level_can_be_the_result(library: Library, paths: Paths, authority: str) -> None:
    """There is a way through the questions to each level."""
    reached = {step.outcome.level.id for _, step in paths["concern", authority] if step.outcome and step.outcome.level}
    assert reached == {level.id for level in library.policies[authority].levels}


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("journey", JOURNEYS)
def test_the_order_of_answers_does_not_matter(library: Library, paths: Paths, journey: str, authority: str) -> None:
    """A link may list its answers in any order."""
    shuffled = random.Random(7)
    walked = paths[journey, authority]
    for answers, step in shuffled.sample(walked, min(20, len(walked))):
        items = list(answers.items())
        shuffled.shuffle(items)
        assert step_result(next_step(library, dict(items), TODAY)) == step_result(step)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_the_browsers_door_gives_the_same_result_as_the_engine(engine: Engine, paths: Paths, authority: str) -> None:
    """What crosses as JSON text is what the engine found, from policies that were compiled and loaded."""
    for answers, step in paths["concern", authority][::5] + paths["received", authority]:
        reply = json.loads(engine.step(json.dumps({"answers": answers, "today": TODAY.isoformat()})))
        expected = json.loads(json.dumps(step_result(step)))
        del expected["outcome"]["headline_parts"]  # there short forms are spelt out
        assert {key: reply["outcome"][key] for key in expected["outcome"]} == expected["outcome"]
        parts = reply["outcome"]["headline_parts"]
        headline = "".join(part if isinstance(part, str) else part["text"] for part in parts)
        assert json.loads(engine.rest() or "")["take_away"]["text"].startswith(headline)
        assert engine.rest() is None  # it is made once


@pytest.mark.parametrize("day", ["2012-01-01", "2012-01-03", "2032-12-20", "2032-12-31"])
def test_the_ends_of_the_calendar_give_a_result_or_a_plain_refusal(engine: Engine, day: str) -> None:
    """At its first and last days the calendar gives dates as far as it reaches, and says where it stops."""
    for authority, level in (("dorset", "level-1"), ("tower-hamlets", "stage-1"), ("brent", "team-manager")):
        answers = {"journey": "received", "authority": authority, "post": "team-manager", "timescale": "no"}
        request = {"answers": {**answers, "level": level, "received": day}, "today": "2032-12-31"}
        reply = json.loads(engine.step(json.dumps(request)))
        assert "outcome" in reply or "outside the calendar" in reply["problem"]["message"]


def test_a_due_date_inside_the_calendar_stands_even_if_later_levels_leave_it(engine: Engine) -> None:
    """Only the levels past the calendar's end go without a date."""
    answers = {"journey": "received", "authority": "dorset", "post": "head-of-locality", "received": "2032-12-20"}
    reply = json.loads(engine.step(json.dumps({"answers": answers, "today": "2032-12-31"})))
    assert reply["outcome"]["due"] == "2032-12-29"


def test_a_change_that_has_happened_is_told_in_the_past(library: Library) -> None:
    """The review had to come first; the result does not pretend that it still can."""
    answers = {"journey": "change", "authority": "bedford-borough", "changes": ["RR1"], "happened": "yes"}
    step = next_step(library, answers, TODAY)
    assert step.outcome
    assert as_text(step.outcome.headline).startswith("A review had to be convened before the change.")


def test_a_changed_answer_keeps_the_rest_that_still_applies(library: Library) -> None:
    """Only what became necessary is asked anew; what no longer applies is reported, not used."""
    answers = {"journey": "concern", "authority": "brent", "concern": "something-else"}
    answers |= {"tried": "team-manager", "reply": "unsatisfactory", "sent": "2026-12-01"}
    assert next_step(library, answers, TODAY).outcome
    step = next_step(library, {**answers, "tried": "nothing"}, TODAY)
    assert step.outcome
    assert step.outcome.level and step.outcome.level.id == "first-discussion"
    assert set(step.ignored) == {"reply", "sent"}


def test_a_refused_answer_comes_back_as_its_question(library: Library) -> None:
    """The earlier answers stay, and the message says what to do."""
    answers = {"journey": "received", "authority": "brent", "post": "team-manager", "received": "31 2 2026"}
    step = next_step(library, answers, TODAY)
    assert step.question and step.question.id == "received"
    assert step.problem == "The date must be a real date. There is no 31 2 2026"
    assert [answered.question.id for answered in step.asked] == ["journey", "authority", "post"]


def test_a_day_outside_the_calendar_is_refused_at_its_question(library: Library) -> None:
    """It is put right where it was typed."""
    answers = {"journey": "received", "authority": "brent", "post": "team-manager", "received": "1999-01-05"}
    step = next_step(library, answers, TODAY)
    assert step.question and step.question.id == "received"
    assert step.problem and "outside the calendar" in step.problem


@pytest.mark.parametrize("wrong", ["received-level-1", "set-level-1"])
def test_of_several_dates_the_one_outside_the_calendar_is_refused(library: Library, wrong: str) -> None:
    """Also where the dates and choices after it are fine."""
    answers = {"journey": "concern", "authority": "dorset", "concern": "something-else", "tried": "level-1"}
    answers |= {"reply": "unsatisfactory", "dates": "yes", "received-level-1": "2026-11-02"}
    answers |= {"set-level-1": "2026-11-10", "replied-level-1": "2026-11-10", "higher": "no", "sent": "2026-11-23"}
    assert next_step(library, answers, TODAY).outcome
    step = next_step(library, answers | {wrong: "1999-01-05" if wrong == "received-level-1" else "2050-01-05"}, TODAY)
    assert step.question and step.question.id == wrong
    assert step.problem and "outside the calendar" in step.problem


def test_a_day_of_receipt_in_the_future_is_counted_and_pointed_out(library: Library) -> None:
    """A manager may look ahead; the result says first that the day has not come yet."""
    answers = {"journey": "received", "authority": "brent", "post": "team-manager", "received": "2026-12-23"}
    step = next_step(library, answers, TODAY)
    assert step.outcome and step.outcome.due == date(2026, 12, 30)
    first = explain(step.outcome, library)[0]
    assert first.id == "first"
    assert isinstance(first.blocks[0], Lines)
    assert as_text(first.blocks[0].lines[0].parts).endswith("lies in the future. Check it.")


def test_a_planned_date_that_has_passed_is_told_in_the_past(library: Library) -> None:
    """A review cannot be convened any more before a day that is over."""
    answers = {"journey": "change", "authority": "bedford-borough", "changes": ["RR1"], "happened": "no"}
    step = next_step(library, {**answers, "planned": "2026-11-20"}, TODAY)
    assert step.outcome
    assert as_text(step.outcome.headline).startswith("A review had to be convened before the change.")


@pytest.mark.parametrize(
    ("until", "status", "level"), [("2026-12-11", Status.WAIT, "level-1"), ("2026-11-18", Status.DO_NOW, "level-2")]
)
def test_a_reply_date_that_was_set_holds_where_the_day_of_receipt_is_not_known(
    library: Library, until: str, status: Status, level: str
) -> None:
    """The IRO waits for it, or moves on once it has passed; nothing is left to judge."""
    answers = {"journey": "concern", "authority": "dorset", "concern": "something-else", "tried": "level-1"}
    answers |= {"reply": "none-yet", "timescale": "yes", "timescale-date": until, "received": "not-known"}
    step = next_step(library, {**answers, "higher": "no", "sent": "not-known"}, TODAY)
    outcome = step.outcome
    assert outcome and outcome.level
    assert (outcome.status, outcome.level.id) == (status, level)
    if status is Status.WAIT:
        assert outcome.due == date.fromisoformat(until)
        text = plain_text(outcome.headline, explain(outcome, library), step.asked)
        assert "Reply due by Friday 11 December 2026" in text
        assert "If another reply date was set" not in text
        assert [event.due for event in due_events(outcome)] == [outcome.due]
    else:
        assert outcome.days_late == 2


def test_a_manager_who_does_not_know_the_day_of_receipt_replies_by_the_date_that_was_set(library: Library) -> None:
    """The date needs no day of receipt; without it the result still asks to find the day out."""
    answers = {"journey": "received", "authority": "dorset", "post": "team-manager", "level": "level-1"}
    answers |= {"received": "not-known"}
    outcome = next_step(library, {**answers, "timescale": "yes", "timescale-date": "2026-12-11"}, TODAY).outcome
    assert outcome and outcome.due == date(2026, 12, 11)
    assert as_text(outcome.headline) == "Reply by Friday 11 December 2026."
    without = next_step(library, answers, TODAY).outcome
    assert without and without.due is None


@pytest.mark.parametrize("journey", ["concern", "received"])
def test_a_set_date_outside_the_calendar_is_refused_where_the_day_of_receipt_is_not_known(
    library: Library, journey: str
) -> None:
    """It is put right where it was typed."""
    answers = {"journey": journey, "authority": "dorset", "concern": "something-else", "tried": "level-1"}
    answers |= {"reply": "none-yet", "post": "team-manager", "level": "level-1"}
    answers |= {"timescale": "yes", "timescale-date": "2050-01-04", "received": "not-known"}
    step = next_step(library, answers, TODAY)
    assert step.question and step.question.id == "timescale-date"
    assert step.problem and "outside the calendar" in step.problem


def test_a_reply_date_set_before_receipt_is_refused(library: Library) -> None:
    """The two dates have to be in order."""
    answers = {"journey": "received", "authority": "dorset", "post": "team-manager", "level": "level-1"}
    answers |= {"timescale": "yes", "timescale-date": "2026-11-02", "received": "2026-11-03"}
    step = next_step(library, answers, TODAY)
    assert step.question and step.question.id == "received"
    assert step.problem and "must not be before Tuesday 3 November 2026" in step.problem


@given(
    st.dictionaries(
        st.sampled_from([*ALL_QUESTIONS, "x"]),
        st.one_of(
            st.sampled_from([*AUTHORITIES, *JOURNEYS, "nothing", "none", "level-1", "2026-11-02", "SC1", ""]),
            st.text(max_size=12),
            st.lists(st.text(max_size=6), max_size=3),
        ),
    )
)
def test_any_answers_give_a_step_or_a_plain_refusal(library: Library, answers: Answers) -> None:
    """Whatever stands in a link, the engine replies."""
    step = next_step(library, answers, TODAY)
    assert (step.question is None) != (step.outcome is None)


@pytest.mark.parametrize("raw", [None, [], "brent", 7, {"authority": 7}, {"authority": ["brent", 7]}])
def test_what_is_no_set_of_answers_is_refused(library: Library, raw: object) -> None:
    """The message says what answers look like."""
    with pytest.raises(MalformedAnswers):
        next_step(library, raw, TODAY)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_a_result_begins_with_the_newer_edition_that_is_known(library: Library, authority: str) -> None:
    """Bedford Borough's text has been replaced; of the others no newer edition is known."""
    answers: Answers = {"journey": "change", "authority": authority}
    step = next_step(library, answers, TODAY)
    assert step.question
    answers |= {step.question.id: [step.question.options[0].id], "happened": "yes"}
    outcome = next_step(library, answers, TODAY).outcome
    assert outcome
    first = explain(outcome, library)[0]
    assert (first.id == "edition") is (authority == "bedford-borough")
    if first.id == "edition":
        (lines,) = first.blocks
        assert isinstance(lines, Lines) and "The edition of November 2017 came after it." in as_text(
            lines.lines[0].parts
        )
        assert lines.lines[0].citations
