"""The calculator in a real browser: each journey for every authority, and what a reader can rely on around it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar as ParsedCalendar
from playwright.sync_api import Page, Route, expect

from tests.site.calculator_driver import START_TIMEOUT, answer_question, outcome, shown_due, shown_posts, walk

ROOT = Path(__file__).resolve().parents[2]
SENT = "2 4 2026"  # Maundy Thursday 2026: the count runs over Easter
SENT_ISO = "2026-04-02"

CONCERNS: dict[str, tuple[dict[str, Any], str]] = {
    "brent": ({"concern": "something-else", "tried": "first-discussion", "reply": "unsatisfactory"}, "team-manager"),
    "bedford-borough": (
        {
            "child": "looked-after",
            "concern": "something-else",
            "tried": "informal",
            "reply": "unsatisfactory",
            "higher": "yes",
            "level": "level-2",
        },
        "level-2",
    ),
    "cpru": ({"harm": "no", "tried": "informal", "reply": "unsatisfactory", "higher": "no"}, "stage-1"),
    "tower-hamlets": (
        {"concern": "something-else", "rights": ["article-3", "article-8"], "tried": "nothing", "higher": "no"},
        "stage-1",
    ),
    "dorset": ({"concern": "something-else", "tried": "level-2", "reply": "unsatisfactory", "higher": "no"}, "level-3"),
}
RECEIVED = {
    "brent": ({"post": "head-of-service", "received": SENT}, "head-of-service"),
    "bedford-borough": ({"post": "team-manager", "timescale": "no", "received": SENT}, "level-1"),
    "cpru": ({"post": "service-manager", "received": SENT}, "stage-2"),
    "tower-hamlets": ({"post": "divisional-director", "timescale": "no", "received": SENT}, "stage-3"),
    "dorset": ({"post": "head-of-locality", "received": SENT}, "level-3"),
}
CHANGES = {
    "brent": ["N1", "NR1"],
    "bedford-borough": ["SC4", "RR5"],
    "cpru": ["N2"],
    "tower-hamlets": ["NP1"],
    "dorset": ["NR2"],
}


def command_line(*arguments: str) -> dict[str, Any]:
    """The result of the same call in the command line."""
    done = subprocess.run(
        [sys.executable, "-m", "calculator", *arguments, "--json"], cwd=ROOT, capture_output=True, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def published_change_ids(page: Page, authority: str, refs: list[str]) -> list[str]:
    """The ids of changes that the site publishes under these refs, from the compiled policy or the national list."""
    own = page.request.get(f"/policies/{authority}.json").json()
    source = own if "significant_changes" in own else published_national_facts(page)
    ids = {item["ref"]: item["id"] for part in source["significant_changes"]["lists"] for item in part["items"]}
    return [ids[ref] for ref in refs]


def published_national_facts(page: Page) -> dict[str, Any]:
    """What the engine is handed of the national lists."""
    index = page.request.get("/assets/engine/files.dat").json()
    national: dict[str, Any] = page.request.get(f"/{index['files']['shared']['address']}").json()["national"]
    return national


def check_level(page: Page, authority: str, level: str) -> None:
    """The outcome's date and recipients are those of the command line."""
    due = command_line("due", "--authority", authority, "--level", level, "--received", SENT_ISO)
    assert shown_due(page) == due["due"]
    for kind in ("to", "copy", "notify"):
        assert shown_posts(page, kind) == due[kind]


@pytest.mark.parametrize("authority", CONCERNS)
def test_an_iro_gets_from_the_first_question_to_level_recipients_and_date(page: Page, authority: str) -> None:
    """The concern's journey ends with what the command line says of the same level and day."""
    answers, level = CONCERNS[authority]
    walk(page, "concern", {"authority": authority, "sent": SENT, **answers})
    check_level(page, authority, level)


@pytest.mark.parametrize("authority", RECEIVED)
def test_a_manager_gets_from_the_first_question_to_the_reply_date(page: Page, authority: str) -> None:
    """The manager's journey ends with the command line's date, and every day is in the ledger."""
    answers, level = RECEIVED[authority]
    walk(page, "received", {"authority": authority, **answers})
    check_level(page, authority, level)
    expect(outcome(page).get_by_text("bank holiday: Good Friday")).to_have_count(1)


@pytest.mark.parametrize("authority", CHANGES)
def test_a_social_worker_gets_from_the_first_question_to_the_duties(page: Page, authority: str) -> None:
    """The change's journey shows every duty that the command line names, and no other."""
    refs = CHANGES[authority]
    ids = published_change_ids(page, authority, refs)
    walk(page, "change", {"authority": authority, "changes": ids, "happened": "no", "planned": "1 6 2027"})
    change = command_line("change", "--authority", authority, "--change", *refs)
    headings = outcome(page).get_by_role("heading").all_inner_texts()
    titles = {
        "tell_iro": "Tell the IRO",
        "review_before_change": "A review before the change",
        "review_relevant_plan": "A review of the relevant plan",
    }
    assert {key for key, title in titles.items() if title in headings} == {key for key in titles if change[key]}
    if change["review_before_change"]:
        expect(outcome(page).locator('time[datetime="2027-06-01"]').first).to_be_visible()


def test_the_first_question_stands_in_the_page_before_any_script(new_page: Callable[..., Page]) -> None:
    """With JavaScript off the question is readable, and the procedures are one link away."""
    page = new_page(java_script_enabled=False)
    for address in ("/calculator/", "/received/", "/changes/"):
        page.goto(address)
        expect(page.get_by_role("heading", name="Which authority is responsible for the child?")).to_be_visible()
        assert page.get_by_role("radio").count() == 5
        page.get_by_role("link", name="Read the procedures instead").click()
        expect(page).to_have_url(re.compile("/authorities/$"))


def test_the_timing_marks_of_the_contract_are_set(page: Page) -> None:
    """Question usable, Python ready, outcome drawn: in this order."""
    walk(page, "received", {"authority": "dorset", "post": "head-of-locality", "received": SENT})
    marks = page.evaluate("performance.getEntriesByType('mark').map((mark) => mark.name)")
    named = [mark for mark in marks if mark.startswith("calculator-")]
    assert named == ["calculator-question", "calculator-ready", "calculator-outcome"]


def test_a_press_before_the_scripts_are_there_is_kept(page: Page) -> None:
    """The question stands in the page: it can be answered while the page is still being loaded."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/assets/calculator.js", hold)
    page.goto("/received/", wait_until="commit")
    answer_question(page, "brent")
    expect(page.locator("form[data-pressed]")).to_be_attached()
    for route in held:
        route.continue_()
    expect(page.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)


def test_an_answer_given_before_python_is_ready_is_kept(page: Page) -> None:
    """Continue works at once; progress is shown until the engine has started."""
    page.goto("/received/")
    answer_question(page, "brent")
    expect(page.get_by_role("status").filter(has_text="Your answer is kept")).to_be_visible()
    expect(page.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)


def test_choosing_an_authority_loads_its_procedure_before_continue(page: Page) -> None:
    """So that the next question comes at once. No other procedure is loaded, and this one only once."""
    loaded: list[str] = []
    page.context.on("request", lambda request: loaded.append(request.url) if "/policies/" in request.url else None)
    page.goto("/received/")
    with page.expect_request("**/policies/dorset.json"):
        page.get_by_role("radio", name="Dorset").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)
    assert len(loaded) == 1


def test_a_link_reopens_the_same_result_in_a_fresh_profile(page: Page, new_page: Callable[..., Page]) -> None:
    """All answers stand in the fragment, and nothing else is needed."""
    walk(page, "received", {"authority": "brent", "post": "head-of-service", "received": SENT})
    other = new_page()
    other.goto(page.url)
    expect(outcome(other)).to_be_visible(timeout=START_TIMEOUT)
    assert shown_due(other) == shown_due(page)


def test_back_and_change_keep_the_other_answers(page: Page) -> None:
    """The browser's Back returns to the question before; Change asks one question again and keeps the rest."""
    walk(page, "received", {"authority": "brent", "post": "head-of-service", "received": SENT})
    page.go_back()
    expect(page.locator('form[data-question="received"]')).to_be_visible()
    page.go_forward()
    expect(outcome(page)).to_be_visible()
    page.get_by_role("link", name="Change the answer to: Which post do you hold?").click()
    form = page.locator('form[data-question="post"]')
    expect(form).to_be_visible()
    answer_question(page, "team-manager")
    expect(outcome(page)).to_be_visible()
    assert shown_due(page) == "2026-04-09"


def test_unknown_answers_in_a_link_are_ignored_and_said_so(page: Page) -> None:
    """A stray key changes nothing and is named."""
    page.goto("/calculator/#authority=cpru&weather=rain")
    expect(page.locator('form[data-question="harm"]')).to_be_visible(timeout=START_TIMEOUT)
    expect(page.get_by_text("Ignored in the address, because nothing here asks for it: weather.")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("31 2 2026", "The date must be a real date. There is no 31/2/2026"),
        ("5 1 1999", "outside the calendar"),
        (" 3 2026", "The date must include a day"),
    ],
)
def test_a_wrong_date_is_answered_in_place_and_nothing_typed_is_lost(page: Page, typed: str, message: str) -> None:
    """The summary takes the focus, the title says Error, and the fields keep what was typed."""
    page.goto("/received/#authority=brent&post=head-of-service")
    expect(page.locator('form[data-question="received"]')).to_be_visible(timeout=START_TIMEOUT)
    answer_question(page, typed)
    summary = page.locator(".calc-problem")
    expect(summary).to_contain_text("There is a problem")
    expect(summary).to_contain_text(message)
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    values = [page.get_by_label(part, exact=True).input_value() for part in ("Day", "Month", "Year")]
    assert values == typed.split(" ")


def test_no_answer_is_answered_with_what_to_do(page: Page) -> None:
    """Continue without a choice names the task and marks the question."""
    page.goto("/received/#authority=brent")
    expect(page.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".calc-problem")).to_contain_text("Choose an answer")


def test_a_stale_answer_in_a_link_asks_its_question_again(page: Page) -> None:
    """A link from an older edition whose option is gone still leads on."""
    page.goto("/received/#authority=brent&post=head-gardener")
    form = page.locator('form[data-question="post"]')
    expect(form).to_be_visible(timeout=START_TIMEOUT)
    expect(page.locator(".calc-problem")).to_contain_text("Choose again")


def test_a_result_can_be_taken_along(new_page: Callable[..., Page]) -> None:
    """As text on the clipboard, as a calendar file with the page's own date, and as a message without a name."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    answers, _ = CONCERNS["dorset"]
    walk(page, "concern", {"authority": "dorset", "sent": SENT, **answers})
    page.get_by_role("button", name="Copy the result as text").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Reply due by Monday 13 April 2026" in copied
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the calendar file").click()
    (event,) = ParsedCalendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    assert event["DTSTART"].dt.isoformat() == shown_due(page)
    page.get_by_text("Message outline").click()
    message = page.locator(".calc-message")
    expect(message).to_contain_text("[case number]")
    assert message.locator("input, textarea").count() == 0


def test_nothing_is_stored_on_the_device(page: Page) -> None:
    """No cookie and no storage, also after a whole journey."""
    walk(page, "received", {"authority": "brent", "post": "head-of-service", "received": SENT})
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("indexedDB.databases().then((found) => found.length)") == 0


def test_no_field_takes_a_name_or_free_text(page: Page) -> None:
    """The only text fields are the three parts of a date and the filter of a long list."""
    walk(page, "received", {"authority": "brent", "post": "head-of-service", "received": SENT})
    page.go_back()
    expect(page.locator("form[data-question]")).to_be_visible()
    fields = page.locator(".calc").locator("input[type=text], input[type=search], input:not([type]), textarea")
    assert [field.get_attribute("data-part") for field in fields.all()] == ["day", "month", "year"]
