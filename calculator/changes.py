"""Significant changes: what each sets in motion, and what they ask for together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from calculator.lookup import Citation, cite, cite_national, unknown
from calculator.model import Change, ChangeDuty, ChangeList, National, PlaceId, Policy, SignificantChanges

STRICTEST_FIRST = (ChangeDuty.REVIEW_BEFORE, ChangeDuty.REVIEW_RELEVANT_PLAN, ChangeDuty.TELL_IRO)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDuties:
    """One change with its duties, the strictest first."""

    change: Change
    listed_in: ChangeList
    duties: tuple[ChangeDuty, ...]
    also: tuple[Change, ...]
    """Changes whose duties were added because this one always counts as them too."""
    check_also: tuple[Change, ...]
    """Changes that this one may be as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeResult:
    """What several changes ask for, each and together."""

    changes: tuple[ChangeDuties, ...]
    tell_iro: bool
    review_before_change: bool
    review_relevant_plan: bool
    is_national: bool
    """True if the authority has no list of its own, so that the national list was used."""
    source: SignificantChanges
    citations: tuple[Citation, ...]


def changes_for(policy: Policy, national: National) -> tuple[SignificantChanges, bool]:
    """Return the authority's own lists, or the national ones and True where it has none."""
    if policy.significant_changes:
        return policy.significant_changes, False
    return national.significant_changes, True


def named(change: Change) -> str:
    """Return a change in its words, which a reader knows from the question, and then its short number."""
    return f"{change.label.rstrip('.')} ({change.ref})"


def weigh_changes(policy: Policy, national: National, chosen: Iterable[str]) -> ChangeResult:
    """Return the duties of the changes, each given by its id or its short ref, repeats ignored.

    Raises UnknownName with the refs that exist, and ValueError if none is given.
    """
    source, is_national = changes_for(policy, national)
    by_name = {name: (item, part) for part in source.lists for item in part.items for name in (item.id, item.ref)}
    picked: dict[str, ChangeDuties] = {}
    for name in chosen:
        if name not in by_name:
            raise unknown(f"change for {policy.name}", name, (item.ref for part in source.lists for item in part.items))
        item, part = by_name[name]
        picked[item.id] = _duties(item, part, by_name)
    if not picked:
        raise ValueError("Choose at least one change")
    duties = {duty for change in picked.values() for duty in change.duties}
    places = [place for change in picked.values() for place in _places(change)]
    return ChangeResult(
        changes=tuple(sorted(picked.values(), key=lambda change: STRICTEST_FIRST.index(change.duties[0]))),
        tell_iro=ChangeDuty.TELL_IRO in duties,
        review_before_change=ChangeDuty.REVIEW_BEFORE in duties,
        review_relevant_plan=ChangeDuty.REVIEW_RELEVANT_PLAN in duties,
        is_national=is_national,
        source=source,
        citations=cite_national(national, places) if is_national else cite(policy, places),
    )


def _places(change: ChangeDuties) -> tuple[PlaceId, ...]:
    return (*change.change.cite, *change.listed_in.cite, *(place for other in change.also for place in other.cite))


def _duties(item: Change, part: ChangeList, by_name: dict[str, tuple[Change, ChangeList]]) -> ChangeDuties:
    also = [by_name[name] for name in item.also_counts_as]
    duties = {part.duty, *(other_part.duty for _, other_part in also)}
    return ChangeDuties(
        change=item,
        listed_in=part,
        duties=tuple(duty for duty in STRICTEST_FIRST if duty in duties),
        also=tuple(other for other, _ in also),
        check_also=tuple(by_name[name][0] for name in item.check_also),
    )
