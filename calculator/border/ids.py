"""Whether every id that is used names something, and every place and role is used."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_args, get_origin

from calculator.border.findings import Finding, KeyPath
from calculator.border.problems import nearest, quoted
from calculator.border.shape import item_kind, key_kinds, noun
from calculator.model import (
    Change,
    ChangeId,
    ConflictRef,
    DocumentId,
    FactId,
    FormId,
    LevelId,
    National,
    PartName,
    PlaceId,
    Policy,
    RoleId,
    Silence,
)

_WORD_AND_HOME: dict[Any, tuple[str, str]] = {
    PlaceId: ("place", "`places`"),
    RoleId: ("role", "`roles`"),
    LevelId: ("level", "`levels`"),
    FormId: ("form", "`forms`"),
    DocumentId: ("document", "`documents`"),
    ConflictRef: ("conflict", "`conflicts`"),
    ChangeId: ("change", "`significant_changes`"),
    FactId: ("fact", "`facts` in `national.yaml`"),
}


@dataclass(frozen=True, slots=True)
class _Id:
    """An id as it stands in the file: either it names its `owner`, or the `owner` uses it."""

    path: KeyPath
    text: str
    kind: Any
    owner: type
    names: bool


def things_in(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Walk to every instance of a class of the model at or under the value."""
    if is_dataclass(value):
        yield path, value
        steps: Any = ((item.name, getattr(value, item.name)) for item in fields(value))
    elif isinstance(value, dict):
        steps = value.items()
    else:
        steps = enumerate(value) if isinstance(value, tuple) else ()
    for step, inner in steps:
        yield from things_in(inner, (*path, step))


def check_ids(policy: Policy | National, facts: Collection[str] | None) -> Iterator[Finding]:
    """Yield every fault of an id. Without `facts`, the ids of facts that a policy uses are not checked."""
    ids = [one for path, thing in things_in(policy) for one in _ids_of(thing, path)]
    known = _known(policy, ids, facts)
    meant: set[tuple[Any, str | None]] = set()
    for one in (one for one in ids if not one.names):
        allowed = known[Silence if one.owner is Silence else one.kind]
        near = one.text if one.text in allowed else nearest(one.text, allowed)
        meant.add((one.kind, near))
        if near != one.text:
            yield _unknown(one, near)
    yield from _repeated(ids)
    yield from _unused(ids, meant)


def _ids_of(thing: Any, path: KeyPath) -> Iterator[_Id]:
    owner: Any = type(thing)
    for key, kind in key_kinds(owner).items():
        value, place = getattr(thing, key), (*path, key)
        if get_origin(kind) is dict:
            yield from (_Id((*place, name), name, get_args(kind)[0], item_kind(kind), True) for name in value)
        elif key in ("id", "ref"):
            yield _Id(place, value, kind, owner, True)
        elif item_kind(kind) in (*_WORD_AND_HOME, PartName) and value is not None:
            texts = value if isinstance(value, tuple) else (value,)
            yield from (_Id((*place, at), text, item_kind(kind), owner, False) for at, text in enumerate(texts))


def _known(policy: Policy | National, ids: list[_Id], facts: Collection[str] | None) -> dict[Any, set[str]]:
    """Return the ids that each kind of id may use."""
    known = {kind: {one.text for one in ids if one.names and one.kind is kind} for kind in _WORD_AND_HOME}
    known[ChangeId] = {one.text for one in ids if one.names and one.owner is Change}
    if isinstance(policy, Policy):
        known[FactId] = {one.text for one in ids if one.kind is FactId} if facts is None else set(facts)
    cls: Any = type(policy)
    keys = set(key_kinds(cls))
    # A silence names a key that stays empty, and not just any part.
    return {**known, PartName: {"levels"} | known[LevelId] | known[ChangeId] | keys, Silence: keys}


def _unknown(one: _Id, near: str | None) -> Finding:
    word, home = _WORD_AND_HOME.get(one.kind, ("part", "this file"))
    otherwise = f"add it under {home}"
    if one.kind is PartName:
        key = "a key of this file"
        otherwise = f"write {key}" if one.owner is Silence else f"write the id of a level or a change, or {key}"
    remedy = f"Write `{near}`, or {otherwise}" if near else otherwise[0].upper() + otherwise[1:]
    return Finding(one.path, f"names the {word} {quoted(one.text)}, which is not in {home}", remedy)


def _repeated(ids: list[_Id]) -> Iterator[Finding]:
    seen = set()
    for one in (one for one in ids if one.names):
        mark = (one.owner, one.path[-1], one.text)
        if mark in seen:
            word = noun(one.owner)
            yield Finding(one.path, f"is used for another {word} above", f"Give each {word} its own")
        seen.add(mark)


def _unused(ids: list[_Id], meant: set[tuple[Any, str | None]]) -> Iterator[Finding]:
    """A place or role that an unknown id nearly spells counts as used: it is reported once, at the unknown id."""
    for one in ids:
        if one.names and one.kind in (PlaceId, RoleId) and (one.kind, one.text) not in meant:
            says = "is cited by nothing" if one.kind is PlaceId else "is named by nothing"
            yield Finding(one.path, says, "Delete it, or use it where it belongs", at_key=True)
