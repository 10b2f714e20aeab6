"""The files that browsers load: compiled policies, Pyodide, the Python pack with what it shares, icons and the card.

`python -m macros.browser_files` writes them under `docs/` before the site is built. Every file depends on its sources
alone, and is written only if it changes, so that a running `mkdocs serve` rebuilds once.

Whatever the calculator loads is named after its content, and ends in `.js` or `.dat`: servers and proxies with odd
lists of types let these pass. Only the published policies and `files.dat`, which names the rest, keep their names.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from calculator.border.problems import InvalidPolicy
from calculator.browser import calendar_to_plain
from calculator.compiled import compile_national, compile_policy
from calculator.library import Library
from macros.checked_policies import read_checked_library
from macros.python_pack import PackNotMade, PackRecipe
from macros.site_images import card_png, icon_png, icon_svg

ROOT = Path(__file__).resolve().parent.parent

POLICIES = Path("docs/policies")
ENGINE = Path("docs/assets/engine")
PYODIDE = Path("docs/assets/pyodide")
IMAGES = Path("docs/assets/images")
GENERATED = (POLICIES, ENGINE, PYODIDE, IMAGES)

INDEX = ENGINE / "files.dat"
NOT_FOR_BROWSERS = ("__main__.py", "command_line.py")
"""Modules of `calculator` that need the border, which stays out of the calculator's pages."""

INSTALL_PYODIDE = "Install it: npm ci --ignore-scripts"


class MissingSource(Exception):
    """A file or folder to start from is not there; the message says how to get it."""


def main() -> int:
    """Write the files of this project and return the exit status."""
    try:
        write_browser_files(ROOT)
    except InvalidPolicy as invalid:
        print(*invalid.problems, sep="\n", file=sys.stderr)
        return 1
    except (MissingSource, PackNotMade) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def write_browser_files(root: Path) -> None:
    """Bring the generated folders of the project at `root` up to date; files no longer generated are removed.

    Raises InvalidPolicy, MissingSource and PackNotMade, and then changes nothing.
    """
    library = read_checked_library(root)
    wanted = _wanted_files(root, library)
    for path, content in wanted.items():
        _write_if_changed(root / path, content)
    for folder in GENERATED:
        for found in (root / folder).iterdir():
            if found.relative_to(root) not in wanted:
                found.unlink()


def _wanted_files(root: Path, library: Library) -> dict[Path, bytes]:
    """Return every generated file by its path from the root."""
    policies = {POLICIES / f"{policy.id}.json": _json(compile_policy(policy)) for policy in library.policies.values()}
    shared = _json(
        {
            "names": library.names,
            "national": compile_national(library.national),
            "calendar": calendar_to_plain(library.calendar),
        }
    )
    recipe = _pack_recipe(root, shared, next(iter(policies.values())))
    named = {
        "loader": _named(PYODIDE / "pyodide.js", _pyodide_file(root, "pyodide.mjs")),
        "program": _named(PYODIDE / "pyodide.asm.js", _pyodide_file(root, "pyodide.asm.mjs")),
        "wasm": _named(PYODIDE / "pyodide.asm.dat", _pyodide_file(root, "pyodide.asm.wasm")),
        "python": _earlier_pack(root, recipe) or _named(ENGINE / "python.dat", recipe.make()),
        "shared": _named(ENGINE / "shared.dat", shared),
    }
    package = json.loads(_pyodide_file(root, "package.json"))
    index = {
        "files": {key: _file_entry(path, content) for key, (path, content) in named.items()},
        "policies": {path.stem: _integrity(content) for path, content in policies.items()},
        # Pyodide compares it with itself. No package is ever loaded, so the list of packages stays at home.
        "lock": {"info": json.loads(_pyodide_file(root, "pyodide-lock.json"))["info"], "packages": {}},
        "recipe": recipe.digest,
    }
    return {
        **policies,
        POLICIES / "schema.json": _content(root / "policies" / "schema.json", "It is part of the project"),
        **dict(named.values()),
        PYODIDE / "LICENCE.txt": _licence(package).encode(),
        INDEX: _json(index),
        **dict(_image_files(library)),
    }


def _pack_recipe(root: Path, shared: bytes, policy: bytes) -> PackRecipe:
    modules = [path for path in sorted((root / "calculator").glob("*.py")) if path.name not in NOT_FOR_BROWSERS]
    return PackRecipe(
        engine={f"calculator/{path.name}": path.read_text(encoding="utf-8") for path in modules},
        shared=shared.decode(),
        policy=policy.decode(),
        pyodide=root / "node_modules" / "pyodide",
    )


def _earlier_pack(root: Path, recipe: PackRecipe) -> tuple[Path, bytes] | None:
    """Return the pack of the last run, if it was made by the same recipe and is still whole."""
    try:
        index = json.loads((root / INDEX).read_bytes())
        pack = index["files"]["python"]
        path = Path("docs") / pack["address"]
        content = (root / path).read_bytes()
    except (OSError, ValueError, KeyError):
        return None
    return (path, content) if index["recipe"] == recipe.digest and pack == _file_entry(path, content) else None


def _named(path: Path, content: bytes) -> tuple[Path, bytes]:
    """Return the file with its content's hash in its name."""
    return path.with_stem(f"{path.stem}-{hashlib.sha256(content).hexdigest()[:12]}"), content


def _file_entry(path: Path, content: bytes) -> dict[str, str]:
    return {"address": path.relative_to("docs").as_posix(), "integrity": _integrity(content)}


def _integrity(content: bytes) -> str:
    """Return the hash in the form in which browsers check it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def _pyodide_file(root: Path, name: str) -> bytes:
    return _content(root / "node_modules" / "pyodide" / name, INSTALL_PYODIDE)


def _image_files(library: Library) -> Iterator[tuple[Path, bytes]]:
    yield IMAGES / "icon.svg", icon_svg()
    for size in (48, 180, 192, 512):
        yield IMAGES / f"icon-{size}.png", icon_png(size)
    yield IMAGES / "card.png", card_png(library)


def _licence(package: dict[str, Any]) -> str:
    return (
        f"Pyodide {package['version']}: the files here are those of its npm package, unchanged but for their names\n"
        "(pyodide.mjs, pyodide.asm.mjs, pyodide.asm.wasm).\n"
        f"Licence: {package['license']}, https://mozilla.org/MPL/2.0/\n"
        f"Source: {package['repository']['url'].removeprefix('git+').removesuffix('.git')}, "
        f"tag {package['version']}\n"
        "They hold CPython. ../engine/python-*.dat holds a compiled part of its standard library and of Pyodide's own\n"
        "Python modules. CPython and its library are under the Python Software Foundation License Version 2:\n"
        "https://docs.python.org/3/license.html\n"
    )


def _json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _content(path: Path, remedy: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise MissingSource(f"{path} is missing. {remedy}.") from None


def _write_if_changed(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
