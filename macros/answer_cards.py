"""Outcomes as cards to look up: situations that have the same outcome share one.

What a card says is taken from the engine's own explanation, without its dates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from calculator import result_blocks
from calculator.explanation import explain
from calculator.library import Library
from calculator.lookup import Citation, level_label
from calculator.model import ConflictRef, LevelId, Policy, Tier
from calculator.outcome import OpenLevel, Outcome, Reason, Status
from calculator.plain_dates import Words
from calculator.reply_date import has_number, no_limit_reason
from macros.answer_paths import Found, Situation
from macros.level_card import limit_field
from macros.page_parts import Field, Fields, Inline, Line, Link, Strong, line
from macros.reply_date_tables import reply_dates_link
from macros.statements import conflict_link, level_link, page_of, stated_fields, titles

STATUS_LABELS = {
    Status.DO_NOW: "Do this now",
    Status.WAIT: "Wait",
    Status.RECORD_AND_CLOSE: "Record and close",
    Status.NOT_FOR_THIS_PROCEDURE: "Not for this procedure",
    Status.NOT_DETERMINED: "Not determined",
}
EXPLAINED_ON_CARD = {
    Status.DO_NOW: ("before", "how", "meeting"),
    Status.WAIT: ("more-time",),
    Status.RECORD_AND_CLOSE: ("records",),
    Status.NOT_FOR_THIS_PROCEDURE: ("instead",),
    Status.NOT_DETERMINED: (),
}
"""The sections of a result that stand on its card, by their ids."""

Choosable = dict[Situation, frozenset[LevelId]]
"""The higher levels with a card of their own that are open in a situation."""


class UnclearSituation(ValueError):
    """The words for a situation do not tell apart two cases that the engine answers differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One answer, with every situation that has it."""

    status: Status
    fields: tuple[Field, ...]
    found: tuple[Found, ...]
    others: tuple[tuple[Line, tuple[Found, ...]], ...]
    """What else is open, each with the situations in which it is."""


def cards(found: Iterable[Found], library: Library, choosable: Choosable) -> tuple[Card, ...]:
    """Return a card for each different answer. Raises UnclearSituation."""
    grouped: dict[tuple[Status, tuple[Field, ...]], list[Found]] = {}
    answered: dict[tuple[Situation, LevelId | None], tuple[object, ...]] = {}
    for one in found:
        fields = _fields(one, library)
        level = one.outcome.level.id if one.outcome.level and one.situation.higher else None
        whole = (fields, _other_levels(one, choosable))
        if answered.setdefault((one.situation, level), whole) != whole:
            raise UnclearSituation(f"{one.outcome.policy.id}: {one.situation} has two answers")
        grouped.setdefault((one.outcome.status, fields), []).append(one)
    return tuple(
        Card(status=status, fields=fields, found=tuple(several), others=_others(several, choosable))
        for (status, fields), several in grouped.items()
    )


def _others(found: Iterable[Found], choosable: Choosable) -> tuple[tuple[Line, tuple[Found, ...]], ...]:
    open_in: dict[Line, list[Found]] = {}
    for one in found:
        for said in _other_levels(one, choosable):
            open_in.setdefault(said, []).append(one)
    return tuple((said, tuple(several)) for said, several in open_in.items())


def card_block(card: Card, when: Field, known: Collection[Reason] = ()) -> Fields:
    """Return a card as a page shows it.

    `when` says in which situations it holds. The reasons in `known` hold for every card of the page and are left out.
    """
    fields = (when, *card.fields, _more_time(card), _open_beside(card), _why(card, known), _flags(card))
    return Fields(fields=stated_fields(fields), status=card.status)


def except_for(several: Iterable[str], every: Iterable[str]) -> str:
    """Return which of the replies are meant, in the shorter way; nothing where all are."""
    meant = dict.fromkeys(several)
    missing = [reply for reply in dict.fromkeys(every) if reply not in meant]
    if not missing:
        return ""
    return f"but not with: {' '.join(missing)}" if len(missing) < len(meant) else f"with: {' '.join(meant)}"


def _open_beside(card: Card) -> Field:
    """Return the other levels, each with the replies after which it is open unless all are."""
    every = [one.situation.reply for one in card.found]
    lines = []
    for said, found in card.others:
        only = except_for((one.situation.reply for one in found), every)
        lines.append(replace(said, parts=(*said.parts, f" ({only})")) if only else said)
    return Field(label="Other levels open to you", lines=tuple(lines))


def shown_line(said: result_blocks.Line) -> Line:
    """Return a line of a result as pages show it."""
    return line(*said.parts, citations=said.citations)


def lines_of(sections: Iterable[result_blocks.Section], section_id: str) -> tuple[result_blocks.Line, ...]:
    """Return all lines of a section of a result; none if the result lacks it."""
    blocks = (block for section in sections if section.id == section_id for block in section.blocks)
    return tuple(said for block in blocks if isinstance(block, result_blocks.Lines) for said in block.lines)


def _fields(found: Found, library: Library) -> tuple[Field, ...]:
    outcome = found.outcome
    sections = {section.id: section for section in explain(outcome, library)}
    explained = [sections[key] for key in EXPLAINED_ON_CARD[outcome.status] if key in sections]
    if found.situation.higher:
        explained = [section for section in explained if section.id != "how"]
    return stated_fields(
        (
            Field(label="First of all", lines=tuple(map(undated, outcome.urgent))),
            _what_to_do(found),
            *(_posts(sections["reply"]) if outcome.status is Status.DO_NOW else ()),
            _limit(outcome),
            *(field for section in explained for field in _section_fields(section)),
            _more(found),
        )
    )


def _more(found: Found) -> Field:
    """Return the way to how a chosen level is used, which its own card says already."""
    level = found.outcome.level
    if not level or not found.situation.higher:
        return Field(label="How", lines=())
    return Field(label="How", lines=(line("See ", level_link(found.outcome.policy, level.id), "."),))


def _what_to_do(found: Found) -> Field:
    """Return the headline under its status; a date gives way to words, as only real answers have one."""
    words = _without_dates(found.outcome.headline, "the reply date")
    return Field(label=_status_label(found), lines=(line(Strong(words)),))


def _status_label(found: Found) -> str:
    """Return what a card is: a level that the reader chooses, and a referral, are no orders."""
    level, status = found.outcome.level, found.outcome.status
    if status is Status.DO_NOW and level and level.tier is Tier.OUTSIDE:
        return "Open to you"
    if status is Status.DO_NOW and found.situation.higher:
        return "You may choose this"
    return STATUS_LABELS[status]


def undated(reason: Reason) -> Line:
    """Return what is to be read first of all; the only dates in it are those of a limit's readings."""
    return line(_without_dates(reason.words, "the date of that reading"), citations=reason.citations)


def _without_dates(words: Words, instead: str) -> str:
    return "".join(part if isinstance(part, str) else instead for part in words)


def _posts(section: result_blocks.Section) -> Iterator[Field]:
    kinds = [block for block in section.blocks if isinstance(block, result_blocks.Posts)]
    for block in kinds:
        lines, notes = tuple(map(shown_line, block.posts)), tuple(map(shown_line, block.notes))
        yield Field(label=block.label, lines=lines, recipients=block.recipients, after=notes)
    silent = "; ".join(block.label for block in kinds if not block.posts)
    yield Field(label="None stated", lines=(line(silent),) if silent else (), is_minor=True)


def _limit(outcome: Outcome) -> Field:
    """Return the limit of the level to use or to wait for, with the way to its dates."""
    level = outcome.level
    if level is None or outcome.status not in (Status.DO_NOW, Status.WAIT):
        return Field(label="Time to reply", lines=())
    field = limit_field(outcome.policy, level)
    dates = (line(reply_dates_link(outcome.policy, "Look up the date")),) if has_number(level) else ()
    return Field(label=field.label, lines=(*field.lines, *dates))


def _section_fields(section: result_blocks.Section) -> Iterator[Field]:
    for block in section.blocks:
        if isinstance(block, result_blocks.Lines):
            yield Field(label=block.title or section.title, lines=tuple(map(shown_line, block.lines)))


def _other_levels(found: Found, choosable: Choosable) -> tuple[Line, ...]:
    """Return what else is open; levels that have a card of their own, and the same terms, share a line."""
    outcome, policy = found.outcome, found.outcome.policy
    if found.situation.higher:
        return ()
    with_card = choosable.get(replace(found.situation, further=()), frozenset())
    alike: dict[tuple[str, tuple[Citation, ...]], list[OpenLevel]] = {}
    for other in outcome.other_levels:
        if other.level.id in with_card:
            alike.setdefault((other.terms, other.citations), []).append(other)
    others = [other for other in outcome.other_levels if other.level.id not in with_card]
    return (
        *(_alike_levels(policy, several) for several in alike.values()),
        *(_other_level(policy, one) for one in others),
    )


def _alike_levels(policy: Policy, several: list[OpenLevel]) -> Line:
    """Return levels with the same terms; their cards say to whom to speak first."""
    names: list[Inline] = []
    for other in several:
        names += [", " if names else "", Link(other.level.name, f"{page_of(policy)}answers/#higher")]
    terms = several[0].terms
    words = f". Terms for each: {terms}" if len(several) > 1 else f". {terms}"
    return line(*names, words, citations=several[0].citations)


def _other_level(policy: Policy, other: OpenLevel) -> Line:
    consult = f" Speak first to: {titles(policy, other.consult)}." if other.consult else ""
    return line(level_link(policy, other.level.id), f". {other.terms}{consult}", citations=other.citations)


def _more_time(card: Card) -> Field:
    """Return what holds if more time is asked for while a reply is awaited, where the document has no rule for it."""
    label = "Another timescale"
    asked = [one for one in card.found if one.more_time_asked]
    if card.status is not Status.WAIT or any(field.label == label for field in card.fields):
        asked = []
    plain = {reason for one in card.found if one.is_plain for reason in one.outcome.because}
    reasons = dict.fromkeys(reason for one in asked for reason in one.outcome.because if _is_rule(reason))
    return Field(label=label, lines=tuple(_reason(reason) for reason in reasons if reason not in plain))


def _why(card: Card, known: Collection[Reason]) -> Field:
    """Return the rules that fired in any situation of the card and do not stand on it already."""
    is_chosen = any(one.situation.higher for one in card.found)
    if is_chosen or card.status in (Status.WAIT, Status.RECORD_AND_CLOSE):
        return Field(label="Why", lines=())
    said = {said.parts[0] for field in card.fields for said in field.lines}
    reasons = dict.fromkeys(reason for one in card.found if one.is_plain for reason in one.outcome.because)
    fired = [reason for reason in reasons if _is_rule(reason) and reason not in known]
    level = card.found[0].outcome.level
    limit = no_limit_reason(level) if level else None
    return Field(
        label="Why", lines=tuple(_reason(one) for one in fired if one.words[0] not in said and one.words[0] != limit)
    )


def _reason(reason: Reason) -> Line:
    return line(*reason.words, citations=reason.citations)


def _is_rule(reason: Reason) -> bool:
    """Say whether a reason rests on the document and holds on every day."""
    return bool(reason.citations) and not any(isinstance(part, date) for part in reason.words)


def _flags(card: Card) -> Field:
    refs = dict.fromkeys(conflict.ref for one in card.found for conflict in one.outcome.conflicts)
    return flags_field(card.found[0].outcome.policy, refs)


def flags_field(policy: Policy, refs: Iterable[ConflictRef]) -> Field:
    """Return links to flags by their numbers."""
    parts: list[Inline] = []
    for ref in refs:
        parts += [", " if parts else "", conflict_link(policy, ref)]
    return Field(label="Gaps and contradictions", lines=(line(*parts),) if parts else (), is_minor=True)


def standing_label(policy: Policy, tried: str) -> str:
    """Return where the concern stands: the level used last."""
    for level in policy.levels:
        if level.id == tried:
            return f"At {level_label(policy, level)}"
    return "Nothing tried yet"
