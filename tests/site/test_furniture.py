"""Home, about, privacy, accessibility, editions and the page that is not there; icons, card and plain words."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from PIL import Image
from playwright.sync_api import Page, expect

from calculator.border.read_library import read_library
from calculator.library import Library
from macros.site_images import CARD_SIZE, SITE_NAME, card_png, icon_png, icon_svg
from tests.site.accessibility import violations

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SITE = ROOT / "site"
MOST_WORDS = 25
KINDS_OF_PAGE = ["", "editions/", "privacy/", "accessibility/", "about/", "404.html"]


@pytest.fixture(scope="module")
def library() -> Library:
    """Everything in `policies/`."""
    return read_library(ROOT / "policies")


@pytest.mark.parametrize(
    ("reader", "address"),
    [
        ("IROs", "calculator/"),
        ("social workers", "changes/"),
        ("managers", "received/"),
        ("policy leads", "compare/audit/"),
    ],
)
def test_the_home_page_sends_each_reader_on_in_one_click(
    new_page: Callable[..., Page], reader: str, address: str
) -> None:
    """The card that names the reader leads there, with JavaScript off too."""
    page = new_page(java_script_enabled=False)
    page.goto("/")
    card = page.locator(".readers li", has_text=f"For {reader}.")
    card.locator("h3 a:not(.headerlink)").click()
    page.wait_for_url(f"**/{address}")


def test_every_edition_of_every_policy_is_listed(page: Page, library: Library) -> None:
    """With what changed and how it is known; a policy with one edition says that no other is on record."""
    page.goto("/editions/")
    for policy in library.policies.values():
        for edition in policy.editions:
            entry = page.locator(f"article:has(> #{policy.id}-{edition.id})")
            expect(entry.get_by_role("heading")).to_contain_text(edition.label)
            expect(entry).to_contain_text(edition.changes or "do not say what changed")
            expect(entry.locator(".tags")).to_have_text(
                "This guide describes it" if edition.described_here else "Not described here"
            )
    single = [policy for policy in library.policies.values() if len(policy.editions) == 1]
    assert page.get_by_text("No other edition is on record").count() == len(single)


def test_the_site_leaves_nothing_behind(page: Page) -> None:
    """What the privacy page promises: no cookie, nothing in either storage, on content pages."""
    for address in ("/", "/compare/", "/authorities/dorset/reply-dates/", "/privacy/"):
        page.goto(address)
        assert page.context.cookies() == []
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_the_accessibility_statement_shows_what_is_still_to_be_filled_in(page: Page) -> None:
    """As long as a part stands in brackets, the box at the top says that the statement is not complete."""
    page.goto("/accessibility/")
    gaps = [text for text in page.locator("article strong").all_inner_texts() if text.startswith("[")]
    assert bool(gaps) == page.get_by_text("To be completed by the authority").is_visible()


def test_a_missing_page_leads_on(page: Page) -> None:
    """Every link of the page for wrong addresses leads to a page that exists."""
    page.goto("/404.html")
    links = [link.get_attribute("href") or "" for link in page.locator("article li a").all()]
    assert len(links) >= 5
    for link in links:
        assert (SITE / link.lstrip("/") / "index.html").is_file(), link


@pytest.mark.parametrize("address", ["", "authorities/brent/", "authorities/brent/reply-dates/", "404.html"])
def test_icons_and_card_are_found_from_every_depth(page: Page, address: str) -> None:
    """The head of each page names them, and each is a picture of the size that it says."""
    page.goto(f"/{address}")
    for selector in ('link[rel="icon"]', 'link[rel="apple-touch-icon"]'):
        for link in page.locator(selector).all():
            assert page.request.get(link.evaluate("element => element.href")).ok
    card = page.locator('meta[property="og:image"]').get_attribute("content") or ""
    answer = page.request.get(page.evaluate("address => new URL(address, location).href", card))
    assert Image.open(io.BytesIO(answer.body())).size == CARD_SIZE
    for name in ("og:title", "og:description", "og:image:alt"):
        assert page.locator(f'meta[property="{name}"]').get_attribute("content")


def test_images_are_the_same_for_the_same_policies(library: Library) -> None:
    """They are drawn from numbers, so that a build can be repeated byte for byte."""
    assert card_png(library) == card_png(library)
    assert icon_png(48) == icon_png(48)
    assert icon_svg() == icon_svg()
    darkest, lightest = Image.open(io.BytesIO(card_png(library))).convert("L").getextrema()
    assert darkest < lightest


def test_the_card_bears_the_name_of_the_site() -> None:
    """The name is written in `mkdocs.yml` and drawn on the card."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(re.findall(r"^site_name:.*$", settings, re.MULTILINE)[0])["site_name"] == SITE_NAME


def sentences(text: str) -> list[str]:
    """The sentences of a hand-written page, without what macros, links and marks add."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"\{\{.*?\}\}|\{:.*?\}|<[^>]*>", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    blocks = re.split(r"\n\s*\n|\n\s*(?:[-*]|\d+\.)\s|\n\||\n#", text)
    return [one for block in blocks for one in re.split(r"(?<=[.!?:])\s+", " ".join(block.split())) if one]


def test_the_sentence_counter_sees_sentences() -> None:
    """It parts sentences and list items, and leaves macros and addresses out."""
    text = "---\ntitle: x\n---\n# Head {: #a }\n\nOne [two](three.md).\nFour! {{ five() }}\n\n- six\n- seven\n"
    assert sentences(text) == ["# Head", "One two.", "Four!", "- six", "seven"]


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.relative_to(DOCS).as_posix())
def test_hand_written_sentences_are_short(path: Path) -> None:
    """At most 25 words in a sentence, so that everyone can follow."""
    long = [one for one in sentences(path.read_text(encoding="utf-8")) if len(one.split()) > MOST_WORDS]
    assert long == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_the_furniture(new_page: Callable[..., Page], width: int, scheme: str) -> None:
    """Each kind of page, in both schemes and at both widths, without sideways scrolling."""
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for address in KINDS_OF_PAGE:
        page.goto(f"/{address}")
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
