"""Runs in Pyodide: compiles modules into a zip from which Python can start."""

from __future__ import annotations

import io
import marshal
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.machinery import SourceFileLoader
from importlib.util import MAGIC_NUMBER, source_hash
from types import ModuleType
from zipimport import zipimporter

ENGINE = "calculator"
UNCHECKED_HASH = (1).to_bytes(4, "little")
"""Says that compiled code is used as it is, without its source; see PEP 552."""

OLDEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def archive(modules: Iterable[str], endings: Mapping[str, str]) -> bytes:
    """Return a zip of the modules, compiled; those that are built into Pyodide are left out.

    The zip is not compressed: servers compress it as a whole, which is smaller by a third than member by member.
    `endings` holds source to be added to that of a module, by its name.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as pack:
        for path, source in sorted(_sources(modules, endings)):
            pack.writestr(zipfile.ZipInfo(f"{path}c", OLDEST_ZIP_TIME), _compiled(path, source))
    return packed.getvalue()


def _sources(modules: Iterable[str], endings: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give path and source of each module that has a source, which built-in and frozen modules have not."""
    for name in modules:
        module = sys.modules[name]
        loader = module.__loader__
        if isinstance(loader, zipimporter | SourceFileLoader):
            yield _path(module), (loader.get_source(name) or "") + endings.get(name, "")


def _path(module: ModuleType) -> str:
    stem = module.__name__.replace(".", "/")
    return f"{stem}/__init__.py" if hasattr(module, "__path__") else f"{stem}.py"


def _compiled(path: str, source: str) -> bytes:
    """Docstrings are dropped from the library only: the engine's classes would make up their own at each start."""
    optimize = 0 if path.startswith(f"{ENGINE}/") else 2
    code = compile(source, path, "exec", dont_inherit=True, optimize=optimize)
    return MAGIC_NUMBER + UNCHECKED_HASH + source_hash(source.encode()) + marshal.dumps(code)
