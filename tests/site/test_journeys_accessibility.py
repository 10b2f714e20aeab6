"""Every question and every result of a long path of each journey and authority, as anyone may see or hear it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.site.accessibility import violations
from tests.site.calculator_driver import SATURDAY, Answers, open_at, open_result, outcome, question
from tests.site.longest_paths import LONGEST

LOOKS = [(320, "light"), (320, "dark"), (1280, "dark"), (1280, "light")]
TWICE_THE_TEXT = """() => {
  const root = document.documentElement;
  root.style.fontSize = '';
  root.style.fontSize = `${2 * parseFloat(getComputedStyle(root).fontSize)}px`;
}"""
TOO_WIDE = """() => [...document.querySelectorAll('.calc *')]
  .filter(found => found.checkVisibility() && !found.closest('.calc-hidden, [aria-hidden]'))
  .filter(found => found.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(found => `${found.tagName}.${found.className}: ${found.textContent.slice(0, 40)}`)"""
CUT_OFF = """() => [...document.querySelectorAll('.calc *')]
  .filter(found => found.checkVisibility() && !found.closest('.calc-hidden, [aria-hidden]'))
  .filter(found => !['visible', 'auto'].includes(getComputedStyle(found).overflowX))
  .filter(found => found.scrollWidth > found.clientWidth + 1 && getComputedStyle(found).clipPath === 'none')
  .map(found => `${found.tagName}.${found.className}: ${found.textContent.slice(0, 40)}`)"""


def stops(journey: str, authority: str) -> Iterator[Answers]:
    """The answers that lead to each question of a long path in turn, and to its result at the end."""
    answers = {"authority": authority, **LONGEST[journey, authority]}
    keys = list(answers)
    for count in range(1, len(keys) + 1):
        yield {key: answers[key] for key in keys[:count]}


def open_all_details(page: Page) -> None:
    """Unfold everything, so that nothing stays unseen."""
    page.evaluate("document.querySelectorAll('.calc details').forEach(part => { part.open = true })")


@pytest.mark.parametrize("journey", ["concern", "change", "received"])
def test_axe_finds_nothing_on_any_step_of_a_long_path(new_page: Callable[..., Page], journey: str) -> None:
    """In both schemes, on a telephone and on a desk; the page around the calculator is checked elsewhere."""
    page = new_page()
    page.clock.set_fixed_time(SATURDAY)
    loaded = False
    for authority in (authority for found, authority in LONGEST if found == journey):
        for answers in stops(journey, authority):
            open_at(page, journey, answers)
            open_all_details(page)
            if not loaded:
                page.add_style_tag(content="* { transition: none !important }")  # colours are read at once
                loaded = True
            for width, scheme in LOOKS:
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(color_scheme=scheme)
                assert violations(page, within=".calc") == [], (authority, list(answers)[-1], width, scheme)
                assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(outcome(page)).to_be_visible()


@pytest.mark.parametrize("journey", ["concern", "change", "received"])
def test_with_text_at_200_percent_nothing_is_cut_off_or_scrolls_sideways(
    new_page: Callable[..., Page], journey: str
) -> None:
    """On a screen of 640 pixels with the text twice as large, as 320 at its own size."""
    page = new_page(viewport={"width": 640, "height": 800})
    page.clock.set_fixed_time(SATURDAY)
    for authority in ("bedford-borough", "cpru"):
        for answers in stops(journey, authority):
            open_at(page, journey, answers)
            open_all_details(page)
            page.evaluate(TWICE_THE_TEXT)
            assert page.evaluate("document.documentElement.scrollWidth") <= 640, list(answers)[-1]
            assert page.evaluate(TOO_WIDE) == [], list(answers)[-1]
            assert page.evaluate(CUT_OFF) == [], list(answers)[-1]


def test_forced_colours_keep_every_mark_that_colour_alone_would_lose(new_page: Callable[..., Page]) -> None:
    """What is chosen, the reply date in the calendar, the used days of the meter, the level of the result, buttons."""
    page = new_page(forced_colors="active")
    page.clock.set_fixed_time(SATURDAY)
    open_at(page, "received", {"authority": "dorset"})
    option = page.locator(".calc-option").first
    option.locator("input").check()
    style = "found => [getComputedStyle(found).borderTopWidth, getComputedStyle(found).borderTopStyle]"
    assert option.evaluate(style) == ["3px", "solid"]
    assert page.get_by_role("button", name="Continue").evaluate(style) == ["2px", "solid"]
    result = open_result(page, "concern", {"authority": "dorset", **LONGEST["concern", "dorset"]})
    assert result.locator(".calc-month__day--due").evaluate(style) == ["3px", "solid"]
    background = "found => getComputedStyle(found).backgroundColor"
    used, ahead = (
        result.locator(".calc-gauge__bar").locator(day).first.evaluate(background)
        for day in (".calc-gauge__day--used", ".calc-gauge__day:not(.calc-gauge__day--used)")
    )
    assert used != ahead
    now = result.locator(".calc-rung--now")
    dot = "found => getComputedStyle(found, '::before').backgroundColor"
    assert now.evaluate(dot) != result.locator(".calc-rung--passed").first.evaluate(dot)


def test_landmarks_headings_and_live_regions_tell_where_the_reader_is(page: Page) -> None:
    """One main landmark, the outcome and its parts by name, headings without a gap, and changes spoken politely."""
    page.clock.set_fixed_time(SATURDAY)
    result = open_result(page, "concern", {"authority": "dorset", **LONGEST["concern", "dorset"]})
    assert page.get_by_role("main").count() == 1
    expect(page.get_by_role("region", name="Outcome")).to_have_count(1)
    expect(page.get_by_role("navigation", name="Parts of this result")).to_have_count(1)
    for name in ("The days counted", "The whole ladder", "Why this is the result"):
        expect(result.get_by_role("region", name=name)).to_have_count(1)
    tags = "found => found.map(heading => Number(heading.tagName[1]))"
    levels = page.locator("article").locator("h1, h2, h3, h4").evaluate_all(tags)
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    expect(result.locator('[aria-current="step"]')).to_have_count(1)
    assert page.locator('.calc [role="status"]').count() >= 2
    page.get_by_role("link", name="Change the answer to: When will").click()
    page.get_by_label("Day", exact=True).fill("99")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert").filter(has_text="There is a problem")).to_be_focused()
    expect(question(page, "sent").locator("fieldset")).to_have_attribute(
        "aria-describedby", "calc-why calc-hint calc-error"
    )
