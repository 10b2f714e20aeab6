"""The glossary and the short texts beside its words: under pointer, keyboard and touch, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from calculator.border.read_library import read_library
from macros.term_marks import MOST_LINES, TermMarks
from macros.vocabulary import Word, national_words, word_id, words_of
from tests.site.accessibility import violations

ROOT = Path(__file__).resolve().parents[2]
WORDS = ["QARO", "Framework-I", "Azeus", "Mosaic", "DRP", "CPRU", "CAF/CASS", "LAC", "CLA", "Head of Locality", "SDQ"]
DORSET = "/authorities/dorset/"


def test_every_word_and_synonym_has_its_entry(page: Page) -> None:
    """Terms, posts and their other names, of every document."""
    library = read_library(ROOT / "policies")
    page.goto("/glossary/")
    present = set(page.evaluate("[...document.querySelectorAll('h3[id]')].map(heading => heading.id)"))
    words = [*national_words(library.national), *(word for one in library.policies.values() for word in words_of(one))]
    assert present == {f"word-{word_id(word.text)}" for word in words}


def test_a_short_form_is_spelt_out(page: Page) -> None:
    """In a document's own words, or in those of law and guidance where the document leaves it unexplained."""
    page.goto("/authorities/cpru/")
    assert page.locator('a.term[href$="#word-sw"]').get_attribute("data-tip") == "Short for Social Worker."
    page.goto(DORSET)
    tip = page.locator('a.term[href$="#word-iro"]').get_attribute("data-tip")
    assert tip == "Law and guidance: Short for Independent Reviewing Officer."


@pytest.mark.parametrize("word", WORDS)
def test_search_finds_a_word_in_the_glossary(page: Page, word: str) -> None:
    """A reader who meets a word in a document finds its entry by typing it."""
    page.goto("/")
    page.get_by_role("textbox", name="Search").click()
    expect(page.get_by_text("Type to start searching")).to_be_visible()
    page.get_by_role("textbox", name="Search").press_sequentially(word)
    entry = page.locator(f'.md-search-result__list a[href*="glossary/"][href*="#word-{word_id(word)}"]')
    expect(entry.first).to_be_attached()


def test_a_word_is_marked_only_where_the_page_first_uses_it(page: Page) -> None:
    """Each link of the kind is the only one of its word, and leads to its entry."""
    page.goto(DORSET)
    targets = page.locator("a.term").evaluate_all("links => links.map(link => link.hash)")
    assert "#word-qa-manager" in targets
    assert "#word-mosaic" in targets
    assert len(targets) == len(set(targets))


@pytest.mark.parametrize(
    ("documents", "tip"),
    [
        pytest.param(2, "Shire 1: Meaning 1. Shire 2: Meaning 2.", id="few-are-named"),
        pytest.param(
            MOST_LINES + 1,
            "Many documents use this. The glossary says what each means by it.",
            id="many-are-not-listed",
        ),
    ],
)
def test_a_short_text_stays_short(documents: int, tip: str) -> None:
    """It names each document only while they are few, so that it does not grow with the number of authorities."""
    words = [_word(f"Shire {number}", f"Meaning {number}.") for number in range(1, documents + 1)]
    assert f'data-tip="{tip}"' in TermMarks((word,) for word in words).mark(
        "The QARO answers.", lambda address: address
    )


def _word(owner: str, meaning: str) -> Word:
    return Word(owner=owner, page="", text="QARO", meaning=meaning, same_as=(), citations=())


def test_a_word_is_explained_under_the_pointer(page: Page) -> None:
    """The text can be read under the pointer, which may rest on it, and goes with Escape or with the pointer."""
    page.goto(DORSET)
    word, tip = page.locator('a.term[href*="#word-mosaic"]'), page.get_by_role("tooltip")
    expect(tip).to_have_count(0)
    word.hover()
    expect(tip).to_contain_text("a place where records are kept")
    tip.hover()
    page.wait_for_timeout(600)
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    word.hover()
    expect(tip).to_be_visible()
    page.mouse.move(1, 1)
    expect(tip).to_be_hidden()


def test_a_word_is_explained_under_the_keyboard(page: Page) -> None:
    """The focused word is described by its text, until Escape; Enter opens the glossary."""
    page.goto(DORSET)
    word, tip = page.locator("a.term").first, page.get_by_role("tooltip")
    page.locator("a.ladder__name").first.focus()
    page.keyboard.press("Tab")
    expect(word).to_be_focused()
    expect(tip).to_be_visible()
    expect(word).to_have_accessible_description(tip.inner_text())
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(word).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Glossary")


def test_a_word_is_explained_at_the_first_tap(new_page: Callable[..., Page]) -> None:
    """On a touch screen the first tap shows the text within the screen, and the second opens the glossary."""
    page = new_page(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    page.goto(DORSET)
    word, tip = page.locator("a.term").first, page.get_by_role("tooltip")
    word.tap()
    expect(tip).to_be_visible()
    box = tip.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 320
    page.locator("h1").tap()
    expect(tip).to_be_hidden()
    word.tap()
    expect(tip).to_be_visible()
    word.tap()
    expect(page.locator("h1")).to_contain_text("Glossary")


def test_a_clause_number_shows_which_clause_it_is(page: Page) -> None:
    """The number's text is the clause's own label."""
    page.goto(DORSET)
    number = page.locator('[data-level="level-1"] a.cites__number').first
    number.hover()
    expect(page.get_by_role("tooltip")).to_have_text(number.get_attribute("data-tip") or "-")


def test_without_javascript_words_lead_to_the_glossary(new_page: Callable[..., Page]) -> None:
    """The link remains."""
    page = new_page(java_script_enabled=False)
    page.goto(DORSET)
    page.locator('a.term[href*="#word-mosaic"]').click()
    expect(page.locator("#word-mosaic")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_while_a_word_is_explained(new_page: Callable[..., Page], width: int, scheme: str) -> None:
    """The text itself, in both schemes and at both widths."""
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(DORSET)
    page.locator("a.term").first.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert violations(page) == []
