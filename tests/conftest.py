"""What the tests share: how Hypothesis runs, the built site on a server, and pages that leave no trace elsewhere."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    ConsoleMessage,
    Error,
    Page,
    expect,
    sync_playwright,
)

from tests import browser_binary

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
IN_CI = bool(os.environ.get("CI"))

# A busy machine may take long to answer. Nothing is timed in the tests, so waiting longer hides nothing.
expect.set_options(timeout=30_000)

settings.register_profile("here", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True, max_examples=1000)
settings.load_profile("ci" if IN_CI else "here")

CHROMIUM_ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-first-run",
]


class SiteRequestHandler(SimpleHTTPRequestHandler):
    """Serves files with the types that a well-kept server gives them, whatever this machine's own lists say."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 (the parent's own attribute)
        "": "application/octet-stream",
        ".css": "text/css",
        ".html": "text/html; charset=utf-8",
        ".ico": "image/vnd.microsoft.icon",
        ".ics": "text/calendar",
        ".js": "text/javascript",
        ".json": "application/json",
        ".map": "application/json",
        ".mjs": "text/javascript",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": "text/plain; charset=utf-8",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
        ".zip": "application/zip",
    }

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the browser reports what goes wrong."""


class SiteServer(ThreadingHTTPServer):
    """A server that takes it calmly when a closing page drops its connection."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what went wrong in the server, which a dropped connection is not."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@pytest.fixture(scope="session")
def site_server() -> Iterator[str]:
    """The address of a server of `site/`, without a final slash."""
    if not (SITE / "index.html").is_file():
        pytest.fail("There is no site to test. Run `make build`.")
    with serve(SITE) as address:
        yield address


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; gives the address, without a final slash."""
    with SiteServer(("127.0.0.1", 0), partial(SiteRequestHandler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium, shared; every test opens its own context in it."""
    try:
        path = browser_binary.find()
    except browser_binary.NoBrowserError as problem:
        pytest.fail(str(problem))
    with sync_playwright() as playwright:
        running = launch(playwright.chromium, path)
        yield running
        running.close()


def launch(chromium: BrowserType, path: Path, *more_arguments: str, without: Sequence[str] = ()) -> Browser:
    """Start Chromium in its sandbox; without it as root, or where the system offers none, as in some containers.

    `without` takes back arguments that Playwright gives by itself.
    """
    arguments = [*CHROMIUM_ARGUMENTS, *more_arguments]
    start = partial(chromium.launch, executable_path=path, args=arguments, ignore_default_args=list(without))
    if os.geteuid() == 0:
        return start(chromium_sandbox=False)
    try:
        return start(chromium_sandbox=True)
    except Error as error:
        if "sandbox" not in error.message.lower():
            raise
        return start(chromium_sandbox=False)


@pytest.fixture
def page_problems() -> list[str]:
    """What went wrong in this test's pages; a test removes what it expects, and the rest fails it."""
    return []


@pytest.fixture
def new_page(browser: Browser, site_server: str, page_problems: list[str]) -> Iterator[Callable[..., Page]]:
    """Open pages, each in a context of its own; takes the options of Playwright's `new_context`.

    The test fails at its end if a page asked another host for anything, logged an error or raised one.
    """
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        # A service worker would answer before the faults that tests put between the page and the server.
        context = browser.new_context(**{"base_url": site_server, "service_workers": "block"} | options)
        contexts.append(context)
        watch(context, site_server, page_problems)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    if page_problems:
        pytest.fail("The browser reported:\n" + "\n".join(page_problems), pytrace=False)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One page in a context of its own, watched as `new_page` says."""
    return new_page()


def watch(context: BrowserContext, own_address: str, problems: list[str]) -> None:
    """Add to the problems every request to another host, and every error, of any page or worker of a context."""
    own_host = urlsplit(own_address).netloc

    def check_host(url: str) -> None:
        if urlsplit(url).netloc not in ("", own_host):
            problems.append(f"request to another host: {url}")

    def note_error(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(f"console error: {message.text} ({message.location['url']})")

    def watch_page(page: Page) -> None:
        page.on("websocket", lambda socket: check_host(socket.url))

    context.on("request", lambda request: check_host(request.url))
    context.on("page", watch_page)
    context.on("console", note_error)
    context.on("weberror", lambda error: problems.append(f"page error: {error.error}"))
