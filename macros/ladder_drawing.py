"""A ladder as a drawing made of HTML, and as a table.

The drawing is an ordered list, so that it can be read aloud, printed and used on a phone; lines and marks come from
the style sheet.
"""

from __future__ import annotations

from dataclasses import dataclass

from calculator.explanation import NONE_STATED, ROUTE_WORDS
from calculator.lookup import level_index
from calculator.model import Level, Limit, Policy, Recipient, RouteCause, Tier
from macros.level_card import clock_words
from macros.page_parts import NOTHING_STATED, Line, Link, Note, Row, Strong, Table, line
from macros.statements import DOES_NOT_ANSWER, answering_posts, capital, level_names, page_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One level of the drawing."""

    name: Link
    tier: Tier
    who: str
    amount: str
    """The number of the limit, or a dash."""
    unit: str
    """The unit of the limit, or why there is no number."""
    clock: str | None
    """From when the limit runs, where the document says so."""
    ways: tuple[Line, ...]
    """Ways on other than to the next rung."""


def rungs(policy: Policy) -> tuple[Rung, ...]:
    """Return the drawing's levels, the first step first."""
    return tuple(_rung(policy, level) for level in policy.levels)


def _rung(policy: Policy, level: Level) -> Rung:
    limit = level.reply.within
    clock = clock_words(level)
    return Rung(
        name=Link(level.name, f"{page_of(policy)}#{level.id}"),
        tier=level.tier,
        who=answering_posts(policy, level),
        amount=str(limit.value) if limit.value else "–",
        unit=_unit(limit),
        clock=clock if limit.value and clock != NONE_STATED else None,
        ways=_other_ways(policy, level),
    )


def _unit(limit: Limit) -> str:
    return str(limit).removeprefix(f"{limit.value} ")


def _other_ways(policy: Policy, level: Level) -> tuple[Line, ...]:
    """Return the routes other than the plain one to the next rung."""
    following = level_index(policy, level.id) + 1
    return tuple(
        line(f"{ROUTE_WORDS[route.when]}: ", *level_names(policy, [route.level]))
        for route in level.leads_to
        if route.when is not RouteCause.NOT_RESOLVED or level_index(policy, route.level) != following
    )


def ladder_table(policy: Policy) -> Table:
    """Return the ladder as a table."""
    return Table(
        caption=f"The ladder of {policy.name}",
        columns=(capital(policy.words.level), "Answers", "Time to reply", "Copy to", "Tell", "Speak to first"),
        rows=tuple(_row(policy, level) for level in policy.levels),
    )


def _row(policy: Policy, level: Level) -> Row:
    starts = Note(f"Clock starts: {clock_words(level)}")
    return Row(
        cells=(
            (line(Link(level.name, f"{page_of(policy)}#{level.id}")),),
            _names(policy, level.to),
            (line(Strong(str(level.reply.within))), line(starts)),
            _names(policy, level.copy),
            _names(policy, level.notify),
            _names(policy, level.consult),
        )
    )


def _names(policy: Policy, several: tuple[Recipient, ...]) -> tuple[Line, ...]:
    lines = {recipient.role: _name(policy, recipient) for recipient in several}
    return tuple(lines.values()) or (NOTHING_STATED,)


def _name(policy: Policy, recipient: Recipient) -> Line:
    title = policy.roles[recipient.role].title
    return line(title) if recipient.answers else line(title, Note(f", {DOES_NOT_ANSWER}"))
