"""A fault on its way from where it is seen to where it is told."""

from __future__ import annotations

from dataclasses import dataclass

KeyPath = tuple[str | int, ...]
"""The keys, and for lists the numbers from 0, that lead from the top of a file to a value."""
Position = tuple[int, int]
"""Line and column, from 1."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at a path. `says` continues a sentence that begins with the name of what stands there."""

    path: KeyPath
    says: str
    remedy: str
    at_key: bool = False
    """Whether the key is at fault, and not the value behind it."""
    position: Position | None = None
    """Where it stands, if neither at the key nor at the value of `path`."""
