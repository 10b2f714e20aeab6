"""Lighthouse, as the tests and the measurements run it: in a Chromium that is already open, without a network."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserType

from tests.conftest import ROOT, launch

PROGRAM = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
FORMS = {"mobile": (), "desktop": ("--preset=desktop",)}
"""Arguments for the two kinds of device that Lighthouse imitates."""


@contextmanager
def open_browser(chromium: BrowserType, path: Path) -> Iterator[int]:
    """Start a Chromium that Lighthouse can steer; gives the port for that."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    browser = launch(chromium, path, f"--remote-debugging-port={port}")
    try:
        yield port
    finally:
        browser.close()


def report(address: str, port: int, form: str, categories: list[str]) -> dict[str, Any]:
    """Return what Lighthouse says of a page; `form` is a key of `FORMS`."""
    options = [f"--port={port}", f"--only-categories={','.join(categories)}", *FORMS[form]]
    options += ["--output=json", "--quiet", "--no-enable-error-reporting", "--disable-full-page-screenshot"]
    run = subprocess.run(["node", PROGRAM, address, *options], capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(f"Lighthouse failed on {address}:\n{run.stderr}")
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def scores(answer: dict[str, Any]) -> dict[str, int]:
    """Return the score of each category of a report, from 0 to 100."""
    return {name: round(category["score"] * 100) for name, category in answer["categories"].items()}


def faults(answer: dict[str, Any]) -> list[str]:
    """Return the audits that cost a page something, by name."""
    weighed = {
        audit["id"] for category in answer["categories"].values() for audit in category["auditRefs"] if audit["weight"]
    }
    marks = {name: answer["audits"][name]["score"] for name in sorted(weighed)}
    return [name for name, mark in marks.items() if mark is not None and mark < 1]
