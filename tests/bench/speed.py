"""How Lighthouse marks the speed of pages, behind nginx with the shipped settings."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests import browser_binary
from tests.bench.machine import described_machine
from tests.conftest import SITE, launch
from tests.lighthouse import FORMS, open_browser, report, scores
from tests.site.nginx_server import NginxServer

PAGES = ("", "authorities/brent/", "learn/")
ROUNDS = 5


def measure_speed(rounds: int | None) -> dict[str, Any]:
    """Return the marks of every page on both kinds of device; `rounds` replaces their number."""
    marks: list[tuple[str, str, list[int]]] = [(address, form, []) for address in PAGES for form in FORMS]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = browser_binary.find()
        server = NginxServer(SITE, Path(folder))
        try:
            for number in range(1, (rounds or ROUNDS) + 1):
                for address, form, given in marks:
                    with open_browser(playwright.chromium, path) as port:
                        answer = report(f"{server.address}/{address}", port, form, ["performance"])
                    given.append(scores(answer)["performance"])
                    print(f"speed, round {number}: /{address} {form} {given[-1]}", flush=True)
        finally:
            server.stop()
        with launch(playwright.chromium, path) as browser:
            version = browser.version
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": described_machine(version),
        "is_tryout": rounds is not None,
        "pages": [{"address": address, "form": form, "marks": given} for address, form, given in marks],
    }
