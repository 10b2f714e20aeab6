"""The rules of a policy around its ladder: whom it covers, where to start, how long in all, and the ways out of it."""

from __future__ import annotations

from collections.abc import Iterable

from calculator.ladder import climb, counts_towards_total
from calculator.library import Library
from calculator.lookup import cite, cite_national
from calculator.model import (
    Bypass,
    CafcassRule,
    Concern,
    ConcernList,
    Exclusion,
    FactId,
    LegalAdvice,
    Policy,
    RightsUse,
    YesNo,
)
from calculator.result_words import CAP_WORDS
from macros.level_card import gate_line
from macros.page_parts import (
    NOTHING_STATED,
    Block,
    Entries,
    Entry,
    Field,
    Fields,
    Inline,
    Line,
    Link,
    Note,
    Paragraphs,
    Points,
    Section,
    Strong,
    lead,
    line,
    stated,
)
from macros.statements import (
    capital,
    fact_lines,
    flags,
    level_names,
    posts,
    reading_line,
    said,
    section_anchor,
    stated_fields,
    titles,
)

CAFCASS_FOR_CHILD = {
    YesNo.YES: "The document opens its Cafcass route for these children.",
    YesNo.NO: "The document does not open its Cafcass route for these children.",
    YesNo.NOT_STATED: "The document does not state whether its Cafcass route is open for these children.",
}

RIGHTS_WORDS = {
    RightsUse.ENTRY_GATE: "A risk to human rights must be shown before an escalation starts",
    RightsUse.CAFCASS_TEST: "A risk to human rights is a test for turning to Cafcass",
    RightsUse.LEGAL_ADVICE_TEST: "A risk to human rights is a test for independent legal advice",
    RightsUse.INFORMATION: "The document explains human rights, without making them a test",
}


def _law(library: Library, ids: Iterable[FactId]) -> Fields:
    """Return facts of law and guidance that stand beside a policy's own rule."""
    lines = fact_lines(library.national, ids)
    return Fields(fields=(Field(label="Law and guidance beside it", lines=lines),))


def scope_section(policy: Policy) -> Section:
    """Return whom and what the policy covers."""
    children = tuple(
        line(Strong(child.label), ". ", Note(CAFCASS_FOR_CHILD[child.cafcass]), citations=cite(policy, child.cite))
        for child in policy.scope.children
    )
    fields = (
        Field(label="Children covered", lines=children or (NOTHING_STATED,)),
        Field(label="When it applies", lines=said(policy, policy.scope.applies) or (NOTHING_STATED,)),
        Field(label="Aims", lines=said(policy, policy.scope.aims) or (NOTHING_STATED,)),
    )
    return Section(
        heading="Who and what it covers", anchor="scope", blocks=(Fields(fields=fields), *flags(policy, "scope"))
    )


def concern_sections(policy: Policy) -> tuple[Section, ...]:
    """Return the concerns that the document lists and those it keeps out."""
    first = Section(
        heading="Concerns it lists",
        anchor="concerns",
        blocks=(*((stated(()),) if not policy.concerns else ()), *flags(policy, "concerns")),
    )
    excluded = Section(
        heading="Concerns it keeps out",
        anchor="exclusions",
        depth=3,
        blocks=(
            lead("What this procedure is not for."),
            stated(_exclusion(policy, one) for one in policy.exclusions),
            *flags(policy, "exclusions"),
        ),
    )
    return (first, *(_concern_list(policy, part) for part in policy.concerns), excluded)


def _concern_list(policy: Policy, part: ConcernList) -> Section:
    about: list[Line] = []
    if part.text:
        about.append(line(part.text, citations=cite(policy, part.cite)))
    if part.starts_at:
        about.append(line("The document ties this list to: ", *level_names(policy, [part.starts_at]), "."))
    about.append(
        line(
            "The document says that nothing else counts."
            if part.exhaustive
            else "The document does not say that nothing else counts."
        )
    )
    items = Points(lines=tuple(_concern(policy, item) for item in part.items))
    return Section(
        heading=part.title, anchor=f"concerns-{part.id}", depth=3, blocks=(Paragraphs(lines=tuple(about)), items)
    )


def _concern(policy: Policy, concern: Concern) -> Line:
    detail: tuple[Inline, ...] = (". ", Note(concern.detail)) if concern.detail else ()
    return line(concern.label, *detail, citations=cite(policy, concern.cite))


def _exclusion(policy: Policy, exclusion: Exclusion) -> Line:
    instead = exclusion.instead or "The document does not say what to do instead."
    return line(Strong(exclusion.label), f". {exclusion.text} ", Note(instead), citations=cite(policy, exclusion.cite))


def entry_sections(policy: Policy, library: Library) -> tuple[Section, ...]:
    """Return where a concern starts, what must hold first, and what may be passed over."""
    fields = (
        Field(label="When nothing has been tried", lines=(line("Start at: ", *level_names(policy, policy.entry)),)),
        Field(label="Choosing the start", lines=said(policy, policy.entry_text) or (NOTHING_STATED,)),
        Field(
            label="Immediate risk of significant harm",
            lines=said(policy, policy.immediate_harm) or (NOTHING_STATED,),
        ),
        Field(
            label="What must hold first",
            lines=tuple(
                line(
                    *gate_line(policy, gate).parts,
                    " Before: ",
                    *level_names(policy, gate.before),
                    ".",
                    citations=cite(policy, gate.cite),
                )
                for gate in policy.gates
            )
            or (NOTHING_STATED,),
        ),
    )
    return (
        Section(
            heading="Where to start",
            anchor="entry",
            blocks=(Fields(fields=fields), *flags(policy, "entry", "gates", "immediate_harm")),
        ),
        Section(
            heading="Skipping a level (bypass)",
            anchor="bypass",
            blocks=(
                lead("When a level may be skipped, so that a concern goes straight to a higher one."),
                *_bypasses(policy),
                _law(library, library.national.bypass_facts),
                *flags(policy, "bypass"),
            ),
        ),
    )


def _bypasses(policy: Policy) -> tuple[Block, ...]:
    return tuple(_bypass(policy, bypass) for bypass in policy.bypass) or (stated(()),)


def _bypass(policy: Policy, bypass: Bypass) -> Fields:
    entry_only = "Only when the concern starts"
    from_levels = (
        line(*level_names(policy, bypass.starts_from)) if bypass.starts_from else line("Any level, or the start")
    )
    return Fields(
        fields=stated_fields(
            (
                Field(label="What it says", lines=(line(bypass.text, citations=cite(policy, bypass.cite)),)),
                Field(label="Terms", lines=(line(capital(bypass.terms)),)),
                Field(label="From", lines=(line(entry_only) if bypass.at_entry_only else from_levels,)),
                Field(label="When", lines=(line(capital(", ".join(bypass.when))),) if bypass.when else ()),
                Field(label="Opens", lines=(line(*level_names(policy, bypass.opens)),)),
                Field(label="Usual level", lines=(line(*level_names(policy, [bypass.usual])),) if bypass.usual else ()),
                Field(label="Speak first to", lines=posts(policy, bypass.consult)),
            )
        )
    )


def total_section(policy: Policy, library: Library) -> Section:
    """Return the total time: what the document prints, what its levels add up to, and the Handbook's total."""
    national = library.national
    ladder = climb(policy, national, national.last_checked, library.calendar)
    fact = next(fact for fact in national.facts if fact.id == national.formal_total_fact)
    counted = [level.id for level in policy.levels if counts_towards_total(level)]
    own = "" if policy.total else " This document prints no total, so that is only a cross-check."
    fields = (
        Field(label="Total in the document", lines=_own_total(policy)),
        Field(label="Formal levels", lines=(line(*level_names(policy, counted)) if counted else NOTHING_STATED,)),
        Field(
            label="Their limits add up to",
            lines=(line(Strong(f"{ladder.total_working_days} working days"), f". {CAP_WORDS[ladder.within_cap]}"),),
        ),
        Field(
            label="Without a limit",
            lines=(line(*level_names(policy, [level.id for level in ladder.unlimited])),) if ladder.unlimited else (),
        ),
        Field(
            label="Total in the IRO Handbook",
            lines=(
                line(
                    Link(str(ladder.cap), f"national/#fact-{fact.id}"),
                    f" for the formal levels.{own}",
                    citations=cite_national(national, fact.cite),
                ),
            ),
        ),
    )
    return Section(
        heading="Total time", anchor="total", blocks=(Fields(fields=stated_fields(fields)), *flags(policy, "total"))
    )


def _own_total(policy: Policy) -> tuple[Line, ...]:
    total = policy.total
    if total is None:
        return (NOTHING_STATED,)
    main = line(Strong(str(total.within)), f". {total.text}", citations=cite(policy, total.cite))
    return (main, *(reading_line(policy, reading) for reading in total.readings))


def rights_section(policy: Policy, library: Library) -> Section:
    """Return what the document does with human rights."""
    rights = policy.human_rights
    touching = flags(policy, "human_rights")
    if rights is None:
        law = Paragraphs(
            lines=(line("For the articles in law, see ", Link("law and guidance", "national/#articles"), "."),)
        )
        return Section(heading="Human rights", anchor="human-rights", blocks=(stated(()), law, *touching))
    headings = {article.number: article.heading for article in library.national.articles}
    articles = tuple(
        line(
            Strong(f"Article {article.number}"),
            f": “{article.policy_words}”. In law: ",
            Link(headings[article.number], f"national/#article-{article.number}"),
            ".",
            citations=cite(policy, article.cite),
        )
        for article in rights.articles
    )
    examples = tuple(_concern(policy, example) for example in rights.examples)
    fields = (
        Field(label="What it is used for", lines=tuple(line(RIGHTS_WORDS[use] + ".") for use in rights.uses)),
        Field(label="The test", lines=said(policy, rights.tests)),
        Field(label="Articles, in the document’s words", lines=articles or (NOTHING_STATED,)),
        Field(label="What the risk can include", lines=examples),
    )
    return Section(
        heading="Human rights", anchor="human-rights", blocks=(Fields(fields=stated_fields(fields)), *touching)
    )


def cafcass_section(policy: Policy, library: Library) -> Section:
    """Return what the document says about turning to Cafcass."""
    rules = Entries(entries=tuple(_cafcass_rule(policy, rule) for rule in policy.cafcass))
    notes = Fields(fields=(Field(label="What else it says", lines=said(policy, policy.cafcass_notes)),))
    return Section(
        heading="Turning to Cafcass",
        anchor=section_anchor(policy, "cafcass"),
        blocks=(
            lead("When the IRO may make a referral to Cafcass."),
            rules if policy.cafcass else stated(()),
            *((notes,) if policy.cafcass_notes else ()),
            _law(library, library.national.cafcass_facts),
            *flags(policy, "cafcass"),
        ),
    )


def _cafcass_rule(policy: Policy, rule: CafcassRule) -> Entry:
    fields = (
        Field(
            label="Condition",
            lines=(line("A belief about a risk to the child’s human rights"),) if rule.needs_rights_risk else (),
        ),
        Field(label="Level", lines=(line(*level_names(policy, [rule.level])),) if rule.level else ()),
        Field(label="Speak first to", lines=posts(policy, rule.consult)),
        Field(label="Tell", lines=posts(policy, rule.notify)),
    )
    return Entry(
        id=f"cafcass-{rule.id}",
        title=f"Cafcass: {rule.when}",
        lines=(line(rule.text, citations=cite(policy, rule.cite)),),
        fields=stated_fields(fields),
    )


def legal_advice_section(policy: Policy) -> Section:
    """Return what the document says about independent legal advice for the IRO."""
    lines = tuple(_legal_advice(policy, rule) for rule in policy.legal_advice)
    return Section(
        heading="Independent legal advice",
        anchor="legal-advice",
        blocks=(stated(lines), *flags(policy, "legal_advice")),
    )


def _legal_advice(policy: Policy, rule: LegalAdvice) -> Line:
    parts: list[Inline] = [Strong("At any time. " if rule.any_time else "Only under conditions. "), rule.text]
    if rule.only_at:
        parts += [" Open at: ", *level_names(policy, rule.only_at), "."]
    if rule.needs_rights_risk:
        parts.append(" Condition: a risk to the child’s human rights.")
    if rule.through:
        parts.append(f" Through: {titles(policy, rule.through)}.")
    return line(*parts, citations=cite(policy, rule.cite))
