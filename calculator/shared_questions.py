"""Questions that more than one journey asks."""

from __future__ import annotations

from datetime import date

from calculator.library import Library
from calculator.lookup import cite, responder_titles
from calculator.model import ClockStart, Level, Policy
from calculator.questions import NOT_KNOWN, Interview, Option, Phase, Question, QuestionKind
from calculator.reply_date import SetTimescale, provides_for_another

CLOCK_QUESTIONS = {
    ClockStart.MEETING: "On which date is the meeting?",
    ClockStart.REVIEW: "On which date is the review?",
    ClockStart.CONCERN: "On which date did the concern arise?",
}
"""How to ask for day 0 where the document counts from another event than receipt."""
DAY_ZERO = "The reply date is counted from that day, which is day 0."
DATE_HINT = "For example, 27 3 2026"
DATE_UNKNOWN = Option(id=NOT_KNOWN, label="I do not know the date")


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


def known(answer: date | str) -> date | None:
    """Return the date that was typed; None where an option was chosen instead."""
    return answer if isinstance(answer, date) else None


def receipt_question(policy: Policy, level: Level, question_id: str = "received", *, extra: Option) -> Question:
    """Return the question for the day on which a level's clock started; `extra` may be chosen instead of a date."""
    return Question(
        id=question_id,
        kind=QuestionKind.DATE,
        text=CLOCK_QUESTIONS.get(level.reply.starts)
        or f"When did the {responder_titles(policy, level)} receive the concern?",
        why=DAY_ZERO,
        hint=DATE_HINT,
        options=(extra,),
        usually_past=True,
        phase=Phase.TRIED,
        citations=cite(policy, level.reply.cite or level.cite),
    )


def timescale_question(policy: Policy, level: Level, phase: Phase) -> Question:
    """Return the question whether another reply date was set."""
    return Question(
        id="timescale",
        kind=QuestionKind.ONE,
        text="Was another reply date set for this concern?"
        if level.reply.within.value
        else "Was a reply date set for this concern?",
        why=level.reply.another_timescale_text or f"The document's limit here is: {level.reply.within}.",
        options=(*yes_no(), Option(id=NOT_KNOWN, label="I do not know")),
        phase=phase,
        citations=cite(policy, level.reply.cite or level.cite),
    )


def ask_timescale(interview: Interview, policy: Policy, level: Level) -> SetTimescale | None:
    """Ask whether another reply date was set, where the document provides for one."""
    if not provides_for_another(level):
        return None
    if interview.choose(timescale_question(policy, level, Phase.TRIED)) != "yes":
        return None
    return SetTimescale(until=ask_set_date(interview, policy, level, Phase.TRIED))


def ask_set_date(interview: Interview, policy: Policy, level: Level, phase: Phase) -> date:
    """Ask for the reply date that was set or agreed."""
    answer = interview.day(
        Question(
            id="timescale-date",
            kind=QuestionKind.DATE,
            text="Which reply date was set?",
            why="That date then takes the place of the document's limit.",
            hint=DATE_HINT,
            phase=phase,
            citations=cite(policy, level.reply.cite or level.cite),
        )
    )
    assert isinstance(answer, date)
    return answer
