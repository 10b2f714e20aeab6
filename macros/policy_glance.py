"""A policy at a glance: the few facts around its ladder that fit on one screen and on the card."""

from __future__ import annotations

from collections.abc import Iterable

from calculator.ladder import climb
from calculator.library import Library
from calculator.model import BypassTerms, CafcassWhen, Policy, RightsUse
from macros.page_parts import NOTHING_STATED, Field, Inline, Line, Link, line
from macros.statements import level_names, page_of, section_anchor, titles

BYPASS_WORDS = {
    BypassTerms.FREE: "free choice",
    BypassTerms.AFTER_CONSULTATION: "after consultation",
    BypassTerms.EXCEPTIONAL: "in exceptional cases",
    BypassTerms.AROUND_A_POST: "around a post",
}
RIGHTS_GLANCE = {
    RightsUse.ENTRY_GATE: "a risk must be shown before an escalation starts",
    RightsUse.CAFCASS_TEST: "a test for turning to Cafcass",
    RightsUse.LEGAL_ADVICE_TEST: "a test for legal advice",
    RightsUse.INFORMATION: "explained, but not a test",
}
CAFCASS_GLANCE = {
    CafcassWhen.ANY_TIME: "at any time",
    CafcassWhen.LAST_RUNG: "as the last rung",
    CafcassWhen.MUST_CONSIDER: "must be considered in stated cases",
    CafcassWhen.GUIDANCE_ONLY: "in passages about guidance",
}


def glance_fields(policy: Policy, library: Library) -> tuple[Field, ...]:
    """Return start, total, bypass, human rights, Cafcass and legal advice, each in one line."""
    rights = policy.human_rights
    return (
        Field(label="Starts at", lines=(line(*level_names(policy, policy.entry)),)),
        Field(label="Total time", lines=(_total(policy, library),)),
        _field(policy, "Skipping a level", "bypass", (BYPASS_WORDS[one.terms] for one in policy.bypass)),
        _field(policy, "Human rights", "human-rights", (RIGHTS_GLANCE[use] for use in rights.uses) if rights else ()),
        _field(policy, "Cafcass", "cafcass", (CAFCASS_GLANCE[rule.when] for rule in policy.cafcass)),
        _field(policy, "Legal advice", "legal-advice", _advice(policy)),
    )


def _field(policy: Policy, label: str, anchor: str, words: Iterable[str]) -> Field:
    text = "; ".join(dict.fromkeys(words))
    link = Link(text[:1].upper() + text[1:], f"{page_of(policy)}#{section_anchor(policy, anchor)}")
    return Field(label=label, lines=(line(link) if text else NOTHING_STATED,))


def _total(policy: Policy, library: Library) -> Line:
    ladder = climb(policy, library.national, library.national.last_checked, library.calendar)
    words = str(policy.total.within) if policy.total else "None printed"
    parts: list[Inline] = [Link(words, f"{page_of(policy)}#total")]
    parts.append(f". The formal limits stated add up to {ladder.total_working_days} working days.")
    return line(*parts)


def _advice(policy: Policy) -> Iterable[str]:
    for rule in policy.legal_advice:
        when = "at any time" if rule.any_time else "under conditions"
        through = f", through {titles(policy, rule.through)}" if rule.through else ""
        yield f"{when}{through}"
