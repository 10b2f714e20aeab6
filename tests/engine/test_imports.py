"""The engine needs nothing but the standard library."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_engine_imports_with_the_standard_library_alone() -> None:
    """The browser loads it before any package is installed; -S hides site-packages."""
    code = (
        "import sys; import calculator.browser; "
        "loaded = {name.split('.')[0] for name in sys.modules} - {'calculator', '__main__'}; "
        "foreign = loaded - set(sys.stdlib_module_names); "
        "assert not foreign, foreign; assert not any('border' in name for name in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_each_module_imports_only_modules_above_it_in_the_architecture_page() -> None:
    """The table for contributors is the truth about who imports whom, and names every module."""
    page = (ROOT / "docs" / "contributing" / "architecture.md").read_text(encoding="utf-8")
    rows = [
        line.split("|")[1] for line in page.splitlines() if line.startswith("| `") and "/" not in line.split("|")[1]
    ]
    ranks = {name: rank for rank, row in enumerate(rows) for name in re.findall(r"`(\w+)`", row)}
    modules = {path.stem for path in (ROOT / "calculator").glob("*.py")} - {"__init__", "__main__"}
    assert set(ranks) == modules
    for module in modules:
        tree = ast.parse((ROOT / "calculator" / f"{module}.py").read_text(encoding="utf-8"))
        imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        own = {name.removeprefix("calculator.") for name in imported if name.startswith("calculator.")}
        assert not [name for name in own if "border" not in name and ranks[name] >= ranks[module]], module


def test_the_engine_reads_no_clock_no_file_and_no_network() -> None:
    """Today's date, the calendar and the policies are handed in: no module of the engine can fetch them itself."""
    forbidden = (
        "open(",
        ".today()",
        ".now(",
        "import os",
        "import pathlib",
        "from pathlib",
        "urllib",
        "socket",
        "import time",
    )
    doors = {"command_line.py", "__main__.py"}
    for module in (ROOT / "calculator").glob("*.py"):
        if module.name not in doors:
            text = module.read_text(encoding="utf-8")
            assert not [word for word in forbidden if word in text], module.name
