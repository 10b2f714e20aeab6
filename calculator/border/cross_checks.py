"""What must hold between the parts of a file in which each part is well formed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import combinations

from calculator.border.findings import Finding, KeyPath
from calculator.border.ids import check_ids, things_in
from calculator.border.problems import quoted
from calculator.change_journey import NONE_OF_THESE
from calculator.concern_entry import NOTHING_TRIED, SOMETHING_ELSE
from calculator.model import AnsweredBy, Edition, Level, LevelId, LimitUnit, National, Policy, Reply


def cross_check(policy: Policy | National, facts: Collection[str] | None) -> Iterator[Finding]:
    """Yield every fault between parts. Without `facts`, the ids of facts that a policy uses are not checked."""
    yield from check_ids(policy, facts)
    for path, thing in things_in(policy):
        if isinstance(thing, Reply):
            yield from _limit_without_reason(thing, path)
    if isinstance(policy, Policy):
        yield from _editions(policy)
        yield from _levels(policy)
        yield from _bypasses(policy)
        yield from _silences(policy)
        yield from _reserved_ids(policy)
    else:
        yield from _counting(policy)


def _limit_without_reason(reply: Reply, path: KeyPath) -> Iterator[Finding]:
    if reply.within.value is None and reply.reason is None:
        says = f"is `{reply.within}`, a limit without a number and without a `reason`"
        yield Finding((*path, "within"), says, "Add `reason`, one sentence on why there is no number")


def _editions(policy: Policy) -> Iterator[Finding]:
    described = sum(edition.described_here for edition in policy.editions)
    if policy.editions and described != 1:
        says = f"has {described} editions with `described_here: true`, but must have one"
        yield Finding(("editions",), says, "Write `described_here: true` at the edition whose rules stand in this file")
    spans = [(at, span) for at, edition in enumerate(policy.editions) if (span := _known_days(edition))]
    for at, (first, last) in spans:
        if first > last:
            says = f"is before `in_force_from`, {first}"
            yield Finding(("editions", at, "in_force_until"), says, "Correct one of the two days")
    for (_, one), (at, other) in combinations(spans, 2):
        if one[0] <= other[1] and other[0] <= one[1]:
            says = "is in force on days on which another edition is in force too"
            yield Finding(("editions", at), says, "Correct `in_force_from` or `in_force_until`")


def _known_days(edition: Edition) -> tuple[date, date] | None:
    """Return the days between which a source is known to have the edition in force."""
    first = edition.in_force_from or edition.in_force_until
    last = edition.in_force_until or edition.in_force_from
    return (first, last) if first and last else None


def _levels(policy: Policy) -> Iterator[Finding]:
    known = {level.id for level in policy.levels}
    reached = _reached_levels(policy)
    for at, level in enumerate(policy.levels):
        # An unknown level is reported as such, and may well be this one under another spelling.
        if reached <= known and level.id not in reached:
            remedy = "Name it in `entry`, in the `leads_to` of another level or in the `opens` of a bypass"
            yield Finding(("levels", at), "is a level that nothing leads to", remedy)
        yield from _recipients(level, at)
        for number, route in enumerate(level.leads_to):
            if route.level == level.id:
                path = ("levels", at, "leads_to", number, "level")
                yield Finding(path, "is the level itself", "Name another level, or delete the route")


def _recipients(level: Level, at: int) -> Iterator[Finding]:
    answering = [one for one in level.to if one.answers and not one.stands_in_for]
    if not any(one.answers for one in level.to):
        yield Finding(("levels", at, "to"), "names nobody who answers", "Delete `answers: false` at one post")
    if len(answering) > 1 and level.answered_by is AnsweredBy.ALONE:
        says = f"names {len(answering)} posts that answer, but the level says `answered_by: alone`"
        remedy = "Write `answered_by`, for example `not stated`, or `answers: false` at the posts that only get it"
        yield Finding(("levels", at, "to"), says, remedy)
    kinds = {"to": level.to, "copy": level.copy, "notify": level.notify, "consult": level.consult}
    for kind, recipients in {**kinds, "acknowledge": level.acknowledge, "log": level.log}.items():
        for number, one in enumerate(recipients):
            if one.of_reply and kind != "copy":
                says = f"stands under `{kind}`, but only `copy` can be of the reply"
                yield Finding(("levels", at, kind, number, "of_reply"), says, "Delete it, or move the post to `copy`")
            if one.told_by and kind != "notify":
                says = f"stands under `{kind}`, but only a post under `notify` is told"
                yield Finding(("levels", at, kind, number, "told_by"), says, "Delete it, or move the post to `notify`")


def _reached_levels(policy: Policy) -> set[LevelId]:
    """Return the levels that a concern can get to: from where it may start, on by the routes."""
    routes = {level.id: [route.level for route in level.leads_to] for level in policy.levels}
    reached: set[LevelId] = set()
    waiting = list(_starting_levels(policy))
    while waiting:
        level = waiting.pop()
        if level not in reached:
            reached.add(level)
            waiting += routes.get(level, [])
    return reached


def _starting_levels(policy: Policy) -> set[LevelId]:
    bypasses = (level for bypass in policy.bypass for level in bypass.opens)
    referrals = (rule.level for rule in policy.cafcass if rule.level)
    concerns = (concerns.starts_at for concerns in policy.concerns if concerns.starts_at)
    return {*policy.entry, *bypasses, *referrals, *concerns}


def _bypasses(policy: Policy) -> Iterator[Finding]:
    for at, bypass in enumerate(policy.bypass):
        if bypass.at_entry_only and bypass.starts_from:
            says = "is true beside `starts_from`, but at entry no level has been used yet"
            yield Finding(("bypass", at, "at_entry_only"), says, "Delete one of the two, or write two bypasses")
        if bypass.usual and bypass.usual not in bypass.opens:
            says = f"is `{bypass.usual}`, a level that this bypass does not open"
            yield Finding(("bypass", at, "usual"), says, "Add it to `opens`, or write a level that stands there")


def _silences(policy: Policy) -> Iterator[Finding]:
    for at, silence in enumerate(policy.silent_on):
        if silence.part and getattr(policy, silence.part, None) not in (None, (), {}):
            says = f"names `{silence.part}`, a key of this file that is not empty"
            yield Finding(("silent_on", at, "part"), says, "Delete `part`, or the key that it names")


def _reserved_ids(policy: Policy) -> Iterator[Finding]:
    """Yield ids that the calculator's own answers already have."""
    remedy = "Choose another id: the calculator uses this one for an answer of its own"
    for at, level in enumerate(policy.levels):
        if level.id == NOTHING_TRIED:
            yield Finding(("levels", at, "id"), f"is `{level.id}`", remedy)
    for at, part in enumerate(policy.concerns):
        for number, concern in enumerate(part.items):
            if concern.id == SOMETHING_ELSE:
                yield Finding(("concerns", at, "items", number, "id"), f"is `{concern.id}`", remedy)
    for at, changes in enumerate(policy.significant_changes.lists if policy.significant_changes else ()):
        for number, change in enumerate(changes.items):
            if change.id == NONE_OF_THESE:
                path = ("significant_changes", "lists", at, "items", number, "id")
                yield Finding(path, f"is `{change.id}`", remedy)


def _counting(national: National) -> Iterator[Finding]:
    counting = national.counting
    if national.formal_total.unit is not LimitUnit.WORKING_DAYS:
        says = f"is `{national.formal_total}`, but the formal levels are compared in working days"
        yield Finding(("formal_total",), says, "Write, for example, `20 working days`")
    if counting.division != "england-and-wales":
        says = f"is {quoted(counting.division)}, whose bank holidays the calendar does not know"
        yield Finding(("counting", "division"), says, "Write `england-and-wales`")
    if not 2000 <= counting.first_year <= counting.last_year <= 2100:
        says = f"is not between `first_year`, {counting.first_year}, and 2100"
        yield Finding(("counting", "last_year"), says, "Write years from 2000 to 2100, the first one first")
    elif not counting.first_year <= counting.announced_until.year <= counting.last_year:
        says = "is outside the years from `first_year` to `last_year`"
        yield Finding(("counting", "announced_until"), says, "Write a day of these years")
