"""Answering the calculator's questions in a page as a reader does."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

ADDRESSES = {"concern": "/calculator/", "change": "/changes/", "received": "/received/"}
START_TIMEOUT = 60_000


def outcome(page: Page) -> Locator:
    """The landmark region that holds the result."""
    return page.get_by_role("region", name="Outcome")


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
