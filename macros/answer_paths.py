"""The situations in which a concern may stand, each with the outcome that the engine's own journey gives it.

A reader without the calculator types no dates. Here each date stands for what it decides: that a time has passed, that
it has not, or that it is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from calculator.concern_entry import NOTHING_TRIED, SOMETHING_ELSE
from calculator.journeys import Step, next_step
from calculator.library import Library
from calculator.lookup import find_level
from calculator.model import Level, Policy
from calculator.outcome import Journey, Outcome
from calculator.questions import NOT_KNOWN, Answered, Question, QuestionKind
from macros.answer_readings import LONG_AGO, days_between_readings, limit_words

Answers = dict[str, str]

ORDINARY = {"harm": "no", "concern": SOMETHING_ELSE}
"""Answers to the entry questions that add least to a result; to others the first that leads on."""

SAME_AS_NO = {"timescale": NOT_KNOWN, "higher": "not-sure"}
"""Options that the engine treats as a no."""

SET_DATE_RUNS = "Another reply date was set or agreed, and it has not passed."
SET_DATE_PASSED = "No reply came by the date that was set or agreed."
JUDGED = {
    "yes": "No reply, and in your judgement it has taken too long.",
    "no": "No reply yet, and in your judgement it has not taken too long.",
}
JUDGED_UNDATED = {
    "yes": "No reply, you do not know when it was received, and in your judgement it has taken too long.",
    "no": "No reply yet, and you do not know when it was received.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Where a concern stands, as a reader without the calculator can tell."""

    tried: str
    """The highest level used, or `nothing`."""
    reply: str
    """How it was answered there; empty where nothing was tried."""
    further: tuple[tuple[str, str], ...] = ()
    """Other questions that the result turns on, with their answers."""
    higher: bool = False
    """True if the reader chooses a higher level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A situation with its outcome."""

    situation: Situation
    outcome: Outcome
    is_plain: bool = True
    """False if the answers hold a judgement on the time or a request for more, which a result then gives as reasons."""
    more_time_asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryQuestion:
    """A question that is asked before anything was tried."""

    question: Question
    before: Answers
    """The answers that lead to it."""
    usual: str
    """The answer that is taken on the way to the questions behind it."""


def first_answers(authority: str) -> Answers:
    """Return the answers that lead to the first entry question of an authority."""
    return {"journey": Journey.CONCERN, "authority": authority}


def entry_questions(library: Library, answers: Answers, today: date) -> Iterator[EntryQuestion]:
    """Return the questions between the answers and the one for what was tried, in their order."""
    while (question := _question(library, answers, today)).id != "tried":
        yield EntryQuestion(question=question, before=answers, usual=_usual(library, answers, question, today))
        answers = {**answers, question.id: _usual(library, answers, question, today)}


def entry_answers(library: Library, answers: Answers, today: date) -> Answers:
    """Return the answers with the usual ones to all further entry questions."""
    for asked in entry_questions(library, answers, today):
        answers = {**asked.before, asked.question.id: asked.usual}
    return answers


def _question(library: Library, answers: Answers, today: date) -> Question:
    question = next_step(library, answers, today).question
    assert question is not None, answers
    return question


def _usual(library: Library, answers: Answers, question: Question, today: date) -> str:
    options = [option.id for option in question.options]
    if ORDINARY.get(question.id) in options:
        return ORDINARY[question.id]
    return next(option for option in options if end_of(library, {**answers, question.id: option}, today) is None)


def end_of(library: Library, answers: Answers, today: date) -> Outcome | None:
    """Return the outcome if the answers lead to one; None where the journey goes on."""
    return next_step(library, answers, today).outcome


def running_already(library: Library, answers: Answers, today: date) -> tuple[Found, ...]:
    """Return what is found where answers end the journey only as long as nothing was tried; empty where they end it."""
    asked = next_step(library, answers, today).asked
    tried = [given.question for given in asked if given.question.id == "tried" and given.is_assumed]
    levels = [option.id for question in tried for option in question.options if option.id != NOTHING_TRIED]
    return tuple(one for level in levels for one in all_found(library, {**answers, "tried": level}, today))


def found_by_start(library: Library, entry: Answers, today: date) -> Iterator[Found]:
    """Return every situation in which nothing was tried, and one for each level that was."""
    tried = _question(library, entry, today)
    for option in tried.options:
        reply = {} if option.id == NOTHING_TRIED else {"reply": "resolved"}
        yield from all_found(library, {**entry, tried.id: option.id, **reply}, today)


def all_found(library: Library, entry: Answers, today: date) -> Iterator[Found]:
    """Return every situation behind the answers to the entry questions, in the order of the questions' options."""
    for answers, step in _ends(library, entry, today):
        assert step.outcome is not None
        more_time_asked = answers.get("reply") == "more-time"
        yield Found(
            situation=_situation(library, answers, step.asked, step.outcome.today),
            outcome=step.outcome,
            is_plain=not more_time_asked and "overdue" not in answers,
            more_time_asked=more_time_asked,
        )


def _ends(library: Library, answers: Answers, today: date) -> Iterator[tuple[Answers, Step]]:
    step = next_step(library, answers, today)
    assert step.problem is None, (answers, step.problem)
    if step.question is None:
        yield answers, step
        return
    for value in _values(step.question, answers, today):
        yield from _ends(library, {**answers, step.question.id: value}, today)
    if step.question.id == "received" and "timescale-date" not in answers:
        yield from _ends_between_readings(library, answers, today)


def _ends_between_readings(library: Library, answers: Answers, today: date) -> Iterator[tuple[Answers, Step]]:
    """Go on where some readings of the limit have passed and others have not, on other days than today if need be."""
    for received, day in days_between_readings(*_level_tried(library, answers), library.calendar, today):
        yield from _ends(library, {**answers, "received": received.isoformat()}, day)


def _values(question: Question, answers: Answers, today: date) -> tuple[str, ...]:
    """Return one answer for each that makes a difference."""
    if question.kind is not QuestionKind.DATE:
        return tuple(option.id for option in question.options if option.id != SAME_AS_NO.get(question.id))
    runs, passed = today.isoformat(), (today - LONG_AGO).isoformat()
    if question.id == "sent":
        return (NOT_KNOWN,)
    if question.id == "received" and "timescale-date" in answers:
        return (passed,)
    return (runs, passed, NOT_KNOWN) if question.id == "received" else (runs, passed)


def _level_tried(library: Library, answers: Answers) -> tuple[Policy, Level]:
    policy = library.policy(answers["authority"])
    return policy, find_level(policy, answers["tried"])


def _situation(library: Library, answers: Answers, asked: tuple[Answered, ...], today: date) -> Situation:
    ids = [given.question.id for given in asked]
    shown = {given.question.id: ", ".join(given.shown) for given in asked}
    further = [given for given in asked[ids.index("tried") :] if given.question.id == "rights"]
    return Situation(
        tried=answers["tried"],
        reply="" if answers["tried"] == NOTHING_TRIED else _reply(library, answers, shown["reply"], today),
        further=tuple((given.question.text, ", ".join(given.shown)) for given in further),
        higher=answers.get("higher") == "yes",
    )


def _reply(library: Library, answers: Answers, label: str, today: date) -> str:
    if answers["reply"] not in ("none-yet", "more-time"):
        return f"{label}."
    if set_for := answers.get("timescale-date"):
        return SET_DATE_RUNS if set_for == today.isoformat() else SET_DATE_PASSED
    if judged := answers.get("overdue"):
        return (JUDGED_UNDATED if answers.get("received") == NOT_KNOWN else JUDGED)[judged]
    received = date.fromisoformat(answers["received"])
    return limit_words(*_level_tried(library, answers), received, library.calendar, today)
