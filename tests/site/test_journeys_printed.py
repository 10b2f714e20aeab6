"""Results on paper: at most two sheets of A4 with all that a case file needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.site.calculator_driver import SATURDAY, open_result
from tests.site.longest_paths import LONGEST

A4 = (595, 842)
NOT_ON_THE_LADDER = ':not([data-answer^="received-"], [data-answer^="set-"], [data-answer^="replied-"])'


def printed(page: Page) -> PdfReader:
    """The page as it comes out of the printer, here without colours for backgrounds, as printers save ink."""
    return PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))


def plain(text: str) -> str:
    """A text without what line breaks, columns and ligatures do to it."""
    for ligature, letters in (("\ufb01", "fi"), ("\ufb02", "fl"), ("\ufb00", "ff"), ("\ufb03", "ffi")):
        text = text.replace(ligature, letters)
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("journey", ["concern", "change", "received"])
def test_the_longest_results_fit_two_sheets_and_hold_what_a_file_needs(
    new_page: Callable[..., Page], journey: str
) -> None:
    """Headline, reply date, answers, reasons, edition, days with their weekday, and when it was printed."""
    page = new_page(color_scheme="dark")
    page.clock.set_fixed_time(SATURDAY)
    for authority in (authority for found, authority in LONGEST if found == journey):
        result = open_result(page, journey, {"authority": authority, **LONGEST[journey, authority]})
        answers = page.locator(f".calc-answers__row{NOT_ON_THE_LADDER}")
        expected = [
            result.locator("#calc-heading").inner_text(),
            *answers.locator(".calc-answers__shown p").all_inner_texts(),
            *(said.split("\n")[0] for said in result.locator(".calc-section--why .calc-line").all_inner_texts()),
            *result.locator(".calc-rung__event").all_inner_texts(),
            *result.locator("[data-recipients] li").all_inner_texts(),
            *result.locator("[data-due], .calc-replies td time").all_inner_texts(),
            result.locator(".calc-section--source").get_by_text("Edition: ").inner_text(),
            *result.locator(".calc-section--not-on-paper h3").all_inner_texts(),  # named, so that none is missed
            "Printed on Saturday 21 November 2026.",
        ]
        expect(page.get_by_text("Not needed for this result")).to_have_count(0)
        pdf = printed(page)
        assert len(pdf.pages) <= 2, authority
        assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in pdf.pages} == {A4}
        text = plain("".join(sheet.extract_text() for sheet in pdf.pages))
        assert [part for part in expected if plain(part) not in text] == [], authority
        assert "Copytheresultastext" not in text
        assert plain("Read the procedures instead") not in text


@pytest.mark.parametrize(("journey", "has_outline"), [("concern", True), ("received", False)])
def test_paper_names_the_message_outline_that_stays_on_the_screen(page: Page, journey: str, has_outline: bool) -> None:
    """First among what is left out, by the words of the screen; only where the result has an outline."""
    page.clock.set_fixed_time(SATURDAY)
    result = open_result(page, journey, {"authority": "dorset", **LONGEST[journey, "dorset"]})
    outline = result.get_by_text("Message outline", exact=True)
    expect(outline).to_have_count(1 if has_outline else 0)
    text = plain("".join(sheet.extract_text() for sheet in printed(page).pages))
    assert ("Onlyonthescreen:Messageoutline;" in text) is has_outline
    assert text.count("Messageoutline") == (1 if has_outline else 0)


def test_the_days_are_printed_as_a_calendar(page: Page) -> None:
    """A bank holiday is named in it, and the list below stays on the screen."""
    answers = {"authority": "dorset", "post": "head-of-locality", "received": "2026-12-22"}
    open_result(page, "received", answers)
    text = plain(printed(page).pages[0].extract_text())
    for shown in ("December2026", "January2027", "bankholiday", "31day5due"):
        assert shown in text
    assert "Showthe" not in text


def test_folded_sources_are_printed_and_folded_again(page: Page) -> None:
    """On paper nothing can be unfolded, so every clause stands there."""
    answers = {"authority": "tower-hamlets", "post": "service-manager", "timescale": "no", "received": "2026-11-19"}
    result = open_result(page, "received", answers)
    folded = result.locator("details.calc-sources:not(.calc-flag *)")
    clauses = [plain(text) for text in folded.locator("a").all_text_contents()]
    assert len(clauses) > 3
    text = plain("".join(sheet.extract_text() for sheet in printed(page).pages))
    assert [clause for clause in clauses if clause not in text] == []
    assert "sources" not in text
    expect(result.locator("details.calc-sources[open]")).to_have_count(0)


def test_several_dates_are_readable_on_a_narrow_screen(new_page: Callable[..., Page]) -> None:
    """Each date takes two lines at most, under its own label, and the table stays one for screen readers."""
    page = new_page(viewport={"width": 320, "height": 800})
    result = open_result(page, "received", {"authority": "brent", **LONGEST["received", "brent"]})
    table = result.get_by_role("table").filter(has=page.get_by_role("columnheader", name="Reply due by"))
    line_height = table.evaluate("table => parseFloat(getComputedStyle(table).lineHeight)")
    heights = table.get_by_role("cell").evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().height)")
    assert len(heights) >= 12
    assert max(heights) <= 2 * line_height + 1
