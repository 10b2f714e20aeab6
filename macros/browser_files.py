"""The files that browsers load: compiled policies, the engine with what it shares, Pyodide, icons and the card.

`python -m macros.browser_files` writes them under `docs/` before the site is built. Every file depends on its sources
alone, and is written only if it changes, so that a running `mkdocs serve` rebuilds once.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from calculator.border.problems import InvalidPolicy
from calculator.border.read_library import read_library
from calculator.browser import calendar_to_plain
from calculator.compiled import compile_national, compile_policy
from calculator.library import Library
from macros.site_images import card_png, icon_png, icon_svg

ROOT = Path(__file__).resolve().parent.parent

POLICIES = Path("docs/policies")
ENGINE = Path("docs/assets/engine")
PYODIDE = Path("docs/assets/pyodide")
IMAGES = Path("docs/assets/images")
GENERATED = (POLICIES, ENGINE, PYODIDE, IMAGES)

PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
NOT_FOR_BROWSERS = ("__main__.py", "command_line.py")
"""Modules of `calculator` that need the border, which stays out of the calculator's pages."""

OLDEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


class MissingSource(Exception):
    """A file or folder to start from is not there; the message says how to get it."""


def main() -> int:
    """Write the files of this project and return the exit status."""
    try:
        write_browser_files(ROOT)
    except InvalidPolicy as invalid:
        print(*invalid.problems, sep="\n", file=sys.stderr)
        return 1
    except MissingSource as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


def write_browser_files(root: Path) -> None:
    """Bring the generated folders of the project at `root` up to date; files no longer generated are removed.

    Raises InvalidPolicy and MissingSource, and then changes nothing.
    """
    library = read_library(root / "policies")
    wanted = dict(
        [*_policy_files(root, library), *_engine_files(root, library), *_pyodide_files(root), *_image_files(library)]
    )
    for path, content in wanted.items():
        _write_if_changed(root / path, content)
    for folder in GENERATED:
        for found in (root / folder).iterdir():
            if found.relative_to(root) not in wanted:
                found.unlink()


def _policy_files(root: Path, library: Library) -> Iterator[tuple[Path, bytes]]:
    for policy in library.policies.values():
        yield POLICIES / f"{policy.id}.json", _json(compile_policy(policy))
    yield POLICIES / "schema.json", _content(root / "policies" / "schema.json", "It is part of the project")


def _engine_files(root: Path, library: Library) -> Iterator[tuple[Path, bytes]]:
    shared = {
        "names": library.names,
        "national": compile_national(library.national),
        "calendar": calendar_to_plain(library.calendar),
    }
    yield ENGINE / "shared.json", _json(shared)
    yield ENGINE / "engine.zip", _engine_archive(root / "calculator")


def _engine_archive(package: Path) -> bytes:
    """Return a zip of the package's own modules, the same bytes for the same sources."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as pack:
        for module in sorted(package.glob("*.py")):
            if module.name not in NOT_FOR_BROWSERS:
                entry = zipfile.ZipInfo(f"{package.name}/{module.name}", OLDEST_ZIP_TIME)
                pack.writestr(entry, module.read_bytes(), zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def _pyodide_files(root: Path) -> Iterator[tuple[Path, bytes]]:
    package = root / "node_modules" / "pyodide"
    remedy = "Install it: npm ci --ignore-scripts"
    for name in PYODIDE_FILES:
        yield PYODIDE / name, _content(package / name, remedy)
    lock = json.loads(_content(package / "pyodide-lock.json", remedy))
    # No package is ever loaded, so the list of 119 kB stays at home; Pyodide only compares the rest with itself.
    yield PYODIDE / "pyodide-lock.json", _json({"info": lock["info"], "packages": {}})
    yield PYODIDE / "LICENCE.txt", _licence(json.loads(_content(package / "package.json", remedy))).encode()


def _image_files(library: Library) -> Iterator[tuple[Path, bytes]]:
    yield IMAGES / "icon.svg", icon_svg()
    yield IMAGES / "icon-48.png", icon_png(48)
    yield IMAGES / "icon-180.png", icon_png(180)
    yield IMAGES / "card.png", card_png(library)


def _licence(package: dict[str, Any]) -> str:
    return (
        f"Pyodide {package['version']}, unchanged from the npm package, but for the shortened pyodide-lock.json.\n"
        f"Licence: {package['license']}, https://mozilla.org/MPL/2.0/\n"
        f"Source: {package['repository']['url'].removeprefix('git+').removesuffix('.git')}, "
        f"tag {package['version']}\n"
        "It holds CPython and its standard library, under the Python Software Foundation License Version 2:\n"
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
