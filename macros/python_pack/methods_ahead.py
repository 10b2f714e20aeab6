"""Runs in Pyodide: compiles the methods of the engine's dataclasses ahead.

Python's `dataclasses` writes the methods of a class as text and has it compiled, whenever the class is made. That is
half of the time it takes to load the engine, and comes out the same each time.
"""

from __future__ import annotations

import builtins
import dataclasses
import marshal
from types import CodeType
from typing import Any

_compiled: dict[str, CodeType] = {}

# What the pack's `dataclasses` ends with. The module has each text run by `exec`, and this function of the same name
# takes its place there. A text is taken out when it is used, to free it; one that was not foreseen is compiled as ever.
_LOOKED_UP = """
import builtins, marshal
_ahead = marshal.loads({compiled!r})
def exec(source, *namespaces):
    builtins.exec(_ahead.pop(source, source), *namespaces)
"""


def keep_methods() -> None:
    """Keep what is compiled for every dataclass that is made from now on."""
    setattr(dataclasses, "exec", _exec_and_keep)  # noqa: B010 (as an assignment, mypy would refuse the name)


def _exec_and_keep(source: str, *namespaces: Any) -> None:
    _compiled[source] = compile(source, "<dataclass>", "exec", dont_inherit=True)
    builtins.exec(_compiled[source], *namespaces)


def endings() -> dict[str, str]:
    """Return what the source of `dataclasses` is to end with, for it to find the kept methods."""
    return {"dataclasses": _LOOKED_UP.format(compiled=marshal.dumps(_compiled))}
