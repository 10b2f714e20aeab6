"""Answers in, the next question or an outcome out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calculator.change_journey import change_journey
from calculator.concern_journey import concern_journey
from calculator.library import Library
from calculator.outcome import Journey, Outcome
from calculator.questions import (
    Answered,
    BadAnswer,
    Interview,
    Option,
    Question,
    QuestionKind,
    Unanswered,
    read_answers,
)
from calculator.received_journey import received_journey
from calculator.reply_date import BadTimescale
from calculator.working_days import OutsideCalendar

JOURNEYS = {
    Journey.CONCERN: concern_journey,
    Journey.CHANGE: change_journey,
    Journey.RECEIVED: received_journey,
}

JOURNEY_QUESTION = Question(
    id="journey",
    kind=QuestionKind.ONE,
    text="What do you want to do?",
    why="Each of the three journeys asks only what it needs.",
    options=(
        Option(id=Journey.CONCERN, label="Raise or progress a concern"),
        Option(id=Journey.CHANGE, label="Check what a change for the child requires"),
        Option(id=Journey.RECEIVED, label="Find the reply date for an escalation that you received"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Either a question to put next or an outcome; `problem` says why an answer to the question was refused."""

    question: Question | None = None
    outcome: Outcome | None = None
    problem: str | None = None
    problem_part: str | None = None
    asked: tuple[Answered, ...] = ()
    ignored: tuple[str, ...] = ()


def next_step(library: Library, raw_answers: object, today: date) -> Step:
    """Replay the answers and return what comes next.

    `today` is the date in Europe/London. A refused answer comes back as its question with `problem`.
    Raises MalformedAnswers if `raw_answers` is no set of answers, and PolicyNotLoaded.
    """
    interview = Interview(read_answers(raw_answers))
    try:
        journey = JOURNEYS[Journey(interview.choose(JOURNEY_QUESTION))]
        outcome = journey(interview, library, today)
    except Unanswered as stop:
        return Step(question=stop.question, asked=tuple(interview.asked), ignored=interview.ignored())
    except BadAnswer as stop:
        return Step(question=stop.question, problem=str(stop), problem_part=stop.part, asked=tuple(interview.asked))
    except (OutsideCalendar, BadTimescale) as stop:
        typed = max(number for number, given in enumerate(interview.asked) if given.question.kind is QuestionKind.DATE)
        return Step(question=interview.asked[typed].question, problem=str(stop), asked=tuple(interview.asked[:typed]))
    return Step(outcome=outcome, asked=tuple(interview.asked), ignored=interview.ignored())
