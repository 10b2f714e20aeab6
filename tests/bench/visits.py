"""Visits to the applications: how long from opening the page until it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, BrowserContext, BrowserType, Page

from tests.bench.applications import DUE, Application
from tests.bench.server import BLANK, Line, Served, serve
from tests.bench.slow_processor import busy_loops, slowed
from tests.conftest import launch

Start = Callable[[], Browser]
"""Starts a fresh browser."""

MARKED = """(name) => new Promise((done) => {
  const look = () => {
    const [mark] = performance.getEntriesByName(name);
    if (mark) done(mark.startTime); else setTimeout(look, 5);
  };
  look();
})"""
FIRST_PAINT = "first-contentful-paint"
TIMEOUT = 180_000
SETTLE = 2000
"""After a visit, the browser finishes what it keeps for the next one."""


@dataclass(frozen=True)
class Condition:
    """Under what a visit takes place: the speed of the line in Mbit/s, and how many times slower the processor is."""

    key: str
    mbit: float | None
    slowdown: int
    rounds: int


@dataclass
class Visits:
    """The times of one application in one fresh browser, in milliseconds, and what its first visit cost."""

    cold: dict[str, float]
    warm: dict[str, float]
    sent: list[Path]
    foreign: list[str]


def visit_twice(start: Start, application: Application, condition: Condition) -> Visits:
    """Open an application in a fresh browser, and once more."""
    foreign: list[str] = []
    with _opened(start, application, condition) as (context, address, served):
        context.on(
            "request", lambda request: foreign.append(request.url) if not _is_own(request.url, address) else None
        )
        cold = visit(context, f"{address}/{application.address}", application.marks, condition)
        sent = list(served.files)
        warm = visit(context, f"{address}/{application.address}", application.marks, condition)
    return Visits(cold, warm, sent, foreign)


def first_question(start: Start, site: Application, condition: Condition) -> float:
    """Return how long after a fresh browser's first paint the first question is usable; below 0, it is before it."""
    marks = ("calculator-question", FIRST_PAINT)
    with _opened(start, site, condition) as (context, address, _):
        times = visit(context, f"{address}/{site.address.partition('#')[0]}", marks, condition, expects=None)
    return times["calculator-question"] - times[FIRST_PAINT]


def visit(
    context: BrowserContext, url: str, marks: tuple[str, ...], condition: Condition, expects: str | None = DUE
) -> dict[str, float]:
    """Return when the page sets its marks, in milliseconds from opening it. It must show the date expected."""
    page = blank_page(context, url)
    browser = context.browser
    assert browser
    with slowed(browser, condition.slowdown):
        page.goto(url, wait_until="commit")
        times = {name: page.evaluate(MARKED, name) for name in marks}
    if expects:
        page.locator(f'time[datetime="{expects}"]').first.wait_for(state="attached")
    page.wait_for_timeout(SETTLE)
    page.close()
    return times


def blank_page(context: BrowserContext, url: str) -> Page:
    """Return a page whose process is already that of the site, so that it can be slowed down from the start."""
    page = context.new_page()
    page.set_default_timeout(TIMEOUT)
    page.goto(urljoin(url, BLANK))
    return page


def slowdown_reached(start: Start, site: Application, slowdown: int) -> list[float]:
    """Return how many times slower fixed work becomes: in a page, and in a worker."""
    with _opened(start, site, Condition("", None, 1, 1)) as (context, address, _):
        page = blank_page(context, f"{address}/")
        busy_loops(page)
        plain = busy_loops(page)
        assert context.browser
        with slowed(context.browser, slowdown):
            slow = busy_loops(page)
    return [after / before for after, before in zip(slow, plain, strict=True)]


@contextmanager
def _opened(
    start: Start, application: Application, condition: Condition
) -> Iterator[tuple[BrowserContext, str, Served]]:
    with (
        serve(application.folder, Line(condition.mbit), keeps_all=application.keeps_all) as (address, served),
        start() as browser,
    ):
        yield browser.new_context(), address, served


def _is_own(url: str, address: str) -> bool:
    return url.startswith((address, "blob:", "data:", "about:"))


def starter(chromium: BrowserType, path: Path) -> Start:
    """Return what starts a fresh browser."""
    return lambda: launch(chromium, path)
