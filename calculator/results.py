"""Results as plain JSON values: the keys that scripts rely on (DESIGN section 8). Keys may be added, none removed."""

from __future__ import annotations

from typing import Any

from calculator.changes import ChangeResult
from calculator.journeys import Step
from calculator.ladder import Ladder
from calculator.lookup import Citation, cite, recipient_titles, recipients_by_kind
from calculator.model import ChangeDuty, Conflict, Level, Limit, Policy
from calculator.outcome import Outcome
from calculator.plain_dates import as_text, words_as_plain
from calculator.questions import Answered, Question
from calculator.reply_date import ReplyDate
from calculator.working_days import Calendar

DUTY_WORDS = {
    ChangeDuty.TELL_IRO: "tell_iro",
    ChangeDuty.REVIEW_BEFORE: "review_before_change",
    ChangeDuty.REVIEW_RELEVANT_PLAN: "review_relevant_plan",
}


def due_result(policy: Policy, reply: ReplyDate, calendar: Calendar) -> dict[str, Any]:
    """Return the result of the `due` call."""
    level = reply.level
    return {
        "authority": policy.id,
        "level": level.id,
        "received": reply.received.isoformat(),
        "due": _iso(reply.due),
        "limit": limit_result(reply.limit),
        "no_limit_reason": reply.no_limit_reason,
        "readings": [
            {"reading": reading.reading, "due": _iso(reading.due), "why": reading.why, "conflict": reading.conflict}
            for reading in reply.readings
        ],
        "to": recipient_titles(policy, level.to),
        "copy": recipient_titles(policy, level.copy),
        "notify": recipient_titles(policy, level.notify),
        **_indirect(policy, level),
        "consult": recipient_titles(policy, level.consult),
        "clock_start": level.reply.starts,
        "ledger": [
            {"date": day.date.isoformat(), "counted": day.counted, "reason": day.reason} for day in reply.ledger
        ],
        "confirmed": reply.confirmed,
        "announced_until": calendar.announced_until.isoformat(),
        "bank_holidays": calendar.source,
        "timescale_set": reply.timescale is not None,
        "timescale_allowed": reply.timescale_allowed,
        "citations": citation_results(reply.citations),
    }


def _indirect(policy: Policy, level: Level | None) -> dict[str, tuple[str, ...]]:
    """Return which of `copy` get the reply and not the concern, and which of `notify` are told by somebody else."""
    kinds = recipients_by_kind(level) if level else {}
    return {kind: recipient_titles(policy, kinds.get(kind, ())) for kind in ("copy_of_reply", "told_by_others")}


def limit_result(limit: Limit) -> dict[str, Any]:
    """Return a limit's value and unit; both are null where the document states none.

    >>> limit_result(Limit.parse("5 working days"))
    {'value': 5, 'unit': 'working_days'}
    """
    if str(limit) == "none stated":
        return {"value": None, "unit": None}
    return {"value": limit.value, "unit": limit.unit.replace("'", "").replace(" ", "_")}


def ladder_result(policy: Policy, ladder: Ladder) -> dict[str, Any]:
    """Return the result of the `ladder` call."""
    return {
        "authority": policy.id,
        "start": ladder.start.isoformat(),
        "from": ladder.start_level.id,
        "levels": [
            {
                "level": row.level.id,
                "received": _iso(row.received),
                "due": _iso(row.due),
                "cumulative_working_days": row.cumulative_working_days,
            }
            for row in ladder.levels
        ],
        "total_working_days": ladder.total_working_days,
        "within_cap": ladder.within_cap,
        "cap_working_days": ladder.cap.value,
        "cap_is_own": ladder.cap_is_own,
        "levels_without_limit": [level.id for level in ladder.unlimited],
    }


def change_result(policy: Policy, result: ChangeResult) -> dict[str, Any]:
    """Return the result of the `change` call."""
    return {
        "authority": policy.id,
        "tell_iro": result.tell_iro,
        "review_before_change": result.review_before_change,
        "review_relevant_plan": result.review_relevant_plan,
        "changes": [
            {
                "ref": item.change.ref,
                "id": item.change.id,
                "label": item.change.label,
                "duties": [DUTY_WORDS[duty] for duty in item.duties],
                "check_also": [other.ref for other in item.check_also],
            }
            for item in result.changes
        ],
        "list": "national" if result.is_national else policy.id,
        "citations": citation_results(result.citations),
    }


def step_result(step: Step) -> dict[str, Any]:
    """Return the result of the `next` call: a question or an outcome, with the answers given and those ignored."""
    result: dict[str, Any] = {}
    if step.question:
        result["question"] = question_result(step.question)
    if step.outcome:
        result["outcome"] = outcome_result(step.outcome)
    if step.problem:
        result["problem"] = {"message": step.problem, "part": step.problem_part}
    if step.position:
        result["position"] = {"number": step.position.number, "of": step.position.of, "title": step.position.title}
    result["answers"] = [_answered_result(answered) for answered in step.asked]
    result["ignored"] = list(step.ignored)
    result["edition"] = step.edition
    result["since"] = [as_text(reason.words) for reason in step.since]
    return result


def question_result(question: Question) -> dict[str, Any]:
    """Return a question as JSON values."""
    return {
        "id": question.id,
        "kind": question.kind,
        "text": question.text,
        "why": question.why,
        "hint": question.hint,
        "options": [
            {
                "id": option.id,
                "label": option.label,
                "hint": option.hint,
                "group": option.group,
                "words": option.words,
                "excludes_others": option.excludes_others,
            }
            for option in question.options
        ],
        "usually_past": question.usually_past,
        "citations": citation_results(question.citations),
    }


def outcome_result(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as JSON values."""
    policy, level = outcome.policy, outcome.level
    return {
        "journey": outcome.journey,
        "status": outcome.status,
        "headline": as_text(outcome.headline),
        "headline_parts": words_as_plain(outcome.headline),
        "authority": policy.id,
        "level": level.id if level else None,
        "to": recipient_titles(policy, level.to) if level else (),
        "copy": recipient_titles(policy, level.copy) if level else (),
        "notify": recipient_titles(policy, level.notify) if level else (),
        **_indirect(policy, level),
        "consult": recipient_titles(policy, outcome.consult),
        "due": _iso(outcome.due),
        "readings": [
            {"reading": reading.reading, "due": _iso(reading.due)}
            for reading in (outcome.reply.readings if outcome.reply else ())
        ],
        "confirmed": outcome.reply.confirmed if outcome.reply else None,
        "because": [as_text(reason.words) for reason in (*outcome.urgent, *outcome.because)],
        "other_levels": [{"level": other.level.id, "terms": other.terms} for other in outcome.other_levels],
        "changes": change_result(policy, outcome.changes) if outcome.changes else None,
        "conflicts": [conflict_result(conflict) for conflict in outcome.conflicts],
        "citations": citation_results(_outcome_citations(outcome)),
    }


def conflict_result(conflict: Conflict) -> dict[str, Any]:
    """Return a conflict as JSON values, with its readings."""
    return {
        "ref": conflict.ref,
        "title": conflict.title,
        "text": conflict.text,
        "readings": [reading.text for reading in conflict.readings],
        "treatment": conflict.treatment,
    }


def citation_results(citations: tuple[Citation, ...]) -> list[dict[str, str]]:
    """Return citations as JSON values, each place once."""
    return [
        {
            "authority": citation.authority,
            "place": citation.place,
            "label": citation.label,
            "document": citation.document,
            "address": f"{citation.page}#{citation.anchor}",
        }
        for citation in dict.fromkeys(citations)
    ]


def _outcome_citations(outcome: Outcome) -> tuple[Citation, ...]:
    level = cite(outcome.policy, outcome.level.cite) if outcome.level else ()
    reply = outcome.reply.citations if outcome.reply else ()
    reasons = (citation for reason in (*outcome.urgent, *outcome.because) for citation in reason.citations)
    changes = outcome.changes.citations if outcome.changes else ()
    return (*level, *reply, *reasons, *changes)


def _answered_result(answered: Answered) -> dict[str, Any]:
    return {
        "id": answered.question.id,
        "text": answered.question.text,
        "values": list(answered.values),
        "shown": list(answered.shown),
        "is_date": answered.is_date,
        "is_assumed": answered.is_assumed,
        "why": answered.question.why,
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
