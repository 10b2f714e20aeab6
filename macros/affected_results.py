"""Which results of the calculators show a flag, by the parts of the policy that it touches.

The engine shows a flag beside a result when a touched part took part in it; `tests/site/test_register.py` holds this
list against every path through the journeys.
"""

from __future__ import annotations

from collections.abc import Iterable

from calculator.lookup import level_label, responders
from calculator.model import Change, Conflict, Level, Policy, RoleKind, Tier
from macros.page_parts import Inline, Line, Link, Note, line

NO_RESULT = line(Note("No result shows this flag. It concerns the page alone."))

STANDING = {
    "cafcass": "the part on Cafcass",
    "legal_advice": "the part on legal advice",
    "human_rights": "the part on human rights",
    "total": "the whole ladder and its total",
    "bypass": "results that skip a level",
    "gates": "results at a level with a condition",
    "concerns": "results that depend on the kind of concern",
    "immediate_harm": "results with an immediate risk",
    "exclusions": "results for a concern that is kept out",
    "records": "results with records to make",
    "forms": "results at a level with a form",
    "messages": "results at a level with a message format",
}
"""Parts that the concern journey shows, and where."""


def affected_results(policy: Policy, conflict: Conflict) -> tuple[Line, ...]:
    """Return the results that show a flag, one line for each calculator, with links that open it."""
    levels = _touched_levels(policy, conflict)
    lines = (
        _concern_line(policy, conflict, levels),
        _received_line(policy, conflict, levels),
        _change_line(policy, conflict),
    )
    return tuple(one for one in lines if one) or (NO_RESULT,)


def _touched_levels(policy: Policy, conflict: Conflict) -> tuple[Level, ...]:
    if "levels" in conflict.touches:
        return policy.levels
    touched = {str(part) for part in conflict.touches}
    return tuple(level for level in policy.levels if level.id in touched)


def _concern_line(policy: Policy, conflict: Conflict, levels: tuple[Level, ...]) -> Line | None:
    where = [f"results at {', '.join(level.name for level in levels)}"] if levels else []
    where += [words for part, words in STANDING.items() if part in conflict.touches]
    if not where:
        return None
    return line(Link("A concern raised", f"calculator/#authority={policy.id}"), f": {'; '.join(where)}.")


def _received_line(policy: Policy, conflict: Conflict, levels: Iterable[Level]) -> Line | None:
    parts: list[Inline] = []
    if "total" in conflict.touches:
        parts += ["An escalation received: ", Link(STANDING["total"], f"received/#authority={policy.id}")]
    for level in levels:
        posts = [one.role for one in responders(level) if policy.roles[one.role].kind is not RoleKind.OUTSIDE_BODY]
        if level.tier is not Tier.OUTSIDE and posts:
            address = f"received/#authority={policy.id}&post={posts[0]}"
            parts += [", " if parts else "An escalation received: ", Link(level_label(policy, level), address)]
    return line(*parts, ".") if parts else None


def _change_line(policy: Policy, conflict: Conflict) -> Line | None:
    changes = _touched_changes(policy, conflict)
    if "significant_changes" in conflict.touches:
        return line(Link("A change for the child", f"changes/#authority={policy.id}"), ": every result.")
    parts: list[Inline] = []
    for change in changes:
        parts += [", " if parts else "A change for the child: "]
        parts.append(Link(change.ref, f"changes/#authority={policy.id}&changes={change.id}"))
    return line(*parts, ".") if parts else None


def _touched_changes(policy: Policy, conflict: Conflict) -> list[Change]:
    lists = policy.significant_changes.lists if policy.significant_changes else ()
    touched = {str(part) for part in conflict.touches}
    return [change for part in lists for change in part.items if touched & {change.ref, str(change.id)}]
