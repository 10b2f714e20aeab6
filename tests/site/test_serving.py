"""The site behind a real nginx, with the settings that the build has written: what every reader's browser receives."""

from __future__ import annotations

import gzip
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import APIRequestContext, APIResponse, Page, Playwright, Request, expect, sync_playwright

from macros.finished_site.server_files import content_security_policy, hashed_files
from tests.site.calculator_driver import outcome, walk
from tests.site.nginx_server import NginxServer

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"

TYPES = {
    "": "text/html; charset=utf-8",
    "assets/site.css": "text/css; charset=utf-8",
    "assets/calculator-worker.js": "text/javascript; charset=utf-8",
    "assets/engine/files.dat": "application/octet-stream",
    "assets/images/icon.svg": "image/svg+xml; charset=utf-8",
    "assets/images/icon-192.png": "image/png",
    "manifest.json": "application/json; charset=utf-8",
    "policies/brent.json": "application/json; charset=utf-8",
    "service-worker.js": "text/javascript; charset=utf-8",
}
SECURITY = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}
FOR_EVER = "public, max-age=31536000, immutable"
MOST_BYTES_OF_A_PAGE = 300_000


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx serving `site/`, without a final slash."""
    server = NginxServer(SITE, tmp_path_factory.mktemp("nginx"))
    yield server.address
    server.stop()


@pytest.fixture
def get(nginx: str, page: Page) -> Callable[[str], APIResponse]:
    """Ask nginx for an address from the site's root."""
    return lambda address: page.request.get(f"{nginx}/{address}", max_redirects=0)
