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

from tests.site.calculator_driver import (
    START_TIMEOUT,
    answer_question,
    open_result,
    outcome,
    shown_due,
    shown_posts,
    walk,
)

ROOT = Path(__file__).resolve().parents[2]
SENT = "2 4 2026"  # Maundy Thursday 2026: the count runs over Easter
SENT_ISO = "2026-04-02"

OPENED = "#authority=dorset&post=head-of-locality&received=2026-04-02"
STARTING = "Starting the calculator …"
NOTE_SAID = """
window.said = [];
new MutationObserver((changes) => {
  const line = document.querySelector("[data-calculator-status]");
  if (line && changes.some(({ target, addedNodes }) => target === line || [...addedNodes].includes(line))) {
    said.push(line.textContent);
  }
}).observe(document, { childList: true, subtree: true });
"""
NOTE_HIDDEN = """
new MutationObserver((changes, observer) => {
  if (!document.querySelector("[data-calculator-introduction]")) return;
  window.isHidden = document.documentElement.classList.contains("calc-opening");
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });
"""

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


def test_a_manager_reads_of_another_timescale_what_the_page_promises(page: Page) -> None:
    """Only where the document speaks of one, in the words of the policy; elsewhere the result has no such part."""
    page.goto("/received/")
    introduction = page.locator("[data-calculator-introduction]")
    expect(introduction).to_contain_text("Where the document says so, it also shows what the reply must do")
    expect(introduction).to_contain_text("who may set or agree another timescale")
    expect(introduction).not_to_contain_text("more time")
    ways = [(authority, *way) for authority, way in RECEIVED.items()]
    ways.append(("dorset", {"post": "team-manager", "level": "level-1"}, "level-1"))
    shown = []
    for authority, answers, level in ways:
        policy = page.request.get(f"/policies/{authority}.json").json()
        reply = next(part["reply"] for part in policy["levels"] if part["id"] == level)
        open_result(page, "received", {"authority": authority, **answers, "received": SENT_ISO})
        section = outcome(page).get_by_role("region", name="Another timescale", exact=True)
        if text := reply.get("another_timescale_text"):
            assert text in section.inner_text().replace("Independent Reviewing Officer (IRO)", "IRO")
            shown.append((authority, level))
        else:
            expect(section).to_have_count(0)
    assert shown == [("bedford-borough", "level-1"), ("tower-hamlets", "stage-3"), ("dorset", "level-1")]


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


HOLD_REST = """
const Plain = window.Worker;
const held = [];
window.Worker = class extends Plain {
  addEventListener(type, hear, options) {
    const hold = (event) => (event.data?.kind === "rest" ? held.push([hear, event]) : hear(event));
    super.addEventListener(type, hold, options);
  }
};
window.letGo = () => held.splice(0).forEach(([hear, event]) => hear(event));
window.breakWorker = () => held[0][1].target.dispatchEvent(new ErrorEvent("error"));
"""


@pytest.fixture
def page_with_answer(page: Page) -> Page:
    """A page that shows an answer; what explains it is held back."""
    page.add_init_script(HOLD_REST)
    page.goto("/received/#authority=dorset&post=head-of-locality&received=2026-04-02")
    page.locator(".calc-outcome[data-waits]").wait_for(timeout=START_TIMEOUT)
    return page


def test_the_answer_stands_before_what_explains_it(page_with_answer: Page) -> None:
    """The reply date and its recipients are there and have the focus; the rest then comes below, and moves nothing."""
    answer = page_with_answer.get_by_role("region", name="Outcome")
    expect(answer.locator("[data-due] time")).to_have_attribute("datetime", "2026-04-13")
    expect(answer.locator('[data-recipients="to"] li')).to_have_text("Head of Locality")
    expect(page_with_answer.locator("#calc-heading")).to_be_focused()
    expect(answer.get_by_role("heading", name="The days counted")).to_have_count(0)
    before = answer.locator("[data-due]").bounding_box()
    page_with_answer.evaluate("letGo()")
    expect(outcome(page_with_answer).get_by_role("heading", name="The days counted")).to_be_visible()
    expect(page_with_answer.get_by_role("heading", name="Your answers")).to_be_visible()
    expect(page_with_answer.locator("#calc-heading")).to_be_focused()
    assert answer.locator("[data-due]").bounding_box() == before


def test_an_answer_stays_where_the_engine_fails_before_the_rest(page_with_answer: Page) -> None:
    """The failure is told above it, and trying again gives the whole result."""
    page_with_answer.evaluate("breakWorker()")
    expect(page_with_answer.get_by_role("alert")).to_contain_text("The calculator is not working")
    expect(outcome(page_with_answer).locator("[data-due] time")).to_be_visible()  # and no longer waits for more
    page_with_answer.get_by_role("button", name="Try again").click()
    page_with_answer.evaluate("setInterval(letGo, 100)")
    expect(page_with_answer.get_by_role("heading", name="The days counted")).to_be_visible(timeout=START_TIMEOUT)
    expect(page_with_answer.get_by_role("alert")).to_have_count(0)


def test_a_reader_who_goes_on_before_the_rest_is_not_called_back(page_with_answer: Page) -> None:
    """What explains an answer that was left is not drawn into the next page."""
    page_with_answer.get_by_role("link", name="Back").click()
    question_form = page_with_answer.locator('form[data-question="received"]')
    expect(question_form).to_be_visible()
    page_with_answer.evaluate("letGo()")
    expect(page_with_answer.get_by_role("region", name="Outcome")).to_have_count(0)
    expect(question_form).to_be_visible()


def test_a_press_before_the_scripts_are_there_is_kept(page: Page) -> None:
    """The question stands in the page: it can be answered while the page is still being loaded."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/assets/calculator.js", hold)
    page.add_init_script(NOTE_SAID)
    page.goto("/received/", wait_until="commit")
    expect(page.get_by_role("button", name="Continue")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("")
    answer_question(page, "brent")
    expect(page.locator("form[data-pressed]")).to_be_attached()
    expect(page.get_by_role("status")).to_have_text(STARTING)
    for route in held:
        route.continue_()
    expect(page.locator('form[data-question="post"]')).to_be_visible(timeout=START_TIMEOUT)
    expect(page.get_by_role("status")).to_have_text("")
    assert page.evaluate("said").count(STARTING) == 1


def test_a_result_opened_by_its_address_says_at_once_that_the_calculator_starts(page: Page) -> None:
    """Once and politely, before any script has come. What the calculator then says takes the line's place."""
    held: list[Route] | None = []
    page.route("**/assets/calculator*.js", lambda route: route.continue_() if held is None else held.append(route))
    page.add_init_script(NOTE_SAID)
    page.goto(f"/received/{OPENED}", wait_until="commit")
    line = page.get_by_role("status")
    expect(line).to_have_text(STARTING)
    expect(line).to_be_in_viewport()
    expect(page.locator("form[data-question]")).to_be_hidden()
    waiting, held = held, None
    for route in waiting:
        route.continue_()
    expect(outcome(page)).to_be_visible(timeout=START_TIMEOUT)
    expect(page.locator("[data-calculator-status]")).to_have_text("")
    said = [text for text in page.evaluate("said") if text]
    assert said.count(STARTING) == 1
    assert said[0] == STARTING
    assert said[1].startswith("Starting the calculator: loading")


def test_the_first_question_never_shows_before_a_result(page: Page) -> None:
    """What is hidden meanwhile is hidden before it stands in the page, which may arrive in pieces."""
    page.add_init_script(NOTE_HIDDEN)
    page.goto(f"/received/{OPENED}")
    expect(outcome(page)).to_be_visible(timeout=START_TIMEOUT)
    assert page.evaluate("isHidden") is True


def test_scripts_that_take_long_leave_a_way_to_the_procedures(page: Page) -> None:
    """After 10 seconds the link shows under the line, where nothing moves. The result comes all the same."""
    held: list[Route] = []
    page.route("**/assets/calculator.js", lambda route: held.append(route))
    page.clock.install()
    page.goto(f"/received/{OPENED}", wait_until="commit")
    line, way = page.get_by_role("status"), page.get_by_role("link", name="Read the procedures instead")
    expect(line).to_have_text(STARTING)
    place = line.bounding_box()
    expect(way).to_be_hidden()
    page.clock.run_for(10_000)
    expect(way).to_be_visible()
    expect(line).to_have_text(STARTING)
    expect(page.get_by_role("radio")).to_have_count(0)
    assert line.bounding_box() == place
    for route in held:
        route.continue_()
    expect(outcome(page)).to_be_visible(timeout=START_TIMEOUT)


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
    page.get_by_text("Message outline", exact=True).click()
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
