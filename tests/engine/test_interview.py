"""How the interview treats its reader: one question put again, usual answers assumed, and "I do not know"."""

from __future__ import annotations

import random

import pytest

from calculator.journeys import next_step
from calculator.library import Library
from calculator.outcome import Status
from calculator.results import step_result
from tests.engine.journey_paths import AUTHORITIES, JOURNEYS, TODAY, Paths, cautious_path

MANAGER = {"journey": "received", "authority": "dorset", "post": "team-manager", "level": "level-1"}
MANAGER |= {"received": "2026-11-16"}


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("journey", JOURNEYS)
def test_any_question_can_be_put_again_and_the_other_answers_stay(
    library: Library, paths: Paths, journey: str, authority: str
) -> None:
    """Change leads back to each question with the answers before it; giving the same answer restores the result."""
    chance = random.Random(3)
    walked = paths[journey, authority]
    for answers, end in chance.sample(walked, min(12, len(walked))):
        for index, given in enumerate(end.asked):
            step = next_step(library, answers, TODAY, given.question.id)
            assert step.question == given.question
            assert step.problem is None
            assert step.asked == end.asked[:index]
        assert step_result(next_step(library, answers, TODAY)) == step_result(end)


def test_a_question_that_does_not_come_up_cannot_be_asked_for(library: Library) -> None:
    """A link that asks for it shows the result."""
    assert next_step(library, MANAGER, TODAY, "tried").outcome


def test_the_usual_answer_is_assumed_and_can_be_given(library: Library) -> None:
    """Whether another date was set is not asked of a manager; it can be asked for, and then counts."""
    step = next_step(library, MANAGER, TODAY)
    (assumed,) = (given for given in step.asked if given.is_assumed)
    assert (assumed.question.id, assumed.shown) == ("timescale", ("No",))
    assert next_step(library, MANAGER, TODAY, "timescale").question == assumed.question
    same = next_step(library, MANAGER | {"timescale": "no"}, TODAY)
    assert same.outcome == step.outcome
    assert not any(given.is_assumed for given in same.asked)
    other = next_step(library, MANAGER | {"timescale": "yes", "timescale-date": "2026-12-11"}, TODAY)
    assert other.outcome and other.outcome.due and other.outcome.due.isoformat() == "2026-12-11"


def test_a_wrong_answer_to_an_assumed_question_is_refused(library: Library) -> None:
    """It is not passed over in silence."""
    step = next_step(library, MANAGER | {"timescale": "perhaps"}, TODAY)
    assert step.question and step.question.id == "timescale"
    assert step.problem


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_a_manager_with_a_post_at_one_level_gives_two_answers(library: Library, authority: str) -> None:
    """Once the authority is known: the post and the date. Only a post at several levels is asked for its level."""
    step = next_step(library, {"journey": "received", "authority": authority}, TODAY)
    assert step.question and step.question.id == "post"
    asked = set()
    for option in step.question.options:
        answers = {"journey": "received", "authority": authority, "post": option.id, "received": "2026-11-16"}
        end = next_step(library, answers, TODAY)
        asked |= {end.question.id} if end.question else set()
    assert asked <= {"level", "timescale"}
    without_limit = [level for level in library.policies[authority].levels if not level.reply.within.value]
    assert "timescale" not in asked or without_limit


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("journey", JOURNEYS)
def test_i_do_not_know_leads_to_an_outcome_wherever_it_is_offered(
    library: Library, journey: str, authority: str
) -> None:
    """A reader who takes every such way on ends with a result, and no date is made up for one that is not known."""
    chance = random.Random(11)
    for _ in range(30):
        answers, step = cautious_path(library, {"journey": journey, "authority": authority}, chance)
        assert step.outcome and step.outcome.because
        not_known = {question for question, answer in answers.items() if answer == "not-known"}
        if not_known & {"received", "sent", "happened"}:
            assert step.outcome.due is None
            assert step.outcome.planned is None


def test_every_journey_offers_i_do_not_know(library: Library) -> None:
    """Among what each journey asks there is at least one such way on, and it is taken in the test above."""
    for journey in JOURNEYS:
        given = {"journey": journey, "authority": "bedford-borough", "changes": "RR1"}
        answers, _ = cautious_path(library, given, random.Random(1))
        assert {"not-known", "not-sure"} & set(answers.values())


def test_immediate_harm_that_is_not_known_is_to_be_found_out_first(library: Library) -> None:
    """Not knowing is not "no": what the document puts first comes first."""
    answers = {"journey": "concern", "authority": "cpru", "harm": "not-known", "tried": "nothing"}
    step = next_step(library, answers | {"higher": "no", "sent": "not-known"}, TODAY)
    assert step.outcome and step.outcome.status is Status.DO_NOW
    assert "Find out first" in str(step.outcome.urgent[0].words)
    assert len(step.outcome.urgent) > 1
