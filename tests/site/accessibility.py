"""What axe-core finds on a page, as it stands in the browser."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.conftest import ROOT

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")

_AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
# Material fades its tabs out when a page scrolls: colours half-way through are nobody's design.
_SETTLE = """() => Promise.all(document.getAnimations()
  .filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity)
  .map((animation) => animation.finished.catch(() => undefined))).then(() => undefined)"""
_RUN = """([within, tags]) => axe.run(within, {runOnly: tags, resultTypes: ['violations']})
  .then((found) => found.violations.map((violation) => [violation.id, violation.nodes[0].html]))"""


def violations(page: Page, *, within: str = "html", tags: Sequence[str] = WCAG) -> list[list[str]]:
    """Return each rule that the part of the page breaks, with its first place, once the page has come to rest."""
    expect(page.locator(".calc-outcome[data-waits]")).to_have_count(0)  # else a part of a result is not there yet
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    page.evaluate(_SETTLE)
    found: list[list[str]] = page.evaluate(_RUN, [within, list(tags)])
    return found
