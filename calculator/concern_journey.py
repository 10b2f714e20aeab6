"""Raise or progress a concern: the IRO's journey.

Questions are asked in one order and only where the policy makes the answer matter. Nothing is remembered between
calls: every call replays the answers from the start.
"""

from __future__ import annotations

from datetime import date

from calculator.concern_case import Case
from calculator.concern_entry import (
    NO_RIGHTS,
    NOT_SURE,
    ask_child,
    ask_concern,
    ask_harm,
    ask_rights,
    ask_tried,
    rights_gate,
)
from calculator.concern_reply import progress_concern
from calculator.level_choice import level_beside
from calculator.level_use import use_level
from calculator.library import Library
from calculator.lookup import cite, find_level, level_label
from calculator.model import Exclusion, Gate
from calculator.outcome import Outcome, Reason, Status
from calculator.questions import Interview, Phase
from calculator.shared_questions import ask_authority


def concern_journey(interview: Interview, library: Library, today: date) -> Outcome:
    """Return the outcome, or raise the next question as Unanswered."""
    case = Case(ask_authority(interview, library), library, interview, today)
    ask_child(case)
    ask_harm(case)
    exclusion = ask_concern(case)
    if exclusion:
        return _excluded(case, exclusion)
    gate = rights_gate(case.policy)
    if gate:
        ask_rights(case, "The document opens this procedure only where they may be.", Phase.CONCERN)
        if case.rights == (NO_RIGHTS,):
            return _gate_closed(case, gate)
    unsure = gate is not None and case.rights == (NOT_SURE,)
    case.tried = ask_tried(case, usually_nothing=unsure)
    if gate and unsure:
        if case.tried is None or not gate.only_on_entry:
            return _gate_closed(case, gate)
        _find_out_first(case, gate)
    return progress_concern(case, case.tried) if case.tried else _start(case)


def _excluded(case: Case, exclusion: Exclusion) -> Outcome:
    case.note(exclusion.text, exclusion.cite)
    case.note(exclusion.instead or "The document does not say what to do instead.", exclusion.cite)
    return case.end(
        Status.NOT_FOR_THIS_PROCEDURE, ("This procedure is not for that concern.",), "exclusions", exclusion=exclusion
    )


def _gate_closed(case: Case, gate: Gate) -> Outcome:
    case.note(gate.text, gate.cite)
    unsure = case.rights == (NOT_SURE,)
    if unsure:
        case.note("You answered that you are not sure yet.")
    return case.end(
        Status.NOT_DETERMINED if unsure else Status.NOT_FOR_THIS_PROCEDURE,
        ("This procedure opens only where a human right may be at risk.",),
        "gates",
        "human_rights",
        gates=(gate,),
    )


def _find_out_first(case: Case, gate: Gate) -> None:
    """Say first of all that the gate of an escalation that runs already is still to be checked."""
    case.touched.add("gates")
    words = (
        "You are not sure whether a human right may be at risk. Find out. This procedure opens only where one may be."
    )
    case.urgent.append(Reason(words=(words,), citations=cite(case.policy, gate.cite)))


def _start(case: Case) -> Outcome:
    level = find_level(case.policy, case.entry or case.policy.entry[0])
    case.note(f"Nothing has been tried. The document starts at {level_label(case.policy, level)}.", level.cite)
    for text in case.policy.entry_text:
        case.note(text.text, text.cite)
    others = [
        level_beside(case, other, "The document also starts here.", other.cite)
        for other in (find_level(case.policy, entry) for entry in case.policy.entry)
        if other is not level
    ]
    return use_level(case, level, others)
