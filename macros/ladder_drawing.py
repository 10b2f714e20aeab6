"""A ladder as a drawing made of HTML, with who answers, how long they have, and who else hears of it.

The drawing is an ordered list, so that it can be read aloud, printed and used on a phone; lines and marks come from
the style sheet.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from calculator.lookup import level_index, recipients_by_kind, role_words
from calculator.model import Level, LevelId, Limit, LimitReading, Policy, Recipient, RouteCause, Tier
from calculator.result_words import INDIRECT_LABELS, NONE_STATED, RECIPIENT_LABELS, ROUTE_WORDS
from macros.level_card import clock_words
from macros.page_parts import Inline, Line, Link, Note, line
from macros.statements import answering_posts, conflict_link, level_names, page_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One level of the drawing."""

    name: Link
    tier: Tier
    who: str | None
    """Who answers, unless the name says so."""
    amount: str | None
    """The number of the limit, if there is one."""
    unit: str
    """The unit of the limit, or why there is no number."""
    clock: str | None
    """From when the limit runs, where the document says so."""
    readings: tuple[Line, ...]
    """Other readings of the limit, with the flags that record them."""
    others: tuple[Line, ...]
    """Who else gets it, hears of it or is spoken to first, and ways on other than to the next rung."""


def rungs(policy: Policy) -> tuple[Rung, ...]:
    """Return the drawing's levels, the first step first."""
    return tuple(_rung(policy, level) for level in policy.levels)


def _rung(policy: Policy, level: Level) -> Rung:
    limit = level.reply.within
    clock = clock_words(level)
    who = answering_posts(policy, level)
    return Rung(
        name=Link(level.name, f"{page_of(policy)}#{level.id}"),
        tier=level.tier,
        who=who if who.casefold() not in level.name.casefold() else None,
        amount=str(limit.value) if limit.value else None,
        unit=_unit(limit),
        clock=clock.lower() if limit.value and clock != NONE_STATED else None,
        readings=tuple(_reading(policy, reading) for reading in level.reply.readings),
        others=(*_other_posts(policy, level), *_other_ways(policy, level)),
    )


def _unit(limit: Limit) -> str:
    return str(limit).removeprefix(f"{limit.value} ")


def _reading(policy: Policy, reading: LimitReading) -> Line:
    flag: tuple[Inline, ...] = (", ", conflict_link(policy, reading.conflict)) if reading.conflict else ()
    return line(f"or read as {reading.within}", *flag)


def _other_posts(policy: Policy, level: Level) -> tuple[Line, ...]:
    """Return the posts beside those that answer, one line for each kind; silence has no line."""
    beside = tuple(recipient for recipient in level.to if not recipient.answers)
    kinds = recipients_by_kind(level)
    several = (
        ("Sent also to", beside),
        (RECIPIENT_LABELS["copy"], kinds["copy"]),
        (RECIPIENT_LABELS["notify"], kinds["notify"]),
        (RECIPIENT_LABELS["consult"], level.consult),
        *((label, kinds[kind]) for kind, label in INDIRECT_LABELS.items()),
    )
    return tuple(line(Note(f"{label}:"), f" {_titles(policy, posts)}") for label, posts in several if posts)


def _titles(policy: Policy, several: tuple[Recipient, ...]) -> str:
    return ", ".join(dict.fromkeys(role_words(policy, recipient.role) for recipient in several))


def _other_ways(policy: Policy, level: Level) -> tuple[Line, ...]:
    """Return the routes other than the plain one to the next rung, one line for each level they lead to."""
    following = level_index(policy, level.id) + 1
    causes: dict[LevelId, list[str]] = defaultdict(list)
    for route in level.leads_to:
        if route.when is not RouteCause.NOT_RESOLVED or level_index(policy, route.level) != following:
            causes[route.level].append(ROUTE_WORDS[route.when])
    return tuple(
        line(Note(f"{', or '.join([several[0], *map(str.lower, several[1:])])}:"), " ", *level_names(policy, [target]))
        for target, several in causes.items()
    )
