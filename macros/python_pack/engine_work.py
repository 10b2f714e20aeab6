"""Runs in Pyodide: lets the engine work as a page does, to see which modules that takes."""

from __future__ import annotations

import json
import sys
import traceback
from typing import Any

from calculator.browser import Engine

TODAY = "2026-01-15"
TOOLS = {__name__, "__main__", "methods_ahead"}
"""What is loaded here besides the engine and all that it needs."""


def needed_modules(shared: str, policy: str) -> list[str]:
    """Return every module but the tools that is loaded once the engine has gone through each journey and failed."""
    engine = Engine(shared)
    engine.add_policy(policy)
    first = _step(engine, {})
    for option in first["question"]["options"]:
        _walk(engine, {"journey": option["id"], "authority": json.loads(policy)["id"]})
    _fail(engine)
    return sorted(sys.modules.keys() - TOOLS)


def _walk(engine: Engine, answers: dict[str, Any]) -> None:
    """Give the first answer to every question, up to the outcome."""
    step = _step(engine, answers)
    while question := step.get("question"):
        answers[question["id"]] = _first_answer(question)
        step = _step(engine, answers)
        if "problem" in step:
            raise AssertionError(f"{answers} was refused: {step['problem']}")


def _first_answer(question: dict[str, Any]) -> str | list[str]:
    if question["kind"] == "date":
        return TODAY
    first: str = question["options"][0]["id"]
    return [first] if question["kind"] == "many" else first


def _step(engine: Engine, answers: dict[str, Any]) -> dict[str, Any]:
    step: dict[str, Any] = json.loads(engine.step(json.dumps({"answers": answers, "today": TODAY})))
    engine.rest()
    return step


def _fail(engine: Engine) -> None:
    """Print an error into the air, as Pyodide does on its way to JavaScript."""
    try:
        engine.step("no JSON")
    except ValueError:
        traceback.format_exc()
