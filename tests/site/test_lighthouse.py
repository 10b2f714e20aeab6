"""Lighthouse finds nothing to better, and nothing on a page moves while it loads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests import browser_binary, lighthouse
from tests.site.calculator_driver import START_TIMEOUT, answer_question, outcome
from tests.site.nginx_server import NginxServer

SITE = Path(__file__).resolve().parents[2] / "site"

CATEGORIES = ["accessibility", "best-practices", "seo"]
AUDITED = ["", "authorities/brent/", "learn/"]
KINDS_OF_PAGE = [
    *AUDITED,
    "calculator/",
    "received/",
    "changes/",
    "compare/",
    "compare/audit/",
    "learn/practice/",
    "authorities/",
    "authorities/tower-hamlets/",
    "authorities/brent/card/",
    "authorities/brent/reply-dates/",
    "authorities/brent/answers/",
    "national/",
    "register/",
    "glossary/",
    "about/",
    "editions/",
    "privacy/",
    "accessibility/",
    "contributing/hosting/",
    "contributing/policy-format/",
    "404.html",
]
MOVED = """() => new Promise(resolve => {
  const shifts = []
  new PerformanceObserver(list => shifts.push(...list.getEntries())).observe({type: 'layout-shift', buffered: true})
  setTimeout(() => resolve(shifts.map(shift => shift.value).reduce((sum, value) => sum + value, 0)), 200)
})"""
"""The sum of all shifts since the page was opened, as the browser itself weighs them."""


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx serving `site/` with the shipped settings, without a final slash."""
    server = NginxServer(SITE, tmp_path_factory.mktemp("nginx"))
    yield server.address
    server.stop()


@pytest.fixture(scope="module")
def port(browser: Browser) -> Iterator[int]:
    """Where a Chromium for Lighthouse listens."""
    with lighthouse.open_browser(browser.browser_type, browser_binary.find()) as listening:
        yield listening


@pytest.mark.parametrize("form", lighthouse.FORMS)
@pytest.mark.parametrize("address", AUDITED)
def test_lighthouse_gives_full_marks(nginx: str, port: int, address: str, form: str) -> None:
    """Accessibility, best practice and findability: 100 each. Speed is measured by `make bench`."""
    answer = lighthouse.report(f"{nginx}/{address}", port, form, CATEGORIES)
    assert lighthouse.scores(answer) == dict.fromkeys(CATEGORIES, 100), lighthouse.faults(answer)


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_while_a_page_loads(new_page: Callable[..., Page], width: int) -> None:
    """On every kind of page, once all of it has come."""
    page = new_page(viewport={"width": width, "height": 800})
    moved = {}
    for address in KINDS_OF_PAGE:
        page.goto(f"/{address}", wait_until="networkidle")
        moved[address] = page.evaluate(MOVED)
    assert [address for address, shifts in moved.items() if shifts] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_while_a_result_is_opened_by_its_address(new_page: Callable[..., Page], width: int) -> None:
    """From the empty page to the result, with Python starting in between."""
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("/received/#authority=dorset&post=head-of-locality&received=2026-04-02")
    expect(outcome(page)).to_be_visible(timeout=START_TIMEOUT)
    assert page.evaluate(MOVED) == 0


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("answers", ["", "#authority=dorset&post=head-of-locality&received=2026-04-02"])
def test_nothing_moves_while_a_line_says_that_the_calculator_starts(
    new_page: Callable[..., Page], answers: str, width: int
) -> None:
    """Its place is kept for it: below the first question that was answered, or where a result will stand."""
    page = new_page(viewport={"width": width, "height": 800})
    held: list[Route] = []
    page.route("**/assets/calculator.js", lambda route: held.append(route))
    page.goto(f"/received/{answers}", wait_until="commit")
    if not answers:
        answer_question(page, "brent")
    expect(page.get_by_role("status")).to_have_text("Starting the calculator …")
    assert page.evaluate(MOVED) == 0
    for route in held:
        route.continue_()
    if answers:
        expect(outcome(page)).to_be_visible(timeout=START_TIMEOUT)
        assert page.evaluate(MOVED) == 0
