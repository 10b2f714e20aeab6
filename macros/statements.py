"""The parts of a policy that occur everywhere, as lines: posts, statements, limits, links to levels and flags."""

from __future__ import annotations

import re
from collections.abc import Iterable

from calculator.library import Library
from calculator.lookup import cite, conflicts_touching, find_level, level_label, recipient_titles, role_words
from calculator.model import (
    Conflict,
    FactId,
    Level,
    LevelId,
    Limit,
    LimitReading,
    National,
    PlaceId,
    Policy,
    Recipient,
    RoleId,
    Statement,
    Tier,
)
from calculator.reply_date import split_days
from macros.page_parts import Block, Field, Fields, Inline, LimitText, Line, Link, Note, Strong, line

NATIONAL_PAGE = "national/"
DOES_NOT_ANSWER = "who gets it beside the post that answers"


def page_of(policy: Policy) -> str:
    """Return the address of a policy's page."""
    return f"authorities/{policy.id}/"


def policy_of(page_url: str, library: Library) -> Policy | None:
    """Return the policy that a page is about: its own page, or one below that."""
    found = re.match(r"authorities/([^/]+)/", page_url)
    return library.policies.get(found[1]) if found else None


def section_anchor(policy: Policy, name: str) -> str:
    """Return a section's anchor; a level of the same name keeps the plain one."""
    return f"{name}-rules" if any(level.id == name for level in policy.levels) else name


def said(policy: Policy, statements: Iterable[Statement]) -> tuple[Line, ...]:
    """Return statements as lines with their clauses."""
    return tuple(line(statement.text, citations=cite(policy, statement.cite)) for statement in statements)


def titles(policy: Policy, roles: Iterable[RoleId]) -> str:
    """Return the titles of posts as printed, parted by commas."""
    return ", ".join(role_words(policy, role) for role in roles)


def posts(policy: Policy, roles: Iterable[RoleId]) -> tuple[Line, ...]:
    """Return posts as one line, or no line where there are none."""
    names = titles(policy, roles)
    return (line(names),) if names else ()


def recipients(policy: Policy, several: Iterable[Recipient], places: Iterable[PlaceId]) -> tuple[Line, ...]:
    """Return recipients as lines; `places` are the clauses of those that name none themselves."""
    own = tuple(places)
    return tuple(_recipient(policy, recipient, recipient.cite or own) for recipient in several)


def _recipient(policy: Policy, recipient: Recipient, places: tuple[PlaceId, ...]) -> Line:
    parts: list[Inline] = [Strong(role_words(policy, recipient.role))]
    if not recipient.answers:
        parts.append(f", {DOES_NOT_ANSWER}")
    if recipient.stands_in_for:
        parts.append(f", standing in for {role_words(policy, recipient.stands_in_for)}")
    if recipient.told_by:
        parts.append(f", told by {role_words(policy, recipient.told_by)}")
    if recipient.when:
        parts.append(f", {recipient.when}")
    if recipient.note:
        parts += [". ", Note(recipient.note)]
    return line(*parts, citations=cite(policy, places))


def level_link(policy: Policy, level_id: LevelId) -> Link:
    """Return a link to a level's card, worded with its name and who answers."""
    return Link(level_label(policy, find_level(policy, level_id)), f"{page_of(policy)}#{level_id}")


def level_names(policy: Policy, levels: Iterable[LevelId]) -> tuple[Inline, ...]:
    """Return short links to levels, parted by commas."""
    parts: list[Inline] = []
    for level_id in levels:
        parts += [", "] if parts else []
        parts.append(Link(find_level(policy, level_id).name, f"{page_of(policy)}#{level_id}"))
    return tuple(parts)


def level_count(policy: Policy) -> str:
    """Return how many levels are formal, and how many there are in all where some are not."""
    formal = sum(level.tier is Tier.FORMAL for level in policy.levels)
    word = policy.words.level if formal == 1 else f"{policy.words.level}s"
    in_all = "" if formal == len(policy.levels) else f", {len(policy.levels)} in all"
    return f"{formal} formal {word}{in_all}"


def answering_posts(policy: Policy, level: Level) -> str:
    """Return who answers at a level, as one text."""
    return " / ".join(recipient_titles(policy, (recipient for recipient in level.to if recipient.answers)))


def fact_lines(national: National, ids: Iterable[FactId]) -> tuple[Line, ...]:
    """Return facts of law and guidance with their subjects, which lead to how they are known."""
    known = {fact.id: fact for fact in national.facts}
    return tuple(line(f"{known[key].text} ", Link(known[key].subject, f"{NATIONAL_PAGE}#fact-{key}")) for key in ids)


def limit_parts(limit: Limit) -> tuple[Inline, ...]:
    """Return a limit and, where it says only "days", the two kinds of days that the guide counts."""
    kinds = split_days(limit)
    if len(kinds) == 1:
        return (LimitText(str(limit)),)
    calendar_days, working_days = (LimitText(str(kind)) for kind in kinds)
    return (LimitText(str(limit)), " (that is ", calendar_days, " or ", working_days, ")")


def reading_line(policy: Policy, reading: LimitReading) -> Line:
    """Return another reading of a limit, with why and with the flag that records it."""
    parts: list[Inline] = ["Can also be read as ", *limit_parts(reading.within), f". {reading.text}"]
    if reading.conflict:
        parts += [" See ", conflict_link(policy, reading.conflict), "."]
    return line(*parts, citations=cite(policy, reading.cite))


def conflict_link(policy: Policy, ref: str) -> Link:
    """Return a link to a flag, worded with its number."""
    return Link(ref, f"{page_of(policy)}#conflict-{ref.lower()}")


def flag_lines(policy: Policy, conflicts: Iterable[Conflict]) -> tuple[Line, ...]:
    """Return flags as links with their titles."""
    return tuple(
        line(Link(f"{conflict.ref}: {conflict.title}", f"{page_of(policy)}#conflict-{conflict.ref.lower()}"))
        for conflict in conflicts
    )


def flags(policy: Policy, *parts: str) -> tuple[Block, ...]:
    """Return the flags that touch parts of a policy, or nothing."""
    lines = flag_lines(policy, conflicts_touching(policy, parts))
    row = Field(label="Gaps and contradictions", lines=lines, is_searchable=False)
    return (Fields(fields=(row,)),) if lines else ()


def is_stated(field: Field) -> bool:
    """Say whether anything stands under a label."""
    return bool(field.lines or field.after)


def stated_fields(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Return the fields under which something stands."""
    return tuple(field for field in fields if is_stated(field))


def capital(text: str) -> str:
    """Return the text with a capital first letter, the rest unchanged."""
    return text[:1].upper() + text[1:]
