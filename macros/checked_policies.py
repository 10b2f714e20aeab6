"""The policies, those that are unchanged from what an earlier run has checked: reading YAML is slow, and checks last.

A policy is kept under a name that holds the hash of all that its check depends on. So nothing old is ever taken for
new, and the folder may be removed at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Collection
from contextlib import suppress
from functools import partial
from importlib.metadata import version
from pathlib import Path, PurePath

import calculator
from calculator.border.folder import NATIONAL
from calculator.border.policy_file import read_national, read_policy
from calculator.border.problems import InvalidPolicy
from calculator.border.read_library import read_library
from calculator.compiled import load_policy, to_plain
from calculator.library import Library
from calculator.model import Policy
from macros.all_processors import WORTH_STARTING, all_processors

KEPT = Path(".policy_cache")


def check_digest(folder: Path) -> str:
    """Return what changes with the code in `folder` that reads and checks policies, and with its tools."""
    code = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.py"))}
    tools = (sys.version, version("pyyaml"), version("cattrs"))
    return hashlib.sha256(repr((code, tools)).encode()).hexdigest()


CHECK = check_digest(Path(calculator.__file__).parent)
"""Taken when the code is loaded: a process that goes on after an edit still checks with the code it has loaded."""


def read_checked_library(root: Path) -> Library:
    """Return what the border returns for the policies of the project at `root`. Raises InvalidPolicy as it does."""
    kept = _Kept(root / KEPT)
    _check_ahead(root)
    library = read_library(root / "policies", read_policy=kept.read_policy)
    kept.remove_unused()
    return library


def _check_ahead(root: Path) -> None:
    """Have many policies checked on all processors, if none is kept yet. Faults are told when each is read in turn."""
    policies = root / "policies"
    files = [path for path in sorted(policies.glob("*.yaml")) if path.name != NATIONAL]
    if len(files) < WORTH_STARTING or any((root / KEPT).glob("*.json")):
        return
    try:
        national = read_national((policies / NATIONAL).read_bytes(), NATIONAL)
    except (OSError, InvalidPolicy):
        return
    facts = {fact.id for fact in national.facts}
    with all_processors() as processes:
        list(processes.map(partial(_check, root / KEPT, facts), files))


def _check(folder: Path, facts: Collection[str], path: Path) -> None:
    """Check one policy, and keep it if it has no problem."""
    with suppress(OSError, InvalidPolicy):
        _Kept(folder).read_policy(path.read_bytes(), str(path), facts=facts)


class _Kept:
    """A folder of checked policies, in place of the border's own `read_policy`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[Path] = set()

    def read_policy(self, raw: bytes, source: str, *, facts: Collection[str] | None) -> Policy:
        name = PurePath(source).name
        depends_on = (CHECK, name, facts and sorted(facts), raw)
        path = self._folder / f"{name}-{hashlib.sha256(repr(depends_on).encode()).hexdigest()}.json"
        self._used.add(path)
        try:
            return load_policy(json.loads(path.read_bytes()))
        except FileNotFoundError:
            policy = read_policy(raw, source, facts=facts)
        self._write(path, json.dumps(to_plain(policy)))
        return policy

    def _write(self, path: Path, text: str) -> None:
        """Write a file that is whole from its first moment: another run may look for it."""
        self._folder.mkdir(exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_text(text, encoding="utf-8")
        part.replace(path)

    def remove_unused(self) -> None:
        for path in self._folder.glob("*.json"):
            if path not in self._used:
                path.unlink(missing_ok=True)
