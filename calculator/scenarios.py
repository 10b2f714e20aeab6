"""Worked scenarios: short neutral situations whose answers the engine computes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calculator.journeys import Step, next_step
from calculator.library import Library
from calculator.lookup import UnknownName
from calculator.outcome import Outcome
from calculator.plain_dates import Words
from calculator.questions import Answered, MalformedAnswers, Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A situation to practise on."""

    id: str
    title: str
    """What it is about, in a few words, without a number or a post."""
    situation: str
    """What is the case, in one to three short sentences. No detail that could point to a child, no post, no date."""
    today: date
    answers: dict[str, tuple[str, ...]]
    """Answers to the calculator's questions, by question id. They must lead to a result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that is known in a scenario: a label, and what holds."""

    label: str
    words: Words


class UnfitScenario(ValueError):
    """The engine does not come to a result; the message names the answer at fault, and what is allowed."""


def play(library: Library, answers: dict[str, list[str]], today: date) -> tuple[Outcome, Step]:
    """Return the outcome of a scenario's answers, with the step that holds it. Raises UnfitScenario."""
    try:
        step = next_step(library, answers, today)
    except (MalformedAnswers, UnknownName) as problem:
        raise UnfitScenario(str(problem)) from None
    if step.question:
        raise UnfitScenario(_what_is_wrong(step))
    if step.ignored:
        raise UnfitScenario(f"No question asks for `{'`, `'.join(step.ignored)}`. Delete that answer")
    assert step.outcome is not None
    return step.outcome, step


def _what_is_wrong(step: Step) -> str:
    question = step.question
    assert question is not None
    if step.problem:
        return f"The answer to `{question.id}` is refused: {step.problem.rstrip('.')}"
    allowed = ", ".join(f"`{option.id}`" for option in question.options)
    choice = f" Choose from: {allowed}" if allowed else " Write a date such as 2026-03-27"
    return f'The answer to `{question.id}` is missing ("{question.text}").{choice}'


def facts(outcome: Outcome, step: Step) -> tuple[Fact, ...]:
    """Return what is known in a scenario, from its answers; what would give a right answer away is left out."""
    told = [Fact(label="Today", words=(outcome.today,))]
    for answered in step.asked:
        if answered.question.phase is Phase.NEXT_STEP:
            told += _choice(answered, outcome)
        elif answered.question.id not in ("journey", "authority") and not answered.is_assumed:
            told.append(Fact(label=answered.question.text, words=_shown(answered)))
    return tuple(told)


def _choice(answered: Answered, outcome: Outcome) -> list[Fact]:
    """Return a choice about the next step without the posts and levels that its question names."""
    match answered.question.id, answered.values:
        case "higher", ("yes",):
            assert outcome.level is not None
            return [Fact(label=f"The {outcome.policy.words.level} that you choose", words=(outcome.level.name,))]
        case "higher", _:
            return [Fact(label=answered.question.text, words=_shown(answered))]
        case "sent", _:
            return [Fact(label="When will it be received?", words=_shown(answered))]
        case "level", _:
            return []
    return [Fact(label=answered.question.text, words=_shown(answered))]


def _shown(answered: Answered) -> Words:
    """Return the answer as readers see it, a date as a date."""
    days = [date.fromisoformat(value) for value in answered.values if value[:4].isdigit()]
    return (days[0],) if days else ("; ".join(answered.shown),)
