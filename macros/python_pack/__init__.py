"""The Python pack: the part of the standard library that the engine needs, and the engine, compiled, in one zip.

Pyodide itself makes it under Node (`build.mjs`), so that the compiled code is of the version that browsers run. It
starts with the `stand_ins` in place, runs `engine_work` to see which modules are needed, and `archive` to compile them,
the methods of their dataclasses (`methods_ahead`) among them.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import tempfile
from functools import cached_property
from pathlib import Path

from macros.python_pack.stand_ins import STAND_INS, with_stand_ins

HERE = Path(__file__).parent
TOOLS = ("methods_ahead.py", "engine_work.py", "archive.py")
LIBRARY = "python_stdlib.zip"
PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", LIBRARY, "pyodide-lock.json")


class PackNotMade(Exception):
    """Node or Pyodide could not make the pack; the message says why, or what to install."""


class PackRecipe:
    """Everything that a pack is made from; the same recipe makes the same bytes."""

    def __init__(self, engine: dict[str, str], shared: str, policy: str, pyodide: Path) -> None:
        """`engine` holds the sources by path; `shared` and `policy` are JSON texts, for the engine to work on."""
        tools = {name: (HERE / name).read_text(encoding="utf-8") for name in TOOLS}
        request = {"engine": engine, "tools": tools, "shared": shared, "policy": policy}
        self._request = json.dumps(request, sort_keys=True).encode()
        self._library = pyodide / LIBRARY
        self._maker = [HERE / "build.mjs", *STAND_INS.values(), *(pyodide / name for name in PYODIDE_FILES)]

    @cached_property
    def digest(self) -> str:
        """The hash of all that goes in, by which an earlier pack is recognised."""
        digest = hashlib.sha256(self._request)
        for path in self._maker:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    def make(self) -> bytes:
        """Return the pack, after some seconds. Raises PackNotMade."""
        try:
            library = with_stand_ins(self._library.read_bytes())
        except KeyError as missing:
            raise PackNotMade(f"This Pyodide is arranged in another way. See {HERE / 'stand_ins'}: {missing}") from None
        try:
            made = _run_node(library, self._request)
        except FileNotFoundError:
            raise PackNotMade("`node` is missing. Install Node 20 or newer.") from None
        except subprocess.CalledProcessError as failed:
            # Node shows the line that failed, which in Pyodide is the whole program: the reason is at the end.
            reason = failed.stderr.decode(errors="replace")[-2000:].strip()
            raise PackNotMade(f"The Python pack could not be made. Pyodide under Node said:\n{reason}") from None
        return made.stdout


def _run_node(library: bytes, request: bytes) -> subprocess.CompletedProcess[bytes]:
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(library)
        file.flush()
        command = ["node", str(HERE / "build.mjs"), file.name]
        return subprocess.run(command, input=request, capture_output=True, check=True)
