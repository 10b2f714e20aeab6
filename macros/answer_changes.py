"""What an unusual answer about the child or the concern changes in the results behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

from calculator.model import ConflictRef, LevelId
from calculator.outcome import Outcome, Reason, Status
from macros.answer_paths import Found, Situation

Pair = tuple[Found, tuple[Outcome, ...]]
"""A result behind the answer, with the usual outcomes in the same situation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What differs from the usual results."""

    urgent: tuple[Reason, ...] = ()
    """What comes first in every result."""
    flags: tuple[ConflictRef, ...] = ()
    """Flags that the usual results lack."""
    left_out: tuple[LevelId, ...] = ()
    """Levels that usually are open beside a result, and here beside none."""
    results: tuple[Found, ...] = ()
    """The results that differ in more than these."""


def changes(found: Iterable[Found], usual: Iterable[Found]) -> Changes:
    """Return what differs in the results, those of a higher level aside that the reader chooses."""
    before: dict[Situation, tuple[Outcome, ...]] = {}
    for one in usual:
        before[one.situation] = (*before.get(one.situation, ()), one.outcome)
    pairs = [(one, before.get(one.situation, ())) for one in found if not one.situation.higher]
    alike = [pair for pair in pairs if _leads_on_alike(pair)]
    common = Changes(urgent=_urgent_in_all(pairs), flags=_flags_in_all(alike), left_out=_left_out(alike))
    same = [pair for pair in alike if not _differs_in_more(pair, common)]
    return replace(common, results=tuple(pair[0] for pair in pairs if pair not in same))


def _leads_on_alike(pair: Pair) -> bool:
    one, usual = pair
    return any(_acts(one.outcome) == _acts(outcome) for outcome in usual)


def _acts(outcome: Outcome) -> tuple[object, ...]:
    """Return what a reader does."""
    says = outcome.headline if outcome.status is Status.NOT_DETERMINED else ()
    return (outcome.status, says, outcome.level, outcome.consult, outcome.gates)


def _urgent_in_all(pairs: Iterable[Pair]) -> tuple[Reason, ...]:
    several = [one.outcome.urgent for one, _ in pairs]
    return tuple(reason for reason in dict.fromkeys(chain(*several)) if all(reason in urgent for urgent in several))


def _flags_in_all(pairs: list[Pair]) -> tuple[ConflictRef, ...]:
    """Return the flags that every result has and some usual one lacks."""
    several = [[conflict.ref for conflict in one.outcome.conflicts] for one, _ in pairs]
    new = dict.fromkeys(chain(*map(_new_flags, pairs)))
    return tuple(ref for ref in new if all(ref in flags for flags in several))


def _new_flags(pair: Pair) -> tuple[ConflictRef, ...]:
    one, usual = pair
    known = {conflict.ref for outcome in usual for conflict in outcome.conflicts}
    return tuple(conflict.ref for conflict in one.outcome.conflicts if conflict.ref not in known)


def _left_out(pairs: Iterable[Pair]) -> tuple[LevelId, ...]:
    usually = dict.fromkeys(level for _, usual in pairs for outcome in usual for level in _others(outcome))
    here = {level for one, _ in pairs for level in _others(one.outcome)}
    return tuple(level for level in usually if level not in here)


def _others(outcome: Outcome) -> tuple[LevelId, ...]:
    return tuple(other.level.id for other in outcome.other_levels)


def _differs_in_more(pair: Pair, common: Changes) -> bool:
    one, usual = pair
    has_more_flags = not set(_new_flags(pair)) <= set(common.flags)
    return has_more_flags or all(_beside(one.outcome, common) != _beside(outcome, common) for outcome in usual)


def _beside(outcome: Outcome, common: Changes) -> tuple[object, ...]:
    """Return what a reader reads first and may do instead, without what is common."""
    urgent = [reason for reason in outcome.urgent if reason not in common.urgent]
    return (urgent, [level for level in _others(outcome) if level not in common.left_out])
