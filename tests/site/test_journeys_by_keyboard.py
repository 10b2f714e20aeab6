"""Every journey by keyboard alone, and every step of it back, changed and forward again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.site.calculator_driver import (
    ADDRESSES,
    SATURDAY,
    START_TIMEOUT,
    current_question,
    open_result,
    outcome,
    question,
    shown_due,
)
from tests.site.longest_paths import LONGEST

MOST_TABS = 80
FOCUS = r"""() => {
  const at = document.activeElement;
  const marked = at.closest('.calc-option') ?? at;
  const style = getComputedStyle(marked);
  return {
    isLost: at === document.body || !at.isConnected,
    isSeen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    name: at.name ?? '', value: at.value ?? '', part: at.dataset?.part ?? '', id: at.id,
    text: at.textContent.replace(/\s+/g, ' ').trim(),
  };
}"""


def focus(page: Page) -> dict[str, str | bool]:
    """What has the focus; it is never lost, and seen on whatever can be operated."""
    found: dict[str, str | bool] = page.evaluate(FOCUS)
    assert not found["isLost"]
    return found


def tab_to(page: Page, key: str, wanted: str) -> None:
    """Press Tab until the control with this `key` (such as its value or its text) has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        found = focus(page)
        assert found["isSeen"], f"nobody sees the focus on {found}"
        if found[key] == wanted:
            return
    pytest.fail(f"Tab does not reach {wanted}")


def answer_by_keyboard(page: Page, value: str | list[str]) -> None:
    """Answer with Tab, arrows, Space and Enter, from the heading that has the focus."""
    form = page.locator("form[data-question]")
    kind = form.get_attribute("data-kind")
    values = [value] if isinstance(value, str) else value
    if kind == "one":
        radio = form.locator("input").first.get_attribute("value")
        tab_to(page, "name", current_question(page))
        page.keyboard.press("Space")
        for _ in range(MOST_TABS):
            if focus(page)["value"] == values[0]:
                break
            page.keyboard.press("ArrowDown")
        assert focus(page)["value"] == values[0], f"the arrows do not lead from {radio} to {values[0]}"
    elif kind == "dates":
        tab_to(page, "id", "calc-dates")
        page.keyboard.type("\n".join(values))
        tab_to(page, "text", "Continue")
    elif kind == "date" and form.locator(f'input[value="{values[0]}"]').count() == 0:
        for part, typed in zip(("day", "month", "year"), values[0].split("-")[::-1], strict=True):
            tab_to(page, "part", part)
            page.keyboard.type(typed)
    else:
        for one in sorted(values, key=[box.get_attribute("value") for box in form.locator("input").all()].index):
            tab_to(page, "value", one)
            page.keyboard.press("Space")
        tab_to(page, "text", "Continue")
    page.keyboard.press("Enter")


def walk_by_keyboard(page: Page, journey: str, authority: str) -> None:
    """From the page's first question to the outcome."""
    answers = {"authority": authority, **LONGEST[journey, authority]}
    page.set_default_timeout(START_TIMEOUT)
    page.goto(ADDRESSES[journey])
    page.locator("#calc-heading").focus()
    while not outcome(page).count():
        asked = current_question(page)
        answer_by_keyboard(page, answers[asked])
        following = page.locator(f'form[data-question]:not([data-question="{asked}"])').or_(outcome(page))
        expect(following).to_be_visible(timeout=START_TIMEOUT)
        expect(page.locator("#calc-heading")).to_be_focused()


@pytest.mark.parametrize(
    ("journey", "authority"), [("concern", "cpru"), ("change", "bedford-borough"), ("received", "brent")]
)
def test_a_journey_can_be_taken_by_keyboard_alone(new_page: Callable[..., Page], journey: str, authority: str) -> None:
    """From the first question to copying, unfolding, changing an answer and going back; the focus is always seen."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.clock.set_fixed_time(SATURDAY)
    walk_by_keyboard(page, journey, authority)
    headline = page.locator("#calc-heading").inner_text()
    tab_to(page, "text", "Copy the result as text")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert focus(page)["text"] == "Copy the result as text"
    tab_to(page, "text", "Why this is the result")
    page.keyboard.press("Enter")
    assert focus(page)["id"] == "calc-section-why"
    second = page.locator(".calc-answers__change").nth(1)
    tab_to(page, "text", second.text_content() or "")
    page.keyboard.press("Enter")
    expect(page.locator("form[data-question] #calc-heading")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    assert focus(page)["text"] == "Back"
    page.keyboard.press("Enter")
    expect(outcome(page)).to_be_visible()
    expect(page.locator("#calc-heading")).to_have_text(headline)
    expect(page.locator("#calc-heading")).to_be_focused()


def test_an_error_takes_the_focus_and_leads_back_to_the_field(page: Page) -> None:
    """By keyboard: Continue with nothing typed, then Enter on the message."""
    page.goto("/received/#authority=brent&post=team-manager")
    expect(question(page, "received")).to_be_visible(timeout=START_TIMEOUT)
    tab_to(page, "text", "Continue")
    page.keyboard.press("Enter")
    expect(page.locator(".calc-problem")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focus(page)["part"] == "day"


LONG = {"authority": "bedford-borough", **LONGEST["concern", "bedford-borough"]}
ASKED = {key: value for key, value in LONG.items() if key != "dates" and "-level-" not in key}


def given(page: Page) -> list[str]:
    """The answer that the page has filled in."""
    form = page.locator("form[data-question]")
    if form.get_attribute("data-kind") == "date" and not form.locator("input:checked").count():
        day, month, year = (form.get_by_label(part, exact=True).input_value() for part in ("Day", "Month", "Year"))
        return [f"{year}-{int(month):02}-{int(day):02}"]
    return [box.get_attribute("value") or "" for box in form.locator("input:checked").all()]


def without_order(address: str) -> set[str]:
    """The answers of an address, in whatever order it lists them."""
    return set(address.partition("#")[2].split("&"))


def test_every_step_can_be_changed_and_the_others_stay(page: Page) -> None:
    """Change puts the question with its answer; Continue leads straight back to the same result."""
    page.clock.set_fixed_time(SATURDAY)
    open_result(page, "concern", LONG)
    due, address = shown_due(page), without_order(page.url)
    for key, value in LONG.items():
        page.locator(f'[data-answer="{key}"] a').click()
        expect(question(page, key)).to_be_visible()
        assert given(page) == [value]
        page.get_by_role("button", name="Continue").click()
        expect(outcome(page)).to_be_visible()
        assert (shown_due(page), without_order(page.url)) == (due, address)


@pytest.mark.parametrize("way", ["the page's link", "the browser"])
def test_back_leads_through_every_step_with_its_answer(page: Page, way: str) -> None:
    """From the result to the first question, each as it was answered, and Continue still leads on from there."""
    page.clock.set_fixed_time(SATURDAY)
    page.set_default_timeout(START_TIMEOUT)
    page.goto(ADDRESSES["concern"])
    for key, value in ASKED.items():
        fill(page, key, str(value))
    expect(outcome(page)).to_be_visible()
    for key, value in reversed(ASKED.items()):
        if way == "the browser":
            page.go_back()
        else:
            page.get_by_role("link", name="Back", exact=True).click()
        expect(question(page, key)).to_be_visible()
        if key != "authority":
            assert given(page) == [value]
    expect(page.get_by_role("link", name="Back", exact=True)).to_have_count(0)


def fill(page: Page, key: str, value: str) -> None:
    """Answer one question with the mouse."""
    form = question(page, key)
    expect(form).to_be_visible()
    choice = form.locator(f'input[value="{value}"]')
    if choice.count():
        choice.check()
    else:
        for part, typed in zip(("Day", "Month", "Year"), value.split("-")[::-1], strict=True):
            form.get_by_label(part, exact=True).fill(typed)
    form.get_by_role("button", name="Continue").click()


def test_back_on_a_page_opened_by_a_link_leads_to_the_last_question(page: Page) -> None:
    """There is no earlier page to go back to; the last answer comes up for change."""
    page.clock.set_fixed_time(SATURDAY)
    open_result(page, "concern", LONG)
    page.get_by_role("link", name="Back", exact=True).click()
    expect(question(page, "sent")).to_be_visible()
    assert given(page) == ["2026-12-18"]


def test_a_changed_answer_asks_only_what_became_necessary(page: Page) -> None:
    """A lower level needs no choice of a higher one anew; what no longer counts is named."""
    page.clock.set_fixed_time(SATURDAY)
    open_result(page, "concern", LONG)
    page.locator('[data-answer="reply"] a').click()
    question(page, "reply").locator('input[value="resolved"]').check()
    page.get_by_role("button", name="Continue").click()
    expect(outcome(page)).to_have_attribute("data-status", "record_and_close")
    expect(page.get_by_text("Not needed for this result: ")).to_be_visible()
