"""The built pages: they say what the engine says, every link leads somewhere, and anyone can use them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from playwright.sync_api import Page, expect

from calculator.border.read_library import read_library
from calculator.library import Library
from calculator.lookup import recipient_titles
from calculator.reply_date import split_days
from tests.conftest import serve
from tests.site.accessibility import violations
from tests.site.calculator_driver import START_TIMEOUT, outcome, shown_due, walk

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
AUTHORITIES = ["bedford-borough", "brent", "cpru", "dorset", "tower-hamlets"]
ADDRESSES = ["", "calculator/", "received/", "changes/", "compare/", "learn/", "glossary/", "register/"]
ADDRESSES += ["national/", "about/", "authorities/", *(f"authorities/{authority}/" for authority in AUTHORITIES)]


@pytest.fixture(scope="module")
def library() -> Library:
    """Everything in `policies/`."""
    return read_library(ROOT / "policies")


class Document(HTMLParser):
    """The ids and the links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag names and where it leads."""
        values = dict(attrs)
        if named := values.get("id"):
            self.ids.add(named)
        if tag == "a" and (link := values.get("href")):
            self.links.append(link)
        elif link := values.get("src") or values.get("href"):
            self.loaded.append(link)


def documents(site: Path) -> dict[str, Document]:
    """Every page of a site by its address from the root."""
    pages = (path for path in site.rglob("*.html") if path.name != "404.html")
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): Document(path.read_text(encoding="utf-8"))
        for path in pages
    }


def broken_links(site: Path) -> Iterator[str]:
    """Every link within a site that leads to no file or to no part of its page."""
    pages = documents(site)
    for address, page in pages.items():
        for link in (*page.links, *page.loaded):
            target, part = urldefrag(urljoin(f"http://site/{address}", link))
            if not target.startswith("http://site/"):
                continue
            path = unquote(target.removeprefix("http://site/"))
            if path in pages:
                answers = "=" in part or path in ("calculator/", "received/", "changes/")
                if part and not answers and unquote(part) not in pages[path].ids:
                    yield f"{address}: {link} (no such part)"
            elif not (site / path).is_file():
                yield f"{address}: {link} (no such file)"


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_of_the_contract_exists(address: str) -> None:
    """People and other sites link to these."""
    assert (SITE / address / "index.html").is_file()


def test_every_link_and_every_anchor_leads_somewhere() -> None:
    """Pages, clauses, flags and files: no link within the site is dead."""
    assert list(broken_links(SITE)) == []


def test_no_page_loads_anything_from_another_host() -> None:
    """Scripts, styles, images and fonts all come from the site itself."""
    foreign = {
        (address, link)
        for address, page in documents(SITE).items()
        for link in page.loaded
        if re.match(r"(?:[a-z]+:)?//", link)
    }
    assert foreign == set()


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_page_and_engine_agree_on_every_level(page: Page, library: Library, authority: str) -> None:
    """For every level the limits and the recipients on the page are those that the engine computes with."""
    policy = library.policies[authority]
    page.goto(f"/authorities/{authority}/")
    for level in policy.levels:
        card = page.locator(f'[data-level="{level.id}"]')
        expect(card).to_have_count(1)
        limits = {element.get_attribute("data-limit") for element in card.locator("[data-limit]").all()}
        readings = (level.reply.within, *(reading.within for reading in level.reply.readings))
        stated = {str(limit) for reading in readings for limit in split_days(reading)}
        assert stated <= limits
        for kind in ("to", "copy", "notify"):
            titles = recipient_titles(policy, getattr(level, kind))
            shown = card.locator(f'[data-recipients="{kind}"] li').all_inner_texts()
            assert len(shown) == len(titles)
            assert all(text.startswith(title) for text, title in zip(shown, titles, strict=True))


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_every_statement_of_a_level_stands_on_its_page(page: Page, library: Library, authority: str) -> None:
    """Steps, duties of the reply, records, meetings and flags: what the file says, the page shows."""
    policy = library.policies[authority]
    page.goto(f"/authorities/{authority}/")
    text = re.sub(r"\s+", " ", page.locator("article.md-content__inner").inner_text())
    for level in policy.levels:
        said = [*level.opens_when, *level.steps, *level.reply.must, *level.records]
        missing = [statement.text for statement in said if re.sub(r"\s+", " ", statement.text) not in text]
        assert missing == []
    for conflict in policy.conflicts:
        assert page.locator(f"#conflict-{conflict.ref.lower()}").count() == 1
    for place in policy.places:
        assert page.locator(f"#place-{place}").count() == 1


def test_published_policies_are_those_of_the_folder(library: Library) -> None:
    """`/policies/<id>.json` and the schema stand on the site."""
    for authority in AUTHORITIES:
        published = json.loads((SITE / "policies" / f"{authority}.json").read_text(encoding="utf-8"))
        assert published["id"] == authority
        assert [level["id"] for level in published["levels"]] == [
            level.id for level in library.policies[authority].levels
        ]
    assert (SITE / "policies" / "schema.json").read_bytes() == (ROOT / "policies" / "schema.json").read_bytes()


def test_search_finds_a_level_by_its_responder(page: Page) -> None:
    """The search index holds the generated parts."""
    page.goto("/")
    page.get_by_role("textbox", name="Search").click()
    expect(page.get_by_text("Type to start searching")).to_be_visible()  # the index is loaded now
    page.get_by_role("textbox", name="Search").press_sequentially("head of locality")
    results = page.locator(".md-search-result__list a")
    expect(results.first).to_be_visible()
    assert any("/authorities/dorset/" in (result.get_attribute("href") or "") for result in results.all())


@pytest.fixture(scope="module")
def changed_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which Dorset's Level 2 has 6 working days instead of 5, built."""
    copy = tmp_path_factory.mktemp("copy") / "guide"
    ignored = shutil.ignore_patterns(".git", ".venv", "node_modules", "site", "__pycache__", ".*_cache", ".hypothesis")
    shutil.copytree(ROOT, copy, ignore=ignored)
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    policy = copy / "policies" / "dorset.yaml"
    before, level, after = policy.read_text(encoding="utf-8").partition("  - id: level-2\n    name:")
    policy.write_text(before + level + after.replace("5 working days", "6 working days", 1), encoding="utf-8")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    for module in (["macros.browser_files"], ["mkdocs", "build", "--strict", "--quiet"]):
        subprocess.run([sys.executable, "-m", *module], cwd=copy, env=environment, check=True)
    return copy


def test_a_changed_limit_changes_page_command_line_and_calculator(
    changed_copy: Path, new_page: Callable[..., Page], page_problems: list[str]
) -> None:
    """One number in one file: everything says the new one."""
    call = ["due", "--json", "--authority", "dorset", "--level", "level-2", "--received", "2026-11-02"]
    due = subprocess.run([sys.executable, "-m", "calculator", *call], cwd=changed_copy, capture_output=True, check=True)
    assert json.loads(due.stdout)["due"] == "2026-11-10"
    with serve(changed_copy / "site") as address:
        page = new_page(base_url=address)
        page.goto("/authorities/dorset/#level-2")
        expect(page.locator('[data-level="level-2"] [data-limit]').first).to_have_text("6 working days")
        walk(
            page,
            "received",
            {"authority": "dorset", "post": "service-manager", "timescale": "no", "received": "2 11 2026"},
        )
        assert shown_due(page) == "2026-11-10"
    page_problems[:] = [problem for problem in page_problems if address not in problem]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_any_kind_of_page(new_page: Callable[..., Page], width: int, scheme: str) -> None:
    """Every address of the contract, in both schemes and at both widths, without sideways scrolling."""
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for address in ADDRESSES:
        page.goto(f"/{address}")
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_questions_errors_and_outcomes(
    new_page: Callable[..., Page], width: int, scheme: str
) -> None:
    """A choice, several choices, a date, an error, and each journey's outcome."""
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    results = {
        "/received/#authority=dorset&post=head-of-locality&received=2026-04-02",
        "/changes/#authority=bedford-borough&changes=serious-accident&happened=yes",
        "/calculator/#authority=tower-hamlets&concern=something-else&rights=article-3&tried=nothing&higher=no&sent=2026-04-02",
    }
    for address in (
        "/received/#authority=brent",
        "/changes/#authority=brent",
        "/received/#authority=cpru&post=service-manager",
    ):
        page.goto("about:blank")
        page.goto(address)
        expect(page.locator('form[data-question]:not([data-question="authority"])')).to_be_visible(
            timeout=START_TIMEOUT
        )
        assert violations(page) == [], address
        page.get_by_role("button", name="Continue").click()
        expect(page.locator(".calc-problem")).to_be_visible()
        assert violations(page) == [], f"{address} with an error"
    for address in results:
        page.goto("about:blank")
        page.goto(address)
        expect(outcome(page).or_(page.locator(".calc-problem"))).to_be_visible(timeout=START_TIMEOUT)
        assert outcome(page).count() == 1, address
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
