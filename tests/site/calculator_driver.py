"""Answering the calculator's questions in a page as a reader does."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

Answers = Mapping[str, str | list[str]]
ADDRESSES = {"concern": "/calculator/", "change": "/changes/", "received": "/received/"}
START_TIMEOUT = 60_000
SATURDAY = "2026-11-21T12:00:00Z"
PART = "[data-calculator-page]"
EMPTY_AND_GO = """([part, hash]) => {
  document.querySelector(part).replaceChildren();
  location.hash = hash;
}"""


def outcome(page: Page) -> Locator:
    """The landmark region that holds the result, once it is whole."""
    return page.get_by_role("region", name="Outcome").and_(page.locator(":not([data-waits])"))


def answer_question(page: Page, value: str | list[str]) -> None:
    """Answer the question that the page shows, by option id or with a typed date, and press Continue."""
    form = page.locator("form[data-question]")
    if form.get_attribute("data-kind") == "date":
        for part, typed in zip(("Day", "Month", "Year"), str(value).split(" "), strict=True):
            form.get_by_label(part, exact=True).fill(typed)
    else:
        for option in [value] if isinstance(value, str) else value:
            form.locator(f'input[value="{option}"]').check()
    form.get_by_role("button", name="Continue").click()


def walk(page: Page, journey: str, answers: dict[str, str | list[str]]) -> list[str]:
    """Go through a journey from its first question to its outcome; return the questions met."""
    page.set_default_timeout(START_TIMEOUT)
    page.goto(ADDRESSES[journey])
    met: list[str] = []
    while not outcome(page).count():
        question = page.locator("form[data-question]").get_attribute("data-question")
        assert question and question in answers, f"no answer prepared for {question}"
        assert question not in met, f"{question} was asked twice"
        met.append(question)
        answer_question(page, answers[question])
        following = page.locator(f'form[data-question]:not([data-question="{question}"])')
        expect(following.or_(outcome(page))).to_be_visible(timeout=START_TIMEOUT)
    return met


def shown_due(page: Page) -> str | None:
    """The reply date of the outcome, as the machine-readable date."""
    time = outcome(page).locator("[data-due] time")
    return time.get_attribute("datetime") if time.count() else None


def shown_posts(page: Page, kind: str) -> list[str]:
    """The recipients of one kind."""
    return outcome(page).locator(f'[data-recipients="{kind}"] li').all_inner_texts()


def fragment(answers: Answers) -> str:
    """The part of the address that holds the answers."""
    values = {key: [value] if isinstance(value, str) else value for key, value in answers.items()}
    return "#" + "&".join(f"{key}={','.join(map(quote, items))}" for key, items in values.items())


def open_at(page: Page, journey: str, answers: Answers) -> None:
    """Open what a link with the answers leads to; a page that is there already keeps its engine."""
    address = ADDRESSES[journey]
    if address in page.url:
        page.evaluate(EMPTY_AND_GO, [PART, fragment(answers)])
    else:
        page.goto(f"{address}{fragment(answers)}")
    following = page.locator(PART).locator('form[data-question]:not([data-question="authority"])')
    expect(following.or_(outcome(page))).to_be_visible(timeout=START_TIMEOUT)


def open_result(page: Page, journey: str, answers: Answers) -> Locator:
    """Open a link to a result, and return its region."""
    open_at(page, journey, answers)
    expect(outcome(page)).to_be_visible()
    return outcome(page)


def question(page: Page, question_id: str) -> Locator:
    """The form of a question."""
    return page.locator(f'form[data-question="{question_id}"]')


def current_question(page: Page) -> str:
    """The id of the question that the page shows."""
    return page.locator("form[data-question]").get_attribute("data-question") or ""
