"""`make bench-scale`: how building, pages and the calculator grow with the number of authorities."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests import browser_binary
from tests.bench.applications import LINK, Application
from tests.bench.machine import described_machine
from tests.bench.statistics import summary
from tests.bench.synthetic import make_project
from tests.bench.visits import Condition, Start, starter, visit_twice
from tests.bench.weights import gzip_size
from tests.conftest import ROOT

SIZES = (5, 50, 150, 1000)
ROUNDS = 3
PLAIN = Condition("plain", mbit=None, slowdown=1, rounds=ROUNDS)
PAGES = (
    "",
    "calculator/",
    "authorities/",
    "authorities/brent/",
    "authorities/brent/reply-dates/",
    "authorities/brent/answers/",
    "compare/",
    "compare/audit/",
    "register/",
    "glossary/",
    "learn/",
)


def measure_scale(sizes: Sequence[int], rounds: int | None) -> dict[str, Any]:
    """Return the figures for each number of authorities."""
    with sync_playwright() as playwright:
        start = starter(playwright.chromium, browser_binary.find())
        with start() as browser:
            machine = described_machine(browser.version)
        measured = [_measure(size, start, rounds or ROUNDS) for size in sizes]
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine,
        "is_tryout": rounds is not None,
        "sizes": measured,
    }


def _measure(size: int, start: Start, rounds: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        make_project(ROOT, project, size)
        print(f"{size} authorities: building", end=" ", flush=True)
        files, pages = _build(project)
        print(f"took {files + pages:.0f} s; calculator", end=" ", flush=True)
        site = project / "site"
        index = site / "search" / "search_index.json"
        application = Application("site", site, LINK, ("calculator-ready", "calculator-outcome"), False)
        visits = [visit_twice(start, application, PLAIN) for _ in range(rounds)]
        ready = summary([visit.cold["calculator-ready"] for visit in visits])
        print(f"ready in {ready['median']:.0f} ms", flush=True)
        return {
            "authorities": size,
            "seconds_files": round(files, 1),
            "seconds_pages": round(pages, 1),
            "search_index": {"raw": index.stat().st_size, "gzip": gzip_size(index)},
            "pages": {name: gzip_size(site / name / "index.html") for name in PAGES},
            "calculator_ready": ready,
            "calculator_page": sum(gzip_size(path) for path in set(visits[0].sent)),
        }


def _build(project: Path) -> tuple[float, float]:
    """Run the steps of `make build` in the project; return the seconds for the browsers' files and for the pages."""
    steps = (["macros.browser_files"], ["mkdocs", "build", "--strict", "--quiet"], ["macros.finished_site"])
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # as the Makefile sets it
    seconds = []
    for step in steps:
        begun = time.monotonic()
        subprocess.run([sys.executable, "-m", *step], cwd=project, env=environment, check=True)
        seconds.append(time.monotonic() - begun)
    files, *pages = seconds
    return files, sum(pages)
