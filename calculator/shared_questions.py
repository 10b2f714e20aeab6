"""Questions that more than one journey asks."""

from __future__ import annotations

from datetime import date

from calculator.library import Library
from calculator.lookup import cite
from calculator.model import ClockStart, Level, Policy
from calculator.questions import Interview, Option, Question, QuestionKind
from calculator.reply_date import SetTimescale, provides_for_another

CLOCK_QUESTIONS = {
    ClockStart.MEETING: "On which date is the meeting?",
    ClockStart.REVIEW: "On which date is the review?",
    ClockStart.CONCERN: "On which date did the concern arise?",
}
"""How to ask for day 0 where the document counts from another event than receipt."""


def ask_authority(interview: Interview, library: Library) -> Policy:
    """Ask whose procedure applies, and return its policy."""
    return library.policy(interview.choose(authority_question(library.names)))


def authority_question(names: dict[str, str]) -> Question:
    """Return the first question of every journey."""
    return Question(
        id="authority",
        kind=QuestionKind.ONE,
        text="Which authority is responsible for the child?",
        why="Each authority has its own procedure, with its own levels, recipients and limits.",
        options=tuple(Option(id=key, label=name) for key, name in sorted(names.items(), key=lambda item: item[1])),
    )


def yes_no(no_hint: str | None = None, yes_hint: str | None = None) -> tuple[Option, ...]:
    """Return the two options of a yes or no question."""
    return (Option(id="yes", label="Yes", hint=yes_hint), Option(id="no", label="No", hint=no_hint))


def ask_timescale(interview: Interview, policy: Policy, level: Level) -> SetTimescale | None:
    """Ask whether another reply date was set, where the document provides for one."""
    if not provides_for_another(level):
        return None
    citations = cite(policy, level.reply.cite)
    question = Question(
        id="timescale",
        kind=QuestionKind.ONE,
        text="Was a reply date set for this concern?",
        why=level.reply.another_timescale_text or f"The document's limit here is: {level.reply.within}.",
        options=yes_no(),
        citations=citations,
    )
    if interview.choose(question) == "no":
        return None
    return SetTimescale(until=ask_set_date(interview, policy, level))


def ask_set_date(interview: Interview, policy: Policy, level: Level) -> date:
    """Ask for the reply date that was set or agreed."""
    return interview.date(
        Question(
            id="timescale-date",
            kind=QuestionKind.DATE,
            text="Which reply date was set?",
            why="That date then takes the place of the document's limit.",
            hint="For example, 27 3 2026",
            citations=cite(policy, level.reply.cite),
        )
    )
