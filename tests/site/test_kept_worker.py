"""Where a browser keeps workers, Python goes on from page to page; elsewhere each page starts its own."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.calculator_page import ASSETS
from tests.conftest import SITE, serve
from tests.site.calculator_driver import START_TIMEOUT, answer_question, outcome, shown_due, walk
from tests.site.worker_driver import end_kept_workers

# What the worker of a build says first, to a page that has just come.
FIRST_WORD = """(name) => new Promise((heard) => {
  const options = { type: "module", name, extendedLifetime: true };
  const worker = new SharedWorker("/assets/calculator-worker.js", options);
  worker.port.addEventListener("message", ({ data }) => heard(data.kind));
  worker.port.start();
})"""
BRENT = {"authority": "brent", "post": "head-of-service", "received": "2 4 2026"}
DORSET = {"authority": "dorset", "post": "head-of-locality", "received": "2 4 2026"}
IS_READY = "() => performance.getEntriesByName('calculator-ready').length > 0"


def has_own_worker(page: Page) -> bool:
    """Whether the page runs Python in a worker that no other page uses."""
    return any("calculator-worker.js" in worker.url for worker in page.workers)


def open_calculator(page: Page, address: str = "/received/") -> str:
    """Open a calculator and wait for Python; returns the mark of the build in the page."""
    page.goto(address)
    page.wait_for_function(IS_READY, timeout=START_TIMEOUT)
    build = page.locator("[data-build]").first.get_attribute("data-build")
    assert build
    return build


def test_python_goes_on_while_a_page_without_a_calculator_is_read(page: Page) -> None:
    """The next calculator finds it ready, on whatever page it stands."""
    build = open_calculator(page)
    page.goto("/authorities/brent/")
    assert page.evaluate(FIRST_WORD, build) == "ready"
    assert open_calculator(page, "/changes/") == build
    walk(page, "received", DORSET)
    assert shown_due(page) == "2026-04-13"


def test_a_worker_of_another_build_is_left_alone(page: Page) -> None:
    """It would answer by other procedures than the page shows."""
    build = open_calculator(page)
    page.goto("/authorities/brent/")
    assert page.evaluate(FIRST_WORD, f"another than {build}") == "stage"


def test_the_index_names_every_script_of_the_worker() -> None:
    """Its hash is the mark of a build, so a change of any of them must change it."""
    named = json.loads((SITE / "assets" / "engine" / "files.dat").read_bytes())["worker"]
    imported = {name for name in named for name in re.findall(r'from "\./(.+)"', (ASSETS / name).read_text("utf-8"))}
    assert named.keys() == {"calculator-worker.js", *imported}
    for name, integrity in named.items():
        digest = hashlib.sha256((SITE / "assets" / name).read_bytes()).digest()
        assert integrity == f"sha256-{base64.b64encode(digest).decode()}"


def test_files_that_are_older_than_the_page_are_not_used_by_several_pages(
    own_site: Path, open_page: Callable[[], Page]
) -> None:
    """As after an update of which the device has kept a part: the page then has its own worker, as ever."""
    index = own_site / "assets" / "engine" / "files.dat"
    index.write_bytes(index.read_bytes() + b" ")
    page = open_page()
    walk(page, "received", DORSET)
    assert shown_due(page) == "2026-04-13"
    assert has_own_worker(page)


def test_two_pages_get_each_its_own_answers(page: Page) -> None:
    """Both ask the same worker, and count their questions alike."""
    other = page.context.new_page()
    open_calculator(page)
    open_calculator(other)
    for authority in ("brent", "dorset"):
        for asking in (page, other):
            asking.goto("/received/")
        answer_question(page, authority)
        answer_question(other, "cpru")
        expect(page.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)
        expect(other.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)
        assert f"authority={authority}" in page.url
        assert "authority=cpru" in other.url
        shown = [asking.locator("form[data-question] label").all_inner_texts() for asking in (page, other)]
        assert shown[0] != shown[1]


def test_a_page_whose_worker_is_gone_goes_on_with_its_own(page: Page, browser: Browser) -> None:
    """The browser may end a worker, for want of memory for example, and tells no page. No answer is lost."""
    open_calculator(page)
    end_kept_workers(browser)
    page.clock.install()
    answer_question(page, "brent")
    page.clock.fast_forward(10_000)
    expect(page.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)
    assert has_own_worker(page)


@pytest.fixture
def own_site(tmp_path: Path) -> Path:
    """A copy of the site, to take files out of."""
    return Path(shutil.copytree(SITE, tmp_path / "site", symlinks=True))


@pytest.fixture
def open_page(browser: Browser, own_site: Path) -> Iterator[Callable[[], Page]]:
    """Opens pages of the copy, in one context."""
    with serve(own_site) as address:
        context = browser.new_context(base_url=address, service_workers="block")
        yield context.new_page
        context.close()


def test_a_worker_that_could_not_start_is_not_kept(own_site: Path, open_page: Callable[[], Page]) -> None:
    """The page tells of it. Trying again starts a worker of its own, and the next page another one."""
    (program,) = own_site.glob("assets/pyodide/pyodide.asm-*.dat")
    hidden = program.rename(program.with_suffix(".hidden"))
    page, other = open_page(), open_page()
    page.goto("/received/")
    expect(page.locator(".calc-failure")).to_contain_text("A part of the calculator is missing", timeout=START_TIMEOUT)
    hidden.rename(program)
    walk(other, "received", DORSET)
    assert shown_due(other) == "2026-04-13"
    assert not has_own_worker(other)
    page.get_by_role("button", name="Try again").click()
    answer_question(page, "brent")
    expect(page.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)


def test_a_procedure_that_is_missing_disturbs_no_other_page(own_site: Path, open_page: Callable[[], Page]) -> None:
    """Only the page that asked is told, and the worker goes on."""
    (own_site / "policies" / "brent.json").unlink()
    page, other = open_page(), open_page()
    open_calculator(other)
    page.goto("/received/")
    answer_question(page, "brent")
    expect(page.locator(".calc-failure")).to_contain_text("policies/brent.json", timeout=START_TIMEOUT)
    answer_question(other, "dorset")
    expect(other.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)
    assert not has_own_worker(other)


def test_a_kept_worker_that_is_slow_is_waited_for(own_site: Path, open_page: Callable[[], Page]) -> None:
    """It has said that it loads the procedure; a worker of the page's own would have to load everything."""
    page = open_page()
    open_calculator(page)
    procedure = own_site / "policies" / "brent.json"
    text = procedure.read_bytes()
    procedure.unlink()
    os.mkfifo(procedure)  # the server waits until something is written
    page.clock.install()
    answer_question(page, "brent")
    expect(page.get_by_role("status")).to_contain_text("Loading the authority's procedure")
    page.clock.fast_forward(10_000)
    expect(page.get_by_role("status")).to_contain_text("This takes longer than usual")
    assert not has_own_worker(page)
    procedure.write_bytes(text)
    expect(page.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)


def test_where_no_worker_is_kept_each_page_has_its_own(page: Page) -> None:
    """As in Firefox and Safari: the option to keep one is not read there."""
    page.add_init_script(
        """{
          const Known = window.SharedWorker;
          window.SharedWorker = function (address, options) { return new Known(address, options?.name); };
        }"""
    )
    walk(page, "received", BRENT)
    assert has_own_worker(page)
    expect(outcome(page)).to_be_visible()
