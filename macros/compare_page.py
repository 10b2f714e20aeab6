"""The comparison: a row for each feature, a column for each authority, every cell from the policies."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from calculator.explanation import NONE_STATED
from calculator.ladder import WithinCap, climb
from calculator.library import Library
from calculator.model import Level, LevelId, LimitUnit, Policy, Tier
from macros.level_card import TIMESCALE_WORDS, clock_words
from macros.page_parts import NOTHING_STATED, Inline, Line, Link, Row, Strong, Table, line
from macros.statements import answering_posts, capital, level_names, page_of, section_anchor

CAP_ANSWERS = {
    WithinCap.YES: "Within the Handbook’s total",
    WithinCap.NO: "Over the Handbook’s total",
    WithinCap.NOT_FIXED: "Cannot be fixed: not every formal level has a limit",
}

Cell = tuple[Line, ...]


def comparison(library: Library) -> Table:
    """Return the matrix of all policies."""
    policies = tuple(library.policies.values())
    rows = tuple(
        Row(cells=((line(label),), *(cell(policy, library) or (NOTHING_STATED,) for policy in policies)))
        for label, cell in FEATURES
    )
    return Table(
        caption="The procedures side by side", columns=("Feature", *(policy.name for policy in policies)), rows=rows
    )


def _link(policy: Policy, words: str, section: str) -> Line:
    return line(Link(words, f"{page_of(policy)}#{section_anchor(policy, section)}"))


def _levels_where(policy: Policy, wanted: Callable[[Level], bool]) -> Cell:
    names = level_names(policy, [level.id for level in policy.levels if wanted(level)])
    return (line(*names),) if names else ()


def _each(policy: Policy, words: Callable[[Level], str]) -> Cell:
    """Return the distinct words of the levels, each with the levels that they hold for."""
    levels: dict[str, list[LevelId]] = {}
    for level in policy.levels:
        levels.setdefault(words(level), []).append(level.id)
    return tuple(line(f"{text}: ", *level_names(policy, ids)) for text, ids in levels.items() if text != NONE_STATED)


def _texts(policy: Policy, section: str, texts: Iterable[str]) -> Cell:
    """Return distinct texts, each leading to the section that says more."""
    return tuple(_link(policy, capital(text), section) for text in dict.fromkeys(texts))


def _document(policy: Policy, library: Library) -> Cell:
    return tuple(
        line(Link(document.title, f"{page_of(policy)}#edition"), f", {document.dated}") for document in policy.documents
    )


def _ladder(policy: Policy, library: Library) -> Cell:
    return (_link(policy, f"{len(policy.levels)} {policy.words.level}s", "ladder"),)


def _who_answers(policy: Policy, library: Library) -> Cell:
    return tuple(
        line(*level_names(policy, [level.id]), f": {answering_posts(policy, level)}") for level in policy.levels
    )


def _informal(policy: Policy, library: Library) -> Cell:
    return _levels_where(policy, lambda level: level.tier in (Tier.INFORMAL, Tier.PRE_FORMAL))


def _limits(policy: Policy, library: Library) -> Cell:
    return tuple(
        line(*level_names(policy, [level.id]), ": ", Strong(str(level.reply.within))) for level in policy.levels
    )


def _readings(policy: Policy, library: Library) -> Cell:
    found = _levels_where(policy, lambda level: bool(level.reply.readings) or level.reply.within.unit is LimitUnit.DAYS)
    return found or (line("At no level"),)


def _clock(policy: Policy, library: Library) -> Cell:
    return _each(policy, clock_words)


def _timescale(policy: Policy, library: Library) -> Cell:
    return _each(policy, lambda level: TIMESCALE_WORDS[level.reply.another_timescale])


def _own_total(policy: Policy, library: Library) -> Cell:
    return (_link(policy, str(policy.total.within), "total"),) if policy.total else ()


def _sum(policy: Policy, library: Library) -> Cell:
    ladder = climb(policy, library.national, library.national.last_checked, library.calendar)
    return (_link(policy, f"{ladder.total_working_days} working days", "total"), line(CAP_ANSWERS[ladder.within_cap]))


def _copied(policy: Policy, library: Library) -> Cell:
    return _levels_where(policy, lambda level: bool(level.copy))


def _told(policy: Policy, library: Library) -> Cell:
    return _levels_where(policy, lambda level: bool(level.notify))


def _consulted(policy: Policy, library: Library) -> Cell:
    return _levels_where(policy, lambda level: bool(level.consult))


def _meetings(policy: Policy, library: Library) -> Cell:
    return _levels_where(policy, lambda level: bool(level.meetings))


def _bypass(policy: Policy, library: Library) -> Cell:
    return _texts(policy, "bypass", (one.terms for one in policy.bypass))


def _gates(policy: Policy, library: Library) -> Cell:
    return _texts(policy, "entry", (one.kind for one in policy.gates))


def _cafcass(policy: Policy, library: Library) -> Cell:
    return _texts(policy, "cafcass", (rule.when for rule in policy.cafcass))


def _legal_advice(policy: Policy, library: Library) -> Cell:
    words = ("at any time" if rule.any_time else "only under conditions" for rule in policy.legal_advice)
    return _texts(policy, "legal-advice", words)


def _rights(policy: Policy, library: Library) -> Cell:
    return _texts(policy, "human-rights", policy.human_rights.uses) if policy.human_rights else ()


def _concerns(policy: Policy, library: Library) -> Cell:
    return tuple(
        line(Link(part.title, f"{page_of(policy)}#concerns-{part.id}"), f": {len(part.items)}")
        for part in policy.concerns
    )


def _exclusions(policy: Policy, library: Library) -> Cell:
    return _texts(policy, "exclusions", (one.label for one in policy.exclusions))


def _forms(policy: Policy, library: Library) -> Cell:
    return tuple(line(Link(form.title, f"{page_of(policy)}#form-{form.id}")) for form in policy.forms)


def _changes(policy: Policy, library: Library) -> Cell:
    if not policy.significant_changes:
        return ()
    return tuple(
        line(Link(capital(part.duty), f"{page_of(policy)}#changes-{part.id}"), f": {len(part.items)}")
        for part in policy.significant_changes.lists
    )


def _chairs(policy: Policy, library: Library) -> Cell:
    chairs = policy.child_protection_chairs
    return (_link(policy, f"Same ladder, {chairs.same_ladder}", "child-protection-chairs"),) if chairs else ()


def _reverse(policy: Policy, library: Library) -> Cell:
    steps = len(policy.concerns_about_the_iro)
    words = f"{steps} step" if steps == 1 else f"{steps} steps"
    return (_link(policy, words, "concerns-about-the-iro"),) if steps else ()


def _reporting(policy: Policy, library: Library) -> Cell:
    every = (f"every {report.every}" if report.every else "no frequency stated" for report in policy.reporting)
    return _texts(policy, "reporting", every)


def _flags(policy: Policy, library: Library) -> Cell:
    words: Inline = Link(str(len(policy.conflicts)), f"{page_of(policy)}#conflicts")
    return (line(words),)


FEATURES: tuple[tuple[str, Callable[[Policy, Library], Cell]], ...] = (
    ("Document", _document),
    ("Ladder", _ladder),
    ("Who answers", _who_answers),
    ("Informal start", _informal),
    ("Time to reply", _limits),
    ("Limit with a second reading", _readings),
    ("Clock starts", _clock),
    ("Another timescale", _timescale),
    ("Total in the document", _own_total),
    ("Limits of the formal levels together", _sum),
    ("Posts copied in at", _copied),
    ("Posts told at", _told),
    ("Posts spoken to first at", _consulted),
    ("Meetings at", _meetings),
    ("Passing over levels", _bypass),
    ("What must hold first", _gates),
    ("Cafcass", _cafcass),
    ("Independent legal advice", _legal_advice),
    ("Human rights", _rights),
    ("Concerns listed", _concerns),
    ("Concerns kept out", _exclusions),
    ("Forms", _forms),
    ("Significant changes listed", _changes),
    ("Child-protection chairs", _chairs),
    ("Concerns about the IRO", _reverse),
    ("Data and reporting", _reporting),
    ("Gaps and contradictions recorded", _flags),
)
"""The rows, each with the function that fills its cells."""
