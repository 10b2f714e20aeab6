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
    problems: list[Problem] = []
    national: National | None = None
    policies: dict[str, Policy] = {}
    try:
        national = read_national(_content(folder / NATIONAL), str(folder / NATIONAL))
    except InvalidPolicy as invalid:
        problems += invalid.problems
    for path in _policy_files(folder):
        try:
            policies[path.stem] = read_policy(_content(path), str(path), facts=_facts(national))
        except InvalidPolicy as invalid:
            problems += invalid.problems
    if problems or national is None:
        raise InvalidPolicy(problems)
    return Policies(policies, national)


def check_files(paths: Iterable[Path]) -> list[Problem]:
    """Return the problems of the files and of the files in the folders given, sorted.

    Facts are checked against the national.yaml beside a file, unless that one is missing or faulty itself.
    """
    problems: list[Problem] = []
    for path in paths:
        files = [path] if not path.is_dir() else [path / NATIONAL, *_policy_files(path)]
        facts = _facts_of(files[0].parent)
        for file in files:
            problems += _problems_of(file, facts)
    return sorted(set(problems))


def _policy_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.yaml") if path.name != NATIONAL)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else "cannot be opened"
        problem = Problem(str(path), 1, 1, f"the file {reason}", "Check its name, its folder and who may read it")
        raise InvalidPolicy([problem]) from None


def _problems_of(path: Path, facts: Collection[str] | None) -> tuple[Problem, ...]:
    try:
        if path.name == NATIONAL:
            read_national(_content(path), str(path))
        else:
            read_policy(_content(path), str(path), facts=facts)
    except InvalidPolicy as invalid:
        return invalid.problems
    return ()


def _facts_of(folder: Path) -> Collection[str] | None:
    try:
        return _facts(read_national(_content(folder / NATIONAL), str(folder / NATIONAL)))
    except InvalidPolicy:
        return None


def _facts(national: National | None) -> Collection[str] | None:
    return {fact.id for fact in national.facts} if national else None
