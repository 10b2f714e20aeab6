"""Small modules in the place of large ones that only Pyodide's own start asks for.

Pyodide sets up an event loop and a loader of packages whenever it starts. The engine answers at once and loads no
package, but the two import asyncio, sockets, threads, subprocesses, zip files and logging: more than a third of all
modules. Each stand-in has the names that Pyodide's start looks up, and no more. A Pyodide that asks for others stops
the build, because Pyodide with these modules is what makes the pack.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
STAND_INS = {
    "asyncio/__init__.py": HERE / "asyncio.py",
    "pyodide/webloop.py": HERE / "webloop.py",
    "pyodide/_package_loader.py": HERE / "package_loader.py",
}
"""By their paths in Pyodide's standard library."""


def with_stand_ins(library: bytes) -> bytes:
    """Return Pyodide's standard library, a zip of sources, with these modules in it instead of its own.

    Raises KeyError where the library lacks one of them: this Pyodide is arranged in another way.
    """
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(library)) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_STORED) as target:
        sources = {name: source.read(name) for name in source.namelist()}
        for path, stand_in in STAND_INS.items():
            source.getinfo(path)
            sources[path] = stand_in.read_bytes()
        for name, content in sources.items():
            target.writestr(name, content)
    return changed.getvalue()
