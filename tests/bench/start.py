"""`make bench`: this site beside plain Pyodide and PyScript, in one run, one after the other, round by round."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests import browser_binary
from tests.bench.answers import AnswerTimes, answer_times
from tests.bench.applications import DUE, Application, applications
from tests.bench.machine import described_machine
from tests.bench.server import Line, serve
from tests.bench.statistics import Summary, summary
from tests.bench.visits import Condition, Start, first_question, slowdown_reached, starter, visit_twice
from tests.bench.weights import weigh
from tests.conftest import SITE

CONDITIONS = (
    Condition("plain", mbit=None, slowdown=1, rounds=7),
    Condition("line", mbit=10, slowdown=1, rounds=3),
    Condition("line-and-processor", mbit=10, slowdown=4, rounds=3),
)
QUESTION_ROUNDS = 11
"""A first question is soon there, and scatters when the processor is held up."""
CALCULATOR_FILES = ("assets/calculator", "assets/engine", "assets/pyodide", "policies")
"""What a page with a calculator loads beyond what every page loads."""


def measure_start(rounds: int | None) -> dict[str, Any]:
    """Return all figures; `rounds` replaces the number of rounds of every condition."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        start = starter(playwright.chromium, browser_binary.find())
        with start() as browser:
            version = browser.version
        compared = applications(Path(folder))
        site = next(application for application in compared if application.key == "site")
        conditions = {}
        sent: dict[str, list[Path]] = {}
        foreign: list[str] = []
        for condition in CONDITIONS:
            conditions[condition.key] = {
                **_rounds(start, compared, condition, rounds or condition.rounds, sent, foreign),
                "site first question": _first_questions(start, site, condition, rounds or QUESTION_ROUNDS),
            }
        print("answers", flush=True)
        answers = _answers(start)
        print("bytes", flush=True)
        return {
            "date": datetime.now(UTC).date().isoformat(),
            "machine": described_machine(version),
            "is_tryout": rounds is not None,
            "due": DUE,
            "conditions": conditions,
            "answers": {
                "page": summary(answers.question + answers.result),
                "question": summary(answers.question),
                "result": summary(answers.result),
                "whole": summary(answers.whole),
                "engine": summary(answers.engine),
                "engine_whole": summary(answers.engine_whole),
            },
            "bytes": _bytes(compared, sent),
            "slowdown_reached": dict(zip(("page", "worker"), slowdown_reached(start, site, 4), strict=True)),
            "third_party_requests": len(foreign),
        }


def _rounds(
    start: Start,
    compared: list[Application],
    condition: Condition,
    rounds: int,
    sent: dict[str, list[Path]],
    foreign: list[str],
) -> dict[str, Any]:
    """Visit every application in every round; what was sent, and asked of other hosts, is added to the last two."""
    times: dict[str, list[float]] = defaultdict(list)
    for number in range(1, rounds + 1):
        for application in compared:
            print(f"{condition.key}, round {number} of {rounds}: {application.key}", end=" ", flush=True)
            visits = visit_twice(start, application, condition)
            for kind, marks in (("cold", visits.cold), ("warm", visits.warm)):
                for mark, time in marks.items():
                    times[f"{application.key} {kind} {mark}"].append(time)
                print(f"{kind} {marks[application.marks[-1]]:.0f} ms", end=" ", flush=True)
            print(flush=True)
            sent[application.key] = visits.sent
            if application.key == "site":
                foreign += visits.foreign
    return {key: summary(measured) for key, measured in times.items()}


def _first_questions(start: Start, site: Application, condition: Condition, rounds: int) -> Summary:
    print(f"{condition.key}: first question, {rounds} times", flush=True)
    return summary([first_question(start, site, condition) for _ in range(rounds)])


def _answers(start: Start) -> AnswerTimes:
    with serve(SITE, Line(None), keeps_all=False) as (address, _), start() as browser:
        return answer_times(browser.new_context(base_url=address))


def _bytes(compared: list[Application], sent: dict[str, list[Path]]) -> dict[str, Any]:
    """Return the bytes of each application's first visit, and of the parts that are compared."""
    weights = {application.key: weigh(sent[application.key]) for application in compared}
    weights["pyodide-shipped"] = weigh(path for path in sent["pyodide"] if path.parent.name == "pyodide")
    weights["calculator"] = weigh(
        path for path in sent["site"] if path.relative_to(SITE).as_posix().startswith(CALCULATOR_FILES)
    )
    return {key: asdict(weight) for key, weight in weights.items()}
