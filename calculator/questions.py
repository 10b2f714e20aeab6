"""Questions, and an interview that replays the answers given so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from calculator.lookup import Citation, unknown
from calculator.pasted_dates import read_pasted
from calculator.plain_dates import NotADate, long_date, read_date

Answers = dict[str, tuple[str, ...]]
"""Option ids, or one typed date, by question id."""


class QuestionKind(StrEnum):
    """How a question is answered."""

    ONE = "one"
    MANY = "many"
    DATE = "date"
    """One date, or one of the question's options instead."""
    DATES = "dates"
    """Several dates, one a line."""


class Phase(StrEnum):
    """The parts of the journeys, so that a reader sees how much is left."""

    CONCERN = "The concern"
    TRIED = "What has been tried"
    NEXT_STEP = "The next step"
    CHANGE = "What has changed"
    WHEN = "When it happens"
    POST = "Your post"
    RECEIVED = "What you received"


NOT_KNOWN = "not-known"
MOST_DATES = 100
"""How many dates may be given at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to choose. Options of the same `group` stand together under that heading."""

    id: str
    label: str
    hint: str | None = None
    group: str | None = None
    words: tuple[str, ...] = ()
    """Everyday words under which a reader may look for it."""
    excludes_others: bool = False
    """True for options such as "none of these" in a question with several answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, with the reason for which it is asked."""

    id: str
    kind: QuestionKind
    text: str
    why: str
    hint: str | None = None
    options: tuple[Option, ...] = ()
    usually_past: bool = False
    """For a date: true if the day normally lies in the past, so that yesterday is a likely answer."""
    phase: Phase | None = None
    """Left out: the journey's first."""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question with the answer that was given, as readers see it."""

    question: Question
    values: tuple[str, ...]
    shown: tuple[str, ...]
    is_assumed: bool = False
    """True if it was not asked and the usual answer was taken; the reader may still give it."""

    @property
    def is_date(self) -> bool:
        """Whether dates were typed, where an option may have been chosen instead."""
        options = {option.id for option in self.question.options}
        return self.question.kind in (QuestionKind.DATE, QuestionKind.DATES) and options.isdisjoint(self.values)


class Unanswered(Exception):
    """The interview has reached a question without an answer."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.id)
        self.question = question


class BadAnswer(ValueError):
    """An answer that the question does not allow; each line of the message says one thing to mend.

    `part` is a date's wrong field.
    """

    def __init__(self, question: Question, message: str, part: str | None = None) -> None:
        super().__init__(message)
        self.question = question
        self.part = part


class MalformedAnswers(ValueError):
    """What was given is not a set of answers at all."""


def read_answers(raw: object) -> Answers:
    """Check the shape of answers: an object of texts or lists of texts, by question id.

    Raises MalformedAnswers with what is allowed.
    """
    if not isinstance(raw, dict):
        raise MalformedAnswers(
            'Answers must be a JSON object, for example {"journey": "concern", "authority": "brent"}'
        )
    answers: Answers = {}
    for key, value in raw.items():
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) and _is_text(item) for item in (key, *values)):
            raise MalformedAnswers(f'The answer to "{key}" must be text or a list of texts')
        answers[key] = tuple(item.strip() for item in values if item.strip())
    return answers


def _is_text(item: str) -> bool:
    """Say whether it can be written as UTF-8, which lone surrogates of JSON cannot."""
    try:
        item.encode()
    except UnicodeEncodeError:
        return False
    return True


@dataclass(slots=True)
class Interview:
    """Replays answers in order; the first question without one is raised as Unanswered.

    The question named by `ask` is raised as well, although it has an answer: a reader wants to change it.
    """

    answers: Answers
    ask: str | None = None
    asked: list[Answered] = field(default_factory=list)

    def choose(self, question: Question) -> str:
        """Return the one option chosen. Raises Unanswered and BadAnswer."""
        values = self._values(question)
        if len(values) > 1:
            raise BadAnswer(question, "Choose one answer only")
        self._keep(question, values)
        return values[0]

    def choose_many(self, question: Question) -> tuple[str, ...]:
        """Return the options chosen, in the order of the question. Raises Unanswered and BadAnswer."""
        values = tuple(dict.fromkeys(self._values(question)))
        alone = [option for option in question.options if option.excludes_others and option.id in values]
        if alone and len(values) > 1:
            raise BadAnswer(question, f'Choose "{alone[0].label}" alone, or choose other answers')
        self._keep(question, values)
        order = [option.id for option in question.options]
        return tuple(sorted(values, key=order.index))

    def assume(self, question: Question, usual: str) -> str:
        """Return the option chosen, or `usual` without asking; the reader can still give another answer.

        Raises Unanswered only for the question that the reader wants to change, and BadAnswer.
        """
        if question.id == self.ask or self.answers.get(question.id):
            return self.choose(question)
        shown = next(option.label for option in question.options if option.id == usual)
        self.asked.append(Answered(question=question, values=(usual,), shown=(shown,), is_assumed=True))
        return usual

    def day(self, question: Question, *, not_before: date | None = None, not_after: date | None = None) -> date | str:
        """Return the date typed, or the id of the option chosen instead. Raises Unanswered and BadAnswer."""
        values = self._values(question)
        instead = [option for option in question.options if option.id in values]
        if instead and len(values) > 1:
            raise BadAnswer(question, f'Enter a date or choose "{instead[0].label}", not both')
        if instead:
            self._keep(question, values)
            return instead[0].id
        try:
            typed = read_date(" ".join(values))
        except NotADate as problem:
            raise BadAnswer(question, str(problem), problem.part) from None
        if not_before and typed < not_before:
            raise BadAnswer(question, f"The date must be {long_date(not_before)} or later")
        if not_after and typed > not_after:
            raise BadAnswer(question, f"The date must be {long_date(not_after)} or earlier")
        self.asked.append(Answered(question=question, values=(typed.isoformat(),), shown=(long_date(typed),)))
        return typed

    def days(self, question: Question) -> tuple[date, ...]:
        """Return the dates of all lines, in order, as often as they were given. Raises Unanswered and BadAnswer."""
        pasted = read_pasted(self._values(question))
        count = len(pasted.days) + len(pasted.problems)
        if count > MOST_DATES:
            raise BadAnswer(question, f"Enter {MOST_DATES} dates at most. There are {count}")
        if pasted.problems:
            raise BadAnswer(question, "\n".join(pasted.problems))
        in_order = tuple(sorted(pasted.days))
        values = tuple(day.isoformat() for day in in_order)
        self.asked.append(Answered(question=question, values=values, shown=tuple(map(long_date, in_order))))
        return in_order

    def rename(self, question_id: str, names: dict[str, str]) -> None:
        """Take other names for options, such as the short refs of changes, as their ids."""
        if question_id in self.answers:
            renamed = tuple(names.get(value, value) for value in self.answers[question_id])
            self.answers = {**self.answers, question_id: renamed}

    def ignored(self) -> tuple[str, ...]:
        """Return the ids of answers that no question has asked for."""
        asked = {answered.question.id for answered in self.asked}
        return tuple(key for key in self.answers if key not in asked)

    def _values(self, question: Question) -> tuple[str, ...]:
        values = self.answers.get(question.id, ())
        if not values or question.id == self.ask:
            raise Unanswered(question)
        return values

    def _keep(self, question: Question, values: tuple[str, ...]) -> None:
        labels = {option.id: option.label for option in question.options}
        for value in values:
            if value not in labels:
                raise BadAnswer(question, str(unknown(f'answer to "{question.text}":', value, labels)))
        self.asked.append(Answered(question=question, values=values, shown=tuple(labels[value] for value in values)))
