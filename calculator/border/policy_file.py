"""The text of one file to a checked `Policy` or `National`, or every problem in it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath
from typing import TypeVar

from calculator.border.cross_checks import cross_check
from calculator.border.findings import Finding
from calculator.border.naming import as_problem
from calculator.border.problems import InvalidPolicy
from calculator.border.structure import structure
from calculator.border.yaml_nodes import read_yaml
from calculator.model import National, Policy

T = TypeVar("T", bound=Policy | National)


def read_policy(raw: str | bytes, source: str, *, facts: Collection[str] | None = None) -> Policy:
    """Return the policy in the text, or raise `InvalidPolicy` with every problem found.

    `source` is the label for messages, for example `policies/westshire.yaml`; the id must be its last part.
    `facts` are the ids of national.yaml; without them the facts that the policy names are not checked.
    """
    return _read(raw, source, Policy, facts)


def read_national(raw: str | bytes, source: str) -> National:
    """Return what national.yaml says, or raise `InvalidPolicy` with every problem found."""
    return _read(raw, source, National, None)


def _read(raw: str | bytes, source: str, cls: type[T], facts: Collection[str] | None) -> T:
    tree = read_yaml(raw, source)
    findings = list(tree.findings)
    policy = None
    if tree.data is not None:
        policy, faults = structure(tree.data, cls)
        findings += [fault for fault in faults if tree.typed_path(fault.path) not in tree.unreadable]
    # A key that YAML lost or holds twice would be missed here, and blamed on the parts that name it.
    if policy is not None and not tree.findings:
        findings += [*_file_name(policy, source), *cross_check(policy, facts)]
    problems = [*tree.problems, *(as_problem(finding, tree, cls, source) for finding in findings)]
    if problems or policy is None:
        raise InvalidPolicy(problems)
    return policy


def _file_name(policy: Policy | National, source: str) -> list[Finding]:
    name = PurePath(source)
    if isinstance(policy, National) or name.suffix != ".yaml" or name.stem == policy.id:
        return []
    return [
        Finding(
            ("id",),
            f"is `{policy.id}`, but the file is named `{name.name}`",
            f"Write `id: {name.stem}`, or rename the file",
        )
    ]
