"""Walking through the journeys as the tests of all paths do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

from calculator.journeys import Step, next_step
from calculator.library import Library
from calculator.questions import NOT_KNOWN, Question, QuestionKind

TODAY = date(2026, 11, 21)
AUTHORITIES = ["bedford-borough", "brent", "cpru", "dorset", "tower-hamlets"]
JOURNEYS = ["concern", "change", "received"]
DATES = {"received": ("2026-11-19", "2026-10-01"), "sent": ("2026-12-01",), "timescale-date": ("2026-12-10",)}
SEVERAL_DATES = "2026-11-02\n2026-11-19"
Answers = dict[str, Any]
Paths = dict[tuple[str, str], list[tuple[Answers, Step]]]


def possible_answers(question: Question) -> tuple[str, ...]:
    """All options; for a long list of concerns its ends; for a date one that has passed and one that has not."""
    if question.kind is QuestionKind.DATE:
        return DATES.get(question.id, ("2026-12-20",))
    options = tuple(option.id for option in question.options)
    return (*options[:2], *options[-3:]) if question.id == "concern" else options


def all_paths(library: Library, answers: Answers) -> Iterator[tuple[Answers, Step]]:
    """Every way through the questions that are put, with the step at its end; what is assumed stays so."""
    step = next_step(library, answers, TODAY)
    assert step.problem is None, (answers, step.problem)
    assert step.ignored == ()
    if step.question is None:
        yield answers, step
        return
    for value in dict.fromkeys(possible_answers(step.question)):
        yield from all_paths(library, {**answers, step.question.id: value})


def random_path(library: Library, journey: str, authority: str, chance: random.Random) -> tuple[Answers, Step]:
    """One way through a journey, also through what is not asked unless the reader wants it: real dates and the like."""
    answers: Answers = {"journey": journey, "authority": authority}
    days = iter(sorted(chance.sample(range(1, 21), 20)))
    while True:
        step = next_step(library, answers, TODAY)
        assert step.problem is None, (answers, step.problem)
        assumed = [given.question for given in step.asked if given.is_assumed]
        if assumed:
            answers[assumed[0].id] = chance.choice(assumed[0].options).id
        elif step.question:
            answers[step.question.id] = _any_answer(step.question, days, chance)
        else:
            return answers, step


def _any_answer(question: Question, days: Iterator[int], chance: random.Random) -> str:
    """An option, or a date later than those typed before, so that dates stay in order."""
    options = [option.id for option in question.options]
    if question.kind is QuestionKind.DATES:
        return SEVERAL_DATES
    if question.kind is QuestionKind.DATE and (not options or chance.random() < 0.7):
        day = next(days, None)
        past = f"2026-11-{day:02}" if day else TODAY.isoformat()
        return past if question.usually_past or question.id.startswith("set-") else "2026-12-01"
    return chance.choice(options)


def cautious_path(library: Library, answers: Answers, chance: random.Random) -> tuple[Answers, Step]:
    """A way through a journey on which the reader says "I do not know", in its form there, wherever that is offered."""
    step = next_step(library, answers, TODAY)
    assert step.problem is None, (answers, step.problem)
    if step.question is None:
        return answers, step
    options = [option.id for option in step.question.options]
    unsure = [option for option in (NOT_KNOWN, "not-sure") if option in options]
    chosen = unsure[0] if unsure else chance.choice(options or ["2026-11-19"])
    return cautious_path(library, {**answers, step.question.id: chosen}, chance)
