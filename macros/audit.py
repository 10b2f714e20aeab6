"""The audit: what each policy has, lacks or adds beside the guidance of which the sources tell.

Every finding is derived from the policy's own parts, by one rule for all authorities. A finding says what the document
says or does not say. It never says what the law makes of that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from calculator.ladder import WithinCap, climb, counts_towards_total, first_formal_level
from calculator.library import Library
from calculator.lookup import cite, conflicts_touching
from calculator.model import (
    AnotherTimescale,
    Bypass,
    BypassTerms,
    CafcassRule,
    CafcassWhen,
    Conflict,
    ConflictKind,
    FactId,
    Gate,
    GateKind,
    LawCited,
    Level,
    LimitUnit,
    Policy,
    Record,
    RecordKind,
    Tier,
)
from calculator.reply_date import no_limit_reason
from macros.level_card import gate_line, record_line
from macros.page_parts import Inline, Line, Link, Note, Strong, line
from macros.statements import answering_posts, level_names, page_of, reading_line, section_anchor, titles


class Verdict(StrEnum):
    """What a document does with one thing that the guidance asks for."""

    HAS = "Has it"
    CONDITION = "Adds a condition"
    PARTLY = "In part"
    BOTH = "Says both"
    OTHERWISE = "Says otherwise"
    SILENT = "Does not say"
    TEST = "Sets a test"
    NO_CONDITION = "Names no condition"
    NOT_FIXED = "Cannot be fixed"


VERDICT_WORDS = {
    Verdict.HAS: "The document says it.",
    Verdict.CONDITION: "The document says it, and asks for something more of its own.",
    Verdict.PARTLY: "The document says a part of it, or says it in its own way.",
    Verdict.BOTH: "The document says it, and elsewhere something that does not go with it.",
    Verdict.OTHERWISE: "The document says something else.",
    Verdict.SILENT: "Nothing on it is recorded from the document.",
    Verdict.TEST: "Nobody else has to agree, but the document says what has to be the case.",
    Verdict.NO_CONDITION: "Nothing is recorded that the IRO must ask for or show before starting.",
    Verdict.NOT_FIXED: "Some limits carry no number, so it cannot be worked out.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one document says on one point."""

    verdict: Verdict
    lines: tuple[Line, ...] = ()
    flags: tuple[Conflict, ...] = ()
    """The recorded gaps and contradictions that touch the point."""

    @property
    def contradictions(self) -> tuple[Conflict, ...]:
        """The flags that record a contradiction within the document."""
        return tuple(flag for flag in self.flags if flag.kind is ConflictKind.CONTRADICTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that the guidance asks for, with the rule that looks for it in a policy."""

    id: str
    title: str
    facts: tuple[FactId, ...]
    """Through which facts of national.yaml the guidance is known; the first gives the point its group."""
    look: Callable[[Policy, Library], Finding]


CHILDS_RECORD = (RecordKind.CASE_NOTE, RecordKind.CASE_RECORD)
ASKS_OTHERS = (GateKind.AGREEMENT, GateKind.DISCUSSION)
PERSONAL_RESPONSIBILITY = FactId("handbook-personal-responsibility")
UNDER_TERMS = (BypassTerms.AFTER_CONSULTATION, BypassTerms.EXCEPTIONAL)


def _finding(policy: Policy, verdict: Verdict, lines: Iterable[Line], *parts: str) -> Finding:
    """Return a finding with the flags that touch the parts; a silent one leads to what the document leaves unsaid."""
    said = tuple(lines)
    if verdict is Verdict.SILENT:
        silences = Link("what the document does not say", f"{page_of(policy)}#silences")
        said = (*said, line("See ", silences, "."))
    return Finding(verdict=verdict, lines=said, flags=conflicts_touching(policy, parts))


def _informal(policy: Policy) -> tuple[Level, ...]:
    return tuple(level for level in policy.levels if level.tier in (Tier.INFORMAL, Tier.PRE_FORMAL))


def _formal(policy: Policy) -> tuple[Level, ...]:
    return tuple(level for level in policy.levels if counts_towards_total(level))


def _level(policy: Policy, level: Level, *words: Inline) -> Line:
    return line(*level_names(policy, [level.id]), *words, citations=cite(policy, level.cite))


def _informal_first(policy: Policy, library: Library) -> Finding:
    levels = _informal(policy)
    if not levels:
        silent = _finding(policy, Verdict.SILENT, (), *policy.entry)
        return replace(silent, flags=tuple(flag for flag in silent.flags if flag.kind is ConflictKind.GAP))
    lines = (_level(policy, level, f", with: {answering_posts(policy, level)}.") for level in levels)
    return _finding(policy, Verdict.HAS, lines, *(level.id for level in levels))


def _informal_record(policy: Policy, library: Library) -> Finding:
    """Look at the records of the informal levels, and at those that the document asks for at every level."""
    levels = _informal(policy)
    records = [record for level in levels for record in level.records]
    records += _on_file(policy.records) if levels else []
    on_file = any(record.kind in CHILDS_RECORD for record in records)
    verdict = Verdict.HAS if on_file else Verdict.PARTLY if records else Verdict.SILENT
    return _finding(policy, verdict, (record_line(policy, record) for record in records))


def _informal_time(policy: Policy, library: Library) -> Finding:
    levels = _informal(policy)
    replies = [level.reply for level in levels]
    if replies and all(reply.within.unit is LimitUnit.CHILDS_NEED for reply in replies):
        verdict = Verdict.HAS
    elif any(reply.within.value or reply.another_timescale is not AnotherTimescale.NONE_STATED for reply in replies):
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.SILENT
    return _finding(policy, verdict, (_limit_line(policy, level) for level in levels))


def _limit_line(policy: Policy, level: Level) -> Line:
    reply = level.reply
    parts: list[Inline] = [*level_names(policy, [level.id]), ": ", Strong(str(reply.within)), "."]
    if not reply.within.value:
        parts.append(f" {no_limit_reason(level)}")
    if reply.another_timescale_text:
        parts.append(f" {reply.another_timescale_text}")
    return line(*parts, citations=cite(policy, reply.cite))


def _formal_process(policy: Policy, library: Library) -> Finding:
    levels = _formal(policy)
    verdict = Verdict.HAS if len(levels) > 1 else Verdict.PARTLY if levels else Verdict.SILENT
    lines = (_level(policy, level, f": {answering_posts(policy, level)}.") for level in levels)
    return _finding(policy, verdict, lines)


def _timescales(policy: Policy, library: Library) -> Finding:
    levels = _formal(policy)
    dated = [level for level in levels if level.reply.within.value]
    verdict = Verdict.SILENT if not dated else Verdict.HAS if len(dated) == len(levels) else Verdict.PARTLY
    lines = [
        one
        for level in levels
        for one in (
            _limit_line(policy, level),
            *(reading_line(policy, reading) for reading in level.reply.readings),
        )
    ]
    return replace(_finding(policy, verdict, lines), flags=_missing_limits(policy, levels))


def _missing_limits(policy: Policy, levels: tuple[Level, ...]) -> tuple[Conflict, ...]:
    """Return the flags behind second readings, and the gaps and contradictions of all levels without a number."""
    readings = {reading.conflict for level in levels for reading in level.reply.readings}
    without = {str(level.id) for level in levels if not level.reply.within.value}
    return tuple(
        flag
        for flag in policy.conflicts
        if flag.ref in readings
        or (without and without.issubset(flag.touches) and flag.kind in (ConflictKind.GAP, ConflictKind.CONTRADICTION))
    )


def _total_printed(policy: Policy, library: Library) -> Finding:
    total = policy.total
    if total is None:
        return _finding(policy, Verdict.SILENT, (), "total")
    main = line(Strong(str(total.within)), f". {total.text}", citations=cite(policy, total.cite))
    lines = (main, *(reading_line(policy, reading) for reading in total.readings))
    if total.within != library.national.formal_total:
        return _finding(policy, Verdict.OTHERWISE, lines, "total")
    return _finding(policy, Verdict.PARTLY if total.readings else Verdict.HAS, lines, "total")


SUM_VERDICTS = {
    WithinCap.YES: Verdict.HAS,
    WithinCap.NO: Verdict.OTHERWISE,
    WithinCap.NOT_FIXED: Verdict.NOT_FIXED,
}


def _total_kept(policy: Policy, library: Library) -> Finding:
    ladder = climb(policy, library.national, library.national.last_checked, library.calendar)
    total = Link(f"{ladder.whole_working_days} working days", f"{page_of(policy)}#total")
    places = [place for level in _formal(policy) if level.reply.within.value for place in level.reply.cite]
    lines = [line("The formal levels with a number add up to ", total, ".", citations=cite(policy, places))]
    if ladder.unlimited:
        names = level_names(policy, [level.id for level in ladder.unlimited])
        lines.append(line("Without a number of working days: ", *names, "."))
    return _finding(policy, SUM_VERDICTS[ladder.whole_within_cap], lines, "total")


def _bypass(policy: Policy, library: Library) -> Finding:
    above = {level.id for level in policy.levels[1:]}
    if not policy.bypass:
        verdict = Verdict.SILENT
    elif any(rule.terms in UNDER_TERMS for rule in policy.bypass):
        verdict = Verdict.CONDITION
    elif any(_is_unlimited(rule) and above <= set(rule.opens) for rule in policy.bypass):
        verdict = Verdict.HAS
    else:
        verdict = Verdict.PARTLY
    return _finding(policy, verdict, (_bypass_line(policy, rule) for rule in policy.bypass), "bypass")


def _is_unlimited(rule: Bypass) -> bool:
    return rule.terms is BypassTerms.FREE and not (rule.at_entry_only or rule.starts_from or rule.when)


def _bypass_line(policy: Policy, rule: Bypass) -> Line:
    return line(f"{rule.text} ", Note(f"Terms: {rule.terms}."), citations=cite(policy, rule.cite))


def _own_decision(policy: Policy, library: Library) -> Finding:
    start = {*policy.entry, first_formal_level(policy).id}
    gates = [gate for gate in policy.gates if start.intersection(gate.before) and not gate.after]
    said = [law for law in policy.law if PERSONAL_RESPONSIBILITY in law.national]
    if said:
        verdict = Verdict.CONDITION if gates else Verdict.HAS
    elif any(gate.kind in ASKS_OTHERS for gate in gates):
        verdict = Verdict.CONDITION
    else:
        verdict = Verdict.TEST if gates else Verdict.NO_CONDITION
    lines = [line(f"{law.title}: {law.says}", citations=cite(policy, law.cite)) for law in said]
    lines += [gate_line(policy, gate) for gate in gates]
    return _finding(policy, verdict, lines, "gates")


def _handbook_named(policy: Policy, library: Library) -> Finding:
    return _named(policy, r"\bHandbook\b")


def _named(policy: Policy, words: str) -> Finding:
    found = [law for law in policy.law if re.search(words, law.title)]
    return _finding(policy, Verdict.HAS if found else Verdict.SILENT, (_law_line(policy, law) for law in found), "law")


def _law_line(policy: Policy, law: LawCited) -> Line:
    return line(f"It names: {law.title}.", citations=cite(policy, law.cite))


def _section_25b_named(policy: Policy, library: Library) -> Finding:
    named = _named(policy, r"\b25B\b")
    older = [law for law in policy.law if FactId("section-118-replaced") in law.national]
    if named.verdict is Verdict.HAS or not older:
        return named
    note = line(
        "The editor’s note under ", Link("law and guidance", f"{page_of(policy)}#law"), " says what replaced it."
    )
    return _finding(policy, Verdict.OTHERWISE, (*(_law_line(policy, law) for law in older), note), "law")


def _referral_rules(policy: Policy) -> list[CafcassRule]:
    return [rule for rule in policy.cafcass if rule.when is not CafcassWhen.GUIDANCE_ONLY]


def _referral_gates(policy: Policy, rule: CafcassRule) -> list[Gate]:
    return [gate for gate in policy.gates if rule.level in gate.before and set(gate.before) == {rule.level}]


def _is_conditional(policy: Policy, rule: CafcassRule) -> bool:
    return rule.needs_rights_risk or bool(rule.consult) or bool(_referral_gates(policy, rule))


def _may_refer(policy: Policy, library: Library) -> Finding:
    rules = _referral_rules(policy)
    if not rules:
        verdict = Verdict.SILENT
    else:
        verdict = Verdict.CONDITION if all(_is_conditional(policy, rule) for rule in rules) else Verdict.HAS
    return _finding(policy, verdict, (_cafcass_line(policy, rule) for rule in rules), "cafcass")


def _cafcass_line(policy: Policy, rule: CafcassRule) -> Line:
    conditions = ["a belief about a risk to the child’s human rights"] if rule.needs_rights_risk else []
    if rule.consult:
        conditions.append(f"speaking with {titles(policy, rule.consult)}")
    words = f" Conditions: {'; '.join(conditions)}." if conditions else ""
    return line(f"{rule.text} ", Note(f"When: {rule.when}.{words}"), citations=cite(policy, rule.cite))


def _any_point(policy: Policy, library: Library) -> Finding:
    rules = _referral_rules(policy)
    any_time = any(rule.when is CafcassWhen.ANY_TIME for rule in rules)
    last = any(rule.when is CafcassWhen.LAST_RUNG for rule in rules)
    lines = [_cafcass_line(policy, rule) for rule in rules if rule.when is not CafcassWhen.MUST_CONSIDER]
    if not any_time:
        return _finding(policy, Verdict.OTHERWISE if last else Verdict.SILENT, lines, "cafcass")
    found = _finding(policy, Verdict.HAS, lines, "cafcass")
    return replace(found, verdict=Verdict.BOTH) if last and found.contradictions else found


def _recording(policy: Policy, library: Library) -> Finding:
    levels = _formal(policy)
    on_level = {level.id: _on_file(level.records) for level in levels}
    general = _on_file(policy.records)
    recorded = [level for level in levels if on_level[level.id]]
    if levels and (general or len(recorded) == len(levels)):
        verdict = Verdict.HAS
    else:
        verdict = Verdict.PARTLY if recorded else Verdict.SILENT
    lines = [record_line(policy, record) for record in general]
    if recorded:
        places = [place for level in recorded for record in on_level[level.id] for place in record.cite]
        names = level_names(policy, [level.id for level in recorded])
        lines.append(line("Its cards show what to record: ", *names, ".", citations=cite(policy, places)))
    label = section_anchor(policy, "records")
    lines.append(line("See ", Link("records", f"{page_of(policy)}#{label}"), "."))
    return _finding(policy, verdict, lines, "records")


def _on_file(records: Iterable[Record]) -> list[Record]:
    return [record for record in records if record.kind in CHILDS_RECORD]


def _facts(*ids: str) -> tuple[FactId, ...]:
    return tuple(FactId(one) for one in ids)


POINTS = (
    Point(
        id="informal-first",
        title="Informal resolution comes first",
        facts=_facts("handbook-informal-first"),
        look=_informal_first,
    ),
    Point(
        id="informal-record",
        title="The informal attempt is recorded on the child’s file",
        facts=_facts("handbook-informal-first"),
        look=_informal_record,
    ),
    Point(
        id="informal-time",
        title="Informal resolution has a time that suits the child’s needs",
        facts=_facts("handbook-informal-first"),
        look=_informal_time,
    ),
    Point(
        id="formal-process",
        title="A formal process leads through levels of seniority",
        facts=_facts("handbook-formal-process"),
        look=_formal_process,
    ),
    Point(
        id="timescales",
        title="Each formal level has its timescale",
        facts=_facts("handbook-formal-process"),
        look=_timescales,
    ),
    Point(
        id="total-printed",
        title="The document prints the total for the formal process",
        facts=_facts("handbook-total"),
        look=_total_printed,
    ),
    Point(
        id="total-kept",
        title="The limits of the formal levels stay within that total",
        facts=_facts("handbook-total"),
        look=_total_kept,
    ),
    Point(
        id="bypass",
        title="The IRO may skip any level",
        facts=_facts("handbook-bypass"),
        look=_bypass,
    ),
    Point(
        id="own-decision",
        title="Whether to start is the IRO’s own decision",
        facts=(PERSONAL_RESPONSIBILITY,),
        look=_own_decision,
    ),
    Point(
        id="may-refer",
        title="The IRO may refer the case to Cafcass",
        facts=_facts("act-25b-referral"),
        look=_may_refer,
    ),
    Point(
        id="any-point",
        title="Cafcass is open at any point, beside the process",
        facts=_facts("handbook-cafcass-any-point", "act-25b-referral"),
        look=_any_point,
    ),
    Point(
        id="recording",
        title="Actions are recorded in the child’s case record",
        facts=_facts("handbook-record-every-action"),
        look=_recording,
    ),
    Point(
        id="handbook-named",
        title="The document names the IRO Handbook",
        facts=_facts("handbook-publication", "handbook-status"),
        look=_handbook_named,
    ),
    Point(
        id="section-25b-named",
        title="The document names section 25B as the power to refer",
        facts=_facts("section-118-replaced", "act-25b-referral"),
        look=_section_25b_named,
    ),
)
"""Every point, in the order of the guidance."""
