"""The engine's door for the browser: JSON text in, JSON text out, so that no Python object crosses over."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from calculator.abbreviations import Speller, key_sections, short_forms, spell_out, spell_out_words
from calculator.answer_explanation import answer_sections
from calculator.compiled import load_national, load_policy
from calculator.explanation import other_sections
from calculator.journeys import Step, next_step
from calculator.library import Library
from calculator.link_stamp import link_stamp
from calculator.model import Policy
from calculator.outcome import Outcome
from calculator.plain_dates import as_text, words_as_plain
from calculator.practice import mark, marks_as_plain
from calculator.questions import Answered, MalformedAnswers, Question, read_answers
from calculator.result_blocks import sections_as_plain
from calculator.results import step_result
from calculator.scenarios import play
from calculator.take_away import MessagePack, due_calendar, due_events, message_pack, plain_text
from calculator.working_days import Calendar


class Engine:
    """Holds what was loaded; a page keeps one for as long as its worker lives."""

    def __init__(self, shared: str) -> None:
        """`shared` is the JSON text of `shared.json`: authority names, national facts and the calendar."""
        plain = json.loads(shared)
        self._library = Library(
            names=plain["names"],
            policies={},
            national=load_national(plain["national"]),
            calendar=calendar_from_plain(plain["calendar"]),
        )
        self._rest: Callable[[], dict[str, Any]] | None = None

    def add_policy(self, compiled: str) -> None:
        """Take in one compiled policy, as JSON text."""
        self._library = self._library.with_policy(load_policy(json.loads(compiled)))

    def step(self, request: str) -> str:
        """Answer `{"answers": {...}, "today": "YYYY-MM-DD", "ask": ID or null}`; today is the date in Europe/London.

        The reply is the result of the `next` call, with short forms spelt out on first use. An outcome carries the
        `sections` that answer, and the `stamp` that a link to it keeps; what stands below them is had from `rest`.
        Answers that are no answers at all come back as `{"malformed": message}`.
        """
        self._rest = None
        try:
            step, today = self._next(request)
        except MalformedAnswers as problem:
            return json.dumps({"malformed": str(problem)})
        result = step_result(step)
        if step.question:
            result["question"] |= self._spelt_question(step.question, self._policy_of(step))
        if step.outcome:
            result["outcome"] |= self._answer(step.outcome, step.asked, today)
        return json.dumps(result)

    def rest(self) -> str | None:
        """Return what stands below the answer of the last `step`: more `sections`, and what to take away.

        None where the step had no outcome, and the second time. A page shows the answer while the rest is made.
        """
        rest, self._rest = self._rest, None
        return json.dumps(rest()) if rest else None

    def mark(self, request: str) -> str:
        """Mark what a reader `given` to the scenario `{"answers": {...}, "today": "YYYY-MM-DD"}` answered.

        The reply is the result of `marks_as_plain`, or `{"problems": [...]}` where answers cannot be marked.
        """
        asked = json.loads(request)
        outcome, _ = play(self._library, asked["answers"], date.fromisoformat(asked["today"]))
        marks, problems = mark(outcome, self._library, read_answers(asked["given"]))
        return json.dumps(
            {"problems": [asdict(problem) for problem in problems]} if problems else marks_as_plain(marks)
        )

    def _next(self, request: str) -> tuple[Step, date]:
        asked = json.loads(request)
        today = date.fromisoformat(asked["today"])
        return next_step(self._library, asked["answers"], today, asked.get("ask")), today

    def _policy_of(self, step: Step) -> Policy | None:
        chosen = [answered.values[0] for answered in step.asked if answered.question.id == "authority"]
        return self._library.policies.get(chosen[0]) if chosen else None

    def _spelt_question(self, question: Question, policy: Policy | None) -> dict[str, Any]:
        """Return the question's sentences with short forms spelt out, and a key for those in its options."""
        speller = Speller(short_forms(policy, self._library.national))
        spelt = {"text": question.text, "why": question.why, "hint": question.hint}
        shown = {part: speller.sentence(text) if text else None for part, text in spelt.items()}
        for option in question.options:
            speller.title(option.group or "")
            speller.title(option.label)
            speller.title(option.hint or "")
        return {**shown, "short_forms": [as_text(line.parts) for line in speller.key()]}

    def _answer(self, outcome: Outcome, asked: tuple[Answered, ...], today: date) -> dict[str, Any]:
        speller = Speller(short_forms(outcome.policy, self._library.national))
        headline = spell_out_words(outcome.headline, speller)
        answering = spell_out(answer_sections(outcome, self._library), speller)

        def rest() -> dict[str, Any]:
            others = spell_out(other_sections(outcome, self._library), speller)
            others += key_sections(speller)
            text = plain_text(headline, (*answering, *others), asked)
            return {"sections": sections_as_plain(others), "take_away": _take_away(outcome, text, today)}

        self._rest = rest
        return {
            "headline_parts": words_as_plain(headline),
            "sections": sections_as_plain(answering),
            "stamp": link_stamp(outcome),
        }


def _take_away(outcome: Outcome, text: str, today: date) -> dict[str, Any]:
    pack = message_pack(outcome)
    return {
        "text": text,
        "message": _message_as_plain(pack) if pack else None,
        "calendar": due_calendar(due_events(outcome), outcome.calendar, today),
    }


def _message_as_plain(pack: MessagePack) -> dict[str, Any]:
    return {
        "source": pack.source,
        "subject": pack.subject,
        "body": [words_as_plain(words) for words in pack.body],
        "text": "\n".join((pack.subject, "", *map(as_text, pack.body))),
        "forms": pack.forms,
        "case_notes": pack.case_notes,
    }


def calendar_to_plain(calendar: Calendar) -> dict[str, Any]:
    """Return a calendar as JSON values."""
    return {
        "division": calendar.division,
        "first": calendar.first.isoformat(),
        "last": calendar.last.isoformat(),
        "announced_until": calendar.announced_until.isoformat(),
        "bank_holidays": {day.isoformat(): name for day, name in sorted(calendar.bank_holidays.items())},
        "source": calendar.source,
    }


def calendar_from_plain(plain: dict[str, Any]) -> Calendar:
    """Rebuild a calendar from JSON values."""
    return Calendar(
        division=plain["division"],
        first=date.fromisoformat(plain["first"]),
        last=date.fromisoformat(plain["last"]),
        announced_until=date.fromisoformat(plain["announced_until"]),
        bank_holidays={date.fromisoformat(day): name for day, name in plain["bank_holidays"].items()},
        source=plain["source"],
    )
