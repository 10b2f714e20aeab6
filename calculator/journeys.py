"""Answers in, the next question or an outcome out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from calculator.change_journey import change_journey
from calculator.concern_journey import concern_journey
from calculator.library import Library
from calculator.link_stamp import STAMP_KEYS, differences
from calculator.lookup import described_edition
from calculator.outcome import Journey, Outcome, Reason
from calculator.questions import (
    Answered,
    Answers,
    BadAnswer,
    Interview,
    Option,
    Phase,
    Question,
    QuestionKind,
    Unanswered,
    read_answers,
)
from calculator.received_journey import received_journey
from calculator.reply_date import BadTimescale
from calculator.working_days import Calendar, OutsideCalendar

JOURNEYS = {
    Journey.CONCERN: concern_journey,
    Journey.CHANGE: change_journey,
    Journey.RECEIVED: received_journey,
}

PHASES = {
    Journey.CONCERN: (Phase.CONCERN, Phase.TRIED, Phase.NEXT_STEP),
    Journey.CHANGE: (Phase.CHANGE, Phase.WHEN),
    Journey.RECEIVED: (Phase.POST, Phase.RECEIVED),
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
class Position:
    """In which part of its journey a question stands."""

    number: int
    """From 1."""
    of: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Either a question to put next or an outcome; `problem` says what to mend in an answer, one thing a line."""

    question: Question | None = None
    outcome: Outcome | None = None
    problem: str | None = None
    problem_part: str | None = None
    position: Position | None = None
    asked: tuple[Answered, ...] = ()
    ignored: tuple[str, ...] = ()
    edition: str | None = None
    """The id of the edition in use, once the authority is known."""
    since: tuple[Reason, ...] = ()
    """What differs from the result that a link was made for; empty if nothing does, or if there was none."""


def next_step(library: Library, raw_answers: object, today: date, ask: str | None = None) -> Step:
    """Replay the answers and return what comes next.

    `today` is the date in Europe/London. A refused answer comes back as its question with `problem`. The question
    with the id `ask` is put although it has an answer. The answers may hold what `link_stamp` gave when a link was
    made; the step then says what differs.
    Raises MalformedAnswers if `raw_answers` is no set of answers, and PolicyNotLoaded.
    """
    answers = read_answers(raw_answers)
    stamp = {key: answers.pop(key) for key in STAMP_KEYS if key in answers}
    interview = Interview(answers, ask)
    step = _replay(library, interview, today)
    policy = library.policies.get(_first(answers, "authority"))
    position = _position(interview, step.question) if step.question else None
    edition = described_edition(policy).id if policy else None
    since = differences(stamp, policy, step.outcome) if policy else ()
    return replace(step, position=position, edition=edition, since=since)


def _position(interview: Interview, question: Question) -> Position | None:
    journey = _first(interview.answers, "journey")
    if question is JOURNEY_QUESTION or journey not in list(Journey):
        return None
    phases = PHASES[Journey(journey)]
    phase = question.phase or phases[0]
    return Position(number=phases.index(phase) + 1, of=len(phases), title=phase)


def _first(answers: Answers, key: str) -> str:
    return next(iter(answers.get(key, ())), "")


def _replay(library: Library, interview: Interview, today: date) -> Step:
    try:
        journey = JOURNEYS[Journey(interview.choose(JOURNEY_QUESTION))]
        outcome = journey(interview, library, today)
    except Unanswered as stop:
        return Step(question=stop.question, asked=tuple(interview.asked), ignored=interview.ignored())
    except BadAnswer as stop:
        return Step(question=stop.question, problem=str(stop), problem_part=stop.part, asked=tuple(interview.asked))
    except (OutsideCalendar, BadTimescale) as stop:
        wrong = _wrong_date(interview.asked, library.calendar)
        return Step(question=interview.asked[wrong].question, problem=str(stop), asked=tuple(interview.asked[:wrong]))
    return Step(outcome=outcome, asked=tuple(interview.asked), ignored=interview.ignored())


def _wrong_date(asked: list[Answered], calendar: Calendar) -> int:
    """Return where the date stands that led out of the calendar: one that lies outside itself, else the last typed."""
    typed = {number: map(date.fromisoformat, given.values) for number, given in enumerate(asked) if given.is_date}
    outside = [
        number for number, days in typed.items() if any(not calendar.first <= day <= calendar.last for day in days)
    ]
    return outside[0] if outside else max(typed)
