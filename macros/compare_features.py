"""The features in which policies are compared: what a cell shows, and the value by which cells are compared."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from calculator.ladder import WithinCap, climb, counts_towards_total
from calculator.library import Library
from calculator.lookup import cite, responders
from calculator.model import Article, Level, LevelId, LimitUnit, Policy, Recipient, Tier
from calculator.result_words import NONE_STATED
from macros.level_card import TIMESCALE_WORDS, clock_words
from macros.page_parts import Line, Link, Strong, line
from macros.statements import answering_posts, capital, level_count, level_names, page_of, said, section_anchor, titles

CAP_ANSWERS = {
    WithinCap.YES: "Within the Handbook’s total",
    WithinCap.NO: "Over the Handbook’s total",
    WithinCap.NOT_FIXED: "Cannot be fixed: not every formal level has a limit",
}

Lines = tuple[Line, ...]


class Topic(StrEnum):
    """What a row is about; rows can be shown by topic."""

    DOCUMENT = "The document"
    LADDER = "Ladder and limits"
    POSTS = "Posts and recipients"
    WAYS = "Conditions and skipping"
    OUTSIDE = "Cafcass, legal advice, rights"
    SCOPE = "What it covers"
    PAPERS = "Forms, meetings, reports"


@dataclass(frozen=True, slots=True)
class Feature:
    """A row: what it shows of a policy, and by which value policies are compared in it."""

    label: str
    topic: Topic
    shown: Callable[[Policy, Library], Lines]
    value: Callable[[Policy], Hashable] | None
    """None for a row in which there is nothing to compare."""


def _link(policy: Policy, words: str, section: str) -> Line:
    return line(Link(words, f"{page_of(policy)}#{section_anchor(policy, section)}"))


def _levels_where(policy: Policy, wanted: Callable[[Level], bool]) -> Lines:
    names = level_names(policy, [level.id for level in policy.levels if wanted(level)])
    return (line(*names),) if names else ()


def _each(policy: Policy, words: Callable[[Level], str]) -> Lines:
    """Return the distinct words of the levels, each with the levels that they hold for."""
    levels: dict[str, list[LevelId]] = {}
    for level in policy.levels:
        levels.setdefault(words(level), []).append(level.id)
    return tuple(line(f"{text}: ", *level_names(policy, ids)) for text, ids in levels.items() if text != NONE_STATED)


def _texts(policy: Policy, section: str, texts: Iterable[str]) -> Lines:
    """Return distinct texts, each leading to the section that says more."""
    return tuple(_link(policy, capital(text), section) for text in dict.fromkeys(texts))


def _recipients(policy: Policy, of_level: Callable[[Level], tuple[Recipient, ...]]) -> Lines:
    """Return the posts of each level that has any, with the level's clauses."""
    return tuple(
        line(
            *level_names(policy, [level.id]),
            f": {', '.join(dict.fromkeys(_reached(policy, one) for one in of_level(level)))}",
            citations=cite(policy, dict.fromkeys(place for one in of_level(level) for place in one.cite or level.cite)),
        )
        for level in policy.levels
        if of_level(level)
    )


def _reached(policy: Policy, one: Recipient) -> str:
    """Return a post, and how it is reached where the sender of the concern sends it nothing."""
    reply = " (of the reply)" if one.of_reply else ""
    return f"{titles(policy, [one.role])}{reply}" + (f" (by {titles(policy, [one.told_by])})" if one.told_by else "")


def _has(policy: Policy, of_level: Callable[[Level], object]) -> bool:
    return any(of_level(level) for level in policy.levels)


def _document(policy: Policy, library: Library) -> Lines:
    return tuple(
        line(Link(document.title, f"{page_of(policy)}#edition"), f", {document.dated}") for document in policy.documents
    )


def _ladder(policy: Policy, library: Library) -> Lines:
    return (_link(policy, level_count(policy), "ladder"),)


def _tiers(policy: Policy) -> tuple[int, int]:
    """Return how many levels are formal, and how many there are."""
    return sum(level.tier is Tier.FORMAL for level in policy.levels), len(policy.levels)


def _who_answers(policy: Policy, library: Library) -> Lines:
    return tuple(
        line(
            *level_names(policy, [level.id]),
            f": {answering_posts(policy, level)}",
            citations=cite(policy, level.cite),
        )
        for level in policy.levels
    )


def _informal(policy: Policy, library: Library) -> Lines:
    return _levels_where(policy, _is_informal)


def _is_informal(level: Level) -> bool:
    return level.tier in (Tier.INFORMAL, Tier.PRE_FORMAL)


def _limits(policy: Policy, library: Library) -> Lines:
    return tuple(
        line(
            *level_names(policy, [level.id]),
            ": ",
            Strong(str(level.reply.within)),
            citations=cite(policy, level.reply.cite),
        )
        for level in policy.levels
    )


def _has_second_reading(level: Level) -> bool:
    return bool(level.reply.readings) or level.reply.within.unit is LimitUnit.DAYS


def _readings(policy: Policy, library: Library) -> Lines:
    return _levels_where(policy, _has_second_reading) or (line("At no level"),)


def _clock(policy: Policy, library: Library) -> Lines:
    return _each(policy, clock_words)


def _timescale(policy: Policy, library: Library) -> Lines:
    return _each(policy, lambda level: TIMESCALE_WORDS[level.reply.another_timescale])


def _own_total(policy: Policy, library: Library) -> Lines:
    total = policy.total
    words = Link(str(total.within), f"{page_of(policy)}#total") if total else ""
    return (line(words, citations=cite(policy, total.cite)),) if total else ()


def _sum(policy: Policy, library: Library) -> Lines:
    ladder = climb(policy, library.national, library.national.last_checked, library.calendar)
    return (_link(policy, f"{ladder.total_working_days} working days", "total"), line(CAP_ANSWERS[ladder.within_cap]))


def _formal_limits(policy: Policy) -> Hashable:
    return tuple(str(level.reply.within) for level in policy.levels if counts_towards_total(level))


def _top(policy: Policy, library: Library) -> Lines:
    level = _top_level(policy)
    return (line(*level_names(policy, [level.id]), f": {answering_posts(policy, level)}"),)


def _top_level(policy: Policy) -> Level:
    """Return the highest level inside the authority."""
    return [level for level in policy.levels if level.tier is not Tier.OUTSIDE][-1]


def _top_kinds(policy: Policy) -> Hashable:
    return frozenset(policy.roles[recipient.role].kind for recipient in responders(_top_level(policy)))


def _raised_by(policy: Policy, library: Library) -> Lines:
    return _each(policy, lambda level: titles(policy, level.sent_by) or NONE_STATED)


def _decides(policy: Policy, library: Library) -> Lines:
    return _each(policy, lambda level: titles(policy, level.decides_resolved) or NONE_STATED)


def _meetings(policy: Policy, library: Library) -> Lines:
    return _levels_where(policy, lambda level: bool(level.meetings))


def _bypass(policy: Policy, library: Library) -> Lines:
    return tuple(
        line(f"{capital(one.terms)}: ", *level_names(policy, one.opens), citations=cite(policy, one.cite))
        for one in policy.bypass
    )


def _gates(policy: Policy, library: Library) -> Lines:
    return tuple(
        line(
            f"{capital(gate.kind)}, before: ",
            *level_names(policy, gate.before),
            citations=cite(policy, gate.cite),
        )
        for gate in policy.gates
    )


def _cafcass(policy: Policy, library: Library) -> Lines:
    rules = tuple(line(capital(rule.when), citations=cite(policy, rule.cite)) for rule in policy.cafcass)
    return (*rules, _link(policy, "More on Cafcass", "cafcass")) if rules else ()


def _legal_advice(policy: Policy, library: Library) -> Lines:
    rules = tuple(
        line("At any time" if rule.any_time else "Only under conditions", citations=cite(policy, rule.cite))
        for rule in policy.legal_advice
    )
    return (*rules, _link(policy, "More on legal advice", "legal-advice")) if rules else ()


def _rights(policy: Policy, library: Library) -> Lines:
    return _texts(policy, "human-rights", policy.human_rights.uses) if policy.human_rights else ()


def _articles(policy: Policy, library: Library) -> Lines:
    return tuple(
        line(f"Article {article.number}", citations=cite(policy, article.cite)) for article in _named_articles(policy)
    )


def _named_articles(policy: Policy) -> tuple[Article, ...]:
    return policy.human_rights.articles if policy.human_rights else ()


def _children(policy: Policy, library: Library) -> Lines:
    return tuple(line(child.label, citations=cite(policy, child.cite)) for child in policy.scope.children)


def _concerns(policy: Policy, library: Library) -> Lines:
    return tuple(
        line(Link(part.title, f"{page_of(policy)}#concerns-{part.id}"), f": {len(part.items)}")
        for part in policy.concerns
    )


def _exclusions(policy: Policy, library: Library) -> Lines:
    return _texts(policy, "exclusions", (one.label for one in policy.exclusions))


def _immediate_harm(policy: Policy, library: Library) -> Lines:
    return said(policy, policy.immediate_harm)


def _forms(policy: Policy, library: Library) -> Lines:
    return tuple(line(Link(form.title, f"{page_of(policy)}#form-{form.id}")) for form in policy.forms)


def _changes(policy: Policy, library: Library) -> Lines:
    if not policy.significant_changes:
        return ()
    return tuple(
        line(Link(capital(part.duty), f"{page_of(policy)}#changes-{part.id}"), f": {len(part.items)}")
        for part in policy.significant_changes.lists
    )


def _chairs(policy: Policy, library: Library) -> Lines:
    chairs = policy.child_protection_chairs
    return (_link(policy, f"Same ladder, {chairs.same_ladder}", "child-protection-chairs"),) if chairs else ()


def _reverse(policy: Policy, library: Library) -> Lines:
    steps = len(policy.concerns_about_the_iro)
    words = f"{steps} step" if steps == 1 else f"{steps} steps"
    return (_link(policy, words, "concerns-about-the-iro"),) if steps else ()


def _reporting(policy: Policy, library: Library) -> Lines:
    every = (f"every {report.every}" if report.every else "no frequency stated" for report in policy.reporting)
    return _texts(policy, "reporting", every)


def _flags(policy: Policy, library: Library) -> Lines:
    return (line(Link(str(len(policy.conflicts)), f"{page_of(policy)}#conflicts")),)


FEATURES = (
    Feature("Document", Topic.DOCUMENT, _document, None),
    Feature("Ladder", Topic.LADDER, _ladder, _tiers),
    Feature("Informal start", Topic.LADDER, _informal, lambda policy: _has(policy, _is_informal)),
    Feature("Time to reply", Topic.LADDER, _limits, _formal_limits),
    Feature("Limit with a second reading", Topic.LADDER, _readings, lambda policy: _has(policy, _has_second_reading)),
    Feature(
        "Clock starts", Topic.LADDER, _clock, lambda policy: frozenset(level.reply.starts for level in policy.levels)
    ),
    Feature(
        "Another timescale",
        Topic.LADDER,
        _timescale,
        lambda policy: frozenset(level.reply.another_timescale for level in policy.levels),
    ),
    Feature("Total in the document", Topic.LADDER, _own_total, lambda policy: policy.total and policy.total.within),
    Feature("Limits of the formal levels together", Topic.LADDER, _sum, _formal_limits),
    Feature(
        "Who answers",
        Topic.POSTS,
        _who_answers,
        lambda policy: tuple(policy.roles[one.role].kind for level in policy.levels for one in responders(level)),
    ),
    Feature("Top of the ladder inside the authority", Topic.POSTS, _top, _top_kinds),
    Feature(
        "Raised by",
        Topic.POSTS,
        _raised_by,
        lambda policy: frozenset(policy.roles[role].kind for level in policy.levels for role in level.sent_by),
    ),
    Feature(
        "Copy to",
        Topic.POSTS,
        lambda policy, library: _recipients(policy, lambda level: level.copy),
        lambda policy: _has(policy, lambda level: level.copy),
    ),
    Feature(
        "Told",
        Topic.POSTS,
        lambda policy, library: _recipients(policy, lambda level: level.notify),
        lambda policy: _has(policy, lambda level: level.notify),
    ),
    Feature(
        "Spoken to first",
        Topic.POSTS,
        lambda policy, library: _recipients(policy, lambda level: level.consult),
        lambda policy: _has(policy, lambda level: level.consult),
    ),
    Feature(
        "Decides that it is resolved",
        Topic.POSTS,
        _decides,
        lambda policy: frozenset(policy.roles[role].kind for level in policy.levels for role in level.decides_resolved),
    ),
    Feature("Skipping a level", Topic.WAYS, _bypass, lambda policy: frozenset(one.terms for one in policy.bypass)),
    Feature("What must hold first", Topic.WAYS, _gates, lambda policy: frozenset(gate.kind for gate in policy.gates)),
    Feature(
        "Immediate risk of significant harm", Topic.WAYS, _immediate_harm, lambda policy: bool(policy.immediate_harm)
    ),
    Feature("Cafcass", Topic.OUTSIDE, _cafcass, lambda policy: frozenset(rule.when for rule in policy.cafcass)),
    Feature(
        "Independent legal advice",
        Topic.OUTSIDE,
        _legal_advice,
        lambda policy: frozenset(rule.any_time for rule in policy.legal_advice),
    ),
    Feature(
        "Human rights",
        Topic.OUTSIDE,
        _rights,
        lambda policy: frozenset(policy.human_rights.uses if policy.human_rights else ()),
    ),
    Feature(
        "Human-rights articles named",
        Topic.OUTSIDE,
        _articles,
        lambda policy: frozenset(article.number for article in _named_articles(policy)),
    ),
    Feature("Children covered", Topic.SCOPE, _children, lambda policy: len(policy.scope.children)),
    Feature("Concerns listed", Topic.SCOPE, _concerns, lambda policy: bool(policy.concerns)),
    Feature("Concerns kept out", Topic.SCOPE, _exclusions, lambda policy: bool(policy.exclusions)),
    Feature("Significant changes listed", Topic.SCOPE, _changes, lambda policy: bool(policy.significant_changes)),
    Feature(
        "Child-protection chairs",
        Topic.SCOPE,
        _chairs,
        lambda policy: policy.child_protection_chairs and policy.child_protection_chairs.same_ladder,
    ),
    Feature("Concerns about the IRO", Topic.SCOPE, _reverse, lambda policy: len(policy.concerns_about_the_iro)),
    Feature("Gaps and contradictions recorded", Topic.DOCUMENT, _flags, None),
    Feature("Forms", Topic.PAPERS, _forms, lambda policy: bool(policy.forms)),
    Feature("Meetings", Topic.PAPERS, _meetings, lambda policy: _has(policy, lambda level: level.meetings)),
    Feature(
        "Data and reporting",
        Topic.PAPERS,
        _reporting,
        lambda policy: frozenset(report.every for report in policy.reporting),
    ),
)
"""The rows, each with what it shows and the value that is compared."""
