"""Search that finds it: what readers type leads to the part that answers, in Material's own search.

What counts as found. Material groups what it finds by page. Of each page it shows the best part open, under the page's
title, and folds the other parts away. A result is such an open part, with the title that stands over it, or a page's
title where no part of the page is open. A query has found its part if that is among the first three results. Whatever
is folded away does not count. A stricter count takes every line that a reader sees for a result, the titles too.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from macros.finished_site.search_on_demand import MaterialHasChanged, load_search_on_demand
from tests.site.test_pages import Document

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
INDEX = SITE / "search" / "search_index.json"
TOP = 3
WANTED = 0.95
WANTED_BY_LINES = 0.85

SEARCH = """async queries => {
  const field = document.querySelector('[data-md-component="search-query"]')
  const list = document.querySelector('.md-search-result__list')
  const answers = []
  for (const query of queries) {
    const old = list.appendChild(document.createElement('li'))
    const cleared = new Promise(resolve => {
      const watch = new MutationObserver(() => {
        if (old.isConnected) return
        watch.disconnect()
        resolve(undefined)
      })
      watch.observe(list, {childList: true})
    })
    field.value = query
    field.dispatchEvent(new KeyboardEvent('keyup'))
    await cleared
    answers.push([...list.children].map(page =>
      [...page.querySelectorAll(':scope > a')].map(link => link.pathname + link.hash)))
  }
  return answers
}"""
"""Types each query; gives the links that the list shows open, page by page. An old entry goes when an answer comes."""


def read_queries() -> dict[str, list[str]]:
    """The parts that answer each query, as the file beside this one lists them."""
    listed = yaml.safe_load(Path(__file__).with_name("search_queries.yaml").read_text(encoding="utf-8"))
    wanted = {one["query"]: one["finds"] for one in listed}
    assert len(wanted) == len(listed), "A query stands in the list twice."
    return {query: [parts] if isinstance(parts, str) else parts for query, parts in wanted.items()}


def results(pages: list[list[str]]) -> list[set[str]]:
    """The results that a list shows, each with its addresses from the site's root."""
    found = []
    for title, *parts in pages:
        found += [{title[1:], part[1:]} for part in parts] or [{title[1:]}]
    return found


def lines(pages: list[list[str]]) -> list[set[str]]:
    """Every title and open part that a list shows, each a result of its own."""
    return [{link[1:]} for links in pages for link in links]


@pytest.fixture
def search(page: Page) -> Callable[[list[str]], list[list[list[str]]]]:
    """Type queries into the search of the home page."""
    page.goto("/")
    page.get_by_role("textbox", name="Search").click()
    expect(page.get_by_text("Type to start searching")).to_be_visible()
    return lambda queries: page.evaluate(SEARCH, queries)


@pytest.fixture
def entries() -> list[dict[str, Any]]:
    """Every part that search knows."""
    listed: list[dict[str, Any]] = json.loads(INDEX.read_text(encoding="utf-8"))["docs"]
    return listed


def test_every_wanted_part_exists() -> None:
    """There are at least 60 queries, and each leads to pages and anchors of the site."""
    wanted = read_queries()
    assert len(wanted) >= 60
    parts = {part for several in wanted.values() for part in several}
    pages = {part.partition("#")[0] for part in parts}
    known = {page: Document((SITE / page / "index.html").read_text(encoding="utf-8")).ids | {""} for page in pages}
    assert [part for part in parts if part.partition("#")[2] not in known[part.partition("#")[0]]] == []


@pytest.mark.parametrize(
    ("counted", "wanted_rate"), [(results, WANTED), (lines, WANTED_BY_LINES)], ids=["results", "lines"]
)
def test_queries_find_their_part(
    search: Callable[[list[str]], list[list[list[str]]]],
    counted: Callable[[list[list[str]]], list[set[str]]],
    wanted_rate: float,
) -> None:
    """At least 95 in 100 find theirs among the first three results, and 85 in 100 among the first three lines."""
    wanted = read_queries()
    shown = dict(zip(wanted, search(list(wanted)), strict=True))
    missed = [
        query for query, pages in shown.items() if not set().union(*counted(pages)[:TOP]).intersection(wanted[query])
    ]
    rate = 1 - len(missed) / len(wanted)
    assert rate >= wanted_rate, f"{rate:.1%} found, without: {', '.join(missed)}"


def test_small_words_find_nothing_by_their_beginning(search: Callable[[list[str]], list[list[list[str]]]]) -> None:
    """A question finds what its other words find: "do" stands for no Dorset, and "to" for no total."""
    asked, plain, small = search(["who do I refer to Cafcass", "refer Cafcass", "do I to"])
    assert asked == plain != []
    assert small == []


def test_a_plural_finds_its_singular(search: Callable[[list[str]], list[list[list[str]]]]) -> None:
    """Both find the same parts."""
    plural, singular = search(["team managers", "team manager"])
    assert plural == singular != []


def test_tables_of_reply_dates_stay_out(entries: list[dict[str, Any]]) -> None:
    """A search would find nothing but dates in them."""
    parts = [entry for entry in entries if "/reply-dates/" in entry["location"]]
    assert parts
    assert [part["location"] for part in parts if len(re.findall(r"\d{4}", part["text"])) > 5] == []


def test_a_flag_is_found_once(entries: list[dict[str, Any]]) -> None:
    """In the register, and not again on the page of its authority."""
    locations = [entry["location"] for entry in entries]
    assert "register/#flag-do1" in locations
    assert [location for location in locations if "#conflict-" in location] == []


def test_the_list_is_loaded_when_the_search_is_opened(page: Page) -> None:
    """And not with each page, where the calculator would have to wait for it."""
    loaded: list[str] = []
    page.context.on("request", lambda request: loaded.append(request.url))
    page.goto("/about/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in loaded if url.endswith(INDEX.name)]
    page.get_by_role("textbox", name="Search").click()
    expect(page.get_by_text("Type to start searching")).to_be_visible()
    assert len([url for url in loaded if url.endswith(INDEX.name)]) == 1


def test_no_result_takes_the_words_of_a_search_into_its_address(page: Page) -> None:
    """The address is asked of the server, and what was typed is nobody's business."""
    page.goto("/")
    page.get_by_role("textbox", name="Search").click()
    page.get_by_role("textbox", name="Search").press_sequentially("cafcass")
    results = page.locator(".md-search-result__link")
    expect(results.first).to_be_visible()
    addresses = results.evaluate_all("links => links.map(link => link.search)")
    assert set(addresses) == {""}


@pytest.mark.parametrize("names", [[], ["bundle.0123abcd.min.js"], ["bundle.0123abcd.min.js", "bundle.4567.min.js"]])
def test_another_version_of_material_is_not_changed_blindly(tmp_path: Path, names: list[str]) -> None:
    """The build stops, and says where to look."""
    scripts = tmp_path / "assets" / "javascripts"
    scripts.mkdir(parents=True)
    for name in names:
        (scripts / name).write_text("/* all is different */", encoding="utf-8")
    with pytest.raises(MaterialHasChanged, match="was not found"):
        load_search_on_demand(tmp_path)


def test_a_changed_script_has_a_name_that_follows_its_content() -> None:
    """Browsers keep it for a year, and would not ask for a new one under the old name."""
    (bundle,) = (SITE / "assets" / "javascripts").glob("bundle.*.min.js")
    assert bundle.name == f"bundle.{hashlib.sha256(bundle.read_bytes()).hexdigest()[:8]}.min.js"


def test_the_list_for_searching_is_light() -> None:
    """It is loaded on the first search, and takes less than a page may, 300 kB."""
    assert len(gzip.compress(INDEX.read_bytes(), mtime=0)) < 300_000
