"""Policy files on disk to checked policies. Nothing else in this package opens a file of a policy lead."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from calculator.border import policy_file
from calculator.border.policy_file import read_national
from calculator.border.problems import InvalidPolicy, Problem
from calculator.model import National, Policy

NATIONAL = "national.yaml"

T = TypeVar("T", Policy, National)


@dataclass(frozen=True, slots=True)
class Policies:
    """Every policy of a folder, by id in alphabetical order, and what they share."""

    policies: Mapping[str, Policy]
    national: National


class ReadPolicy(Protocol):
    """Reads one policy, as `policy_file.read_policy` does."""

    def __call__(self, raw: bytes, source: str, *, facts: Collection[str] | None) -> Policy:
        """Return the policy, or raise `InvalidPolicy`."""


def read_folder(folder: Path, read_policy: ReadPolicy = policy_file.read_policy) -> Policies:
    """Return the checked content of a folder, or raise `InvalidPolicy` with the problems of all its files."""
    national, problems = _attempt(folder / NATIONAL, read_national)
    facts = _facts(national)
    policies: dict[str, Policy] = {}
    for path in _policy_files(folder):
        policy, more = _attempt(path, partial(read_policy, facts=facts))
        problems += more
        if policy:
            policies[policy.id] = policy
    if problems or not national:
        raise InvalidPolicy(problems)
    return Policies(policies, national)


def check_files(paths: Iterable[Path]) -> list[Problem]:
    """Return the problems of the files and of the files in the folders given, sorted.

    Facts are checked against the national.yaml beside a file, unless that one is missing or faulty itself.
    """
    problems: set[Problem] = set()
    for path in paths:
        files = [path / NATIONAL, *_policy_files(path)] if path.is_dir() else [path]
        national, _ = _attempt(files[0].parent / NATIONAL, read_national)
        for file in files:
            problems.update(_check(file, national))
    return sorted(problems)


def _check(file: Path, national: National | None) -> tuple[Problem, ...]:
    if file.name == NATIONAL:
        return _attempt(file, read_national)[1]
    return _attempt(file, partial(policy_file.read_policy, facts=_facts(national)))[1]


def _policy_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.yaml") if path.name != NATIONAL)


def _attempt(path: Path, read: Callable[[bytes, str], T]) -> tuple[T | None, tuple[Problem, ...]]:
    """Return what the file holds or None, and its problems."""
    try:
        return read(path.read_bytes(), str(path)), ()
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else "cannot be opened"
        remedy = "Check its name, its folder and who may read it"
        return None, (Problem(str(path), 1, 1, f"the file {reason}", remedy),)
    except InvalidPolicy as invalid:
        return None, invalid.problems


def _facts(national: National | None) -> Collection[str] | None:
    return {fact.id for fact in national.facts} if national else None
