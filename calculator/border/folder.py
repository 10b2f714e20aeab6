"""Policy files on disk to checked policies. Nothing else in this package opens a file of a policy lead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from calculator.border.policy_file import read_national, read_policy
from calculator.border.problems import InvalidPolicy, Problem
from calculator.model import National, Policy

NATIONAL = "national.yaml"


@dataclass(frozen=True, slots=True)
class Policies:
    """Every policy of a folder, by id in alphabetical order, and what they share."""

    policies: Mapping[str, Policy]
    national: National


def read_folder(folder: Path) -> Policies:
    """Return the checked content of a folder, or raise `InvalidPolicy` with the problems of all its files."""
    national, problems = _attempt(folder / NATIONAL, None)
    policies: dict[str, Policy] = {}
    for path in _policy_files(folder):
        policy, more = _attempt(path, _facts(national))
        problems += more
        if isinstance(policy, Policy):
            policies[policy.id] = policy
    if problems or not isinstance(national, National):
        raise InvalidPolicy(problems)
    return Policies(policies, national)


def check_files(paths: Iterable[Path]) -> list[Problem]:
    """Return the problems of the files and of the files in the folders given, sorted.

    Facts are checked against the national.yaml beside a file, unless that one is missing or faulty itself.
    """
    problems: set[Problem] = set()
    for path in paths:
        files = [path / NATIONAL, *_policy_files(path)] if path.is_dir() else [path]
        national, _ = _attempt(files[0].parent / NATIONAL, None)
        for file in files:
            problems.update(_attempt(file, _facts(national))[1])
    return sorted(problems)


def _policy_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.yaml") if path.name != NATIONAL)


def _attempt(path: Path, facts: Collection[str] | None) -> tuple[Policy | National | None, tuple[Problem, ...]]:
    """Return what the file holds or None, and its problems."""
    try:
        raw = path.read_bytes()
        is_national = path.name == NATIONAL
        return read_national(raw, str(path)) if is_national else read_policy(raw, str(path), facts=facts), ()
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else "cannot be opened"
        remedy = "Check its name, its folder and who may read it"
        return None, (Problem(str(path), 1, 1, f"the file {reason}", remedy),)
    except InvalidPolicy as invalid:
        return None, invalid.problems


def _facts(national: Policy | National | None) -> Collection[str] | None:
    return {fact.id for fact in national.facts} if isinstance(national, National) else None
