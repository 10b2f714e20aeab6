"""Practice: what a reader answers to a scenario, part by part, marked against what the engine computes.

No right answer is written down anywhere: each comes from the outcome of the scenario's own answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from calculator.changes import changes_for
from calculator.explanation import explain
from calculator.library import Library
from calculator.lookup import cite, recipient_titles
from calculator.model import ChangeDuty, Level, Recipient
from calculator.outcome import Journey, Outcome, Status
from calculator.plain_dates import short_date
from calculator.questions import Answers, BadAnswer, Interview, Option, Question, QuestionKind, Unanswered
from calculator.result_blocks import Block, Due, Line, Lines, Posts, Section, line, sections_as_plain
from calculator.result_words import INDIRECT_LABELS, RECEIVED_LABELS, RECIPIENT_LABELS, working_days_words
from calculator.shared_questions import DATE_HINT
from calculator.working_days import OutsideCalendar, working_days_between

NO_LEVEL = "no-level"
NOBODY = "nobody"
NO_DATE = "no-date"
NOT_SETTLED = "not-settled"
OWN_LIST = "own-list"
NATIONAL_LIST = "national-list"

STEPS = {
    Status.DO_NOW: "Raise it now",
    Status.WAIT: "Wait for the reply",
    Status.RECORD_AND_CLOSE: "Record how it was resolved, and close it",
    Status.NOT_FOR_THIS_PROCEDURE: "Use another way: this procedure is not for it",
    Status.NOT_DETERMINED: "Judge for yourself: the document does not settle it",
}
DUTIES = {
    ChangeDuty.TELL_IRO: "Tell the IRO",
    ChangeDuty.REVIEW_BEFORE: "Hold a review before the change",
    ChangeDuty.REVIEW_RELEVANT_PLAN: "Ask for a review of the relevant plan",
}
MISSING = {
    QuestionKind.ONE: "Choose an answer",
    QuestionKind.MANY: "Choose at least one answer",
    QuestionKind.DATE: "Enter a date, or choose that none can be worked out",
}
LONGEST_COUNT = 10
"""How many counted days are listed one by one."""


class Verdict(StrEnum):
    """How an answer compares with the document."""

    RIGHT = "right"
    PARTLY = "partly right"
    WRONG = "not right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that the reader answers, with the right answer and the reasons for it."""

    title: str
    question: Question
    right: tuple[str, ...]
    """Ids of options, or one ISO date."""
    answer: tuple[Line, ...]
    """The right answer in words."""
    why: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What became of one part."""

    part: Part
    given: tuple[str, ...]
    """The reader's answer in words."""
    verdict: Verdict
    remarks: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why an answer cannot be marked; `field` is a date's wrong field."""

    part: str
    message: str
    field: str | None = None


# The parts


def parts_of(outcome: Outcome, library: Library) -> tuple[Part, ...]:
    """Return what a reader answers to a scenario with this outcome: the same parts for every scenario of a journey."""
    if outcome.journey is Journey.CHANGE:
        return (_duties_part(outcome, library), _list_part(outcome, library))
    about_level = (_level_part(outcome), _posts_part(outcome, library), _due_part(outcome, library))
    if outcome.journey is Journey.RECEIVED:
        return about_level
    return (_step_part(outcome, library), *about_level)


def _step_part(outcome: Outcome, library: Library) -> Part:
    is_closed = outcome.status is Status.RECORD_AND_CLOSE
    records = _lines(_blocks(outcome, library, "records")) if is_closed else ()
    return Part(
        title="What to do",
        question=Question(
            id="step",
            kind=QuestionKind.ONE,
            text="What do you do now?",
            why="First decide whether anything is sent at all.",
            options=tuple(Option(id=status, label=label) for status, label in STEPS.items()),
        ),
        right=(outcome.status,),
        answer=(line(*outcome.headline),),
        why=(*_reasons(outcome), *records),
    )


def _level_part(outcome: Outcome) -> Part:
    policy, level = outcome.policy, _level_in_play(outcome)
    word = policy.words.level
    return Part(
        title=word.capitalize(),
        question=Question(
            id="level",
            kind=QuestionKind.ONE,
            text=f"At which {word} does the concern stand now, or go to?",
            why=f"The {word} decides who answers, and how long they have.",
            options=(
                *(Option(id=one.id, label=one.name) for one in policy.levels),
                Option(id=NO_LEVEL, label=f"At no {word}"),
            ),
        ),
        right=(level.id if level else NO_LEVEL,),
        answer=(line(level.name, citations=cite(policy, level.cite)) if level else line(f"At no {word}."),),
    )


def _level_in_play(outcome: Outcome) -> Level | None:
    """Return the level that the outcome is about; none where the concern is closed."""
    return None if outcome.status is Status.RECORD_AND_CLOSE else outcome.level


def _posts_part(outcome: Outcome, library: Library) -> Part:
    brought_in = _brought_in(outcome)
    titles = recipient_titles(outcome.policy, (one for several in brought_in.values() for one in several))
    answer = tuple(_recipients_line(outcome, label, several) for label, several in brought_in.items())
    notes = (block.notes for block in _blocks(outcome, library, "reply") if isinstance(block, Posts))
    return Part(
        title="Posts",
        question=Question(
            id="posts",
            kind=QuestionKind.MANY,
            text="Which posts does the document bring in there?",
            why="Choose everyone who gets it, is copied in, is told, or is spoken to first.",
            options=(
                *(Option(id=title, label=title) for title in _all_titles(outcome)),
                Option(id=NOBODY, label="Nobody", excludes_others=True),
            ),
        ),
        right=titles or (NOBODY,),
        answer=answer or (line("Nobody."),),
        why=tuple(note for several in notes for note in several),
    )


def _brought_in(outcome: Outcome) -> dict[str, tuple[Recipient, ...]]:
    """Return the recipients of the level in play by how they are brought in; kinds without any are left out."""
    if _level_in_play(outcome) is None:
        return {}
    kinds = outcome.recipients
    labels = {**(RECEIVED_LABELS if outcome.journey is Journey.RECEIVED else RECIPIENT_LABELS), **INDIRECT_LABELS}
    return {label: kinds[kind] for kind, label in labels.items() if kinds[kind]}


def _recipients_line(outcome: Outcome, label: str, recipients: tuple[Recipient, ...]) -> Line:
    policy, level = outcome.policy, outcome.level
    own = level.cite if level else ()
    places = (place for recipient in recipients for place in recipient.cite or own)
    return line(f"{label}: {'; '.join(recipient_titles(policy, recipients))}.", citations=cite(policy, places))


def _all_titles(outcome: Outcome) -> tuple[str, ...]:
    """Return every post to which any level may bring a concern, in alphabetical order."""
    of_levels = (
        one for level in outcome.policy.levels for one in (*level.to, *level.copy, *level.notify, *level.consult)
    )
    titles = recipient_titles(outcome.policy, (*of_levels, *outcome.consult))
    return tuple(sorted(titles, key=str.casefold))


def _due_part(outcome: Outcome, library: Library) -> Part:
    blocks = _blocks(outcome, library, "reply")
    notes = tuple(note for block in blocks if isinstance(block, Due) for note in block.notes)
    return Part(
        title="Reply date",
        question=Question(
            id="due",
            kind=QuestionKind.DATE,
            text="By when is the reply due?",
            why="Count from the day on which the concern is received. That day is day 0.",
            hint=DATE_HINT,
            options=(Option(id=NO_DATE, label="No date can be worked out"),),
        ),
        right=(outcome.due.isoformat() if outcome.due else NO_DATE,),
        answer=(line(outcome.due, ".") if outcome.due else line("No date can be worked out."),),
        why=(*_counted(outcome), *notes),
    )


def _counted(outcome: Outcome) -> tuple[Line, ...]:
    """Return the limit and the days that count for it, and the bank holidays that do not."""
    reply = outcome.reply
    if not reply or not reply.due:
        return ()
    limit = (line(f"The limit is {reply.limit}. Day 0 is ", reply.received, "."),) if not reply.timescale else ()
    counted = [short_date(day.date) for day in reply.ledger if day.counted]
    days = (line(f"Counted: {', '.join(counted)}."),) if len(counted) <= LONGEST_COUNT else ()
    holidays = [f"{short_date(day.date)}, {day.reason}" for day in reply.ledger if "holiday" in day.reason]
    skipped = (line(f"Not counted, beside weekends: {'; '.join(holidays)}."),) if holidays else ()
    return (*limit, *days, *skipped)


def _duties_part(outcome: Outcome, library: Library) -> Part:
    changes = outcome.changes
    asked = {duty for item in changes.changes for duty in item.duties} if changes else set()
    reasons = tuple(
        line(f"{section.title}: ", *one.parts, citations=one.citations)
        for section in explain(outcome, library)
        if section.id.startswith("duty-")
        for one in _lines(section.blocks)
    )
    unsettled = Option(id=NOT_SETTLED, label="The list does not settle it: ask the IRO", excludes_others=True)
    return Part(
        title="Duties",
        question=Question(
            id="duties",
            kind=QuestionKind.MANY,
            text="What does the list ask for?",
            why="Choose everything that applies.",
            options=(*(Option(id=_duty_id(duty), label=label) for duty, label in DUTIES.items()), unsettled),
        ),
        right=tuple(_duty_id(duty) for duty in DUTIES if duty in asked) or (NOT_SETTLED,),
        answer=(line(*outcome.headline),),
        why=reasons or _reasons(outcome),
    )


def _duty_id(duty: ChangeDuty) -> str:
    return duty.replace(" ", "-")


def _list_part(outcome: Outcome, library: Library) -> Part:
    policy = outcome.policy
    is_national = changes_for(policy, library.national)[1]
    labels = {OWN_LIST: "A list of the authority’s own document", NATIONAL_LIST: "The national list"}
    right = NATIONAL_LIST if is_national else OWN_LIST
    return Part(
        title="Whose list",
        question=Question(
            id="list",
            kind=QuestionKind.ONE,
            text="Whose list do you use?",
            why="Not every document has a list of significant changes.",
            options=tuple(Option(id=key, label=label) for key, label in labels.items()),
        ),
        right=(right,),
        answer=(line(f"{labels[right]}."),),
        why=_lines(_blocks(outcome, library, "origin")),
    )


def _reasons(outcome: Outcome) -> tuple[Line, ...]:
    return tuple(line(*reason.words, citations=reason.citations) for reason in (*outcome.urgent, *outcome.because))


def _blocks(outcome: Outcome, library: Library, section_id: str) -> tuple[Block, ...]:
    """Return what the explanation of the outcome holds in one section; nothing where it has no such section."""
    return tuple(block for section in explain(outcome, library) if section.id == section_id for block in section.blocks)


def _lines(blocks: Iterable[Block]) -> tuple[Line, ...]:
    return tuple(one for block in blocks if isinstance(block, Lines) for one in block.lines)


# Marking


def mark(outcome: Outcome, library: Library, given: Answers) -> tuple[tuple[Mark, ...], tuple[Problem, ...]]:
    """Return a mark for each part, or the problems for which the answers cannot be marked."""
    marks, problems = [], []
    for part in parts_of(outcome, library):
        try:
            marks.append(_mark(part, outcome, given))
        except Unanswered:
            problems.append(Problem(part=part.question.id, message=MISSING[part.question.kind]))
        except BadAnswer as problem:
            problems.append(Problem(part=part.question.id, message=str(problem), field=problem.part))
        except OutsideCalendar as problem:
            problems.append(Problem(part=part.question.id, message=str(problem)))
    return (() if problems else tuple(marks), tuple(problems))


def _mark(part: Part, outcome: Outcome, given: Answers) -> Mark:
    interview = Interview(given)
    if part.question.kind is QuestionKind.DATE:
        typed = interview.day(part.question)
        verdict, remarks = _judge_date(part, outcome, typed)
    elif part.question.kind is QuestionKind.MANY:
        chosen = interview.choose_many(part.question)
        verdict, remarks = _judge_many(part, chosen)
    else:
        is_right = interview.choose(part.question) in part.right
        verdict, remarks = (Verdict.RIGHT if is_right else Verdict.WRONG), ()
    return Mark(part=part, given=interview.asked[-1].shown, verdict=verdict, remarks=remarks)


def _judge_many(part: Part, chosen: tuple[str, ...]) -> tuple[Verdict, tuple[Line, ...]]:
    labels = {option.id: option.label for option in part.question.options}
    missed = [labels[key] for key in part.right if key not in chosen]
    extra = [labels[key] for key in chosen if key not in part.right]
    if not missed and not extra:
        return Verdict.RIGHT, ()
    remarks = [line(f"Left out: {'; '.join(missed)}.")] if missed else []
    remarks += [line(f"Not asked for here: {'; '.join(extra)}.")] if extra else []
    has_some = len(missed) < len(part.right)
    return (Verdict.PARTLY if has_some else Verdict.WRONG), tuple(remarks)


def _judge_date(part: Part, outcome: Outcome, typed: date | str) -> tuple[Verdict, tuple[Line, ...]]:
    if typed == (outcome.due or NO_DATE):
        return Verdict.RIGHT, ()
    if not isinstance(typed, date):
        return Verdict.WRONG, ()
    reply = outcome.reply
    for reading in reply.readings if reply else ():
        if reading.due == typed:
            return Verdict.PARTLY, (line(f"That is the date if the limit is read as {reading.reading}."),)
    return Verdict.WRONG, (_distance(outcome, typed),) if reply and outcome.due else ()


def _distance(outcome: Outcome, typed: date) -> Line:
    """Return how many working days lead to the date that was typed, so that a slip in counting is seen."""
    assert outcome.reply is not None
    received = outcome.reply.received
    if typed <= received:
        return line("That day is not later than the day of receipt, ", received, ".")
    count = working_days_between(received, typed, outcome.calendar)
    skipped = outcome.calendar.why_skipped(typed)
    is_counted = f" That day itself does not count ({skipped})." if skipped else ""
    return line(
        f"From day 0 to your date there {'is' if count == 1 else 'are'} {working_days_words(count)}.{is_counted}"
    )


# For the page


def marks_as_plain(marks: Iterable[Mark]) -> dict[str, Any]:
    """Return marks as JSON values: a summary, and for each part its verdict and a section to draw."""
    several = tuple(marks)
    right = sum(one.verdict is Verdict.RIGHT for one in several)
    return {
        "summary": f"{right} of {len(several)} parts right",
        "marks": [
            {"verdict": one.verdict, "section": section}
            for one, section in zip(several, sections_as_plain(map(_section, several)), strict=True)
        ],
    }


def _section(one: Mark) -> Section:
    given = Lines(title="Your answer", lines=(line("; ".join(one.given)), *one.remarks))
    answer = Lines(title="The document", lines=one.part.answer)
    why = Lines(title="Why", lines=one.part.why)
    blocks = (answer, why) if one.verdict is Verdict.RIGHT else (given, answer, why)
    return Section(
        id=one.part.question.id,
        title=f"{one.part.title}: {one.verdict}",
        blocks=tuple(block for block in blocks if block.lines),
    )
