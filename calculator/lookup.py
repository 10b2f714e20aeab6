"""Finding the parts of a policy by their ids."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from calculator.model import Conflict, Edition, Level, LevelId, National, PlaceId, Policy, Recipient, RoleId


class UnknownName(ValueError):
    """An id that does not exist; the message lists what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A clause as a reader finds it: `page` and `anchor` are relative to the site's root."""

    authority: str
    """The authority's id, or `national`."""
    place: PlaceId
    label: str
    document: str
    page: str
    anchor: str


def unknown(kind: str, found: str, allowed: Iterable[str]) -> UnknownName:
    """Build the error for an id that is not among `allowed`, with the nearest one."""
    names = list(allowed)
    near = difflib.get_close_matches(found, names, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return UnknownName(f"There is no {kind} {found!r}.{hint} Choose one of: {', '.join(names)}")


def find_level(policy: Policy, level_id: str) -> Level:
    """Return a level by its id; raises UnknownName with the ids that exist."""
    for level in policy.levels:
        if level.id == level_id:
            return level
    raise unknown(f"{policy.words.level} in {policy.name}", level_id, (level.id for level in policy.levels))


def level_index(policy: Policy, level_id: LevelId) -> int:
    """Return a level's position on the ladder, from 0."""
    find_level(policy, level_id)
    return next(number for number, level in enumerate(policy.levels) if level.id == level_id)


def role_title(policy: Policy, role: RoleId) -> str:
    """Return a post's title as printed."""
    return policy.roles[role].title


def role_words(policy: Policy, role: RoleId) -> str:
    """Return a post's title for a sentence, with the guide's own words in brackets where the title alone misleads."""
    gloss = policy.roles[role].gloss
    return f"{role_title(policy, role)} ({gloss})" if gloss else role_title(policy, role)


def recipient_titles(policy: Policy, recipients: Iterable[Recipient]) -> tuple[str, ...]:
    """Return the titles of recipients in order, each once."""
    return tuple(dict.fromkeys(role_title(policy, recipient.role) for recipient in recipients))


def recipients_by_kind(level: Level) -> dict[str, tuple[Recipient, ...]]:
    """Return who gets a level's concern or hears of it, apart from those to whom somebody else sends or says it.

    `to`, `copy` and `notify` are for whoever raises the concern. `copy_of_reply` and `told_by_others` are not.
    """
    return {
        "to": level.to,
        "copy": tuple(one for one in level.copy if not one.of_reply),
        "notify": tuple(one for one in level.notify if not one.told_by),
        "copy_of_reply": tuple(one for one in level.copy if one.of_reply),
        "told_by_others": tuple(one for one in level.notify if one.told_by),
    }


def responders(level: Level) -> tuple[Recipient, ...]:
    """Return those of a level's recipients who answer."""
    return tuple(recipient for recipient in level.to if recipient.answers)


def responder_titles(policy: Policy, level: Level) -> str:
    """Return who answers, for the middle of a sentence."""
    return " or ".join(recipient_titles(policy, responders(level)))


def raised_by_others(policy: Policy, level: Level) -> tuple[RoleId, ...]:
    """Return who raises a concern at a level where the document names others than the IRO; empty anywhere else."""
    is_iro = any(policy.roles[role].kind == "IRO" for role in level.sent_by)
    return () if is_iro else level.sent_by


def level_label(policy: Policy, level: Level) -> str:
    """Return a level's name followed by who answers, if the name does not already say so."""
    posts = " / ".join(recipient_titles(policy, responders(level)))
    return level.name if posts.casefold() in level.name.casefold() else f"{level.name}: {posts}"


def described_edition(policy: Policy) -> Edition:
    """Return the edition whose rules the policy's file holds."""
    return next(edition for edition in policy.editions if edition.described_here)


def later_editions(policy: Policy) -> tuple[Edition, ...]:
    """Return the editions that came after the one whose rules the policy holds, as far as any are known."""
    number = policy.editions.index(described_edition(policy))
    return policy.editions[number + 1 :]


def cite(policy: Policy, places: Iterable[PlaceId]) -> tuple[Citation, ...]:
    """Return the citations for places of a policy, each once, in order."""
    known = _citations(policy)
    return tuple(known[place] for place in dict.fromkeys(places))


@lru_cache(maxsize=8)
def _citations(policy: Policy) -> dict[PlaceId, Citation]:
    """Return the citation of each place. Every question and every reason of a journey asks for some."""
    titles = {document.id: document.title for document in policy.documents}
    first = policy.documents[0].id
    return {
        place: Citation(
            authority=policy.id,
            place=place,
            label=found.label,
            document=titles[found.document or first],
            page=f"authorities/{policy.id}/",
            anchor=f"place-{place}",
        )
        for place, found in policy.places.items()
    }


def cite_national(national: National, places: Iterable[PlaceId]) -> tuple[Citation, ...]:
    """Return the citations for places of the national facts, each once, in order."""
    return tuple(
        Citation(
            authority="national",
            place=place,
            label=national.places[place].label,
            document="",
            page="national/",
            anchor=f"place-{place}",
        )
        for place in dict.fromkeys(places)
    )


def cite_formal_total(national: National) -> tuple[Citation, ...]:
    """Return the citations for the Handbook's total of the formal levels."""
    fact = next(fact for fact in national.facts if fact.id == national.formal_total_fact)
    return cite_national(national, fact.cite)


def conflicts_touching(policy: Policy, parts: Iterable[str]) -> tuple[Conflict, ...]:
    """Return the conflicts that touch any of the parts, in the policy's order."""
    wanted = set(parts)
    return tuple(conflict for conflict in policy.conflicts if wanted.intersection(conflict.touches))
