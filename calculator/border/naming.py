"""Where a finding stands, and what a policy lead calls it."""

from __future__ import annotations

from typing import Any, get_origin

from calculator.border.findings import Finding, KeyPath, Position
from calculator.border.problems import Problem, quoted
from calculator.border.shape import is_class, item_kind, key_kinds, noun
from calculator.border.yaml_nodes import Tree


def as_problem(finding: Finding, tree: Tree, cls: type, source: str) -> Problem:
    """Return the finding with its line and column and the name of what it stands in."""
    line, column = finding.position or _position(finding, tree)
    return Problem(source, line, column, f"{_subject(finding.path, tree.data, cls)} {finding.says}", finding.remedy)


def _position(finding: Finding, tree: Tree) -> Position:
    path = tree.typed_path(finding.path)
    if finding.at_key and path in tree.keys:
        return tree.keys[path]
    return tree.values.get(path, (1, 1))


def _subject(path: KeyPath, data: object, cls: type) -> str:
    """Return for example ``level `level-2`: `reply.within` ``."""
    owner, rest = _owner(path, data, cls)
    key = ".".join(step for step in rest if isinstance(step, str))
    return ": ".join(part for part in (owner, quoted(key) if key else "") if part) or "the file"


def _owner(path: KeyPath, data: object, cls: type) -> tuple[str, KeyPath]:
    """Return the innermost thing on the path that has an id, and the steps from there."""
    owner, rest = "", path
    kind: Any = cls
    for depth, step in enumerate(path, start=1):
        free_key = get_origin(kind) is dict
        kind = key_kinds(kind).get(str(step)) if is_class(kind) else item_kind(kind)
        data = _value_at(data, step)
        name = step if free_key else _id_of(data)
        if is_class(kind) and isinstance(name, str):
            owner, rest = f"{noun(kind)} {quoted(name)}", path[depth:]
    return owner, rest


def _value_at(data: object, step: str | int) -> object:
    if isinstance(data, list) and isinstance(step, int):
        return data[step]
    if isinstance(data, dict):
        return data if step == 0 else data.get(step)
    return None


def _id_of(data: object) -> object:
    return (data.get("id") or data.get("ref")) if isinstance(data, dict) else None
