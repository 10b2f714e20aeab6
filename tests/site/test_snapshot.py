"""Later starts: Python goes on from a snapshot of its memory, or has never stopped. It answers alike."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from calculator.browser import Engine
from tests import browser_binary
from tests.conftest import launch
from tests.site.calculator_driver import START_TIMEOUT, answer_question, outcome, shown_due
from tests.site.test_python_pack import request, requests_of_the_cases
from tests.site.worker_driver import ask_engine, ask_worker

SITE = Path(__file__).resolve().parents[2] / "site"

# Calls a function with the response that is kept, and its address; there must be one.
WITH_SNAPSHOT = """async (use) => {
  const cache = await caches.open("iro-escalation-guide-snapshot /");
  const [address, ...others] = await cache.keys();
  if (!address) return null;
  if (others.length > 0) throw new Error("More than one snapshot is kept.");
  return use(await cache.match(address), address, cache);
}"""
IS_WHOLE = """async (response) => {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer()));
  return JSON.parse(response.headers.get("X-Layout")).digest === String(digest);
}"""
FOUND_TEXTS = """async (response) => {
  const text = new TextDecoder("latin1").decode(await response.arrayBuffer());
  return ["calculator.browser", "2026-04-02", "head-of-service"].filter((part) => text.includes(part));
}"""
CHANGE_ONE_BYTE = """async (response, address, cache) => {
  const bytes = new Uint8Array(await response.arrayBuffer());
  bytes[bytes.length / 2] ^= 1;
  await cache.put(address, new Response(bytes, { headers: response.headers }));
  return true;
}"""


def with_snapshot(page: Page, use: str) -> Any:
    """What a function makes of the snapshot that is kept; null if none is."""
    return page.evaluate(f"({WITH_SNAPSHOT})({use})")


def wait_until_kept(page: Page) -> str:
    """Wait for a snapshot, and return its address."""
    for _ in range(600):
        address: str | None = with_snapshot(page, "(response, address) => address.url")
        if address:
            return address
        page.wait_for_timeout(50)
    raise AssertionError("No snapshot was kept.")


@pytest.fixture
def page_with_snapshot(page: Page) -> Page:
    """A page of a browser in which a worker has started before."""
    page.goto("/")
    stages, _ = ask_worker(page, [request({})])
    assert stages == ["python", "rules"]
    wait_until_kept(page)
    return page


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """The engine in this Python, with what the site publishes."""
    (shared,) = (SITE / "assets" / "engine").glob("shared-*.dat")
    loaded = Engine(shared.read_text(encoding="utf-8"))
    for policy in (SITE / "policies").glob("[!s]*.json"):
        loaded.add_policy(policy.read_text(encoding="utf-8"))
    return loaded


def test_a_resumed_python_answers_as_one_started_afresh(page_with_snapshot: Page, engine: Engine) -> None:
    """All journeys of the signed cases, and answers that are none; the rules are not loaded again."""
    requests = [request({}), json.dumps({"answers": [], "today": "2026-11-20"}), *requests_of_the_cases()]
    stages, replies = ask_worker(page_with_snapshot, requests)
    assert "rules" not in stages
    assert replies == [ask_engine(engine, asked) for asked in requests]


def test_a_damaged_snapshot_is_not_used_and_made_again(page_with_snapshot: Page) -> None:
    """One byte has changed: Python starts afresh, and keeps a whole one."""
    assert with_snapshot(page_with_snapshot, IS_WHOLE) is True
    assert with_snapshot(page_with_snapshot, CHANGE_ONE_BYTE)
    assert with_snapshot(page_with_snapshot, IS_WHOLE) is False
    stages, _ = ask_worker(page_with_snapshot, [request({})])
    assert stages == ["python", "rules"]
    for _ in range(600):
        if with_snapshot(page_with_snapshot, IS_WHOLE):
            break
        page_with_snapshot.wait_for_timeout(50)
    stages, _ = ask_worker(page_with_snapshot, [request({})])
    assert stages == ["python"]


def test_a_snapshot_that_cannot_be_resumed_is_forgotten(page_with_snapshot: Page) -> None:
    """As after an update of the browser: the reader notices nothing but the time."""
    address = with_snapshot(
        page_with_snapshot,
        """async (response, address, cache) => {
          const pages = new ArrayBuffer(65536);
          const digest = String(new Uint8Array(await crypto.subtle.digest("SHA-256", pages)));
          const layout = JSON.stringify({ length: 65536, starts: [0], digest });
          await cache.put(address, new Response(pages, { headers: { "X-Layout": layout } }));
          return address.url;
        }""",
    )
    assert address
    stages, replies = ask_worker(page_with_snapshot, [request({})])
    assert stages == ["python", "rules"]
    ((reply, _),) = replies
    assert "question" in reply


def test_another_edition_starts_afresh_and_keeps_its_own_snapshot(page_with_snapshot: Page) -> None:
    """A snapshot belongs to the very files that it was made from."""
    first = wait_until_kept(page_with_snapshot)
    changed = b'"another edition of the index"'

    def other_index(text: bytes) -> bytes:
        index = json.loads(text)
        index["files"]["another"] = {"address": "none", "integrity": changed.decode()}
        return json.dumps(index).encode()

    page_with_snapshot.context.route(
        "**/files.dat",
        lambda route: route.fulfill(body=other_index(route.fetch().body())),
    )
    stages, _ = ask_worker(page_with_snapshot, [request({})])
    assert stages == ["python", "rules"]
    for _ in range(600):
        if wait_until_kept(page_with_snapshot) != first:
            return
        page_with_snapshot.wait_for_timeout(50)
    raise AssertionError("The older snapshot is still kept.")


def test_no_answer_stands_in_a_snapshot(page: Page) -> None:
    """It is made before the first answer reaches Python, even where a link brings all answers at once."""
    page.goto("/received/#authority=brent&post=head-of-service&received=2026-04-02")
    expect(outcome(page)).to_be_visible(timeout=START_TIMEOUT)
    assert shown_due(page) == "2026-04-20"
    wait_until_kept(page)
    # The module's name shows that the search would find what is there.
    assert with_snapshot(page, FOUND_TEXTS) == ["calculator.browser"]


def test_python_is_still_running_after_back(browser: Browser, site_server: str) -> None:
    """Browsers keep a page for a while when the reader follows a link, and with it the worker."""
    without = ["--disable-back-forward-cache"]  # Playwright would switch it off
    with launch(browser.browser_type, browser_binary.find(), without=without) as running:
        page = running.new_page(base_url=site_server)
        page.goto("/received/")
        answer_question(page, "dorset")
        expect(page.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)
        page.evaluate("() => { performance.clearMarks() }")
        page.get_by_role("link", name="Read the procedures instead").click()
        expect(page).to_have_title(re.compile("procedures", re.IGNORECASE))
        page.evaluate("() => { setTimeout(() => history.back()) }")
        answer_question(page, "head-of-locality")
        expect(page.locator('form[data-question="received"]')).to_be_visible()
        assert page.evaluate("() => performance.getEntriesByName('calculator-ready').length") == 0
